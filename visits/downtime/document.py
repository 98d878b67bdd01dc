"""A team's pack on paper: read for everybody at once, drawn, not yet encrypted."""

import datetime
from dataclasses import dataclass

from accounts.enums import Permission
from accounts.models import User
from casework.people.safety_facts import SafetyFacts, facts_of_people
from contracts.models import Contract
from contracts.posts import users_with
from core import clock
from design import pdf
from plans.models import SupportPlan
from risk.models import RiskAssessment
from visits.log.visit_briefing import PhoneNumber, VisitBriefing, briefing_of
from visits.models import PackTeam, PlannedVisit, Visit
from workforce.models import OnCallShift, Worker

SPARE_SHEETS = 4
DAY, MIDNIGHT = datetime.timedelta(days=1), datetime.time(0)


@dataclass(frozen=True)
class Person:
    """Somebody who is visited on these days, and what is known at the door."""

    door: VisitBriefing
    reference: str


@dataclass(frozen=True)
class Paper:
    """What a pack says. `on_call` are lines to ring, `colleagues` the team's own."""

    pack_team: PackTeam
    first_on: datetime.date
    last_on: datetime.date
    made_at: datetime.datetime
    days: list[tuple[datetime.date, list[PlannedVisit]]]
    people: list[Person]
    on_call: list[PhoneNumber]
    colleagues: list[User]

    @property
    def people_ids(self) -> list:
        """Whom it is about, under each record of theirs that it names."""
        individuals = [person.door.individual for person in self.people]
        return sorted({pk for individual in individuals for pk in (individual.pk, individual.primary_id)})

    @property
    def sheets(self) -> list[PlannedVisit | None]:
        """A sheet for each visit that is not held, then some without a name; two fill a page."""
        visits = [visit for _, planned in self.days for visit in planned if not visit.is_held]
        return [*visits, *[None] * (SPARE_SHEETS + len(visits) % 2)]


def on_call_lines(contract: Contract, days: list[datetime.date]) -> list[PhoneNumber]:
    """Whom to ring on these days when nobody of the team answers: who is on the on-call rota and when, the other
    on-call seniors, and the Council's duty team.
    """
    from_at, until_at = clock.instant_on(days[0], MIDNIGHT), clock.instant_on(days[-1] + DAY, MIDNIGHT)
    shifts = OnCallShift.objects.within(from_at, until_at).filter(contract=contract).select_related("user")
    lines = [
        PhoneNumber(shift.user.full_name, shift.user.telephone, f"On call {_hours_of(shift)}")
        for shift in shifts.order_by("starts_at")
    ]
    named = {line.name for line in lines}
    seniors = [
        user for user in users_with(contract, Permission.BE_ON_CALL) if user.telephone and user.full_name not in named
    ]
    lines += [PhoneNumber(user.full_name, user.telephone, "On-call senior") for user in seniors]
    if contract.council.duty_team_telephone:
        lines.append(PhoneNumber(f"{contract.council}, duty team", contract.council.duty_team_telephone, "The Council"))
    return lines


def _hours_of(shift: OnCallShift) -> str:
    begins, ends = (at.astimezone(clock.LONDON) for at in (shift.starts_at, shift.ends_at))
    return f"{begins:%a %H:%M} to {ends:%a %H:%M}"


def read(pack_team: PackTeam, first_on: datetime.date, last_on: datetime.date) -> Paper:
    """What the pack of these days (both counted) says now; as many queries for many visits as for one."""
    planned = (
        PlannedVisit.objects.upcoming()
        .filter(worker__team=pack_team.team, package__case__contract=pack_team.contract)
        .filter(local_on__gte=first_on, local_on__lte=last_on)
        .with_holds()
        .select_related("package__case__individual", "worker__user")
        .order_by("starts_at", "pk")
    )
    visits = list(planned)
    days = [first_on + datetime.timedelta(days=n) for n in range((last_on - first_on).days + 1)]
    colleagues = Worker.objects.employed(first_on).filter(team=pack_team.team).select_related("user")
    return Paper(
        pack_team=pack_team,
        first_on=first_on,
        last_on=last_on,
        made_at=clock.now(),
        days=[(day, [visit for visit in visits if visit.local_on == day]) for day in days],
        people=_people({visit.package_id: visit.package for visit in visits}),
        on_call=on_call_lines(pack_team.contract, days),
        colleagues=[one.user for one in colleagues.order_by("user__full_name", "pk")],
    )


def _people(packages: dict) -> list[Person]:
    individuals = {package.case.individual_id: package.case.individual for package in packages.values()}
    facts = facts_of_people(individuals.values())
    plans = {plan.package_id: plan for plan in SupportPlan.objects.in_force().filter(package__in=packages)}
    risks = RiskAssessment.objects.all().in_force_of({individual.primary_id for individual in individuals.values()})
    next_steps = _next_steps(packages)
    found = []
    for package in packages.values():
        individual = package.case.individual
        door = briefing_of(
            individual,
            facts[individual.pk],
            risks.get(individual.primary_id, []),
            plans.get(package.pk),
            _safe_telephones(facts[individual.pk]),
            next_steps.get(package.pk, ""),
        )
        found.append(Person(door, individual.reference))
    return sorted(found, key=lambda one: (one.door.individual.name_to_use, one.reference))


def _safe_telephones(facts: SafetyFacts) -> list[PhoneNumber]:
    return [PhoneNumber("Telephone", point.value, point.note) for point in facts.telephones if point.is_safe]


def _next_steps(packages) -> dict:
    """What the latest visit with a next step said of it, by package."""
    visits = Visit.objects.not_struck().filter(package__in=packages).exclude(next_step="")
    latest = visits.order_by("package_id", "-started_at", "pk").distinct("package_id")
    return dict(latest.values_list("package", "next_step"))


def render(paper: Paper) -> bytes:
    """The tagged PDF, not yet encrypted."""
    return pdf.render(
        "visits/pack.pdf.html", {"paper": paper}, title=f"Downtime pack: {paper.pack_team}", created_on=paper.made_at
    )
