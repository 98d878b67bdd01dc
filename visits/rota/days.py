"""The rota as rows of days: by worker, or by person."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Permission
from casework.models import SupportPackage
from visits.models import PlannedVisit
from workforce.models import Worker

ROWS_A_PAGE = 20
DAY = datetime.timedelta(days=1)


@dataclass
class Row:
    """A worker or a person: their visits day by day, in the order of the days."""

    words: str
    about: Worker | SupportPackage
    days: dict[datetime.date, list] = field(default_factory=dict)


def days_from(from_on: datetime.date, count: int) -> list[datetime.date]:
    """So many days from `from_on` on."""
    return [from_on + DAY * number for number in range(count)]


def visits_of(user, from_on: datetime.date, until_on: datetime.date):
    """The visits of those days (`until_on` exclusive) that `user` may log or see logged, with how they stand."""
    return (
        PlannedVisit.objects.allowing(user, Permission.LOG_VISIT)
        .within(from_on, until_on)
        .exclude(state="cancelled")
        .within_support()
    )


def _standing(visits, user):
    return (
        visits.with_holds()
        .with_absences()
        .with_permissions(user, Permission.PLAN_VISIT)
        .select_related("package__case__individual", "worker__user")
        .order_by("starts_at", "pk")
    )


def by_worker(user, days, *, team=None, worker=None, page: int = 0) -> tuple[list[Row], bool]:
    """A page of workers with their visits on `days`, and whether there are more.

    Whoever leads workers sees those without a visit too; everybody else the workers of the visits they see.
    """
    visits = visits_of(user, days[0], days[-1] + DAY)
    seen = Worker.objects.findable_by(user).filter(Exists(visits.filter(worker=OuterRef("pk"))))
    led = Worker.objects.visible_to(user).employed(days[0])
    workers = Worker.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=led.values("pk"))).select_related("user")
    workers = workers.filter(team=team) if team else workers
    workers = workers.filter(pk=worker) if worker else workers
    found = list(workers.order_by("user__full_name", "pk")[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE + 1])
    rows = {one.pk: Row(str(one), one, {day: [] for day in days}) for one in found[:ROWS_A_PAGE]}
    for visit in _standing(visits.filter(worker__in=list(rows)), user):
        rows[visit.worker_id].days[visit.local_on].append(visit)
    for row in rows.values():
        _mark(row)
    return list(rows.values()), len(found) > ROWS_A_PAGE


def by_person(user, days, *, team=None, page: int = 0) -> tuple[list[Row], bool]:
    """A page of people whose support runs, with their visits on `days`, and whether there are more."""
    visits = visits_of(user, days[0], days[-1] + DAY)
    packages = SupportPackage.objects.allowing(user, Permission.LOG_VISIT).on(days[0])
    if team:
        packages = packages.filter(Exists(visits.filter(package=OuterRef("pk"), worker__team=team)))
    packages = packages.select_related("case__individual").with_permissions(user, Permission.PLAN_VISIT)
    packages = packages.order_by("case__individual__full_name", "pk")
    found = list(packages[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE + 1])
    rows = {one.pk: Row(one.individual.initials, one, {day: [] for day in days}) for one in found[:ROWS_A_PAGE]}
    for visit in _standing(visits.filter(package__in=list(rows)), user):
        rows[visit.package_id].days[visit.local_on].append(visit)
    for row in rows.values():
        _mark(row)
    return list(rows.values()), len(found) > ROWS_A_PAGE


def _mark(row: Row) -> None:
    """`is_double` on each visit that overlaps another of the row."""
    for visits in row.days.values():
        for visit in visits:
            visit.is_double = any(
                other is not visit and other.starts_at < visit.ends_at and other.ends_at > visit.starts_at
                for other in visits
            )
