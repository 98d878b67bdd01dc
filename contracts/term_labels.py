"""The label of each column of a contract's terms, and its values as text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.enums import ExcludedActivity, ReferralSource, ReturnInterval
from contracts.models import Terms
from design import formatting

Format = Callable[[Any], str]
NOTHING = "The contract says nothing of this"


@dataclass(frozen=True)
class TermColumn:
    """One column: its group on the page, its label, and the function that makes text of a value."""

    name: str
    group: str
    label: str
    to_text: Format = str
    hint: str = ""

    def format(self, value: Any) -> str:
        """Return the value as text; where there is none, that the contract says nothing."""
        return NOTHING if value in (None, [], "") else self.to_text(value)


@dataclass(frozen=True)
class TermComparison:
    """One column over several rows of terms, the newest first."""

    column: TermColumn
    cells: tuple[tuple[str, bool], ...]  # the text, and whether it differs from the terms before


def _yes(value: bool | None) -> str:
    return "Yes" if value else "No"


def _count(singular: str, plural: str) -> Format:
    return lambda value: f"1 {singular}" if value == 1 else f"{value} {plural}"


_days, _months, _years = _count("day", "days"), _count("month", "months"), _count("year", "years")
_minutes = _count("minute", "minutes")
OUR_MINUTES = "Minutes; where nothing is said, {}"


def _sources(values: Iterable[str]) -> str:
    return ", ".join(ReferralSource(value).label for value in values)


def _activities(values: Iterable[str]) -> str:
    return ", ".join(ExcludedActivity(value).label.lower() for value in values)


def _list(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


SUPPORT, TIMES, LEVELS = "Referral and support", "Clocks", "Hours and levels"
TERM_COLUMNS = (
    TermColumn("sources", SUPPORT, "Who refers", _sources),
    TermColumn("minimum_age", SUPPORT, "Least age", _years, "Years, on the planned start"),
    TermColumn("age_limit", SUPPORT, "Age limit", _years, "The birthday on which somebody is no longer eligible"),
    TermColumn("asks_mental_health_services", SUPPORT, "Support by mental health services is a test", _yes),
    TermColumn("asks_eligible_needs", SUPPORT, "Eligible needs are a test", _yes),
    TermColumn("asks_residence", SUPPORT, "Residence is a test", _yes),
    TermColumn("asks_council_support_plan", SUPPORT, "The Council's support plan comes with a referral", _yes),
    TermColumn("asks_council_risk_assessment", SUPPORT, "The Council's risk assessment comes with a referral", _yes),
    TermColumn("asks_keyworker", SUPPORT, "Everybody has a keyworker", _yes),
    TermColumn("asks_exit_plan", SUPPORT, "Support has an agreed end and an exit plan", _yes),
    TermColumn("asks_transition_plan", SUPPORT, "Below the least age, a transition plan", _yes),
    TermColumn("asks_revised_plan", SUPPORT, "After a hospital ending, a revised plan and a formal review", _yes),
    TermColumn("declines_for_capacity_only", SUPPORT, "Only want of capacity is a ground to hold back", _yes),
    TermColumn("priority_bands", SUPPORT, "Bands of the waiting list", _list, "One on each line, the first first"),
    TermColumn("excluded_activities", SUPPORT, "What the service does not do", _activities),
    TermColumn("excluded_activities_clause", SUPPORT, "The clause that says so", hint="Such as T3.4"),
    TermColumn("update_days", TIMES, "Days between keyworker updates, at most", _days),
    TermColumn("update_ahead_days", TIMES, "An update is raised ahead of its day by", _days),
    TermColumn(
        "hold_days", TIMES, "Days that support is held in hospital", _days, "The day of admission is not counted"
    ),
    TermColumn("hold_warning_days", TIMES, "Days of the hold on which a warning goes out", _list, "Such as 14, 21, 26"),
    TermColumn("extends_hold", TIMES, "The Council may extend a hold in writing", _yes),
    TermColumn("survey_months", TIMES, "Months between surveys", _months),
    TermColumn(
        "safe_minutes", TIMES, "After a visit, a worker says they are safe within", _minutes, OUR_MINUTES.format(15)
    ),
    TermColumn("answer_minutes", TIMES, "A call for help is answered within", _minutes, OUR_MINUTES.format(10)),
    TermColumn("return_interval", TIMES, "Returns", lambda value: ReturnInterval(value).label),
    TermColumn("day_starts_at", LEVELS, "The service's day begins", formatting.time),
    TermColumn("day_ends_at", LEVELS, "The service's day ends", formatting.time),
    TermColumn("minimum_people_at_once", LEVELS, "People at once for each whole-time worker, at least"),
    TermColumn("minimum_people_a_year", LEVELS, "People a year for each whole-time worker, at least"),
    TermColumn("full_time_minutes", LEVELS, "Hours a week of a whole-time worker", formatting.hours),
)
# Every other column may be empty.
REQUIRED = ("update_ahead_days", "return_interval", "full_time_minutes")


def side_by_side(rows: list[Terms]) -> list[TermComparison]:
    """Return every column over `rows` (newest first), with the cells that each row changed."""
    return [TermComparison(column, _cells(column, rows)) for column in TERM_COLUMNS]


def _cells(column: TermColumn, rows: list[Terms]) -> tuple[tuple[str, bool], ...]:
    values = [getattr(terms, column.name) for terms in rows]
    earlier = [*values[1:], *values[-1:]]
    return tuple((column.format(value), value != before) for value, before in zip(values, earlier, strict=True))


def changes(before: Terms | None, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, "old → new") for every column whose value differs from the terms `before`."""
    changed = []
    for column in TERM_COLUMNS:
        old, new = getattr(before, column.name, None), values[column.name]
        if old != new:
            changed.append((column.label, f"{column.format(old)} → {column.format(new)}"))
    return changed
