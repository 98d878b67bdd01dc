"""Allocate workers to packages, and end allocations."""

import datetime

from accounts.models import User
from casework import notifications
from casework.allocation.capacity import commissioned_minutes_on, loads
from casework.allocation.cover_checks import CoverChecks
from casework.allocation.models import COVER_END_MISSING
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage, WeeklyHours
from core import transitions
from core.errors import Refused
from core.verbs import verb
from workforce.models import Worker

DAY = datetime.timedelta(days=1)


@verb
def allocate(
    *,
    package: SupportPackage,
    worker: Worker,
    kind: str,
    from_on: datetime.date,
    by: User | None,
    until_on: datetime.date | None = None,
) -> Allocation:
    """Allocate a worker to the package from `from_on` until `until_on` (exclusive; None: no end).

    A lead needs capacity for the package's hours, on that day and on each later day on which their load grows. A buddy
    takes on no hours. Cover needs an end and no capacity, because somebody must go. A new lead follows the one before
    without a gap, also when the buddy becomes the lead. Raises Refused with every obstacle (C6).
    """
    worker = Worker.objects.get_locked(worker.pk)
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    _refuse_days(package, kind, from_on, until_on)
    if not worker.contracts.filter(pk=package.case.contract_id).exists():
        raise Refused("This worker does not work on this contract.", field="worker")
    reasons = reasons_against(worker, package, kind, from_on, until_on)
    if reasons:
        raise Refused(f"{worker} cannot be allocated. {'. '.join(reasons)}.", field="worker")
    if kind == AllocationKind.LEAD:
        package.allocations.leads().filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
        stepping_up = package.allocations.filter(worker=worker, from_on__lt=from_on).exclude(kind=AllocationKind.LEAD)
        stepping_up.on(from_on).update(until_on=from_on)
    allocation = Allocation.objects.create(
        package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on, recorded_by=by
    )
    notifications.settle_reassigned(package, from_on)
    return allocation


def reasons_against(
    worker: Worker,
    package: SupportPackage,
    kind: str,
    from_on: datetime.date,
    until_on: datetime.date | None = None,
) -> list[str]:
    """Return why this worker cannot be `kind` for the package from a day until a day (exclusive; None: no end).

    The first day counts, and each later day on which the worker's load grows or their capacity shrinks. Nobody is
    allocated beyond their last day of employment.
    """
    if kind == AllocationKind.COVER and until_on is not None:
        workers = Worker.objects.filter(pk=worker.pk)
        checks = CoverChecks.read(workers, [package], from_on, until_on)
        return checks.reasons_against(worker.pk, package.pk, from_on, until_on)
    reasons: dict[str, None] = {}
    if worker.left_on and worker.left_on >= from_on and (until_on is None or until_on > worker.left_on + DAY):
        reasons[f"Leaves on {worker.left_on:%-d %B %Y}"] = None
    same_allocations = Allocation.objects.filter(worker=worker, package=package).with_hours()
    for day in _days_to_check(worker, package, from_on, until_on):
        required = None
        if kind == AllocationKind.LEAD:
            required = 0 if same_allocations.on(day).exists() else commissioned_minutes_on(package, day)
        (load,) = loads(Worker.objects.filter(pk=worker.pk), day, required_minutes=required, package=package)
        reasons |= dict.fromkeys(
            f"{reason} on {day:%-d %B %Y}" if day > from_on else reason for reason in load.obstacles
        )
    return list(reasons)


def _days_to_check(
    worker: Worker, package: SupportPackage, from_on: datetime.date, until_on: datetime.date | None
) -> list[datetime.date]:
    days = {from_on}
    days |= set(worker.ceilings.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    days |= set(worker.contracted_hours.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    allocations = Allocation.objects.filter(worker=worker)
    days |= set(allocations.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    packages = [package.pk, *allocations.from_day(from_on).with_hours().values_list("package", flat=True)]
    hours = WeeklyHours.objects.filter(package__in=packages, from_on__gt=from_on)
    days |= set(hours.values_list("from_on", flat=True))
    if until_on is not None:
        days |= set(worker.absences.filter(from_on__gt=from_on).values_list("from_on", flat=True))
    return sorted(day for day in days if until_on is None or day < until_on)


def _refuse_days(package: SupportPackage, kind: str, from_on: datetime.date, until_on: datetime.date | None) -> None:
    if package.ended_on is not None:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.")
    if from_on < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}. Allocate from then on.", field="from_on")
    if until_on is not None and until_on <= from_on:
        raise Refused("The end must be after the start.", field="until_on")
    if until_on is None and kind == AllocationKind.COVER:
        raise Refused(COVER_END_MISSING, field="until_on")


def may_return(allocation: Allocation, day: datetime.date, until_on: datetime.date | None) -> bool:
    """Return whether the worker of an allocation that was cut short can have it back from `day` until `until_on`."""
    return not reasons_against_return(allocation, day, until_on)


def reasons_against_return(allocation: Allocation, day: datetime.date, until_on: datetime.date | None) -> list[str]:
    """Return why the worker of an allocation that was cut short cannot have it back from `day` until `until_on`."""
    if until_on is not None and until_on <= day:
        return []
    worker = Worker.objects.get(pk=allocation.worker_id)
    return reasons_against(worker, allocation.package, allocation.kind, day, until_on)


@verb
def end_allocation(*, allocation: Allocation, until_on: datetime.date, reason: str, by: User | None) -> Allocation:
    """End an allocation on `until_on` (exclusive) and record the reason with the package.

    A package without a lead from then on is listed as work to do.
    """
    Worker.objects.get_locked(allocation.worker_id)
    package = SupportPackage.objects.select_related("case").get_locked(allocation.package_id)
    allocation = Allocation.objects.get_locked(allocation.pk)
    if allocation.until_on is not None and allocation.until_on <= until_on:
        raise Refused(f"The last day of this allocation is already {allocation.last_on:%-d %B %Y}.", field="until_on")
    if until_on <= allocation.from_on:
        raise Refused(
            f"This allocation begins on {allocation.from_on:%-d %B %Y}. End it later, or withdraw it.",
            field="until_on",
        )
    transitions.apply(
        package, "end allocation", by=by, reason=reason, about=[package.case.individual_id, allocation.pk]
    )
    allocation.until_on = until_on
    allocation.save(update_fields=["until_on"])
    notifications.settle_reassigned(package, until_on)
    return allocation
