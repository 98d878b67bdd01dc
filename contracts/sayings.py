"""A contract's terms in words: what each column says, and that a contract says nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass

from contracts.enums import OutsideService, ReferralSource, ReturnInterval
from contracts.models import Terms
from design import words

NOTHING = "The contract says nothing of this"


@dataclass(frozen=True)
class Saying:
    """One column: its group on the page, its label, and how a value is said."""

    name: str
    group: str
    label: str
    said: Callable = str
    hint: str = ""

    def in_words(self, value) -> str:
        """The value as people say it; of none, that the contract says nothing."""
        return NOTHING if value in (None, [], "") else self.said(value)


@dataclass(frozen=True)
class Said:
    """One column over several rows of terms, the newest first."""

    saying: Saying
    cells: tuple[tuple[str, bool], ...]  # words, and whether they differ from the terms before


def _yes(value) -> str:
    return "Yes" if value else "No"


def _count(one: str, many: str) -> Callable:
    return lambda value: f"1 {one}" if value == 1 else f"{value} {many}"


_days, _months, _years = _count("day", "days"), _count("month", "months"), _count("year", "years")
_minutes = _count("minute", "minutes")
OURS = "Minutes; where nothing is said, {}"


def _sources(values) -> str:
    return ", ".join(ReferralSource(value).label for value in values)


def _outside(values) -> str:
    return ", ".join(OutsideService(value).label.lower() for value in values)


def _lines(values) -> str:
    return ", ".join(map(str, values))


WHO, CLOCKS, LEVELS = "Referral and support", "Clocks", "Hours and levels"
SAYINGS = (
    Saying("sources", WHO, "Who refers", _sources),
    Saying("least_age", WHO, "Least age", _years, "Years, on the planned start"),
    Saying("age_limit", WHO, "Age limit", _years, "The birthday on which somebody is no longer eligible"),
    Saying("asks_mental_health_services", WHO, "Support by mental health services is a test", _yes),
    Saying("asks_eligible_needs", WHO, "Eligible needs are a test", _yes),
    Saying("asks_residence", WHO, "Residence is a test", _yes),
    Saying("asks_council_support_plan", WHO, "The Council's support plan comes with a referral", _yes),
    Saying("asks_council_risk_assessment", WHO, "The Council's risk assessment comes with a referral", _yes),
    Saying("asks_keyworker", WHO, "Everybody has a keyworker", _yes),
    Saying("asks_exit_plan", WHO, "Support has an agreed end and an exit plan", _yes),
    Saying("asks_transition_plan", WHO, "Below the least age, a transition plan", _yes),
    Saying("asks_revised_plan", WHO, "After a hospital ending, a revised plan and a formal review", _yes),
    Saying("declines_for_capacity_only", WHO, "Only want of capacity is a ground to hold back", _yes),
    Saying("priority_bands", WHO, "Bands of the waiting list", _lines, "One on each line, the first first"),
    Saying("outside_service", WHO, "What the service does not do", _outside),
    Saying("outside_service_clause", WHO, "The clause that says so", hint="Such as T3.4"),
    Saying("update_days", CLOCKS, "Days between keyworker updates, at most", _days),
    Saying("update_ahead_days", CLOCKS, "An update is raised ahead of its day by", _days),
    Saying("hold_days", CLOCKS, "Days that support is held in hospital", _days, "The day of admission is not counted"),
    Saying("hold_warning_days", CLOCKS, "Days of the hold on which a warning goes out", _lines, "Such as 14, 21, 26"),
    Saying("extends_hold", CLOCKS, "The Council may extend a hold in writing", _yes),
    Saying("survey_months", CLOCKS, "Months between surveys", _months),
    Saying("safe_minutes", CLOCKS, "After a visit, a worker says they are safe within", _minutes, OURS.format(15)),
    Saying("answer_minutes", CLOCKS, "A call for help is answered within", _minutes, OURS.format(10)),
    Saying("return_interval", CLOCKS, "Returns", lambda value: ReturnInterval(value).label),
    Saying("day_starts_at", LEVELS, "The service's day begins", words.time),
    Saying("day_ends_at", LEVELS, "The service's day ends", words.time),
    Saying("least_people_at_once", LEVELS, "People at once for each whole-time worker, at least"),
    Saying("least_people_a_year", LEVELS, "People a year for each whole-time worker, at least"),
    Saying("whole_time_minutes", LEVELS, "Hours a week of a whole-time worker", words.hours),
)
# What is always said; every other column may be none.
ALWAYS = ("update_ahead_days", "return_interval", "whole_time_minutes")


def side_by_side(rows: list[Terms]) -> list[Said]:
    """Every column of the rows (newest first), with what each row changed."""
    found = []
    for saying in SAYINGS:
        values = [getattr(terms, saying.name) for terms in rows]
        earlier = [*values[1:], values[-1]] if values else []
        cells = tuple((saying.in_words(value), value != was) for value, was in zip(values, earlier, strict=True))
        found.append(Said(saying, cells))
    return found


def changes(before: Terms | None, columns: dict) -> list[tuple[str, str]]:
    """(label, "was → becomes") of every column that differs."""
    found = []
    for saying in SAYINGS:
        was, becomes = getattr(before, saying.name, None), columns[saying.name]
        if was != becomes:
            found.append((saying.label, f"{saying.in_words(was)} → {saying.in_words(becomes)}"))
    return found
