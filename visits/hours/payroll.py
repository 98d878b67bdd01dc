"""What payroll needs: each worker's time with people, travel and miles, by month."""

from collections.abc import Iterator

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from accounts.models import User
from accounts.walls import hidden_from
from visits.enums import VisitOutcome
from visits.hours.totals import HoursQuery
from visits.models import Visit

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


def table(query: HoursQuery, user: User) -> Iterator[tuple[object, ...]]:
    """Yield the headings and one line for each worker and month of the period, by name.

    Travel counts for visits that did not take place, too: the worker went. Entries struck through count nowhere.
    """
    yield HEADERS
    visits = Visit.objects.not_struck().within(query.period.from_on, query.period.until_on)
    visits = visits.filter(package__in=query.packages.values("pk")).exclude(pk__in=hidden_from(user))
    took_place = Q(outcome=VisitOutcome.YES)
    rows = (
        visits.order_by()
        .values("worker__user__full_name", "worker__user__email", "worker", month=TruncMonth("local_on"))
        .annotate(
            number=Count("pk", filter=took_place),
            minutes=Sum("minutes", filter=took_place, default=0),
            journeys=Count("pk", filter=Q(travel_minutes__gt=0) | Q(travel_miles__gt=0)),
            travel=Sum("travel_minutes", default=0),
            miles=Sum("travel_miles", default=0),
        )
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
