"""The caseload board: each worker's load and duties, and people without a lead; one worker's people."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows
from casework.allocation import capacity
from casework.allocation.missing_leads import packages_without_lead
from casework.allocation.service_levels import Level, service_levels
from casework.duties import DutyItem, duty_items
from casework.models import Allocation, DeclaredRelation, Hold, Individual, SupportPackage, WeeklyHours
from contracts.models import Contract
from design.tables import in_hours
from workforce.hours.by_contract import ids_to_divide
from workforce.models import Worker

# How far the board looks ahead, and how many duties it shows of one worker; the worker's page shows all of them.
COMING = datetime.timedelta(days=14)
MOST_UNDER_A_WORKER = 8
MOST_WITHOUT_LEAD = 20
BAR = 120


@dataclass
class WorkerRow:
    """One worker on the board."""

    load: capacity.Load
    duties: list[DutyItem] = field(default_factory=list)
    held: int = 0
    needs_dividing: bool = False

    @property
    def late(self) -> int:
        return sum(duty.is_late for duty in self.duties)

    @property
    def coming(self) -> int:
        return len(self.duties) - self.late

    @property
    def duties_words(self) -> str:
        """Return "2 overdue, 1 due", without the part that is zero."""
        parts = ((self.late, "overdue"), (self.coming, "due"))
        return ", ".join(f"{count} {word}" for count, word in parts if count)

    @property
    def first_duties(self) -> list[DutyItem]:
        return self.duties[:MOST_UNDER_A_WORKER]

    @property
    def more_duties(self) -> int:
        return max(0, len(self.duties) - MOST_UNDER_A_WORKER)

    @property
    def bar(self) -> dict[str, int]:
        """The load as lengths of a bar: committed, away, and where the limit is."""
        load = self.load
        total = max(load.contracted, load.committed + load.away, 1)
        committed_width, away_width = (round(BAR * minutes / total) for minutes in (load.committed, load.away))
        return {
            "committed": committed_width,
            "away": away_width,
            "limit": round(BAR * load.limit / total),
            "whole": BAR,
        }

    @property
    def bar_words(self) -> str:
        return f"{round(100 * self.load.committed / max(self.load.limit, 1))}% of the limit is allocated"


def workers(user: User, day: datetime.date) -> QuerySet[Worker]:
    """Return the workers employed on `day` whose record `user` may read, by name."""
    return Worker.objects.visible_to(user).employed(day).order_by("user__full_name", "pk")


def rows(
    workers: QuerySet[Worker], user: User, day: datetime.date, contract: Contract | None = None
) -> list[WorkerRow]:
    """Return a row for each worker, with the duties and hospital holds of the people they lead.

    With `contract`, the load is that of this contract. The number of queries does not grow with the number of workers.
    """
    hidden = hidden_from(user)
    loads = (
        capacity.loads_before_demand(workers, day, hidden=hidden)
        if contract is None
        else capacity.contract_loads(workers, day, contract, hidden=hidden)
    )
    undivided = ids_to_divide(day, [load.worker.pk for load in loads])
    rows = {
        load.worker.pk: WorkerRow(load.flag_overload(), needs_dividing=load.worker.pk in undivided) for load in loads
    }
    for duty in duties(user, day):
        if duty.lead_id in rows:
            rows[duty.lead_id].duties.append(duty)
    holds = Hold.objects.visible_to(user).on(day).filter(package__ended_on=None).annotate(lead=_lead(day))
    for worker_id in holds.values_list("lead", flat=True):
        if worker_id in rows:
            rows[worker_id].held += 1
    return list(rows.values())


def people_now(workers: QuerySet[Worker], user: User, day: datetime.date) -> int:
    """Return how many people have one of these workers on `day`, of those `user` may see. Merged records count once."""
    allocations = Allocation.objects.in_force_on(day).filter(worker__in=workers.order_by().values("pk"))
    allocations = allocations.filter(package__in=SupportPackage.objects.visible_to(user))
    return allocations.order_by().values(person=capacity.PRIMARY_PERSON).distinct().count()


def _lead(day: datetime.date) -> Subquery:
    return Subquery(Allocation.objects.leads().on(day).filter(package=OuterRef("package")).values("worker")[:1])


def duties(user: User, day: datetime.date, packages: Collection[UUID] | None = None) -> list[DutyItem]:
    """Return what `user` may do and is late or due within fourteen days of `day`, dangers first.

    With `packages`, only what belongs to them.
    """
    return duty_items(user, day, until=day + COMING + datetime.timedelta(days=1), packages=packages)


def without_lead(user: User, day: datetime.date) -> list[SupportPackage]:
    """Return the first packages that have a day without a lead in the next four weeks."""
    return first_rows(user, ("without lead", day), lambda: packages_without_lead(user, day), MOST_WITHOUT_LEAD)


def levels(user: User, day: datetime.date) -> list[tuple[Contract, list[Level]]]:
    """Return the service levels of each contract that the user manages, if its terms have any."""
    contracts = Contract.objects.allowing(user, Permission.MANAGE_WORKER).running(day)
    floors_of = [(contract, service_levels(contract, day, hidden=hidden_from(user))) for contract in contracts]
    return [(contract, floors) for contract, floors in floors_of if floors]


@dataclass(frozen=True)
class CaseloadRow:
    """One person of a worker: the allocation, the hours a week, and what is due."""

    allocation: Allocation
    minutes: int
    is_held: bool
    duties: list[DutyItem]

    @property
    def status(self) -> Any:
        """The status pill of the row."""
        return ("On hold: in hospital", "held") if self.is_held else self.allocation.package.state_choice


def caseload(worker: Worker, user: User, day: datetime.date) -> list[CaseloadRow]:
    """Return the present and coming people of `worker` whom `user` may see, by name."""
    allocations = list(people_of(user, day).filter(worker=worker))
    packages = [allocation.package_id for allocation in allocations]
    held_ids = set(Hold.objects.on(day).filter(package__in=packages).values_list("package", flat=True))
    due: dict[UUID, list[DutyItem]] = {}
    for duty in duties(user, day, packages):
        if duty.package_id is not None:
            due.setdefault(duty.package_id, []).append(duty)
    return [
        CaseloadRow(row, row.minutes or 0, row.package_id in held_ids, due.get(row.package_id, []))
        for row in sorted(allocations, key=lambda row: (row.package.case.individual.full_name, row.from_on))
    ]


def people_of(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return allocations that run on `day` or begin later, of packages that `user` may see, with `minutes` a week."""
    hours = WeeklyHours.objects.on(day).filter(package=OuterRef("package")).values("minutes")[:1]
    return (
        Allocation.objects.from_day(day)
        .filter(package__in=SupportPackage.objects.visible_to(user))
        .select_related("package__case__individual", "package__case__contract", "worker__user", "worker__team")
        .annotate(minutes=Subquery(hours))
    )


def relations(worker: Worker, findable: QuerySet[Individual]) -> QuerySet[DeclaredRelation]:
    """Return the relations that the worker declared to people in `findable`."""
    rows = DeclaredRelation.objects.in_force().filter(user=worker.user_id, individual__in=findable)
    return rows.select_related("individual").order_by("individual__full_name", "pk")


# Of the board.
HEADINGS = (
    "Worker",
    "Caseload",
    "Allocated|number",
    "Contracted|number",
    "Absence|number",
    "Free|number",
    "People|number",
    "On hold|number",
    "Overdue|number",
    "Tasks",
)
# Of the board as a file: numbers of hours are a week's.
STAFF_HEADINGS = (
    "Worker",
    "Team",
    "Job title",
    "Allocated hours",
    "Contracted hours",
    "Limit in hours",
    "Absence in hours",
    "Free hours",
    "People",
    "On hold",
    "Overdue tasks",
    "Tasks due in 14 days",
)


def staff_line(row: WorkerRow) -> tuple[object, ...]:
    """Return the line of a worker in the board as a file. Why somebody is away or cannot be allocated is not in it."""
    load = row.load
    minutes = (load.committed, load.contracted, load.limit, load.away, load.free_minutes)
    worker = load.worker
    return worker, worker.team, worker.job_title, *map(in_hours, minutes), load.people, row.held, row.late, row.coming


# Of the caseload as a file.
HEADERS = ("Worker", "Team", "Person", "Reference", "Contract", "Role", "From", "Until", "Hours a week")


def caseload_rows(user: User, day: datetime.date) -> Iterator[list[str]]:
    """Yield the whole caseload as rows of a table, the headers first."""
    yield list(HEADERS)
    people = people_of(user, day).order_by("worker__user__full_name", "package__case__individual__full_name", "from_on")
    for row in people.iterator(chunk_size=500):
        yield [
            row.worker.user.full_name,
            row.worker.team.name,
            row.package.case.individual.full_name,
            row.package.reference,
            row.package.case.contract.name,
            row.get_kind_display(),
            row.from_on.isoformat(),
            row.until_on.isoformat() if row.until_on else "",
            f"{(row.minutes or 0) / 60:g}",
        ]
