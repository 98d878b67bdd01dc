"""A contract's terms in words: what each column says, and that a contract says nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass

from contracts.enums import ExcludedActivity, ReferralSource, ReturnInterval
from contracts.models import Terms
from design import formatting

NOTHING = "The contract says nothing of this"


@dataclass(frozen=True)
class TermColumn:
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
class TermComparison:
    """One column over several rows of terms, the newest first."""

    saying: TermColumn
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
    return ", ".join(ExcludedActivity(value).label.lower() for value in values)


def _lines(values) -> str:
    return ", ".join(map(str, values))


WHO, CLOCKS, LEVELS = "Referral and support", "Clocks", "Hours and levels"
TERM_COLUMNS = (
    TermColumn("sources", WHO, "Who refers", _sources),
    TermColumn("minimum_age", WHO, "Least age", _years, "Years, on the planned start"),
    TermColumn("age_limit", WHO, "Age limit", _years, "The birthday on which somebody is no longer eligible"),
    TermColumn("asks_mental_health_services", WHO, "Support by mental health services is a test", _yes),
    TermColumn("asks_eligible_needs", WHO, "Eligible needs are a test", _yes),
    TermColumn("asks_residence", WHO, "Residence is a test", _yes),
    TermColumn("asks_council_support_plan", WHO, "The Council's support plan comes with a referral", _yes),
    TermColumn("asks_council_risk_assessment", WHO, "The Council's risk assessment comes with a referral", _yes),
    TermColumn("asks_keyworker", WHO, "Everybody has a keyworker", _yes),
    TermColumn("asks_exit_plan", WHO, "Support has an agreed end and an exit plan", _yes),
    TermColumn("asks_transition_plan", WHO, "Below the least age, a transition plan", _yes),
    TermColumn("asks_revised_plan", WHO, "After a hospital ending, a revised plan and a formal review", _yes),
    TermColumn("declines_for_capacity_only", WHO, "Only want of capacity is a ground to hold back", _yes),
    TermColumn("priority_bands", WHO, "Bands of the waiting list", _lines, "One on each line, the first first"),
    TermColumn("excluded_activities", WHO, "What the service does not do", _outside),
    TermColumn("excluded_activities_clause", WHO, "The clause that says so", hint="Such as T3.4"),
    TermColumn("update_days", CLOCKS, "Days between keyworker updates, at most", _days),
    TermColumn("update_ahead_days", CLOCKS, "An update is raised ahead of its day by", _days),
    TermColumn(
        "hold_days", CLOCKS, "Days that support is held in hospital", _days, "The day of admission is not counted"
    ),
    TermColumn(
        "hold_warning_days", CLOCKS, "Days of the hold on which a warning goes out", _lines, "Such as 14, 21, 26"
    ),
    TermColumn("extends_hold", CLOCKS, "The Council may extend a hold in writing", _yes),
    TermColumn("survey_months", CLOCKS, "Months between surveys", _months),
    TermColumn("safe_minutes", CLOCKS, "After a visit, a worker says they are safe within", _minutes, OURS.format(15)),
    TermColumn("answer_minutes", CLOCKS, "A call for help is answered within", _minutes, OURS.format(10)),
    TermColumn("return_interval", CLOCKS, "Returns", lambda value: ReturnInterval(value).label),
    TermColumn("day_starts_at", LEVELS, "The service's day begins", formatting.time),
    TermColumn("day_ends_at", LEVELS, "The service's day ends", formatting.time),
    TermColumn("minimum_people_at_once", LEVELS, "People at once for each whole-time worker, at least"),
    TermColumn("minimum_people_a_year", LEVELS, "People a year for each whole-time worker, at least"),
    TermColumn("full_time_minutes", LEVELS, "Hours a week of a whole-time worker", formatting.hours),
)
# What is always said; every other column may be none.
ALWAYS = ("update_ahead_days", "return_interval", "full_time_minutes")


def side_by_side(rows: list[Terms]) -> list[TermComparison]:
    """Every column of the rows (newest first), with what each row changed."""
    found = []
    for saying in TERM_COLUMNS:
        values = [getattr(terms, saying.name) for terms in rows]
        earlier = [*values[1:], values[-1]] if values else []
        cells = tuple((saying.in_words(value), value != was) for value, was in zip(values, earlier, strict=True))
        found.append(TermComparison(saying, cells))
    return found


def changes(before: Terms | None, columns: dict) -> list[tuple[str, str]]:
    """(label, "was → becomes") of every column that differs."""
    found = []
    for saying in TERM_COLUMNS:
        was, becomes = getattr(before, saying.name, None), columns[saying.name]
        if was != becomes:
            found.append((saying.label, f"{saying.in_words(was)} → {saying.in_words(becomes)}"))
    return found
