"""What a worker carries, what room is left, and why somebody cannot be allocated."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.models import Allocation, SupportPackage, WeeklyHours
from workforce.models import Absence, ContractedHours, Worker


@dataclass(frozen=True)
class Load:
    """One worker on one day; hours in minutes a week. `committed` are the hours of the packages they lead."""

    worker: Worker
    contracted: int
    committed: int
    people: int
    obstacles: tuple[str, ...]

    @property
    def room(self) -> int:
        return self.contracted - self.committed

    @property
    def free_hours(self) -> str:
        """Room in hours, as "3.5"."""
        return f"{self.room / 60:g}" if self.room % 30 == 0 else f"{self.room / 60:.1f}"

    @property
    def can_be_allocated(self) -> bool:
        return not self.obstacles


def loads(workers: QuerySet, day: datetime.date, *, wanted: int = 0) -> list[Load]:
    """The load of each worker on `day`, with the reasons against giving them `wanted` more minutes a week."""
    led = Allocation.objects.leads().standing_on(day).filter(worker=OuterRef("pk")).values("worker")
    hours = WeeklyHours.objects.on(day).filter(package=OuterRef("package")).values("minutes")[:1]
    with_people = Allocation.objects.standing_on(day).filter(worker=OuterRef("pk")).values("worker")
    rows = workers.select_related("user", "team").annotate(
        contracted=Coalesce(
            Subquery(ContractedHours.objects.on(day).filter(worker=OuterRef("pk")).values("minutes_a_week")[:1]),
            0,
        ),
        committed=Coalesce(Subquery(led.annotate(n=Sum(Subquery(hours))).values("n")), 0),
        people=Coalesce(
            Subquery(with_people.annotate(n=Count("package__case__individual", distinct=True)).values("n")), 0
        ),
        away_until=Subquery(
            Absence.objects.on(day).filter(worker=OuterRef("pk")).order_by("from_on").values("kind")[:1]
        ),
    )
    return [
        Load(worker, worker.contracted, worker.committed, worker.people, tuple(_obstacles(worker, day, wanted)))
        for worker in rows
    ]


def _obstacles(worker, day, wanted):
    if worker.started_on > day:
        yield f"Starts on {worker.started_on:%-d %B %Y}"
    if worker.left_on and worker.left_on < day:
        yield f"Left on {worker.left_on:%-d %B %Y}"
    if not worker.user.is_active:
        yield "Account closed"
    if not worker.induction_completed_on or worker.induction_completed_on > day:
        yield "Induction not complete"
    if not worker.dbs_checked_on:
        yield "No DBS check on file"
    if worker.away_until:
        yield f"Away ({worker.away_until})"
    if worker.committed + wanted > worker.contracted:
        free = max(0, worker.contracted - worker.committed)
        yield f"No room: {free / 60:g} h free, {wanted / 60:g} h needed"


def for_package(package: SupportPackage, day: datetime.date) -> list[Load]:
    """Every worker of the package's contract with room and reasons, those with most room first."""
    wanted = package.weekly_hours.on(day).values_list("minutes", flat=True).first() or 0
    workers = Worker.objects.filter(contracts=package.case.contract_id).employed(day)
    found = loads(workers, day, wanted=wanted)
    return sorted(found, key=lambda load: (not load.can_be_allocated, -load.room, load.worker.user.full_name))
