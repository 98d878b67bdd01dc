"""Somebody goes in the place of a worker who is away."""

import datetime
from collections import defaultdict

from casework.allocation.services.allocation import reasons_against
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from casework.services import allocate
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits.lone_working.services.checks import refuse_while_silent, restart_check
from visits.models import PlannedVisit
from workforce.models import Absence, Worker

DAY = datetime.timedelta(days=1)


@verb
def cover_visits(*, absence: Absence, choices: dict, by) -> list[PlannedVisit]:
    """Others go to the visits of a worker who is away: planned visit → the worker, or None for nobody yet (T4.13).

    The gates are those of cover for everybody, bank and agency workers too (T4.14): whoever covers is allocated for
    those days and no longer, and has no other visit at that time. All of it, or nothing with every reason.
    """
    choices = {planned: worker for planned, worker in choices.items() if worker is not None}
    for pk in sorted({absence.worker_id, *(worker.pk for worker in choices.values())}, key=str):
        Worker.objects.get_locked(pk)
    for pk in sorted({planned.package_id for planned in choices}, key=str):
        SupportPackage.objects.get_locked(pk)
    given = defaultdict(list)
    for planned, worker in choices.items():
        given[planned.package, worker].append(planned)
    _refuse_changed(absence, choices)
    refuse_while_silent(list(choices), by)
    against = _double(choices)
    for (package, worker), visits in given.items():
        try:
            _give_access(package, worker, sorted({planned.local_on for planned in visits}), by)
        except Refused as refusal:
            against.append(f"{package.individual.initials}: {refusal.message}")
    if against:
        raise Refused(" ".join(dict.fromkeys(against)))
    for planned, worker in choices.items():
        reason = f"Cover: {absence.worker} is away"
        about = [planned.package.case.individual_id]
        transitions.apply(planned, "cover", by=by, reason=reason, about=about, worker=worker)
        restart_check(planned=planned, by=by)
    return list(choices)


def _refuse_changed(absence, choices) -> None:
    """Visits that are no longer to be covered: logged, cancelled, or somebody else goes already."""
    still = set(
        PlannedVisit.objects.standing()
        .filter(pk__in=[planned.pk for planned in choices], worker=absence.worker_id)
        .values_list("pk", flat=True)
    )
    if any(planned.pk not in still for planned in choices):
        raise NotPossible("Some of these visits have changed since you opened the page. Look at the list again.")


def _double(choices) -> list[str]:
    """Workers who would be at two visits at once."""
    found = []
    for planned, worker in choices.items():
        own = PlannedVisit.objects.standing().filter(worker=worker, local_on=planned.local_on)
        others = [*own, *(other for other, who in choices.items() if who == worker and other != planned)]
        if any(other.starts_at < planned.ends_at and other.ends_at > planned.starts_at for other in others):
            found.append(f"{worker} has another visit at the time of the one {planned}.")
    return found


def _give_access(package, worker, days: list[datetime.date], by) -> None:
    """Allocate as cover from the first to the last of the days on which the worker is not allocated yet; from the day
    before where that is still to come, so that they can read and sign what they must, and have it on their phone.
    """
    until_on = days[-1] + DAY
    reasons = reasons_against(worker, package, AllocationKind.COVER, days[0], until_on)
    if reasons:
        raise Refused(f"{worker} cannot cover. {'. '.join(reasons)}.")
    own = Allocation.objects.filter(worker=worker, package=package)
    if not own.within(days[0], until_on).exists():
        _allocate(package, worker, _from_on(package, worker, days[0], until_on), until_on, by)
        return
    for day in days:
        if not own.on(day).exists():
            _allocate(package, worker, day, day + DAY, by)


def _from_on(package, worker, day: datetime.date, until_on: datetime.date) -> datetime.date:
    """The day before `day`, unless it is past, before support, the worker's already, or they cannot cover on it."""
    before = day - DAY
    if before < package.first_day_from(clock.today()):
        return day
    if Allocation.objects.filter(worker=worker, package=package).on(before).exists():
        return day
    return day if reasons_against(worker, package, AllocationKind.COVER, before, until_on) else before


def _allocate(package, worker, from_on, until_on, by) -> None:
    allocate(package=package, worker=worker, kind=AllocationKind.COVER, from_on=from_on, until_on=until_on, by=by)
