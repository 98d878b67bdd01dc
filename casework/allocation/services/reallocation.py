"""People pass to other workers: for the days of an absence, or for good when somebody leaves (cases 7 and 8)."""

import datetime
from dataclasses import dataclass

from casework.allocation.capacity import Load, commissioned_minutes_on, loads_before_demand
from casework.allocation.services.allocation import allocate, reasons_against
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from core.errors import Refused
from core.verbs import verb
from workforce.models import Absence, Worker


@verb
def arrange_cover(
    *, absence: Absence, choices: dict, by, from_on: datetime.date | None = None, until_on: datetime.date | None = None
) -> list[Allocation]:
    """Cover for the days of `absence`: allocation led by the absent worker → who covers, or None for nobody.

    The lead stays the lead; whoever covers has access on those days only. From `from_on` where the absence has begun
    earlier; one whose end is not known is covered until `until_on` (exclusive). All of it or nothing (case 8).
    """
    end = absence.until_on or until_on
    if end is None and any(choices.values()):
        raise Refused("Say until when cover is needed: it is not known when the worker is back.", field="until_on")
    _lock(choices, absence.worker)
    covers, against = [], []
    for allocation, worker in choices.items():
        if worker is None:
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
            against.append(f"{allocation.package.individual}: {refusal.message}")
    if against:
        raise Refused(" ".join(against))
    return covers


def covered_days(allocation: Allocation, from_on: datetime.date, until_on) -> tuple:
    """From when until when (exclusive) somebody stands in for this allocation between the two days."""
    ends = [day for day in (until_on, allocation.until_on) if day is not None]
    return max(from_on, allocation.from_on), min(ends, default=None)


@verb
def reallocate(*, worker: Worker, choices: dict, from_on: datetime.date, by) -> list[Allocation]:
    """Give everybody of `worker` to others from a day: allocation → the new worker, or None for nobody.

    All in one step: if one cannot be given, nothing is, and every reason is said. What begins later passes on from
    its own first day; then somebody must take it.
    """
    _lock(choices, worker)
    given, against = [], []
    for allocation, other in choices.items():
        try:
            given.append(_pass_on(allocation_id=allocation.pk, other=other, from_on=from_on, by=by))
        except Refused as refusal:
            against.append(f"{allocation.package.individual}: {refusal.message}")
    if against:
        raise Refused(" ".join(against))
    return [allocation for allocation in given if allocation]


@verb
def _pass_on(*, allocation_id, other: Worker | None, from_on: datetime.date, by) -> Allocation | None:
    allocation = Allocation.objects.get_locked(allocation_id)
    if allocation.until_on is not None and allocation.until_on <= from_on:
        raise Refused("This allocation has changed since you opened the page.")
    package = SupportPackage.objects.select_related("case").get(pk=allocation.package_id)
    kind, until_on = allocation.kind, allocation.until_on
    if allocation.from_on >= from_on:
        return _hand_over(allocation, package, other)
    allocation.until_on = from_on
    allocation.save(update_fields=["until_on"])
    if other is None:
        return None
    return allocate(package=package, worker=other, kind=kind, from_on=from_on, until_on=until_on, by=by)


def _hand_over(allocation, package, other) -> Allocation:
    """An allocation that has not begun gets another worker; its history keeps the first."""
    if other is None:
        raise Refused(f"Choose somebody: this begins on {allocation.from_on:%-d %B %Y}.")
    reasons = reasons_against(other, package, allocation.kind, allocation.from_on, allocation.until_on)
    if reasons:
        raise Refused(f"{other} cannot be allocated. {'. '.join(reasons)}.")
    allocation.worker = other
    allocation.save(update_fields=["worker"])
    return allocation


def _lock(choices, worker) -> None:
    """Everybody concerned, in one order, before anything is asked."""
    for pk in sorted({worker.pk, *(other.pk for other in choices.values() if other)}, key=str):
        Worker.objects.get_locked(pk)
    for pk in sorted({allocation.package_id for allocation in choices}, key=str):
        SupportPackage.objects.get_locked(pk)


@dataclass(frozen=True)
class Receiving:
    """A worker who would take people on: what they carry before and after, and what stands against it."""

    before: Load
    after: Load

    @property
    def refusals(self) -> tuple[str, ...]:
        return self.after.obstacles


def preview(choices: dict, from_on: datetime.date, *, hidden=()) -> list[Receiving]:
    """What the choices (allocation → worker or None) would make of everybody who takes people on, by name."""
    taken: dict = {}
    for allocation, other in choices.items():
        if other is not None:
            taken.setdefault(other.pk, []).append(allocation)
    found = []
    for load in loads_before_demand(Worker.objects.filter(pk__in=taken), from_on, hidden=hidden):
        allocations = taken[load.worker.pk]
        minutes = sum(
            commissioned_minutes_on(allocation.package, max(from_on, allocation.from_on))
            for allocation in allocations
            if allocation.kind != AllocationKind.BUDDY
        )
        people = len({allocation.package.case.individual_id for allocation in allocations})
        after = load.with_hours(minutes, people)
        leads = any(allocation.kind == AllocationKind.LEAD for allocation in allocations)
        found.append(Receiving(load, after.over() if leads else after))
    return sorted(found, key=lambda one: (one.before.worker.user.full_name, str(one.before.worker.pk)))
