"""Logging what happened."""

import datetime
from uuid import UUID

from casework.models import SupportPackage, Suspension
from core import clock, moves
from core.errors import Conflict, Refused
from core.verbs import verb
from plans.models import Goal
from plans.services import rate
from visits import notifications
from visits.models import GoalWork, PlannedVisit, Visit
from workforce.models import Worker


@verb
def log_visit(
    *,
    id: UUID,
    package: SupportPackage,
    worker: Worker,
    started_at: datetime.datetime,
    ended_at: datetime.datetime,
    by,
    planned: PlannedVisit | None = None,
    goals=(),
    ratings: dict[Goal, int] | None = None,
    rated_by: str = "person",
    **what,
) -> Visit:
    """Log a visit under the id its writer made: the same visit sent twice is one visit.

    During a hospital stay it needs a reason. A sign is told to keyworker and managers. Ratings are per goal, 0 to 10.
    Raises Conflict when the id is taken by a visit with other words.
    """
    SupportPackage.objects.locked(package.pk)
    known = Visit.objects.filter(pk=id).first()
    if known is not None:
        if known.package_id != package.pk:
            raise Refused("This entry was sent before, for somebody else. Start a new one.")
        if known.notes == what["notes"]:
            return known
        raise Conflict(known)
    now = clock.now()
    if started_at > now or ended_at > now + datetime.timedelta(hours=1):
        raise Refused("A visit is logged when it is over: this one lies ahead.", field="started")
    day = clock.day_of(started_at)
    _refuse_outside_package(package, day)
    held = Suspension.objects.on(day).filter(package=package).exists()
    if held and not what.get("hospital_reason"):
        raise Refused("The person was in hospital on that day. Say why you met.", field="hospital_reason")
    if planned:
        moves.make(planned, "log", by=by, about=[package.case.individual_id])
    visit = Visit.objects.create(
        id=id,
        package=package,
        worker=worker,
        planned=planned,
        started_at=started_at,
        ended_at=ended_at,
        recorded_by=by,
        **what,
    )
    for goal in goals:
        GoalWork.objects.create(visit=visit, goal=goal, recorded_by=by)
    for goal, value in (ratings or {}).items():
        rate(goal=goal, value=value, rated_on=day, rated_by=rated_by, by=by)
    if visit.sign:
        notifications.noticed(visit, day, by)
    return visit


def _refuse_outside_package(package: SupportPackage, day: datetime.date) -> None:
    if day < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}; this visit lies before.", field="started")
    if package.ended_on and day >= package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}; this visit lies after.", field="started")


@verb
def strike_visit(*, visit: Visit, reason: str, by) -> Visit:
    """An entry on the wrong person or by mistake: struck through, kept, out of every figure."""
    visit = Visit.objects.locked(visit.pk)
    visit.strike(by=by, reason=reason)
    return visit


def last_next_step(package: SupportPackage) -> str:
    """What the visit before said comes next."""
    visits = Visit.objects.counted().filter(package=package).exclude(next_step="").order_by("-started_at")
    return visits.values_list("next_step", flat=True).first() or ""
