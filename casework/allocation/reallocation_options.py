"""For each person of a worker: who could take them on, and whom we would choose."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.enums import Permission
from casework.allocation.capacity import commissioned_minutes_on
from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from design.formatting import hours


@dataclass(frozen=True)
class ReallocationRow:
    """One allocation to pass on: who could take it, the best first, and whose place it would be."""

    allocation: Allocation
    able: tuple[Suggestion, ...]
    best: Suggestion | None

    @property
    def field(self) -> str:
        return f"to_{self.allocation.pk.hex}"

    @property
    def label(self) -> str:
        """Who, as what, and for how many hours."""
        package, kind = self.allocation.package, self.allocation.get_kind_display().lower()
        return (
            f"{package.individual} ({kind}, {hours(commissioned_minutes_on(package, self.allocation.from_on))} a week)"
        )

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(one.worker.pk), f"{one.worker}, {hours(one.load.room)} free") for one in self.able]


def allocations_to_reallocate(worker, user, from_on: datetime.date, until_on: datetime.date | None = None) -> QuerySet:
    """What `worker` has from a day until a day (exclusive, none for good), of the packages that `user` allocates."""
    rows = Allocation.objects.filter(worker=worker).from_day(from_on)
    rows = rows.filter(from_on__lt=until_on) if until_on else rows
    return (
        rows.filter(package__in=SupportPackage.objects.allowing(user, Permission.ALLOCATE))
        .select_related("package__case__individual", "worker__user")
        .prefetch_related("package__weekly_hours")
        .order_by("package__case__individual__full_name", "from_on", "pk")
    )


def running_cover(allocations, from_on: datetime.date, until_on: datetime.date | None) -> QuerySet:
    """Cover that is arranged already for the packages of `allocations` in these days."""
    rows = Allocation.objects.cover().from_day(from_on)
    rows = rows.filter(from_on__lt=until_on) if until_on else rows
    rows = rows.filter(package__in=[allocation.package_id for allocation in allocations])
    return rows.select_related("package__case__individual", "worker__user").order_by("from_on", "pk")


def reallocation_rows(
    allocations, day: datetime.date, *, without, is_cover: bool = False, hidden=()
) -> list[ReallocationRow]:
    """A line for each allocation, with the workers who can take it on `day` (or its first day), `without` left out.

    The best are chosen one after the other, so that nobody is chosen beyond their room. Cover needs no room.
    """
    packages = [allocation.package for allocation in allocations]
    with_room = suggestions(packages, day, hidden=hidden)
    without_room = suggestions(packages, day, needs_room=False, hidden=hidden)
    taken: dict = {}
    found = []
    for allocation in allocations:
        is_lead = allocation.kind == AllocationKind.LEAD and not is_cover
        ranked = (with_room if is_lead else without_room)[allocation.package_id]
        able = tuple(one for one in ranked if one.place and one.worker.pk != without.pk)
        wanted = commissioned_minutes_on(allocation.package, day)
        best = next((one for one in able if one.load.room - taken.get(one.worker.pk, 0) >= wanted), None)
        if best is not None:
            taken[best.worker.pk] = taken.get(best.worker.pk, 0) + wanted
        found.append(ReallocationRow(allocation, able, best))
    return found


def chosen_workers(found: list[ReallocationRow], answers: dict) -> dict:
    """Allocation → the worker whose id was answered for it, or None for nobody."""
    return {
        line.allocation: next((one.worker for one in line.able if str(one.worker.pk) == answers[line.field]), None)
        for line in found
    }
