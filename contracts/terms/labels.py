"""The label of each column of a contract's terms, and its values as text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.enums import ExcludedActivity, ReturnInterval
from contracts.models import Terms
from design import formatting

Format = Callable[[Any], str]
NOTHING = "Not in this contract"


@dataclass(frozen=True)
class TermColumn:
    """One column: its group on the page, its label, and the function that makes text of a value."""

    name: str
    group: str
    label: str
    to_text: Format = str
    hint: str = ""

    def format(self, value: Any) -> str:
        """Return the value as text; where there is none, that it is not in the contract."""
        return NOTHING if value in (None, [], "") else self.to_text(value)


@dataclass(frozen=True)
class TermComparison:
    """One column over several rows of terms, the newest first."""

    column: TermColumn
    cells: tuple[tuple[str, bool], ...]  # the text, and whether it differs from the terms before

    @property
    def is_absent(self) -> bool:
        """Whether none of the terms has such a rule."""
        return all(text == NOTHING for text, _is_changed in self.cells)


def _yes(value: bool | None) -> str:
    return "Yes" if value else "No"


def _count(singular: str, plural: str) -> Format:
    return lambda value: f"1 {singular}" if value == 1 else f"{value} {plural}"


_months = _count("month", "months")
_days, _years = _count("day", "days"), _count("year", "years")
_working_days = _count("working day", "working days")
_minutes = _count("minute", "minutes")
_hours = _count("hour", "hours")
IN_MINUTES = "In minutes"


def _activities(values: Iterable[str]) -> str:
    return ", ".join(ExcludedActivity(value).label.lower() for value in values)


def _list(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


SUPPORT, TIMES, LEVELS = "Referrals and support", "Time limits", "Service hours and caseloads"
# How often surveys are due is not here: nothing reads it yet.
TERM_COLUMNS = (
    TermColumn("sources", SUPPORT, "Who can refer", _list, "One team or service on each line"),
    TermColumn("minimum_age", SUPPORT, "Minimum age", _years, "In years, on the planned start date"),
    TermColumn("age_limit", SUPPORT, "Age limit", _years, "The birthday on which someone is no longer eligible"),
    TermColumn("asks_mental_health_services", SUPPORT, "Eligibility: supported by mental health services", _yes),
    TermColumn("asks_eligible_needs", SUPPORT, "Eligibility: has eligible needs", _yes),
    TermColumn("asks_residence", SUPPORT, "Eligibility: lives in the area", _yes),
    TermColumn("asks_council_support_plan", SUPPORT, "Council support plan must come with a referral", _yes),
    TermColumn("asks_council_risk_assessment", SUPPORT, "Council risk assessment must come with a referral", _yes),
    TermColumn("asks_keyworker", SUPPORT, "Everyone has a keyworker", _yes),
    TermColumn("asks_exit_plan", SUPPORT, "Support has an agreed end date and an exit plan", _yes),
    TermColumn("asks_transition_plan", SUPPORT, "Transition plan for people under the minimum age", _yes),
    TermColumn("asks_revised_plan", SUPPORT, "Revised plan and formal review after a hospital ending", _yes),
    TermColumn("asks_connections_map", SUPPORT, "Connections map, with figures in the return", _yes),
    TermColumn(
        "counts_review_answers", SUPPORT, "What people say is better at reviews, with figures in the return", _yes
    ),
    TermColumn("declines_for_capacity_only", SUPPORT, "Can only decline for lack of capacity", _yes),
    TermColumn("priority_bands", SUPPORT, "Waiting-list priorities", _list, "One on each line, highest first"),
    TermColumn(
        "no_placement_programme",
        SUPPORT,
        "No Individual Placement and Support programme in the area",
        _yes,
        "Choose yes where people get support with employment from this service instead",
    ),
    TermColumn("excluded_activities", SUPPORT, "What the service does not do", _activities),
    TermColumn("excluded_activities_clause", SUPPORT, "Clause that excludes these", hint="For example T3.4"),
    TermColumn(
        "decide_within_working_days",
        TIMES,
        "Referrals: working days to a decision",
        _working_days,
        "The day of receipt is not counted. The referrer sees the date",
    ),
    TermColumn("update_days", TIMES, "Keyworker updates: maximum days between them", _days),
    TermColumn(
        "update_ahead_days",
        TIMES,
        "Lead time for keyworker updates",
        _days,
        "Days before the due date on which we prepare one",
    ),
    TermColumn("review_months", TIMES, "Reviews: months from one to the next", _months),
    TermColumn(
        "update_reminder_days",
        TIMES,
        "Keyworker updates: days before the due date on which we remind",
        _list,
        "For example 2, 7",
    ),
    TermColumn("update_needs_check", TIMES, "Keyworker updates: a manager checks them before they are sent", _yes),
    TermColumn("hold_pauses_updates", TIMES, "Keyworker updates: days on hold do not count", _yes),
    TermColumn(
        "acknowledge_days",
        TIMES,
        "Updates and reviews: days until we remind the keyworker to acknowledge",
        _days,
        "After as many days again, a manager asks them",
    ),
    TermColumn("hold_days", TIMES, "Hospital hold: length", _days, "The day of admission is not counted"),
    TermColumn(
        "hold_warning_days", TIMES, "Hospital hold: days on which a warning is sent", _list, "For example 14, 21, 26"
    ),
    TermColumn("extends_hold", TIMES, "Hospital hold: the Council may extend it in writing", _yes),
    TermColumn("safe_minutes", TIMES, "Check in as safe after a visit: time allowed", _minutes, IN_MINUTES),
    TermColumn("answer_minutes", TIMES, "Call for help: time to answer", _minutes, IN_MINUTES),
    TermColumn("alert_minutes", TIMES, "Alert about a change: reminder until it is closed", _minutes, IN_MINUTES),
    TermColumn(
        "council_contact_hours",
        TIMES,
        "Safeguarding concern: hours to contact the Council",
        _hours,
        "Without a time it is due at once",
    ),
    TermColumn(
        "portal_form_working_days",
        TIMES,
        "Safeguarding enquiry: working days to send the Partnership Board’s form",
        _working_days,
        "From the Council’s decision, that day not counted",
    ),
    TermColumn("return_interval", TIMES, "Return: how often", lambda value: str(ReturnInterval(value).label)),
    TermColumn(
        "return_working_days",
        TIMES,
        "Return: working days to seal it after its period",
        _working_days,
        "The last day of the period is not counted",
    ),
    TermColumn("day_starts_at", LEVELS, "Service day starts", formatting.time),
    TermColumn("day_ends_at", LEVELS, "Service day ends", formatting.time),
    TermColumn("minimum_people_at_once", LEVELS, "Minimum caseload per full-time worker"),
    TermColumn("minimum_people_a_year", LEVELS, "Minimum people a year per full-time worker"),
    TermColumn("full_time_minutes", LEVELS, "Full-time hours a week", formatting.hours),
)
# Every other column may be empty. A contract that names nobody who may refer takes no referral.
REQUIRED = ("sources", "update_ahead_days", "safe_minutes", "answer_minutes", "return_interval", "full_time_minutes")


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
