"""Whom to give a package to: those who can, ranked, each place explained in words (R51, C5, C6)."""

import datetime
from dataclasses import dataclass

from casework.allocation.capacity import (
    PRIMARY_PERSON,
    RELATION,
    Load,
    commissioned_minutes_on,
    loads_before_demand,
    related_workers,
)
from casework.enums import AllocationKind
from casework.models import Allocation, Individual, SupportPackage
from design.formatting import day as day_words
from design.formatting import hours
from workforce.enums import Gender
from workforce.models import Worker

# What each ground is worth. Room: a point for every whole hour that would be left, up to the most.
WEIGHTS = {
    "worked before": 30,
    "specialism": 12,  # for each wanted life domain
    "gender": 15,
    "language": 15,
    "area": 10,
    "most for room": 20,
}
NOT_MET = 0


@dataclass(frozen=True)
class Reason:
    """One sentence, and what it is worth."""

    words: str
    points: int = NOT_MET


@dataclass(frozen=True)
class Suggestion:
    """A worker in the list: `place` counts from 1; none for somebody who cannot be allocated."""

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
    def is_only_full(self) -> bool:
        """Nothing but want of room stands against this worker: a buddy or cover they can be."""
        return self.load.is_only_full

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why not. Whoever declared a relation is told of that alone: the rest is nobody's business here."""
        return (RELATION,) if RELATION in self.load.obstacles else self.load.obstacles


def suggest(package: SupportPackage, day: datetime.date, *, hidden=()) -> list[Suggestion]:
    """The workers of the package's contract for `day`: those who can lead by place, then the others by name."""
    return suggestions([package], day, hidden=hidden)[package.pk]


def suggestions(packages, day: datetime.date, *, needs_room: bool = True, hidden=()) -> dict:
    """Package id → its list, as `suggest`; for buddies and cover no room is needed.

    As many queries for many packages and workers as for one.
    """
    packages = list(
        SupportPackage.objects.filter(pk__in=[package.pk for package in packages])
        .select_related("case__individual")
        .prefetch_related("wanted_domains", "weekly_hours")
    )
    contracts = {package.case.contract_id for package in packages}
    workers = Worker.objects.filter(contracts__in=contracts).employed(day).distinct()
    loads = loads_before_demand(workers.prefetch_related("contracts", "specialisms"), day, hidden=hidden)
    kept_from, earlier = related_workers(packages), _earlier_work(packages)
    return {
        package.pk: _ranked(package, day, loads, kept_from[package.pk], earlier[package.pk], needs_room)
        for package in packages
    }


def _ranked(package, day, loads, kept_from, earlier, needs_room) -> list[Suggestion]:
    wanted = commissioned_minutes_on(package, day)
    able, others = [], []
    for load in loads:
        worker = load.worker
        if package.case.contract_id not in {contract.pk for contract in worker.contracts.all()}:
            continue
        load = load.asked(wanted if needs_room else None)
        if any(_leads(row, package, day) for row in earlier.get(worker.pk, [])):
            load = load.against("Lead worker of this person already")
        if worker.pk in kept_from:
            load = load.against(RELATION)
        if load.obstacles:
            others.append(Suggestion(load, None, ()))
        else:
            able.append(Suggestion(load, 0, tuple(_reasons(package, load, wanted, earlier.get(worker.pk, [])))))
    able.sort(key=lambda one: (-one.score, -one.load.room, one.worker.user.full_name, str(one.worker.pk)))
    others.sort(key=lambda one: (one.worker.user.full_name, str(one.worker.pk)))
    return [Suggestion(one.load, place, one.reasons) for place, one in enumerate(able, 1)] + others


def _leads(row, package, day) -> bool:
    return (
        row.package_id == package.pk
        and row.kind == AllocationKind.LEAD
        and row.from_on <= day
        and (row.until_on is None or row.until_on > day)
    )


def _reasons(package, load, wanted, earlier):
    left = (load.room - wanted) // 60
    yield Reason(
        f"Has {hours(load.room)} free a week; {hours(wanted)} are needed.", min(left, WEIGHTS["most for room"])
    )
    yield from _of_specialisms(package, load.worker)
    if earlier:
        yield Reason(
            "Has worked with this person: " + "; ".join(map(_in_words, earlier)) + ".", WEIGHTS["worked before"]
        )
    yield from _of_wishes(package.case.individual, load.worker)
    yield from _of_area(package.case.individual, load.worker)


def _of_specialisms(package, worker):
    wanted = list(package.wanted_domains.all())
    if not wanted:
        return
    known = {domain.pk for domain in worker.specialisms.all()}
    met = [domain.name for domain in wanted if domain.pk in known]
    if met:
        yield Reason(f"Specialist in what is wanted: {', '.join(met)}.", WEIGHTS["specialism"] * len(met))
    else:
        yield Reason(f"Not a specialist in what is wanted: {', '.join(domain.name for domain in wanted)}.")


def _of_wishes(individual, worker):
    if individual.worker_gender_wish:
        wish = Gender(individual.worker_gender_wish).label.lower()
        if worker.gender == individual.worker_gender_wish:
            yield Reason(f"The person’s wish is met: {wish}.", WEIGHTS["gender"])
        else:
            yield Reason(f"The person’s wish is not met: {wish}.")
    if individual.worker_language_wish:
        wish = individual.worker_language_wish
        if wish.casefold() in {language.casefold() for language in worker.languages}:
            yield Reason(f"The person’s wish is met: speaks {wish}.", WEIGHTS["language"])
        else:
            yield Reason(f"The person’s wish is not met: does not speak {wish}.")


def _of_area(individual, worker):
    if not individual.area:
        return
    if individual.area.casefold() in {area.casefold() for area in worker.areas}:
        yield Reason(f"Works in {individual.area}, where the person lives.", WEIGHTS["area"])
    else:
        yield Reason(f"Does not work in {individual.area}, where the person lives.")


def _in_words(row) -> str:
    until = f"to {day_words(row.until_on - datetime.timedelta(days=1))}" if row.until_on else "on"
    return f"{row.get_kind_display().lower()} from {day_words(row.from_on)} {until}"


def _earlier_work(packages) -> dict:
    """Package id → worker id → allocations to its person in its contract, under any of their records, latest first."""
    person = {package.pk: package.case.individual_id for package in packages}
    primary_ids = Individual.objects.primary_ids_of(person.values())
    rows = Allocation.objects.annotate(person=PRIMARY_PERSON).filter(person__in=primary_ids.values())
    rows = rows.select_related("package__case")
    found: dict = {}
    for row in rows.order_by("-from_on", "pk"):
        of_person = found.setdefault((row.person, row.package.case.contract_id), {})
        of_person.setdefault(row.worker_id, []).append(row)
    return {
        package.pk: found.get((primary_ids[package.case.individual_id], package.case.contract_id), {})
        for package in packages
    }
