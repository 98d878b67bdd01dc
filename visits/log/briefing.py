"""The briefing before a visit, for a worker who may never have met the person. Derived, never stored (T6.5)."""

import datetime
from dataclasses import dataclass, replace

from accounts.models import User
from casework.consent.enums import MayTalk
from casework.models import Allocation, Individual, SupportPackage
from casework.particulars.places import AddressFact
from casework.people.safety_facts import SafetyFacts, facts_of
from casework.recipients import keyworker_or_cover
from core import clock
from risk.models import RiskAssessment, SafetyPlan
from risk.safety_plans.in_force import lines_of, plans_in_force
from visits.models import Visit
from workforce.on_call.numbers import PhoneNumber, duty_team_numbers, service_numbers


@dataclass(frozen=True)
class VisitBriefing:
    """What a worker must know before a visit."""

    individual: Individual
    places: tuple[AddressFact, ...]  # where the worker goes on the day, the likeliest first
    access_notes: str
    warning: str
    needs: list[str]  # access needs and adjustments, those of carers named
    no_needs_on: datetime.date | None  # when the person was asked and had none, while no need of theirs is recorded
    instructions: list[tuple[str, str]]  # heading and text, from the risk assessments in force
    crisis: list[tuple[str, str]]  # heading and text, from the safety plan in force
    telephones: list[PhoneNumber]
    next_step: str
    times: list[str]  # that suit and that do not, on the day


def load_briefing(package: SupportPackage, user: User, day: datetime.date | None = None) -> VisitBriefing:
    """Return the briefing for a visit on `day`, by default today, with the same number of queries for everybody.

    It leaves out the risk assessments and the safety plan if `user` may not read them.
    """
    contract = package.case.contract
    office = PhoneNumber("Office", contract.telephone, f"({contract.hours})" if contract.hours else "")
    service = [*service_numbers(contract, without=user), office]
    numbers = [*_leads(package, without=user), *_keyworker(package), *service]
    return _load(package, user, numbers, last_next_step(package), day)


def load_call_briefing(package: SupportPackage, user: User) -> VisitBriefing:
    """Return what whoever answers a call for help must know of the person: as the briefing, with their numbers only."""
    return _load(package, user, [], "")


def _load(
    package: SupportPackage,
    user: User,
    numbers: list[PhoneNumber],
    next_step: str,
    day: datetime.date | None = None,
) -> VisitBriefing:
    individual = package.case.individual
    risks = RiskAssessment.objects.visible_to(user).in_force_of([individual.primary_id])
    plans = plans_in_force(individual, user)
    facts = facts_of(individual, day)
    telephones = [*_of_the_person(individual, facts), *emergency_numbers(facts, individual.name_to_use), *numbers]
    return make_briefing(individual, facts, risks.get(individual.primary_id, []), plans, telephones, next_step)


def visit_instructions(risks: list[RiskAssessment]) -> list[tuple[str, str]]:
    """Return heading and text of each instruction for visits in these assessments."""
    lines = [
        line
        for risk in risks
        for line in (
            ("Visiting alone", risk.lone_working),
            ("At the visit", risk.visit_instructions),
            ("If something goes wrong at the visit", risk.contingency),
        )
    ]
    return [line for line in lines if line[1]]


def make_briefing(
    individual: Individual,
    facts: SafetyFacts,
    risks: list[RiskAssessment],
    plans: list[SafetyPlan],
    telephones: list[PhoneNumber],
    next_step: str,
) -> VisitBriefing:
    """Return the briefing of a person from what is read already; `risks` and safety `plans` are those in force."""
    return VisitBriefing(
        individual=individual,
        places=facts.places,
        access_notes=facts.access_notes,
        warning=facts.visit_warning,
        needs=[str(need) for need in facts.access_needs],
        no_needs_on=facts.no_needs_on,
        instructions=visit_instructions(risks),
        crisis=lines_of(plans),
        telephones=telephones,
        next_step=next_step,
        times=[("Suits: " if time.suits else "Does not suit: ") + time.text for time in facts.times_in_force],
    )


def numbers_of_person(individual: Individual) -> list[PhoneNumber]:
    """Return the numbers to reach the person by, then those of emergency contacts whom they did not refuse."""
    facts = facts_of(individual)
    agreed = [contact for contact in facts.emergency_contacts if contact.may_talk != MayTalk.NO]
    agreed_facts = replace(facts, emergency_contacts=tuple(agreed))
    return [*_of_the_person(individual, facts), *emergency_numbers(agreed_facts, individual.name_to_use)]


def numbers_to_ask(package: SupportPackage) -> list[PhoneNumber]:
    """Return the numbers of the person (`numbers_of_person`), then of the keyworker or their cover and the duty team.

    They are whom to ring when nobody knows how the person is.
    """
    numbers = numbers_of_person(package.case.individual)
    return [*numbers, *_keyworker(package), *duty_team_numbers(package.case.contract.council)]


def _leads(package: SupportPackage, *, without: User) -> list[PhoneNumber]:
    """Return the number of the lead worker of today, but not of `without`."""
    leads = Allocation.objects.leads().in_force_on(clock.today()).filter(package=package).select_related("worker__user")
    users = [lead.worker.user for lead in leads if lead.worker.user_id != without.pk]
    return [PhoneNumber(f"Lead worker, {user.full_name}", user.telephone) for user in users if user.telephone]


def _keyworker(package: SupportPackage) -> list[PhoneNumber]:
    """Return the number of the keyworker, or of their cover while they are away."""
    keyworker = keyworker_or_cover(package, clock.today())
    if keyworker is None or not keyworker.telephone:
        return []
    return [PhoneNumber(f"Keyworker, {keyworker.full_name}", keyworker.telephone)]


def _of_the_person(individual: Individual, facts: SafetyFacts) -> list[PhoneNumber]:
    """Return the person's numbers. Where none is safe to ring, a line without a number says so first."""
    numbers = [
        PhoneNumber(individual.name_to_use, point.value, point.advice, not point.is_unsafe)
        for point in facts.telephones
    ]
    missing = facts.missing_telephone
    return [PhoneNumber(individual.name_to_use, "", missing), *numbers] if missing else numbers


def emergency_numbers(facts: SafetyFacts, name: str, *, only_safe: bool = False) -> list[PhoneNumber]:
    """Return every number of the emergency contacts, in the order in which to ring them.

    Each says whether the person, called `name`, agreed that workers talk with them.
    """
    return [
        PhoneNumber(
            f"{contact.name} (emergency contact, {contact.relation.lower()})",
            number.value,
            " ".join(filter(None, [f"{contact.may_talk.text(name)}.", number.advice, contact.known])),
            contact.is_safe,
        )
        for contact in facts.emergency_contacts
        for number in contact.telephones
        if contact.is_safe or not only_safe
    ]


def last_next_step(package: SupportPackage) -> str:
    """Return the next step of the latest visit that names one, or empty text."""
    visits = Visit.objects.not_struck().filter(package=package).exclude(next_step="").order_by("-started_at")
    return visits.values_list("next_step", flat=True).first() or ""
