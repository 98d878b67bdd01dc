"""The rota as rows of days: by worker, or by person."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Permission
from accounts.models import User
from casework.models import SupportPackage
from core import clock
from design import formatting
from visits.models import PlannedVisit
from visits.rota.appointments import AppointmentQuery, RotaAppointment, appointments
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.models import Team, Worker

ROWS_A_PAGE = 20
DAY = datetime.timedelta(days=1)


@dataclass
class RotaRow:
    """A worker or a person, with their visits by day, in the order of the days."""

    name: str
    about: Worker | SupportPackage
    days: dict[datetime.date, list[PlannedVisit]]
    appointments: list[RotaAppointment] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[list[RotaAppointment], list[PlannedVisit]]]:
        """The appointments and visits of each day."""
        return [([row for row in self.appointments if row.local_on == day], self.days[day]) for day in self.days]

    @property
    def hint(self) -> str:
        """The name and reference of a person, for links."""
        return f"{self.name}, {self.about.reference}" if isinstance(self.about, SupportPackage) else self.name


def days_from(from_on: datetime.date, count: int) -> list[datetime.date]:
    """Return `count` days from `from_on`."""
    return [from_on + DAY * number for number in range(count)]


def visits_of(user: User, from_on: datetime.date, until_on: datetime.date) -> PlannedQuerySet:
    """Return the visits of those days (`until_on` exclusive) that `user` may log, without cancelled ones."""
    return (
        PlannedVisit.objects.allowing(user, Permission.LOG_VISIT)
        .within(from_on, until_on)
        .exclude(state="cancelled")
        .within_support()
    )


def _with_status(visits: PlannedQuerySet, user: User) -> PlannedQuerySet:
    """Annotate whether each visit is held, uncovered and may be planned by `user`."""
    return (
        visits.with_not_logged()
        .with_absences()
        .with_permissions(user, Permission.PLAN_VISIT)
        .select_related("package__case__individual", "worker__user", "lone_working_check")
        .order_by("starts_at", "pk")
    )


def by_worker(
    user: User,
    days: list[datetime.date],
    *,
    team: Team | None = None,
    worker_id: UUID | None = None,
    page: int = 0,
) -> tuple[list[RotaRow], bool]:
    """Return a page of workers with their visits on `days`, and whether there are more.

    These are the workers of the visits that `user` sees; for who leads workers, also those without a visit.
    """
    visits = visits_of(user, days[0], days[-1] + DAY)
    with_visits = Worker.objects.findable_by(user).filter(Exists(visits.filter(worker=OuterRef("pk"))))
    visible = Worker.objects.visible_to(user).employed(days[0])
    workers = Worker.objects.filter(Q(pk__in=with_visits.values("pk")) | Q(pk__in=visible.values("pk"))).select_related(
        "user"
    )
    workers = workers.filter(team=team) if team else workers
    workers = workers.filter(pk=worker_id) if worker_id else workers
    page_rows = list(workers.order_by("user__full_name", "pk")[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE + 1])
    rows = {worker.pk: RotaRow(str(worker), worker, {day: [] for day in days}) for worker in page_rows[:ROWS_A_PAGE]}
    for visit in _with_status(visits.filter(worker__in=list(rows)), user):
        visit.rota_name = visit.package.individual.initials
        rows[visit.worker_id].days[visit.local_on].append(visit)
    for appointment in appointments(AppointmentQuery(*_instants(days), workers=list(rows), user=user)):
        for worker_id in appointment.worker_ids & rows.keys():
            rows[worker_id].appointments.append(appointment)
    _describe(rows.values())
    return list(rows.values()), len(page_rows) > ROWS_A_PAGE


def by_person(
    user: User, days: list[datetime.date], *, team: Team | None = None, page: int = 0
) -> tuple[list[RotaRow], bool]:
    """Return a page of people supported on the first day, with their visits on `days`, and whether there are more."""
    visits = visits_of(user, days[0], days[-1] + DAY)
    packages = SupportPackage.objects.allowing(user, Permission.LOG_VISIT).on(days[0])
    if team:
        packages = packages.filter(Exists(visits.filter(package=OuterRef("pk"), worker__team=team)))
    packages = packages.select_related("case__individual").with_permissions(user, Permission.PLAN_VISIT)
    packages = packages.order_by("case__individual__full_name", "pk")
    page_rows = list(packages[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE + 1])
    rows = {
        package.pk: RotaRow(package.individual.initials, package, {day: [] for day in days})
        for package in page_rows[:ROWS_A_PAGE]
    }
    for visit in _with_status(visits.filter(package__in=list(rows)), user):
        visit.rota_name = str(visit.worker)
        rows[visit.package_id].days[visit.local_on].append(visit)
    for appointment in appointments(AppointmentQuery(*_instants(days), packages=list(rows), user=user)):
        rows[appointment.package_id].appointments.append(appointment)
    _describe(rows.values())
    return list(rows.values()), len(page_rows) > ROWS_A_PAGE


def _instants(days: list[datetime.date]) -> tuple[datetime.datetime, datetime.datetime]:
    """Return when the days begin and end."""
    return clock.start_of(days[0]), clock.start_of(days[-1] + DAY)


def _describe(rows: Iterable[RotaRow]) -> None:
    """Set `rota_hint` of each visit, and `is_double`: whether it overlaps another of its row, or an appointment."""
    for row in rows:
        for visits in row.days.values():
            _mark_clashes(visits, row.appointments)


def _mark_clashes(visits: list[PlannedVisit], of_row: list[RotaAppointment]) -> None:
    for visit in visits:
        visit.rota_hint = f"{visit.package.individual.initials}, {formatting.when(visit.starts_at)}"
        visit.is_double = any(
            other is not visit and other.starts_at < visit.ends_at and other.ends_at > visit.starts_at
            for other in visits
        ) or any(row.overlaps(visit.starts_at, visit.ends_at) for row in of_row)
