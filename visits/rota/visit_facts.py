"""What the app of the person's support asks of visits (`casework.visit_facts`)."""

import datetime

from django.db.models import Count, Exists, Expression, OuterRef, Q, Subquery
from django.db.models.functions import Least

from accounts.models import User
from casework.models import PackageQuerySet, SupportPackage
from casework.people.primary import about_same_person
from casework.visit_facts import PlannedWith, VisitSource, register_visits
from core import clock
from core.sql import LondonDay
from visits.enums import CANCELLED, PlannedState
from visits.models import ContactEntry, PlannedVisit, Visit

# How long before a visit its worker reads what they need, and how long after it they write it down.
AROUND_VISIT = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def _days_visited(
    packages: PackageQuerySet, user: User, first: datetime.date, last: datetime.date
) -> list[datetime.date]:
    visits = Visit.objects.counted_for(user).took_place().filter(package__in=packages)
    return list(visits.filter(local_on__range=(first, last)).values_list("local_on", flat=True))


def _planned_with(package: SupportPackage) -> list[PlannedWith]:
    visits = PlannedVisit.objects.upcoming().filter(package=package, local_on__gte=clock.today())
    rows = visits.order_by("worker__user__full_name").values_list("worker__user__full_name")
    return [PlannedWith(name, count) for name, count in rows.annotate(Count("pk"))]


def _first_crisis_since(individual: str, since: str) -> Expression:
    """Return when the first visit or contact in a crisis was written down: both are read by a partial index."""
    of_person = about_same_person("package__case__individual", individual)
    visits, contacts = (
        rows.about_crisis().filter(of_person, recorded_at__gt=OuterRef(since)).order_by("recorded_at")
        for rows in (Visit.objects, ContactEntry.objects)
    )
    return Least(*(Subquery(rows.values("recorded_at")[:1]) for rows in (visits, contacts)))


def _has_visit_at(user: str, individual: str, at: str) -> Q:
    """Return a Q for rows whose user has a visit, planned or logged, to the person within AROUND_VISIT."""
    begins_by, ends_from = OuterRef(at) + AROUND_VISIT, OuterRef(at) - AROUND_VISIT
    own = about_same_person("package__case__individual", individual) & Q(worker__user=OuterRef(user))
    # The days are for the index: no visit lasts two days.
    own &= Q(local_on__gte=LondonDay(OuterRef(at) - 2 * DAY), local_on__lte=LondonDay(begins_by))
    planned = PlannedVisit.objects.exclude(state=PlannedState.CANCELLED)
    planned = planned.filter(own, starts_at__lte=begins_by, ends_at__gte=ends_from)
    logged = Visit.objects.not_struck().exclude(outcome__in=CANCELLED)
    logged = logged.filter(own, started_at__lte=begins_by, ended_at__gte=ends_from)
    return Q(Exists(planned)) | Q(Exists(logged))


register_visits(VisitSource(_days_visited, _planned_with, _first_crisis_since, _has_visit_at))
