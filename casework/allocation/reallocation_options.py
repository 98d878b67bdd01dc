"""For each allocation of a worker: the workers who could take it over, and the best of them."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from casework.allocation.capacity import HiddenIds, commissioned_minutes_on
from casework.allocation.cover_checks import CoverChecks
from casework.allocation.models import AllocationQuerySet
from casework.allocation.services.reallocation import covered_days
from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage
from design.formatting import hours
from workforce.models import Worker


@dataclass(frozen=True)
class ReallocationRow:
    """One allocation to reallocate: the workers who could take it over, best first, and the one chosen for it."""

    allocation: Allocation
    minutes: int
    able: tuple[Suggestion, ...]
    best: Suggestion | None

    @property
    def field(self) -> str:
        return f"to_{self.allocation.pk.hex}"

    @property
    def label(self) -> str:
        """Return the person, the kind of allocation and the hours a week on the day of the change."""
        kind = self.allocation.get_kind_display().lower()
        return f"{self.allocation.package.individual} ({kind}, {hours(self.minutes)} a week)"

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
    cover_until_on: datetime.date | None = None,
    hidden: HiddenIds = (),
) -> list[ReallocationRow]:
    """Return a row for each allocation, with the workers who can take it over on `day`, except `without`.

    The best are chosen one after the other, so that nobody is chosen beyond their capacity. Cover needs none: with
    `cover_until_on` (exclusive) the rows are for cover, and leave out whom the service would refuse on these days.
    """
    allocations = list(allocations)
    packages = [allocation.package for allocation in allocations]
    for_leads = suggestions(packages, day, hidden=hidden)
    for_others = suggestions(packages, day, needs_capacity=False, hidden=hidden)
    may_cover = _cover_rule(allocations, day, cover_until_on)
    minutes_taken: dict[UUID, int] = {}
    rows = []
    for allocation in allocations:
        is_lead = allocation.kind == AllocationKind.LEAD and cover_until_on is None
        workers = (for_leads if is_lead else for_others)[allocation.package_id]
        able = tuple(
            row for row in workers if row.place and row.worker.pk != without.pk and may_cover(allocation, row.worker.pk)
        )
        minutes = commissioned_minutes_on(allocation.package, max(day, allocation.from_on))
        best = next(
            (row for row in able if row.load.free_minutes - minutes_taken.get(row.worker.pk, 0) >= minutes), None
        )
        if best is not None:
            minutes_taken[best.worker.pk] = minutes_taken.get(best.worker.pk, 0) + minutes
        rows.append(ReallocationRow(allocation, minutes, able, best))
    return rows


def _cover_rule(
    allocations: list[Allocation], day: datetime.date, until_on: datetime.date | None
) -> Callable[[Allocation, UUID], bool]:
    """Return the function that says whether a worker may cover for an allocation; always True without `until_on`."""
    if until_on is None or not allocations:
        return lambda allocation, worker_id: True
    packages = [allocation.package for allocation in allocations]
    contracts = {package.case.contract_id for package in packages}
    workers = Worker.objects.filter(contracts__in=contracts).employed(day).distinct()
    checks = CoverChecks.read(workers, packages, day, until_on)
    others = Allocation.objects.filter(package__in=packages).within(day, until_on)
    days_of: dict[tuple[UUID, UUID], list[Allocation]] = {}
    for other in others:
        days_of.setdefault((other.package_id, other.worker_id), []).append(other)

    def may_cover(allocation: Allocation, worker_id: UUID) -> bool:
        first, until = covered_days(allocation, day, until_on)
        own = days_of.get((allocation.package_id, worker_id), [])
        is_free = not any(row.from_on < until and (row.until_on is None or row.until_on > first) for row in own)
        return is_free and not checks.reasons_against(worker_id, allocation.package_id, first, until)

    return may_cover


def chosen_workers(rows: list[ReallocationRow], answers: Mapping[str, str]) -> dict[Allocation, Worker | None]:
    """Return allocation → the worker whose id `answers` has for it by field name, or None for nobody."""
    return {
        row.allocation: next((able.worker for able in row.able if str(able.worker.pk) == answers[row.field]), None)
        for row in rows
    }
