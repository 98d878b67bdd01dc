"""What a worker carries, what room is left, and why somebody cannot be allocated (C6, R52)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.models import Allocation, DeclaredRelation, Individual, SupportPackage, WeeklyHours
from casework.people.primary import primary_of
from design.formatting import hours
from workforce.models import Absence, Ceiling, ContractedHours, TrainingCourse, TrainingDone, Worker

# How far ahead absences take from a worker's room.
AHEAD = datetime.timedelta(days=28)
RELATION = "Declared relation"
NO_ROOM = "No room"
PRIMARY_PERSON = primary_of("package__case__individual")


@dataclass(frozen=True)
class Load:
    """One worker on one day; hours in minutes a week.

    `ceiling` is the manager's limit in force, none when there is none. `away` is what the absences of the next
    twenty-eight days take, spread over them. `committed` are the hours of the packages led and covered that day, those
    held in hospital too. `people` counts persons: two records of one person are one.
    """

    worker: Worker
    contracted: int
    committed: int
    people: int
    obstacles: tuple[str, ...] = ()
    ceiling: int | None = None
    ceiling_reason: str = ""
    away: int = 0

    @property
    def limit(self) -> int:
        """What the worker can be given at most: the contract of employment, or the ceiling below it."""
        return self.contracted if self.ceiling is None else min(self.ceiling, self.contracted)

    @property
    def room(self) -> int:
        """What is left of the limit; below zero when more is given than there is."""
        return self.limit - self.away - self.committed

    @property
    def free_hours(self) -> str:
        """Room in hours, as "3.5"."""
        return f"{self.room / 60:g}" if self.room % 30 == 0 else f"{self.room / 60:.1f}"

    @property
    def can_be_allocated(self) -> bool:
        return not self.obstacles

    @property
    def obstacle_words(self) -> str:
        """The obstacles as one line."""
        return ". ".join(self.obstacles)

    @property
    def is_only_full(self) -> bool:
        """Nothing but want of room stands against them."""
        return len(self.obstacles) == 1 and self.obstacles[0].startswith(NO_ROOM)

    def asked(self, wanted: int | None) -> "Load":
        """The same, with the reason against `wanted` more minutes a week where there is no room for them.

        None: no room is asked for.
        """
        if wanted is None or self.room >= wanted:
            return self
        words = f"{NO_ROOM}: {hours(max(0, self.room))} free, {hours(wanted)} needed"
        return replace(self, obstacles=(*self.obstacles, words))

    def against(self, *reasons: str) -> "Load":
        """The same with more reasons against."""
        return replace(self, obstacles=(*self.obstacles, *reasons)) if reasons else self

    def over(self) -> "Load":
        """The same, with the reason against carrying more than there is room for."""
        return self if self.room >= 0 else self.against(f"{NO_ROOM}: {hours(-self.room)} too much")

    def with_hours(self, minutes: int, people: int = 0) -> "Load":
        """As it would be with so many more minutes a week, and people."""
        return replace(self, committed=self.committed + minutes, people=self.people + people)


def loads(
    workers: QuerySet, day: datetime.date, *, wanted: int | None = 0, package: SupportPackage | None = None, hidden=()
) -> list[Load]:
    """The load of each worker on `day`, with the reasons against giving them `wanted` more minutes a week.

    `wanted` None: room is not asked for. With `package`, who declared a relation with its person is kept from it.
    What stands behind a wall (`hidden`: record ids, or a queryset of them) is left out of figures that are shown.
    As many queries for many workers as for one.
    """
    return [load.asked(wanted) for load in loads_before_demand(workers, day, package=package, hidden=hidden)]


def loads_before_demand(
    workers: QuerySet, day: datetime.date, *, package: SupportPackage | None = None, hidden=()
) -> list:
    """`loads` before anybody asks whether the room is enough."""
    courses = list(TrainingCourse.objects.filter(is_required=True))
    kept_from = related_workers([package])[package.pk] if package else set()
    return [
        Load(
            worker,
            contracted=worker.contracted,
            committed=worker.committed,
            people=worker.people,
            obstacles=(*_obstacles(worker, day, courses), *([RELATION] if worker.pk in kept_from else [])),
            ceiling=worker.ceiling,
            ceiling_reason=worker.ceiling_reason or "",
            away=round(worker.contracted * days_away(worker.absences_ahead, day) / AHEAD.days),
        )
        for worker in _with_figures(workers, day, hidden)
    ]


def _with_figures(workers: QuerySet, day: datetime.date, hidden) -> QuerySet:
    given = Allocation.objects.standing_on(day).filter(worker=OuterRef("pk"))
    given = given.exclude(package__in=hidden).exclude(package__case__individual__in=hidden)
    minutes = WeeklyHours.objects.on(day).filter(package=OuterRef("package")).values("minutes")[:1]
    hours_given = given.with_hours().order_by().values("worker").annotate(n=Sum(Subquery(minutes)))
    people = given.order_by().values("worker").annotate(n=Count(PRIMARY_PERSON, distinct=True))
    contracted = ContractedHours.objects.on(day).filter(worker=OuterRef("pk"))
    ceiling = Ceiling.objects.on(day).filter(worker=OuterRef("pk"))
    ahead = Absence.objects.within(day, day + AHEAD).order_by("from_on")
    trained = TrainingDone.objects.filter(course__is_required=True, done_on__lte=day)
    latest = trained.order_by("worker_id", "course_id", "-done_on").distinct("worker_id", "course_id")
    return (
        workers.select_related("user", "team")
        .annotate(
            contracted=Coalesce(Subquery(contracted.values("minutes_a_week")[:1]), 0),
            ceiling=Subquery(ceiling.values("minutes_a_week")[:1]),
            ceiling_reason=Subquery(ceiling.values("reason")[:1]),
            committed=Coalesce(Subquery(hours_given.values("n")), 0),
            people=Coalesce(Subquery(people.values("n")), 0),
        )
        .prefetch_related(Prefetch("absences", ahead, "absences_ahead"), Prefetch("trainings", latest, "held"))
    )


def days_away(absences, day: datetime.date) -> int:
    """On how many of the twenty-eight days from `day` on the absences fall; without an end, on all the rest."""
    end = day + AHEAD
    return sum((min(a.until_on or end, end) - max(a.from_on, day)).days for a in absences)


def related_workers(packages) -> dict:
    """Package id → the ids of the workers who declared that they know its person, under any of the person's records."""
    who = {package.pk: package.case.individual_id for package in packages}
    primary_ids = Individual.objects.primary_ids_of(who.values())
    found: dict = {}
    declared = DeclaredRelation.objects.annotate(person=primary_of("individual"))
    for worker, person in declared.filter(person__in=primary_ids.values()).values_list("worker", "person"):
        found.setdefault(person, set()).add(worker)
    return {pk: found.get(primary_ids[individual], set()) for pk, individual in who.items()}


def _obstacles(worker, day, courses) -> Iterator[str]:
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
        yield "No DBS check on file"
    yield from _training_gaps(worker, day, courses)
    for absence in worker.absences_ahead:
        if absence.from_on <= day:
            until = f" until {absence.until_on:%-d %B %Y}" if absence.until_on else ""
            yield f"Away ({absence.get_kind_display().lower()}){until}"


def _training_gaps(worker, day, courses) -> Iterator[str]:
    """Required courses that the worker has not done, or whose time had run out by `day` (T8.3)."""
    held = {done.course_id: done for done in worker.held}
    for course in courses:
        done = held.get(course.pk)
        if done is None:
            yield f"Training missing: {course}"
        elif (lapses_on := course.lapses_on(done.done_on)) and lapses_on <= day:
            yield f"Training lapsed: {course}, on {lapses_on:%-d %B %Y}"


def commissioned_minutes_on(package: SupportPackage, day: datetime.date) -> int:
    """Minutes a week that the package asks for on `day`; before its first hours, those."""
    rows = sorted(package.weekly_hours.all(), key=lambda row: row.from_on)
    in_force = [row for row in rows if row.from_on <= day and (row.until_on is None or row.until_on > day)]
    ahead = [row for row in rows if row.from_on > day]
    return next((row.minutes for row in (*in_force, *ahead)), 0)


def workers_for(package: SupportPackage, day: datetime.date) -> QuerySet:
    """The workers of the package's contract who are employed on `day`."""
    return Worker.objects.filter(contracts=package.case.contract_id).employed(day)


def for_package(package: SupportPackage, day: datetime.date, *, hidden=()) -> list[Load]:
    """Every worker of the package's contract with room and reasons, those with most room first."""
    found = loads(
        workers_for(package, day), day, wanted=commissioned_minutes_on(package, day), package=package, hidden=hidden
    )
    return sorted(found, key=lambda load: (not load.can_be_allocated, -load.room, load.worker.user.full_name))
