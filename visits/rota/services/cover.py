"""Other workers cover the visits of a worker who is away."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from accounts.models import User
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from casework.services import allocate, reasons_against
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.lone_working.services.checks import refuse_before_safe, restart_check
from visits.models import PlannedVisit
from visits.rota.cover_rows import has_clash
from workforce.models import Absence, Worker

DAY = datetime.timedelta(days=1)

WorkerByVisit = Mapping[PlannedVisit, Worker]


@verb
def cover_visits(
    *, absence: Absence, choices: Mapping[PlannedVisit, Worker | None], by: User | None
) -> list[PlannedVisit]:
    """Reassign the visits of a worker who is away: planned visit → worker, or None if not assigned (T4.14).

    Everybody who covers, bank and agency workers too, passes the checks of cover (T8.9), is allocated for those days
    only and has no other visit at that time. Raises Refused with every obstacle, and then changes nothing.
    """
    workers = {planned: worker for planned, worker in choices.items() if worker is not None}
    for pk in sorted({absence.worker_id, *(worker.pk for worker in workers.values())}, key=str):
        Worker.objects.get_locked(pk)
    for pk in sorted({planned.package_id for planned in workers}, key=str):
        SupportPackage.objects.get_locked(pk)
    _refuse_changed(absence, workers)
    refuse_before_safe(list(workers), by)
    refuse_obstacles(workers)
    for (package, worker), visits in _by_package_and_worker(workers).items():
        _give_access(package, worker, _days_of(visits), by)
    for planned, worker in workers.items():
        reason = f"Cover: {absence.worker} is away"
        about = [planned.package.case.individual_id]
        changes = {"worker": worker, "arrived_at": None, "left_at": None}
        transitions.apply(planned, "cover", by=by, reason=reason, about=about, **changes)
        restart_check(planned=planned, by=by)
    return list(workers)


def refuse_obstacles(workers: WorkerByVisit) -> None:
    """Raise Refused with every reason why somebody cannot go: another visit at that time, or a check of cover."""
    obstacles = _double_bookings(workers)
    for (package, worker), visits in _by_package_and_worker(workers).items():
        days = _days_of(visits)
        reasons = reasons_against(worker, package, AllocationKind.COVER, days[0], days[-1] + DAY)
        if reasons:
            obstacles.append(f"{package.individual.initials}: {worker} cannot cover. {'. '.join(reasons)}.")
    if obstacles:
        raise Refused(" ".join(dict.fromkeys(obstacles)))


def _by_package_and_worker(workers: WorkerByVisit) -> dict[tuple[SupportPackage, Worker], list[PlannedVisit]]:
    visits_of = defaultdict(list)
    for planned, worker in workers.items():
        visits_of[planned.package, worker].append(planned)
    return visits_of


def _days_of(visits: list[PlannedVisit]) -> list[datetime.date]:
    return sorted({planned.local_on for planned in visits})


def _refuse_changed(absence: Absence, workers: WorkerByVisit) -> None:
    """Raise NotPossible if a visit needs no cover any more: logged, cancelled, or given to somebody else."""
    uncovered_ids = set(
        PlannedVisit.objects.upcoming()
        .filter(pk__in=[planned.pk for planned in workers], worker=absence.worker_id)
        .values_list("pk", flat=True)
    )
    if any(planned.pk not in uncovered_ids for planned in workers):
        raise NotPossible("Some of these visits have changed since you opened the page. Check the list and try again.")


def _double_bookings(workers: WorkerByVisit) -> list[str]:
    """Return a sentence for each visit whose worker would have another at the same time."""
    sentences = []
    for planned, worker in workers.items():
        own = PlannedVisit.objects.upcoming().filter(worker=worker).overlapping(planned.starts_at, planned.ends_at)
        others = [*own, *(other for other, covering in workers.items() if covering == worker and other != planned)]
        if has_clash([planned], others):
            sentences.append(f"{worker} has another visit at the same time as the one {planned}.")
    return sentences


def _give_access(package: SupportPackage, worker: Worker, days: list[datetime.date], by: User | None) -> None:
    """Allocate the worker as cover for those of `days` on which they are not allocated yet.

    Access begins a day earlier where that is not past: they can read and sign what they must, and have it on their
    phone. The caller has checked that they can cover.
    """
    until_on = days[-1] + DAY
    own = Allocation.objects.filter(worker=worker, package=package)
    if not own.within(days[0], until_on).exists():
        _allocate(package, worker, _from_on(package, worker, days[0], until_on), until_on, by)
        return
    for day in days:
        if not own.on(day).exists():
            _allocate(package, worker, day, day + DAY, by)


def _from_on(package: SupportPackage, worker: Worker, day: datetime.date, until_on: datetime.date) -> datetime.date:
    """Return the day before `day`; `day` itself if that is past, before support, or not possible for the worker."""
    before = day - DAY
    if before < package.first_day_from(clock.today()):
        return day
    if Allocation.objects.filter(worker=worker, package=package).on(before).exists():
        return day
    return day if reasons_against(worker, package, AllocationKind.COVER, before, until_on) else before


def _allocate(
    package: SupportPackage, worker: Worker, from_on: datetime.date, until_on: datetime.date, by: User | None
) -> None:
    allocate(package=package, worker=worker, kind=AllocationKind.COVER, from_on=from_on, until_on=until_on, by=by)
