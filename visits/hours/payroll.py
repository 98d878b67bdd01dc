"""What payroll needs: each worker's time with people, travel and miles, by month; and by week for the worker."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, Sum
from django.db.models.functions import Cast, TruncMonth, TruncWeek

from accounts.models import User
from accounts.walls import hidden_from
from contracts.models import Contract
from core.dates import Period
from visits.enums import VisitOutcome
from visits.hours.totals import DAY, WEEK, divide_by_seven
from visits.models import Visit
from workforce.hours.by_contract import hours_by_contract
from workforce.models import Worker

HEADERS = (
    "Worker",
    "Email",
    "Month",
    "Visits and calls that took place",
    "Minutes with people",
    "Entries with travel",
    "Travel in minutes",
    "Miles driven",
)


# How many weeks a worker's page shows, with the present one.
WEEKS_SHOWN = 4
WEEK_HEADINGS = (
    "Week from",
    "Contracted|number",
    "With people|number",
    "Visits and calls|number",
    "Travel|number",
    "Miles|number",
)


def _figures() -> dict[str, Any]:
    """Return the columns of the figures, for visits in groups.

    Travel counts for visits that did not take place, too: the worker went.
    """
    took_place = Q(outcome=VisitOutcome.YES)
    return {
        "number": Count("pk", filter=took_place),
        "minutes": Sum("minutes", filter=took_place, default=0),
        "journeys": Count("pk", filter=Q(travel_minutes__gt=0) | Q(travel_miles__gt=0)),
        "travel": Sum("travel_minutes", default=0),
        "miles": Sum("travel_miles", default=0),
    }


def table(contracts: QuerySet[Contract], period: Period) -> Iterator[tuple[object, ...]]:
    """Yield the headings and one line for each worker and month of the period in the contracts, by name.

    Entries struck through count nowhere. What is behind a wall counts: a worker is paid for it, and the sums
    name nobody they were with (decision 68).
    """
    yield HEADERS
    visits = Visit.objects.not_struck().within(period.from_on, period.until_on)
    visits = visits.filter(package__case__contract__in=contracts.values("pk"))
    rows: Any = (
        visits.order_by()
        .values("worker__user__full_name", "worker__user__email", "worker", month=TruncMonth("local_on"))
        .annotate(**_figures())
        .order_by("worker__user__full_name", "worker", "month")
    )
    for row in rows:
        yield (
            row["worker__user__full_name"],
            row["worker__user__email"],
            f"{row['month']:%Y-%m}",
            row["number"],
            row["minutes"],
            row["journeys"],
            row["travel"],
            row["miles"],
        )


@dataclass(frozen=True)
class WorkerWeek:
    """One week of a worker, from Monday: minutes contracted, with people and on the way, and miles."""

    from_on: datetime.date
    contracted: int
    minutes: int = 0
    number: int = 0
    journeys: int = 0
    travel: int = 0
    miles: Decimal | int = 0


def weeks_of(worker: Worker, user: User, day: datetime.date) -> list[WorkerWeek]:
    """Return the week of `day` and those before it, the newest on top, in all contracts; without what is walled off.

    Contracted are the hours of each day of employment, a seventh of the week's: absences are not taken off.
    """
    monday = day - DAY * day.weekday()
    period = Period(monday - WEEK * (WEEKS_SHOWN - 1), monday + WEEK)
    visits = Visit.objects.not_struck().within(period.from_on, period.until_on).filter(worker=worker)
    week = Cast(TruncWeek("local_on"), DateField())
    rows: Any = visits.exclude(pk__in=hidden_from(user)).order_by().values(week=week).annotate(**_figures())
    by_week = {row.pop("week"): row for row in rows}
    hours = hours_by_contract(period, [worker.pk])
    weeks = []
    for number in range(WEEKS_SHOWN):
        from_on = monday - WEEK * number
        in_week = sum(row.minutes * _shared_days(row.from_on, row.until_on, from_on) for row in hours)
        weeks.append(WorkerWeek(from_on, divide_by_seven(in_week), **by_week.get(from_on, {})))
    return weeks


def _shared_days(from_on: datetime.date, until_on: datetime.date, monday: datetime.date) -> int:
    """Return how many days of the week from `monday` are in the stretch until `until_on` (exclusive)."""
    return max(0, (min(until_on, monday + WEEK) - max(from_on, monday)).days)
