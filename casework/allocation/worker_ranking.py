"""Rank the workers who could be allocated to a package, each with the reasons (C5e, C6, C8)."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casework.allocation.capacity import (
    PRIMARY_PERSON,
    RELATION,
    HiddenIds,
    Load,
    commissioned_minutes_on,
    loads_before_demand,
    related_users,
)
from casework.enums import AllocationKind
from casework.models import Allocation, Individual, SupportPackage, safety_records
from casework.people.safety_facts import join_facts
from design.formatting import day as day_words
from design.formatting import hours
from workforce.enums import Gender
from workforce.models import Worker

# The points for each reason. Capacity: one point for each whole hour that would be left, up to a maximum.
WEIGHTS = {
    "worked before": 30,
    "specialism": 12,  # for each wanted life domain
    "gender": 15,
    "language": 15,
    "area": 10,
    "most for capacity": 20,
}
NOT_MET = 0
AllocationsByWorker = dict[UUID, list[Allocation]]


@dataclass(frozen=True)
class Reason:
    """One sentence and its points."""

    words: str
    points: int = NOT_MET


@dataclass(frozen=True)
class Suggestion:
    """A worker in the list: `place` counts from 1; None for somebody who cannot be allocated."""

    load: Load
    place: int | None
    reasons: tuple[Reason, ...]

    @property
    def worker(self) -> Worker:
        return self.load.worker

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def lacks_capacity_only(self) -> bool:
        """Return whether missing capacity is the only obstacle: the worker can still be a buddy or cover."""
        return self.load.lacks_capacity_only

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Return the obstacles. For a worker with a declared relation it is that one alone; the others are private."""
        return (RELATION,) if RELATION in self.load.obstacles else self.load.obstacles


def suggest(package: SupportPackage, day: datetime.date, *, hidden: HiddenIds = ()) -> list[Suggestion]:
    """Return the workers of the package's contract on `day`: those who can lead by place, then the others by name."""
    return suggestions([package], day, hidden=hidden)[package.pk]


def suggestions(
    packages: Iterable[SupportPackage],
    day: datetime.date,
    *,
    needs_capacity: bool = True,
    hidden: HiddenIds = (),
) -> dict[UUID, list[Suggestion]]:
    """Return package id → its list as `suggest` returns it. A buddy or cover needs no capacity.

    The number of queries does not grow with the packages or workers.
    """
    rows: list[Any] = list(
        SupportPackage.objects.filter(pk__in=[package.pk for package in packages])
        .annotate(safety_records=safety_records("case__individual"))
        .select_related("case__individual")
        .prefetch_related("wanted_domains", "weekly_hours")
    )
    contracts = {package.case.contract_id for package in rows}
    workers = Worker.objects.filter(contracts__in=contracts).employed(day).distinct()
    loads = loads_before_demand(workers.prefetch_related("contracts", "specialisms"), day, hidden=hidden)
    related, earlier = related_users(rows), _earlier_work(rows)
    return {
        package.pk: _rank(
            _Wanted(package, day, join_facts(package.safety_records, day).area, needs_capacity),
            loads,
            related[package.pk],
            earlier[package.pk],
        )
        for package in rows
    }


@dataclass(frozen=True)
class _Wanted:
    """A package that needs a worker from `day`, and the town in which they would meet the person."""

    package: SupportPackage
    day: datetime.date
    area: str
    needs_capacity: bool


def _rank(wanted: _Wanted, loads: list[Load], related: set[UUID], earlier: AllocationsByWorker) -> list[Suggestion]:
    package, day = wanted.package, wanted.day
    minutes = commissioned_minutes_on(package, day)
    able, others = [], []
    for load in loads:
        worker = load.worker
        if package.case.contract_id not in {contract.pk for contract in worker.contracts.all()}:
            continue
        load = load.requiring(minutes if wanted.needs_capacity else None)
        if any(_leads(allocation, package, day) for allocation in earlier.get(worker.pk, [])):
            load = load.with_obstacle("Already the lead worker of this person")
        if worker.user_id in related:
            load = load.with_obstacle(RELATION)
        if load.obstacles:
            others.append(Suggestion(load, None, ()))
        else:
            able.append(Suggestion(load, 0, tuple(_reasons(wanted, load, minutes, earlier.get(worker.pk, [])))))
    able.sort(key=lambda row: (-row.score, -row.load.free_minutes, row.worker.user.full_name, str(row.worker.pk)))
    others.sort(key=lambda row: (row.worker.user.full_name, str(row.worker.pk)))
    return [Suggestion(row.load, place, row.reasons) for place, row in enumerate(able, 1)] + others


def _leads(allocation: Allocation, package: SupportPackage, day: datetime.date) -> bool:
    return (
        allocation.package_id == package.pk
        and allocation.kind == AllocationKind.LEAD
        and allocation.from_on <= day
        and (allocation.until_on is None or allocation.until_on > day)
    )


def _reasons(wanted: _Wanted, load: Load, minutes: int, earlier: list[Allocation]) -> Iterator[Reason]:
    package = wanted.package
    hours_left = (load.free_minutes - minutes) // 60
    yield Reason(
        f"{hours(load.free_minutes)} free a week, {hours(minutes)} needed.",
        min(hours_left, WEIGHTS["most for capacity"]),
    )
    yield from _specialism_reasons(package, load.worker)
    if earlier:
        yield Reason(
            "Has worked with this person: " + "; ".join(map(_allocation_text, earlier)) + ".", WEIGHTS["worked before"]
        )
    yield from _wish_reasons(package.case.individual, load.worker)
    yield from _area_reasons(wanted.area, load.worker)


def _specialism_reasons(package: SupportPackage, worker: Worker) -> Iterator[Reason]:
    wanted_domains = list(package.wanted_domains.all())
    if not wanted_domains:
        return
    specialisms = {domain.pk for domain in worker.specialisms.all()}
    matches = [domain.name for domain in wanted_domains if domain.pk in specialisms]
    if matches:
        yield Reason(
            f"Specialises in what the person wants help with: {', '.join(matches)}.",
            WEIGHTS["specialism"] * len(matches),
        )
    else:
        wanted = ", ".join(domain.name for domain in wanted_domains)
        yield Reason(f"Does not specialise in what the person wants help with: {wanted}.")


def _wish_reasons(individual: Individual, worker: Worker) -> Iterator[Reason]:
    if individual.worker_gender_wish:
        wish = Gender(individual.worker_gender_wish).label.lower()
        if worker.gender == individual.worker_gender_wish:
            yield Reason(f"Matches the person’s preference: {wish}.", WEIGHTS["gender"])
        else:
            yield Reason(f"Does not match the person’s preference: {wish}.")
    if individual.worker_language_wish:
        wish = individual.worker_language_wish
        if wish.casefold() in {language.casefold() for language in worker.languages}:
            yield Reason(f"Matches the person’s preference: speaks {wish}.", WEIGHTS["language"])
        else:
            yield Reason(f"Does not match the person’s preference: does not speak {wish}.")


def _area_reasons(area: str, worker: Worker) -> Iterator[Reason]:
    if not area:
        return
    if area.casefold() in {own.casefold() for own in worker.areas}:
        yield Reason(f"Works in {area}, where the person lives.", WEIGHTS["area"])
    else:
        yield Reason(f"Does not work in {area}, where the person lives.")


def _allocation_text(allocation: Allocation) -> str:
    kind, first_on = allocation.get_kind_display().lower(), allocation.from_on
    if allocation.until_on is None:
        return f"{kind} from {day_words(first_on)} onwards"
    last_on = allocation.until_on - datetime.timedelta(days=1)
    if last_on == first_on:
        return f"{kind} on {day_words(first_on)}"
    return f"{kind} from {day_words(first_on)} to {day_words(last_on)}"


def _earlier_work(packages: Iterable[SupportPackage]) -> dict[UUID, AllocationsByWorker]:
    """Return package id → worker id → earlier allocations, latest first, to its person (any record) in its contract."""
    cases = {package.pk: package.case for package in packages}
    primary_ids = Individual.objects.primary_ids_of([case.individual_id for case in cases.values()])
    rows = Allocation.objects.annotate(person=PRIMARY_PERSON).filter(person__in=primary_ids.values())
    rows = rows.select_related("package__case")
    by_person_and_contract: dict[tuple[UUID, UUID], AllocationsByWorker] = {}
    for row in rows.order_by("-from_on", "pk"):
        by_worker = by_person_and_contract.setdefault((row.person, row.package.case.contract_id), {})
        by_worker.setdefault(row.worker_id, []).append(row)
    return {
        pk: by_person_and_contract.get((primary_ids[case.individual_id], case.contract_id), {})
        for pk, case in cases.items()
    }
