"""Move people to other workers, for the days of an absence or without an end (cases 7 and 8)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from casework import notifications
from casework.allocation.capacity import HiddenIds, Load, commissioned_minutes_on, loads_before_demand
from casework.allocation.services.allocation import allocate, reasons_against
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from core.errors import Refused
from core.verbs import verb
from workforce.models import Absence, Worker

Choices = Mapping[Allocation, Worker | None]  # allocation → the worker who takes it over, or None for nobody


@verb
def arrange_cover(
    *,
    absence: Absence,
    choices: Choices,
    by: User | None,
    from_on: datetime.date | None = None,
    until_on: datetime.date | None = None,
) -> list[Allocation]:
    """Arrange cover for the days of `absence`: all of `choices` or, with the reasons in Refused, nothing (case 8).

    The lead remains the lead; the cover has access on those days only. Cover begins on `from_on` where the absence has
    begun earlier, and ends on `until_on` (exclusive) where the end of the absence is not known.
    """
    end = absence.until_on or until_on
    if end is None and any(choices.values()):
        raise Refused("Enter when cover ends. The worker's return date is not known.", field="until_on")
    _lock(choices, absence.worker)
    covers, refusals = [], []
    for allocation, worker in choices.items():
        if worker is None or end is None:
            continue
        first, until = covered_days(allocation, max(absence.from_on, from_on or absence.from_on), end)
        try:
            covers.append(
                allocate(
                    package=allocation.package,
                    worker=worker,
                    kind=AllocationKind.COVER,
                    from_on=first,
                    until_on=until,
                    by=by,
                )
            )
        except Refused as refusal:
            refusals.append(f"{allocation.package.individual}: {refusal.message}")
    if refusals:
        raise Refused(" ".join(refusals))
    return covers


def covered_days(
    allocation: Allocation, from_on: datetime.date, until_on: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Return the first day and the end (exclusive) of cover for this allocation between the two days."""
    ends_on = until_on if allocation.until_on is None else min(until_on, allocation.until_on)
    return max(from_on, allocation.from_on), ends_on


def refuse_cover(choices: Choices, from_on: datetime.date, until_on: datetime.date) -> None:
    """Raise Refused with each reason why somebody chosen cannot cover from `from_on` until `until_on` (exclusive)."""
    refusals = []
    for allocation, worker in choices.items():
        if worker is not None:
            days = covered_days(allocation, from_on, until_on)
            reasons = reasons_against(worker, allocation.package, AllocationKind.COVER, *days)
            if reasons:
                name = allocation.package.individual
                refusals.append(f"{name}: {worker} cannot be allocated. {'. '.join(reasons)}.")
    if refusals:
        raise Refused(" ".join(refusals))


@verb
def reallocate(*, worker: Worker, choices: Choices, from_on: datetime.date, by: User | None) -> list[Allocation]:
    """Move the allocations of `worker` to others from `from_on`: all of `choices` or, with the reasons, nothing.

    An allocation that begins later moves from its own first day; it needs a worker.
    """
    _lock(choices, worker)
    allocations, refusals = [], []
    for allocation, other in choices.items():
        try:
            allocations.append(_move(allocation_id=allocation.pk, other=other, from_on=from_on, by=by))
        except Refused as refusal:
            refusals.append(f"{allocation.package.individual}: {refusal.message}")
    if refusals:
        raise Refused(" ".join(refusals))
    return [allocation for allocation in allocations if allocation]


@verb
def _move(*, allocation_id: UUID, other: Worker | None, from_on: datetime.date, by: User | None) -> Allocation | None:
    allocation = Allocation.objects.get_locked(allocation_id)
    if allocation.until_on is not None and allocation.until_on <= from_on:
        raise Refused("This allocation has changed since you opened the page.")
    package = SupportPackage.objects.select_related("case").get(pk=allocation.package_id)
    kind, until_on = allocation.kind, allocation.until_on
    if allocation.from_on >= from_on:
        return _replace_worker(allocation, package, other)
    allocation.until_on = from_on
    allocation.save(update_fields=["until_on"])
    notifications.settle_reassigned(package, from_on)
    if other is None:
        return None
    return allocate(package=package, worker=other, kind=kind, from_on=from_on, until_on=until_on, by=by)


def _replace_worker(allocation: Allocation, package: SupportPackage, other: Worker | None) -> Allocation:
    """Give an allocation that has not begun to another worker. Its history has the first."""
    if other is None:
        raise Refused(f"Choose a worker. This allocation begins on {allocation.from_on:%-d %B %Y}.")
    reasons = reasons_against(other, package, allocation.kind, allocation.from_on, allocation.until_on)
    if reasons:
        raise Refused(f"{other} cannot be allocated. {'. '.join(reasons)}.")
    allocation.worker = other
    allocation.save(update_fields=["worker"])
    notifications.settle_reassigned(package, allocation.from_on)
    return allocation


def _lock(choices: Choices, worker: Worker) -> None:
    """Lock all workers, then all packages, in one order, before anything is checked."""
    for pk in sorted({worker.pk, *(other.pk for other in choices.values() if other)}, key=str):
        Worker.objects.get_locked(pk)
    for pk in sorted({allocation.package_id for allocation in choices}, key=str):
        SupportPackage.objects.get_locked(pk)


@dataclass(frozen=True)
class ReceivingWorker:
    """A worker who would take people on, with the load before and after."""

    before: Load
    after: Load

    @property
    def refusals(self) -> tuple[str, ...]:
        return self.after.obstacles


def preview(choices: Choices, from_on: datetime.date, *, hidden: HiddenIds = ()) -> list[ReceivingWorker]:
    """Return the workers who would take people on by `choices`, by name."""
    by_worker: dict[UUID, list[Allocation]] = {}
    for allocation, other in choices.items():
        if other is not None:
            by_worker.setdefault(other.pk, []).append(allocation)
    rows = []
    for load in loads_before_demand(Worker.objects.filter(pk__in=by_worker), from_on, hidden=hidden):
        allocations = by_worker[load.worker.pk]
        minutes = sum(
            commissioned_minutes_on(allocation.package, max(from_on, allocation.from_on))
            for allocation in allocations
            if allocation.kind != AllocationKind.BUDDY
        )
        people = len({allocation.package.case.individual_id for allocation in allocations})
        after = load.plus(minutes, people)
        leads = any(allocation.kind == AllocationKind.LEAD for allocation in allocations)
        rows.append(ReceivingWorker(load, after.flag_overload() if leads else after))
    return sorted(rows, key=lambda row: (row.before.worker.user.full_name, str(row.before.worker.pk)))
