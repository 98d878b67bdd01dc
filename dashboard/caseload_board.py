"""The caseload board: workers and what they carry, what is late and coming, who has nobody; one worker's people."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.enums import Permission
from accounts.walls import hidden_from
from casework.allocation import capacity
from casework.allocation.missing_leads import packages_without_lead
from casework.allocation.service_levels import Level, service_levels
from casework.duties import DutyItem, duty_items
from casework.models import Allocation, DeclaredRelation, SupportPackage, Suspension, WeeklyHours
from contracts.models import Contract
from workforce.models import Worker

# How far the board looks ahead, and how much of it stands under one worker; all of it stands on the worker's page.
COMING = datetime.timedelta(days=14)
MOST_UNDER_A_WORKER = 8
MOST_WITHOUT_LEAD = 20
BAR = 120


@dataclass
class CaseloadRow:
    """One worker on the board."""

    load: capacity.Load
    duties: list[DutyItem] = field(default_factory=list)
    held: int = 0

    @property
    def late(self) -> int:
        return sum(duty.is_late for duty in self.duties)

    @property
    def coming(self) -> int:
        return len(self.duties) - self.late

    @property
    def shown(self) -> list[DutyItem]:
        return self.duties[:MOST_UNDER_A_WORKER]

    @property
    def left_out(self) -> int:
        return max(0, len(self.duties) - MOST_UNDER_A_WORKER)

    @property
    def bar(self) -> dict:
        """The load as lengths of a bar: committed, away, and where the limit is."""
        load = self.load
        whole = max(load.contracted, load.committed + load.away, 1)
        committed, away = (round(BAR * minutes / whole) for minutes in (load.committed, load.away))
        return {"committed": committed, "away": away, "limit": round(BAR * load.limit / whole), "whole": BAR}

    @property
    def bar_words(self) -> str:
        return f"{round(100 * self.load.committed / max(self.load.limit, 1))} % of the limit is given"


def workers(user, day: datetime.date) -> QuerySet:
    """The workers employed on `day` of whom `user` may read, by name."""
    return Worker.objects.visible_to(user).employed(day).order_by("user__full_name", "pk")


def rows(chosen: QuerySet, user, day: datetime.date) -> list[CaseloadRow]:
    """A row for each worker, with duties and holds of the people they lead; as many queries for many as for one."""
    hidden = hidden_from(user)
    loads = capacity.loads_before_demand(chosen, day, hidden=hidden)
    found = {load.worker.pk: CaseloadRow(load.flag_overload()) for load in loads}
    for duty in duties(user, day):
        if duty.lead_id in found:
            found[duty.lead_id].duties.append(duty)
    held = Suspension.objects.visible_to(user).on(day).filter(package__ended_on=None).annotate(lead=_lead(day))
    for worker_id in held.values_list("lead", flat=True):
        if worker_id in found:
            found[worker_id].held += 1
    return list(found.values())


def people_now(chosen: QuerySet, user, day: datetime.date) -> int:
    """How many persons have one of these workers on `day`, of those `user` may see; two records of one are one."""
    given = Allocation.objects.in_force_on(day).filter(worker__in=chosen.order_by().values("pk"))
    given = given.filter(package__in=SupportPackage.objects.visible_to(user))
    return given.order_by().values(person=capacity.PRIMARY_PERSON).distinct().count()


def _lead(day) -> Subquery:
    return Subquery(Allocation.objects.leads().on(day).filter(package=OuterRef("package")).values("worker")[:1])


def duties(user, day: datetime.date, packages: Collection[UUID] | None = None) -> list[DutyItem]:
    """What is late, or due within fourteen days, and `user` may do, the latest first; of `packages`, where given."""
    return duty_items(user, day, until=day + COMING + datetime.timedelta(days=1), packages=packages)


def without_lead(user, day: datetime.date) -> list[SupportPackage]:
    """The first of those who have a day without a lead in the next four weeks."""
    return list(packages_without_lead(user, day)[:MOST_WITHOUT_LEAD])


def levels(user, day: datetime.date) -> list[tuple[Contract, list[Level]]]:
    """The floors of each contract that the user manages, where its terms state any."""
    contracts = Contract.objects.allowing(user, Permission.MANAGE_WORKER).running(day)
    found = [(contract, service_levels(contract, day, hidden=hidden_from(user))) for contract in contracts]
    return [(contract, floors) for contract, floors in found if floors]


@dataclass(frozen=True)
class Line:
    """One person of a worker: as what, for how long, and what is due."""

    allocation: Allocation
    minutes: int
    is_held: bool
    duties: list[DutyItem]


def caseload(worker: Worker, user, day: datetime.date) -> list[Line]:
    """The people of `worker` whom `user` may see, now and ahead, by name."""
    given = list(people_of(user, day).filter(worker=worker))
    packages = [allocation.package_id for allocation in given]
    held = set(Suspension.objects.on(day).filter(package__in=packages).values_list("package", flat=True))
    due: dict = {}
    for duty in duties(user, day, packages):
        due.setdefault(duty.package_id, []).append(duty)
    return [
        Line(one, one.minutes or 0, one.package_id in held, due.get(one.package_id, []))
        for one in sorted(given, key=lambda one: (one.package.case.individual.full_name, one.from_on))
    ]


def people_of(user, day: datetime.date) -> QuerySet:
    """Allocations that stand on `day` or begin later, of packages that `user` may see, with their hours."""
    hours = WeeklyHours.objects.on(day).filter(package=OuterRef("package")).values("minutes")[:1]
    return (
        Allocation.objects.from_day(day)
        .filter(package__in=SupportPackage.objects.visible_to(user))
        .select_related("package__case__individual", "package__case__contract", "worker__user", "worker__team")
        .annotate(minutes=Subquery(hours))
    )


def relations(worker: Worker, findable: QuerySet) -> QuerySet:
    """Whom the worker declared to know, of the people that may be found."""
    rows = DeclaredRelation.objects.filter(worker=worker, individual__in=findable).select_related("individual")
    return rows.order_by("individual__full_name", "pk")


HEADERS = ("Worker", "Team", "Person", "Reference", "Contract", "As", "From", "Until", "Hours a week")


def caseload_rows(user, day: datetime.date) -> Iterator[list[str]]:
    """The whole caseload as lines of a table, the headers first."""
    yield list(HEADERS)
    found = people_of(user, day).order_by("worker__user__full_name", "package__case__individual__full_name", "from_on")
    for one in found.iterator(chunk_size=500):
        yield [
            one.worker.user.full_name,
            one.worker.team.name,
            one.package.case.individual.full_name,
            one.package.reference,
            one.package.case.contract.name,
            one.get_kind_display(),
            one.from_on.isoformat(),
            one.until_on.isoformat() if one.until_on else "",
            f"{(one.minutes or 0) / 60:g}",
        ]
