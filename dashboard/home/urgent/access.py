"""Unusual openings of records that wait for somebody to look at them."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.enums import Permission
from casework.danger import DangerRank
from casework.unusual_access.lines import COLUMNS, DAYS_LISTED, last_days, unusual_lines
from core import clock
from dashboard.home.reader import WEEK, Reader
from dashboard.home.urgent.row import UrgentRow, overdue_since

MOST_LINES = 100


def unusual_openings(reader: Reader) -> Iterator[UrgentRow]:
    """Yield one row for all unusual openings that nobody has looked at: it names nobody, as their page logs who does.

    Somebody looks within a week of the first of them.
    """
    if Permission.REVIEW_ACCESS not in reader.may:
        return
    lines = list(unusual_lines(reader.user, last_days(DAYS_LISTED))[:MOST_LINES])
    if not lines:
        return
    first_at = min(line[COLUMNS.index("first_at")] for line in lines)
    due_on = clock.day_of(first_at) + WEEK
    number = f"{MOST_LINES} or more" if len(lines) == MOST_LINES else str(len(lines))
    yield UrgentRow(
        danger=DangerRank.SAFEGUARDING,
        time=overdue_since(due_on, reader.day),
        due_at=clock.start_of(due_on),
        sentence=f"Unusual access: {number} to look at",
        about="Who looked at records",
        href=reverse("unusual_access"),
        action="Open the list",
    )
