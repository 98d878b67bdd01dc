"""The capacity of workers: their load on a day, and why somebody cannot be allocated (C6, R52)."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.allocation.models import HAS_HOURS
from casework.models import Allocation, DeclaredRelation, Individual, SupportPackage, WeeklyHours
from casework.people.primary import primary_of
from contracts.models import Contract
from design.formatting import hours
from workforce.hours.by_contract import minutes_on
from workforce.models import Absence, Ceiling, ContractedHours, TrainingCourse, TrainingDone, Worker

# The days ahead whose absences reduce a worker's capacity.
AHEAD = datetime.timedelta(days=28)
RELATION = "Declared personal connection"
NO_CAPACITY = "No capacity"
PRIMARY_PERSON = primary_of("package__case__individual")
HiddenIds = Collection[UUID] | QuerySet[Any, Any]  # ids of records behind a wall, or a queryset of them


@dataclass(frozen=True)
class Load:
    """The load of one worker on one day, in minutes a week.

    `ceiling` is the manager's limit in force, or None. `away` is the time of the absences in the next twenty-eight
    days, spread over them. `committed` are the hours of the packages led and covered that day, also of held ones.
    `people` counts persons: two records of one person count once.

    The load of one contract has the contract's part of the hours, and the packages of that contract. `free_in_all` is
    then what the worker has left in all contracts together; otherwise it is None.
    """

    worker: Worker
    contracted: int
    committed: int
    people: int
    obstacles: tuple[str, ...] = ()
    ceiling: int | None = None
    ceiling_reason: str = ""
    away: int = 0
    free_in_all: int | None = None

    @property
    def limit(self) -> int:
        """Return the most the worker can be given: the contracted hours, or the ceiling if it is lower."""
        return self.contracted if self.ceiling is None else min(self.ceiling, self.contracted)

    @property
    def free_minutes(self) -> int:
        """Return what is left of the limit; negative for an overload. No contract has more than is left in all."""
        free = self.limit - self.away - self.committed
        return free if self.free_in_all is None else min(free, self.free_in_all)

    @property
    def over_words(self) -> str:
        """Return by how much the load is over the limit: "2 h 30 min over"."""
        return f"{hours(-self.free_minutes)} over"

    @property
    def can_be_allocated(self) -> bool:
        return not self.obstacles

    @property
    def obstacle_words(self) -> str:
        """Return the obstacles as one text."""
        return ". ".join(self.obstacles)

    @property
    def lacks_capacity_only(self) -> bool:
        """Return whether missing capacity is the only obstacle."""
        return len(self.obstacles) == 1 and self.obstacles[0].startswith(NO_CAPACITY)

    def requiring(self, minutes: int | None) -> "Load":
        """Return the load with an obstacle if fewer than `minutes` a week are free. None requires nothing."""
        if minutes is None or self.free_minutes >= minutes:
            return self
        return self.with_obstacle(f"{NO_CAPACITY}: {hours(max(0, self.free_minutes))} free, {hours(minutes)} needed")

    def with_obstacle(self, obstacle: str) -> "Load":
        """Return the load with one more obstacle."""
        return replace(self, obstacles=(*self.obstacles, obstacle))

    def flag_overload(self) -> "Load":
        """Return the load with an obstacle if it is an overload."""
        if self.free_minutes >= 0:
            return self
        return self.with_obstacle(f"Over capacity by {hours(-self.free_minutes)}")

    def plus(self, minutes: int, people: int = 0) -> "Load":
        """Return the load with `minutes` a week and `people` more."""
        return replace(self, committed=self.committed + minutes, people=self.people + people)


def loads(
    workers: QuerySet[Worker],
    day: datetime.date,
    *,
    required_minutes: int | None = 0,
    package: SupportPackage | None = None,
    hidden: HiddenIds = (),
) -> list[Load]:
    """Return the load of each worker on `day`, with the obstacles to giving them `required_minutes` more a week.

    With None, capacity is no obstacle. With `package`, a declared relation with its person is one. Records in `hidden`
    are left out of the figures. The number of queries does not grow with the workers.
    """
    rows = loads_before_demand(workers, day, package=package, hidden=hidden)
    return [load.requiring(required_minutes) for load in rows]


def loads_before_demand(
    workers: QuerySet[Worker], day: datetime.date, *, package: SupportPackage | None = None, hidden: HiddenIds = ()
) -> list[Load]:
    """Return the loads as `loads` does, without an obstacle for missing capacity."""
    courses = list(TrainingCourse.objects.filter(is_required=True))
    related = related_users([package])[package.pk] if package else set()
    rows = list(_with_figures(workers, day))
    allocated = _allocated([worker.pk for worker in rows], day, hidden)
    return [
        Load(
            worker,
            contracted=worker.contracted,
            committed=allocated[worker.pk].minutes,
            people=allocated[worker.pk].people,
            obstacles=(*_obstacles_of(worker, day, courses), *([RELATION] if worker.user_id in related else [])),
            ceiling=worker.ceiling,
            ceiling_reason=worker.ceiling_reason or "",
            away=round(worker.contracted * days_away(worker.absences_ahead, day) / AHEAD.days),
        )
        for worker in rows
    ]


def contract_loads(
    workers: QuerySet[Worker], day: datetime.date, contract: Contract, *, hidden: HiddenIds = ()
) -> list[Load]:
    """Return the loads of each worker for one contract on `day`, without an obstacle for missing capacity.

    Contracted hours, ceiling and absences are in proportion to the contract's part of the contracted hours. Hours and
    people are those of the contract's packages. So the loads of a worker for all contracts add up to the whole one.
    """
    parts = minutes_on(day, contract)
    whole_loads = loads_before_demand(workers, day, hidden=hidden)
    allocated = _allocated([load.worker.pk for load in whole_loads], day, hidden, contract)
    loads = []
    for load in whole_loads:
        part = parts.get(load.worker.pk)
        loads.append(
            replace(
                load,
                contracted=part.minutes if part else 0,
                committed=allocated[load.worker.pk].minutes,
                people=allocated[load.worker.pk].people,
                ceiling=None if load.ceiling is None else part.part_of(load.ceiling) if part else 0,
                away=part.part_of(load.away) if part else 0,
                free_in_all=load.free_minutes,
            )
        )
    return loads


class Allocated(NamedTuple):
    """What a worker's allocations make up of a Load."""

    minutes: int = 0
    people: int = 0


def _allocated(
    worker_ids: Collection[UUID], day: datetime.date, hidden: HiddenIds, contract: Contract | None = None
) -> dict[UUID, Allocated]:
    """Return for each worker what is allocated to them; with `contract`, only its packages count.

    All workers are counted in one pass: a subquery of each would read the open packages again and again.
    """
    allocations = Allocation.objects.in_force_on(day).filter(worker__in=worker_ids)
    if contract is not None:
        allocations = allocations.filter(package__case__contract=contract)
    allocations = allocations.exclude(package__in=hidden).exclude(package__case__individual__in=hidden)
    minutes = WeeklyHours.objects.on(day).filter(package=OuterRef("package")).values("minutes")[:1]
    rows = (
        allocations.order_by()
        .values("worker")
        .annotate(
            minutes=Coalesce(Sum(Subquery(minutes), filter=HAS_HOURS), 0), people=Count(PRIMARY_PERSON, distinct=True)
        )
    )
    figures = {row["worker"]: Allocated(row["minutes"], row["people"]) for row in rows}
    return {worker_id: figures.get(worker_id, Allocated()) for worker_id in worker_ids}


def _with_figures(workers: QuerySet[Worker], day: datetime.date) -> QuerySet[Any]:
    """Return the workers with their hours as columns, their `absences_ahead` and `latest_trainings`."""
    contracted = ContractedHours.objects.on(day).filter(worker=OuterRef("pk"))
    ceiling = Ceiling.objects.on(day).filter(worker=OuterRef("pk"))
    ahead = Absence.objects.within(day, day + AHEAD).order_by("from_on")
    trainings = TrainingDone.objects.filter(course__is_required=True, done_on__lte=day)
    latest = trainings.order_by("worker_id", "course_id", "-done_on").distinct("worker_id", "course_id")
    rows: Any = workers.select_related("user", "team").annotate(
        contracted=Coalesce(Subquery(contracted.values("minutes_a_week")[:1]), 0),
        ceiling=Subquery(ceiling.values("minutes_a_week")[:1]),
        ceiling_reason=Subquery(ceiling.values("reason")[:1]),
    )
    return rows.prefetch_related(
        Prefetch("absences", ahead, "absences_ahead"), Prefetch("trainings", latest, "latest_trainings")
    )


def days_away(absences: Iterable[Absence], day: datetime.date) -> int:
    """Return the number of days of `absences` in the twenty-eight from `day`. One without an end lasts for all."""
    end = day + AHEAD
    return sum((min(absence.until_on or end, end) - max(absence.from_on, day)).days for absence in absences)


def related_users(packages: Iterable[SupportPackage]) -> dict[UUID, set[UUID]]:
    """Return package id → ids of the users with a declared relation to its person, on any of the person's records."""
    individuals = {package.pk: package.case.individual_id for package in packages}
    primary_ids = Individual.objects.primary_ids_of(individuals.values())
    related: dict[UUID, set[UUID]] = {}
    relations = DeclaredRelation.objects.in_force().annotate(person=primary_of("individual"))
    for user, person in relations.filter(person__in=primary_ids.values()).values_list("user", "person"):
        related.setdefault(person, set()).add(user)
    return {pk: related.get(primary_ids[individual], set()) for pk, individual in individuals.items()}


def _obstacles_of(worker: Any, day: datetime.date, courses: list[TrainingCourse]) -> Iterator[str]:
    """Yield the obstacles to allocating `worker`, a row of `_with_figures`."""
    return obstacles_on(day, worker, courses, trainings=worker.latest_trainings, absences=worker.absences_ahead)


def obstacles_on(
    day: datetime.date,
    worker: Worker,
    courses: Iterable[TrainingCourse],
    *,
    trainings: Iterable[TrainingDone],
    absences: Iterable[Absence],
) -> Iterator[str]:
    """Yield the obstacles to allocating `worker` on `day`, beside capacity and a declared relation.

    `courses` are the required ones, `trainings` the latest by `day` of each, `absences` those not over by `day`.
    """
    if worker.started_on > day:
        yield f"Starts on {worker.started_on:%-d %B %Y}"
    if worker.left_on and worker.left_on < day:
        yield f"Left on {worker.left_on:%-d %B %Y}"
    if not worker.user.is_active:
        yield "Account closed"
    if worker.user.suspended_at:
        yield "Access suspended"
    if not worker.induction_completed_on or worker.induction_completed_on > day:
        yield "Induction not complete"
    if not worker.dbs_checked_on or worker.dbs_checked_on > day:
        yield "No DBS check recorded"
    yield from _training_gaps(trainings, day, courses)
    for absence in absences:
        if absence.from_on <= day:
            until = f", back on {absence.until_on:%-d %B %Y}" if absence.until_on else ""
            yield f"Away ({absence.get_kind_display().lower()}){until}"


def _training_gaps(
    latest: Iterable[TrainingDone], day: datetime.date, courses: Iterable[TrainingCourse]
) -> Iterator[str]:
    """Yield the required courses that are not among `latest`, or had expired by `day` (T8.3)."""
    trainings = {training.course_id: training for training in latest}
    for course in courses:
        training = trainings.get(course.pk)
        if training is None:
            yield f"Training missing: {course}"
        elif (expires_on := course.expires_on(training.done_on)) and expires_on <= day:
            yield f"Training expired: {course}, on {expires_on:%-d %B %Y}"


def commissioned_minutes_on(package: SupportPackage, day: datetime.date) -> int:
    """Return the package's minutes a week on `day`; before its first hours, those."""
    rows = sorted(package.weekly_hours.all(), key=lambda row: row.from_on)
    in_force = [row for row in rows if row.from_on <= day and (row.until_on is None or row.until_on > day)]
    ahead = [row for row in rows if row.from_on > day]
    return next((row.minutes for row in (*in_force, *ahead)), 0)


def workers_for(package: SupportPackage, day: datetime.date) -> QuerySet[Worker]:
    """Return the workers of the package's contract who are employed on `day`."""
    return Worker.objects.filter(contracts=package.case.contract_id).employed(day)


def for_package(package: SupportPackage, day: datetime.date, *, hidden: HiddenIds = ()) -> list[Load]:
    """Return the loads of all workers of the package's contract, with obstacles; those with most capacity first."""
    required = commissioned_minutes_on(package, day)
    rows = loads(workers_for(package, day), day, required_minutes=required, package=package, hidden=hidden)
    return sorted(rows, key=lambda load: (not load.can_be_allocated, -load.free_minutes, load.worker.user.full_name))
