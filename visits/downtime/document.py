"""The document of a team's downtime pack: its contents, and the PDF before encryption."""

import datetime
import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual, SupportPackage
from casework.particulars.places import AddressFact, places_within
from casework.people.safety_facts import SafetyFacts, facts_of_people
from contracts.models import Contract
from contracts.posts import users_with
from core import clock
from design import pdf
from risk.models import RiskAssessment, SafetyPlan
from visits.log.briefing import VisitBriefing, emergency_numbers, make_briefing
from visits.models import PackTeam, PlannedVisit, Visit
from workforce.models import OnCallShift, Worker
from workforce.on_call.numbers import PhoneNumber

log = logging.getLogger(__name__)
SPARE_SHEETS = 4
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class VisitedPerson:
    """Somebody who is visited on these days, with their briefing."""

    briefing: VisitBriefing
    reference: str


@dataclass(frozen=True)
class PrintedPack:
    """The tagged PDF of a pack, not yet encrypted, and the references of the people whose page could not be printed."""

    content: bytes
    left_out: list[str]


@dataclass(frozen=True)
class PackDocument:
    """The contents of a pack. `on_call` are numbers to ring, `colleagues` the workers of the team."""

    pack_team: PackTeam
    first_on: datetime.date
    last_on: datetime.date
    made_at: datetime.datetime
    days: list[tuple[datetime.date, list[PlannedVisit]]]
    people: list[VisitedPerson]
    on_call: list[PhoneNumber]
    colleagues: list[User]
    left_out_ids: frozenset[UUID] = frozenset()

    def only(self, individual_id: UUID) -> "PackDocument":
        """Return the part that is about one person."""
        return replace(
            self,
            days=[
                (day, [visit for visit in visits if _person_of(visit) == individual_id]) for day, visits in self.days
            ],
            people=[person for person in self.people if person.briefing.individual.pk == individual_id],
        )

    def hiding(self, individual_ids: Collection[UUID]) -> "PackDocument":
        """Return the document as if these people had no visits, for a reader from whom a wall hides them."""
        people = [
            person
            for person in self.people
            if not {person.briefing.individual.pk, person.briefing.individual.primary_id} & set(individual_ids)
        ]
        shown_ids = {person.briefing.individual.pk for person in people}
        days = [(day, [visit for visit in visits if _person_of(visit) in shown_ids]) for day, visits in self.days]
        return replace(self, days=days, people=people)

    def without(self, individual_ids: Iterable[UUID]) -> "PackDocument":
        """Return the document with only times and references of these people."""
        left_out_ids = frozenset(individual_ids)
        people = [person for person in self.people if person.briefing.individual.pk not in left_out_ids]
        return replace(self, people=people, left_out_ids=left_out_ids)

    @property
    def people_ids(self) -> list[UUID]:
        """Return the ids of everybody it is about: the record visited and the primary record of each."""
        individuals = [person.briefing.individual for person in self.people]
        return sorted({pk for individual in individuals for pk in (individual.pk, individual.primary_id)})

    @property
    def sheets(self) -> list[PlannedVisit | None]:
        """Return a sheet for each visit that is not held, then some without a name; two fill a page."""
        visits = [visit for _, planned in self.days for visit in planned if not visit.is_held]
        return [*visits, *[None] * (SPARE_SHEETS + len(visits) % 2)]


def on_call_numbers(contract: Contract, days: list[datetime.date]) -> list[PhoneNumber]:
    """Return who to ring on these days when nobody of the team answers: those on the on-call rota with their hours,
    the other on-call seniors, and the Council's duty team.
    """
    from_at, until_at = clock.start_of(days[0]), clock.start_of(days[-1] + DAY)
    shifts = OnCallShift.objects.within(from_at, until_at).filter(contract=contract).select_related("user")
    numbers = [
        PhoneNumber(shift.user.full_name, shift.user.telephone, f"On call {_hours_of(shift)}")
        for shift in shifts.order_by("starts_at")
    ]
    named = {number.name for number in numbers}
    seniors = [
        user for user in users_with(contract, Permission.BE_ON_CALL) if user.telephone and user.full_name not in named
    ]
    numbers += [PhoneNumber(user.full_name, user.telephone, "On-call senior") for user in seniors]
    if contract.council.duty_team_telephone:
        numbers.append(
            PhoneNumber(f"{contract.council}, duty team", contract.council.duty_team_telephone, "The Council")
        )
    return numbers


def _hours_of(shift: OnCallShift) -> str:
    begins, ends = (at.astimezone(clock.LONDON) for at in (shift.starts_at, shift.ends_at))
    return f"{begins:%a %H:%M} to {ends:%a %H:%M}"


def read(pack_team: PackTeam, first_on: datetime.date, last_on: datetime.date) -> PackDocument:
    """Return the contents of the pack for these days (both inclusive); queries do not grow with the visits."""
    planned = (
        PlannedVisit.objects.upcoming()
        .filter(worker__team=pack_team.team, package__case__contract=pack_team.contract)
        .filter(local_on__gte=first_on, local_on__lte=last_on)
        .with_holds()
        .with_safety_records()
        .select_related("package__case__individual", "worker__user")
        .order_by("starts_at", "pk")
    )
    visits = list(planned)
    days = [first_on + datetime.timedelta(days=n) for n in range((last_on - first_on).days + 1)]
    colleagues = Worker.objects.employed(first_on).filter(team=pack_team.team).select_related("user")
    return PackDocument(
        pack_team=pack_team,
        first_on=first_on,
        last_on=last_on,
        made_at=clock.now(),
        days=[(day, [visit for visit in visits if visit.local_on == day]) for day in days],
        people=_people(
            {visit.package_id: visit.package for visit in visits},
            {visit.package_id: places_within(visit.safety_records, first_on, last_on) for visit in visits},
        ),
        on_call=on_call_numbers(pack_team.contract, days),
        colleagues=[worker.user for worker in colleagues.order_by("user__full_name", "pk")],
    )


def _people(
    packages: dict[UUID, SupportPackage], places: Mapping[UUID, tuple[AddressFact, ...]]
) -> list[VisitedPerson]:
    """Return the people with their briefing, and where to go on the days of the pack, by name."""
    individuals = {package.case.individual_id: package.case.individual for package in packages.values()}
    facts = facts_of_people(individuals.values())
    primary_ids = {individual.primary_id for individual in individuals.values()}
    plans = SafetyPlan.objects.all().in_force_of(primary_ids)
    risks = RiskAssessment.objects.all().in_force_of(primary_ids)
    next_steps = _next_steps(packages)
    people = []
    for package in packages.values():
        individual = package.case.individual
        briefing = make_briefing(
            individual,
            facts[individual.pk],
            risks.get(individual.primary_id, []),
            plans.get(individual.primary_id, []),
            _safe_telephones(individual, facts[individual.pk]),
            next_steps.get(package.pk, ""),
        )
        people.append(VisitedPerson(replace(briefing, places=places[package.pk]), individual.reference))
    return sorted(people, key=lambda person: (person.briefing.individual.name_to_use, person.reference))


def _safe_telephones(individual: Individual, facts: SafetyFacts) -> list[PhoneNumber]:
    own = [PhoneNumber("Telephone", point.value, point.advice) for point in facts.telephones if not point.is_unsafe]
    if missing := facts.missing_telephone:
        own = [PhoneNumber("Telephone", "", missing)]
    return [*own, *emergency_numbers(facts, individual.name_to_use, only_safe=True)]


def _next_steps(package_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the latest next step recorded at a visit, by package."""
    visits = Visit.objects.not_struck().filter(package__in=package_ids).exclude(next_step="")
    latest = visits.order_by("package_id", "-started_at", "pk").distinct("package_id")
    return dict(latest.values_list("package", "next_step"))


def render(document: PackDocument) -> PrintedPack:
    """Return the tagged PDF. Somebody whose page cannot be printed is in it by times and reference only.

    Raises what the printing of the rest raised.
    """
    try:
        return PrintedPack(_print(document), [])
    except Exception:
        log.exception("the pack of team %s cannot be printed as a whole", document.pack_team.pk)
        failing = {
            person.briefing.individual.pk: person.reference
            for person in document.people
            if not _can_print(document.only(person.briefing.individual.pk))
        }
        if not failing:
            raise
    return PrintedPack(_print(document.without(failing)), sorted(failing.values()))


def _can_print(document: PackDocument) -> bool:
    try:
        _print(document)
    except Exception:
        return False
    return True


def _print(document: PackDocument) -> bytes:
    return pdf.render(
        "visits/downtime/pack.pdf.html",
        {"document": document},
        title=f"Downtime pack: {document.pack_team}",
        created_on=document.made_at,
    )


def _person_of(visit: PlannedVisit) -> UUID:
    return visit.package.case.individual_id
