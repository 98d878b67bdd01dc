"""Withdraw an allocation that should never have been."""

import datetime

from django.db.models import Q

from accounts.models import User
from casework import notifications
from casework.allocation.models import AllocationQuerySet
from casework.allocation.services.allocation import may_return
from casework.models import Allocation, SupportPackage
from core import clock, transitions
from core.history import history_of
from core.models import StateChange
from core.verbs import verb
from workforce.models import Worker


@verb
def withdraw_allocation(*, allocation: Allocation, reason: str, by: User) -> Allocation:
    """Withdraw an allocation that was recorded by mistake, also on its first day: it covers no day.

    The worker whom it replaced is allocated again, unless they cannot have the person back: then the package may be
    listed as without a lead. Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    cut_ids = _cut_short_by(allocation).values_list("pk", "worker")
    for pk in sorted({allocation.worker_id, *(worker for _, worker in cut_ids)}, key=str):
        Worker.objects.get_locked(pk)
    package = SupportPackage.objects.select_related("case").get_locked(allocation.package_id)
    allocation = Allocation.with_struck.get_locked(allocation.pk)
    until_on, cut_short = allocation.until_on, list(_cut_short_by(allocation).select_related("package"))
    allocation.strike(by=by, reason=reason)
    transitions.apply(
        package, "withdraw allocation", by=by, reason=reason, about=[package.case.individual_id, allocation.pk]
    )
    for row in cut_short:
        _return(row, until_on)
    notifications.settle_reassigned(package, clock.today())
    return allocation


def _cut_short_by(allocation: Allocation) -> AllocationQuerySet:
    """Return the allocations that end on the first day of this one because of it: nobody ended them."""
    same = Q(kind=allocation.kind) | Q(worker=allocation.worker_id)
    rows = Allocation.objects.filter(same, package=allocation.package_id, until_on=allocation.from_on)
    ended = StateChange.objects.filter(record_id=allocation.package_id, verb="end allocation")
    ended_ids = {pk for about_ids in ended.values_list("about_ids", flat=True) for pk in about_ids}
    return rows.exclude(pk=allocation.pk).exclude(pk__in=ended_ids)


def _return(row: Allocation, until_on: datetime.date | None) -> None:
    """Give an allocation its earlier end back; none is later than `until_on`, the end of the one that was withdrawn."""
    event = history_of(Allocation).filter(pgh_obj=row.pk).order_by("-pgh_id").first()
    ends = [day for day in (event.until_on if event else None, until_on) if day is not None]
    end = min(ends, default=None)
    if may_return(row, max(row.until_on or clock.today(), clock.today()), end):
        row.until_on = end
        row.save(update_fields=["until_on"])
