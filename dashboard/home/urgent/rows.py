"""What is urgent for a user, from one list of sources, each thing once and the most urgent first."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from core import clock
from dashboard.home.reader import Reader
from dashboard.home.urgent.access import unusual_openings
from dashboard.home.urgent.council import alerts_to_ring_about, calls_without_answer
from dashboard.home.urgent.duties import urgent_duties
from dashboard.home.urgent.requests import assessments_to_sign, same_day_referrals, same_day_visits
from dashboard.home.urgent.row import Source, UrgentRow
from dashboard.home.urgent.safety import calls_for_help, overdue_checks, own_overdue_checks, visits_never_checked
from dashboard.home.urgent.staffing import on_call_gaps, people_without_lead, visits_to_cover
from dashboard.home.urgent.system import (
    documents_given_up,
    late_background_jobs,
    messages_not_delivered,
    resets_to_confirm,
)

# Each source asks what the user may do. Of two rows about one record the first is shown.
SOURCES: tuple[Source, ...] = (
    own_overdue_checks,
    overdue_checks,
    calls_for_help,
    visits_never_checked,
    calls_without_answer,
    alerts_to_ring_about,
    urgent_duties,
    same_day_referrals,
    same_day_visits,
    assessments_to_sign,
    visits_to_cover,
    people_without_lead,
    on_call_gaps,
    unusual_openings,
    late_background_jobs,
    messages_not_delivered,
    documents_given_up,
    resets_to_confirm,
)
# How many rows a page shows of each; no worker who may be in danger is left out, and of those who may come to harm and
# wait for somebody, only what follows so many.
MOST_NOW = 4
MOST_HARM = 12
MOST_TODAY = 3
# How many for today where there are more for now than MOST_NOW: the page stays within two screens.
FEWEST_TODAY = 1
# From so many rows of one kind on they are one row.
MANY = 3


@dataclass(frozen=True)
class Urgent:
    """All rows of the sources: for now, for the rest of today, and those of another day, for the table of the week."""

    now: list[UrgentRow]
    today: list[UrgentRow]
    other_days: list[UrgentRow]

    @property
    def first_now(self) -> list[UrgentRow]:
        """The rows for now that a page shows."""
        return [
            row
            for n, row in enumerate(self.now)
            if n < (MOST_HARM if row.may_come_to_harm else MOST_NOW) or row.may_be_in_danger
        ]

    @property
    def first_today(self) -> list[UrgentRow]:
        """The rows for today that a page shows; many of one kind are one row."""
        return _in_order(_together(self.today))[: FEWEST_TODAY if self.has_much_now else MOST_TODAY]

    @property
    def has_much_now(self) -> bool:
        """Whether there are more rows for now than MOST_NOW: the page then shows fewer of everything else."""
        return len(self.first_now) > MOST_NOW

    @property
    def more_now(self) -> int:
        """How many rows for now the page leaves out."""
        return len(self.now) - len(self.first_now)

    @property
    def more_today(self) -> int:
        """How many of those for today the page leaves out; a row for many of a kind leaves out none of them."""
        return len(self.today) - sum(row.number for row in self.first_today)

    def words(self, nothing: str = "Nothing is urgent now") -> str:
        """Return how much there is to do: "3 things need someone now, 1 is being dealt with, 3 more today.".

        `nothing` is what it says where nothing is for now.
        """
        now = sum(not row.dealt_with_by for row in self.now)
        dealt_with = len(self.now) - now
        parts = [nothing]
        if now:
            parts = ["1 thing needs someone now" if now == 1 else f"{now} things need someone now"]
        if dealt_with:
            parts.append(f"{dealt_with} {'is' if dealt_with == 1 else 'are'} being dealt with")
        if self.today:
            parts.append(f"{len(self.today)} more today")
        return f"{', '.join(parts)}."

    def without(self, record_ids: Collection[UUID]) -> "Urgent":
        """Return the rows without those about these records, which the page shows otherwise.

        No worker who may be in danger is left out: the user themselves, who has not checked in, is the first row.
        """

        def rest(rows: list[UrgentRow]) -> list[UrgentRow]:
            return [row for row in rows if row.may_be_in_danger or row.record_id not in record_ids]

        return Urgent(rest(self.now), rest(self.today), rest(self.other_days))


def urgent_rows(reader: Reader) -> Urgent:
    """Return the rows of every source, each record once, in order of danger, then the earliest first."""
    rows = list(_once(row for source in SOURCES for row in source(reader)))
    rest = [row for row in rows if not row.is_now]
    return Urgent(
        now=_in_order(row for row in rows if row.is_now),
        today=_in_order(row for row in rest if clock.day_of(row.due_at) == reader.day),
        other_days=_in_order(row for row in rest if clock.day_of(row.due_at) != reader.day),
    )


def _in_order(rows: Iterable[UrgentRow]) -> list[UrgentRow]:
    return sorted(rows, key=lambda row: row.order)


def _once(rows: Iterable[UrgentRow]) -> Iterator[UrgentRow]:
    seen: set[UUID | None] = set()
    for row in rows:
        if row.record_id is None or row.record_id not in seen:
            yield row
        seen.add(row.record_id)


def _together(rows: Iterable[UrgentRow]) -> Iterator[UrgentRow]:
    """Yield the rows, and instead of many of one kind one row for all of them."""
    groups: dict[object, list[UrgentRow]] = {}
    for row in rows:
        groups.setdefault(row.several or row, []).append(row)
    for group in groups.values():
        yield from [_one_for(group)] if len(group) >= MANY else group


def _one_for(group: list[UrgentRow]) -> UrgentRow:
    first = min(group, key=lambda row: row.due_at)
    names = [*dict.fromkeys(row.person for row in group)]
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return replace(
        first,
        number=len(group),
        sentence=f"{len(group)} {first.several}",
        person="",
        lead="",
        detail=f"{', '.join(names[:MANY])}{more}.",
        href=first.several_href,
        action="Open the list",
    )
