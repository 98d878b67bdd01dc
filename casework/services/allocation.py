"""Workers are given to a package."""

import datetime

from casework.capacity import loads
from casework.enums import AllocationKind
from casework.models import (
    Allocation,
    SupportPackage,
)
from core import clock
from core.answers import may_leave
from core.errors import Refused
from core.verbs import verb
from workforce.models import Worker


@verb
def allocate(
    *, package: SupportPackage, worker: Worker, kind: str, from_on: datetime.date, by, until_on=None
) -> Allocation:
    """Give the package a worker from a day. Refused with every reason that stands against this worker that day.

    A lead worker takes on the package's hours; a new lead follows the one before without a gap.
    """
    worker = Worker.objects.locked(worker.pk)
    package = SupportPackage.objects.select_related("case").locked(package.pk)
    _refuse_ended(package)
    wanted = package.weekly_hours.on(from_on).values_list("minutes", flat=True).first() or 0
    if not worker.contracts.filter(pk=package.case.contract_id).exists():
        raise Refused("This worker does not work in this contract.", field="worker")
    load = loads(Worker.objects.filter(pk=worker.pk), from_on, wanted=wanted if kind == AllocationKind.LEAD else 0)[0]
    if load.obstacles:
        raise Refused(f"{worker} cannot be allocated. {'. '.join(load.obstacles)}.", field="worker")
    if kind == AllocationKind.LEAD:
        package.allocations.leads().filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return Allocation.objects.create(
        package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on, recorded_by=by
    )


def _refuse_ended(package: SupportPackage) -> None:
    if package.ended_on is not None:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")


@may_leave.answer
def against_a_caseload(worker: Worker) -> str | None:
    """A worker leaves when nobody is allocated to them any more, now or from a later day."""
    today = clock.today()
    given = Allocation.objects.filter(worker=worker).exclude(until_on__lte=today).exclude(package__ended_on__lte=today)
    people = given.order_by().values("package__case__individual").distinct().count()
    if not people:
        return None
    who = "One person is" if people == 1 else f"{people} people are"
    return f"{who} allocated to this worker. Allocate them to somebody else first."
