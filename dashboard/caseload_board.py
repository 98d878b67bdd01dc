"""The caseload board: workers and what they carry, what is late and coming, who has nobody; one worker's people."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.enums import Permission
from accounts.walls import hidden_from
from casework.allocation import capacity
from casework.allocation.missing_leads import packages_without_lead
from casework.allocation.service_levels import Level, service_levels
from casework.models import Allocation, DeclaredRelation, SupportPackage, Suspension, WeeklyHours
from contracts.models import Contract
from dashboard.my_work import lead_of_person
from plans.exit.rules import without_exit_plan
from reviews.models import KeyworkerUpdate, Review
from risk.models import PositiveRiskReview, RiskReview
from workforce.models import Worker

# How far the board looks ahead, and how much of it stands under one worker; all of it stands on the worker's page.
COMING = datetime.timedelta(days=14)
MOST_UNDER_A_WORKER = 8
MOST_WITHOUT_LEAD = 20
BAR = 120


@dataclass(frozen=True)
class Duty:
    """Something due, about whom, and whether it is late."""

    what: str
    individual: object
    due_on: datetime.date
    is_late: bool
    package_id: object


@dataclass
class CaseloadRow:
    """One worker on the board."""

    load: capacity.Load
    duties: list[Duty] = field(default_factory=list)
    held: int = 0

    @property
    def late(self) -> int:
        return sum(duty.is_late for duty in self.duties)

    @property
    def coming(self) -> int:
        return len(self.duties) - self.late

    @property
    def shown(self) -> list[Duty]:
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
    found = {
        load.worker.pk: CaseloadRow(load.over()) for load in capacity.loads_before_demand(chosen, day, hidden=hidden)
    }
    for worker_id, duty in duties(user, day):
        if worker_id in found:
            found[worker_id].duties.append(duty)
    held = Suspension.objects.visible_to(user).on(day).filter(package__ended_on=None).annotate(lead=_lead(day))
    for worker_id in held.values_list("lead", flat=True):
        if worker_id in found:
            found[worker_id].held += 1
    return list(found.values())


def people_now(chosen: QuerySet, user, day: datetime.date) -> int:
    """How many persons have one of these workers on `day`, of those `user` may see; two records of one are one."""
    given = Allocation.objects.standing_on(day).filter(worker__in=chosen.order_by().values("pk"))
    given = given.filter(package__in=SupportPackage.objects.visible_to(user))
    return given.order_by().values(who=capacity.WHO).distinct().count()


def _lead(day, package: str = "package") -> Subquery:
    return Subquery(Allocation.objects.leads().on(day).filter(package=OuterRef(package)).values("worker")[:1])


def duties(user, day: datetime.date, packages=None) -> Iterator[tuple]:
    """(worker who leads, duty) for what is late, or due within fourteen days, the latest first."""
    found = []
    end = day + COMING + datetime.timedelta(days=1)
    for model, permission, words in (
        (KeyworkerUpdate, Permission.WRITE_UPDATE, "Update to keyworker"),
        (Review, Permission.CONDUCT_REVIEW, "Review"),
        (PositiveRiskReview, Permission.WRITE_PLAN, "Positive risk decision"),
    ):
        due = model.objects.allowing(user, permission).outstanding().due_before(end)
        if packages is not None:
            due = due.filter(package__in=packages)
        for row in due.annotate(lead=_lead(day)).select_related("package__case__individual"):
            who = row.package.case.individual
            found.append((row.lead, Duty(words, who, row.due_on, row.due_on < day, row.package_id)))
    found += _risk_reviews(user, day, end, packages)
    missing = without_exit_plan(user, day).select_related("case__individual").annotate(lead=_lead(day, "pk"))
    if packages is not None:
        missing = missing.filter(pk__in=packages)
    for package in missing:
        since, who = package.missing_since, package.case.individual
        found.append((package.lead, Duty("Exit plan missing", who, since, since < day, package.pk)))
    yield from sorted(found, key=lambda one: (one[1].due_on, one[1].individual.full_name, one[1].what))


def _risk_reviews(user, day, end, packages) -> list[tuple]:
    """Of people with an open package; under the one that began first, where there are two."""
    of_person = SupportPackage.objects.open().filter(case__individual=OuterRef("assessment__individual"))
    due = (
        RiskReview.objects.allowing(user, Permission.WRITE_PLAN)
        .outstanding()
        .due_before(end)
        .annotate(package_id=Subquery(of_person.order_by("starts_on", "pk").values("pk")[:1]))
        .annotate(lead=Subquery(lead_of_person(day).values("worker")[:1]))
    )
    if packages is not None:
        due = due.filter(package_id__in=packages)
    return [
        (row.lead, Duty(row.words, row.assessment.individual, row.due_on, row.due_on < day, row.package_id))
        for row in due.select_related("assessment__individual")
    ]


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
    duties: list[Duty]


def caseload(worker: Worker, user, day: datetime.date) -> list[Line]:
    """The people of `worker` whom `user` may see, now and ahead, by name."""
    given = list(people_of(user, day).filter(worker=worker))
    packages = [allocation.package_id for allocation in given]
    held = set(Suspension.objects.on(day).filter(package__in=packages).values_list("package", flat=True))
    due: dict = {}
    for _, duty in duties(user, day, packages):
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
