"""The table of duties that are overdue or due in the next 7 days, for the home page and the page of all."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from casework.danger import DangerRank
from casework.duties import DutyItem
from core import clock
from core.duties import kind_named
from dashboard.home.reader import WEEK, Reader
from dashboard.home.urgent.row import UrgentRow
from dashboard.home.urgent.rows import MANY
from design import formatting

# How many rows a home page sends, and how many to a phone.
ROWS, ROWS_ON_PHONE = 6, 4
# How many where much is for now (`Urgent.has_much_now`).
FEWEST_ROWS = 2


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One row: what is due, about whom, who leads, and when. `is_mine`: nobody else is expected to do it."""

    label: str
    href: str
    person: str
    lead: str
    note: str
    due_on: datetime.date
    days_late: int
    danger: DangerRank
    is_danger: bool
    is_mine: bool
    kind: str = ""
    number: int = 1  # how many it is for
    is_for_today: bool = False  # of those that the home page has under "Today"

    @property
    def status(self) -> tuple[str, str] | None:
        """The pill of an overdue row, else None."""
        if not self.days_late:
            return None
        return f"{formatting.duration(datetime.timedelta(days=self.days_late))} overdue", "late"

    @property
    def is_today(self) -> bool:
        return self.due_on == clock.today()

    @property
    def order(self) -> tuple[Any, ...]:
        """Dangers first, then what is overdue by its danger and the longest, then the earliest."""
        danger = self.danger if self.days_late else DangerRank.ROUTINE
        return not self.is_danger, not self.days_late, danger, self.due_on, self.person, self.label, self.href


def table_rows(reader: Reader, urgent: Iterable[UrgentRow]) -> list[TableRow]:
    """Return the duties of the week that are neither urgent nor due today, and the rows `urgent`, in order."""
    duties = (item for item in reader.other_duties if not item.is_urgent_now and item.due_on != reader.day)
    rows = [_of_duty(item, reader.user) for item in duties]
    rows += [_of_urgent(row, reader) for row in urgent]
    return sorted(rows, key=lambda row: row.order)


def today_rows(reader: Reader, urgent: Iterable[UrgentRow]) -> list[TableRow]:
    """Return the rows of the table for what is due today, in the order of the home page."""
    return [replace(_of_urgent(row, reader), is_for_today=True) for row in urgent]


def heading_of(rows: Iterable[TableRow], day: datetime.date) -> str:
    """Return what the table says it has: what somebody waits for is in it from the start, also if it is due later."""
    has_later = any(row.due_on > day + WEEK for row in rows)
    return "Overdue, due in the next 7 days, and waited for" if has_later else "Overdue and due in the next 7 days"


def overdue_words(rows: Iterable[TableRow]) -> str:
    """Return how much of the table is overdue: "5 things are overdue"; "" for nothing."""
    count = sum(row.days_late > 0 for row in rows)
    return f"{count} thing{' is' if count == 1 else 's are'} overdue" if count else ""


def grouped(rows: list[TableRow]) -> list[TableRow]:
    """Return the rows, and instead of many of a kind that says what `several` are called one row, at the first."""
    counts = Counter(row.kind for row in rows)
    kinds = {kind for kind, count in counts.items() if kind and count >= MANY and kind_named(kind).several}
    groups: dict[str, list[TableRow]] = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
    result = []
    for row in rows:
        if row.kind not in kinds:
            result.append(row)
        elif row is groups[row.kind][0]:
            result.append(_one_for(groups[row.kind]))
    return result


def _one_for(group: list[TableRow]) -> TableRow:
    """Return one row for many of a kind: how many, of how many people, and the longest overdue of them."""
    first = group[0]
    kind = kind_named(first.kind)
    people, leads = {row.person for row in group}, {row.lead for row in group}
    return replace(
        first,
        number=len(group),
        label=f"{len(group)} {kind.several}",
        href=f"{reverse('duties')}?{urlencode({'kind': kind.key})}",
        person=first.person if len(people) == 1 else f"{len(people)} people",
        lead=first.lead if len(leads) == 1 else "Several",
        note="",
    )


def is_cut(reader: Reader) -> bool:
    """Return whether there may be more duties of a kind than were read."""
    counts = Counter(item.kind for item in reader.duties)
    return any(count >= reader.most_of_a_kind for count in counts.values())


def is_own(row: UrgentRow, reader: Reader) -> bool:
    """Return whether nobody else is expected to do what an urgent row says."""
    return row.duty is None or row.duty.is_expected_of(reader.user)


def _of_duty(item: DutyItem, user: User) -> TableRow:
    return TableRow(
        label=item.label,
        href=item.href,
        person=item.individual_name,
        lead=_lead_words(item, user),
        note=item.note,
        due_on=item.due_on,
        days_late=item.days_late,
        danger=item.danger,
        is_danger=item.is_danger_now,
        is_mine=item.is_expected_of(user),
        kind=item.kind,
    )


def _lead_words(item: DutyItem, user: User) -> str:
    """Return the lead worker, or why there is none."""
    if item.lead_name:
        return "You" if item.lead_user_id == user.pk else item.lead_name
    if item.package_id:
        return "Not allocated"
    return "No support now" if item.individual_id else kind_named(item.kind).without_record


def _of_urgent(row: UrgentRow, reader: Reader) -> TableRow:
    """Return the row of the table for an urgent row of another day."""
    if row.duty is not None:
        return _of_duty(row.duty, reader.user)
    due_on = clock.day_of(row.due_at)
    return TableRow(
        label=row.sentence,
        href=row.href,
        person=row.person or row.about,
        lead=row.lead or ("Not allocated" if row.person else "You or a colleague"),
        note=row.detail,
        due_on=due_on,
        days_late=max(0, (reader.day - due_on).days),
        danger=row.danger,
        is_danger=row.may_be_in_danger,
        is_mine=True,
    )
