"""For each allocation of a worker: the workers who could take it over, and the best of them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from casework.allocation.capacity import HiddenIds, commissioned_minutes_on
from casework.allocation.models import AllocationQuerySet
from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from design.formatting import hours
from workforce.models import Worker


@dataclass(frozen=True)
class ReallocationRow:
    """One allocation to reallocate: the workers who could take it over, best first, and the one chosen for it."""

    allocation: Allocation
    able: tuple[Suggestion, ...]
    best: Suggestion | None

    @property
    def field(self) -> str:
        return f"to_{self.allocation.pk.hex}"

    @property
    def label(self) -> str:
        """Return the person, the kind of allocation and the hours a week."""
        package, kind = self.allocation.package, self.allocation.get_kind_display().lower()
        return (
            f"{package.individual} ({kind}, {hours(commissioned_minutes_on(package, self.allocation.from_on))} a week)"
        )

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(row.worker.pk), f"{row.worker}, {hours(row.load.free_minutes)} free") for row in self.able]


def allocations_to_reallocate(
    worker: Worker, user: User, from_on: datetime.date, until_on: datetime.date | None = None
) -> AllocationQuerySet:
    """Return the worker's allocations between two days (`until_on` exclusive, None: no end) that `user` may change."""
    rows = Allocation.objects.filter(worker=worker).from_day(from_on)
    rows = rows.filter(from_on__lt=until_on) if until_on else rows
    return (
        rows.filter(package__in=SupportPackage.objects.allowing(user, Permission.ALLOCATE))
        .select_related("package__case__individual", "worker__user")
        .prefetch_related("package__weekly_hours")
        .order_by("package__case__individual__full_name", "from_on", "pk")
    )


def running_cover(
    allocations: Iterable[Allocation], from_on: datetime.date, until_on: datetime.date | None
) -> QuerySet[Allocation]:
    """Return the cover already arranged on these days for the packages of `allocations`."""
    rows = Allocation.objects.cover().from_day(from_on)
    rows = rows.filter(from_on__lt=until_on) if until_on else rows
    rows = rows.filter(package__in=[allocation.package_id for allocation in allocations])
    return rows.select_related("package__case__individual", "worker__user").order_by("from_on", "pk")


def reallocation_rows(
    allocations: Iterable[Allocation],
    day: datetime.date,
    *,
    without: Worker,
    is_cover: bool = False,
    hidden: HiddenIds = (),
) -> list[ReallocationRow]:
    """Return a row for each allocation, with the workers who can take it over on `day`, except `without`.

    The best are chosen one after the other, so that nobody is chosen beyond their capacity. Cover needs none.
    """
    allocations = list(allocations)
    packages = [allocation.package for allocation in allocations]
    for_leads = suggestions(packages, day, hidden=hidden)
    for_others = suggestions(packages, day, needs_capacity=False, hidden=hidden)
    minutes_taken: dict[UUID, int] = {}
    rows = []
    for allocation in allocations:
        is_lead = allocation.kind == AllocationKind.LEAD and not is_cover
        workers = (for_leads if is_lead else for_others)[allocation.package_id]
        able = tuple(row for row in workers if row.place and row.worker.pk != without.pk)
        minutes = commissioned_minutes_on(allocation.package, day)
        best = next(
            (row for row in able if row.load.free_minutes - minutes_taken.get(row.worker.pk, 0) >= minutes), None
        )
        if best is not None:
            minutes_taken[best.worker.pk] = minutes_taken.get(best.worker.pk, 0) + minutes
        rows.append(ReallocationRow(allocation, able, best))
    return rows


def chosen_workers(rows: list[ReallocationRow], answers: Mapping[str, str]) -> dict[Allocation, Worker | None]:
    """Return allocation → the worker whose id `answers` has for it by field name, or None for nobody."""
    return {
        row.allocation: next((able.worker for able in row.able if str(able.worker.pk) == answers[row.field]), None)
        for row in rows
    }
