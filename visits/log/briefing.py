"""The briefing before a visit, for a worker who may never have met the person. Derived, never stored (T6.5)."""

import datetime
from dataclasses import dataclass

from accounts.models import User
from casework.models import Individual, SupportPackage
from casework.particulars.places import AddressFact
from casework.people.safety_facts import SafetyFacts, facts_of
from plans.models import SupportPlan
from plans.support_plan.sections import PlanSection
from risk.models import RiskAssessment
from visits.models import Visit
from workforce.on_call.numbers import PhoneNumber, service_numbers


@dataclass(frozen=True)
class VisitBriefing:
    """What a worker must know before a visit."""

    individual: Individual
    places: tuple[AddressFact, ...]  # where the worker goes on the day, the likeliest first
    access_notes: str
    warning: str
    needs: list[str]  # access needs and adjustments, those of carers named
    instructions: list[tuple[str, str]]  # heading and text, from the risk assessments in force
    crisis: list[tuple[str, str]]  # heading and text, from the plan and the risk assessments in force
    telephones: list[PhoneNumber]
    next_step: str
    times: list[str]  # that suit and that do not, on the day


def load_briefing(package: SupportPackage, user: User, day: datetime.date | None = None) -> VisitBriefing:
    """Return the briefing for a visit on `day`, by default today, with the same number of queries for everybody.

    It leaves out the risk assessments and the plan if `user` may not read them.
    """
    contract = package.case.contract
    office = PhoneNumber("Office", contract.telephone, f"({contract.hours})" if contract.hours else "")
    numbers = [*service_numbers(contract, without=user), office]
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
    plan = SupportPlan.objects.visible_to(user).in_force().filter(package=package).first()
    facts = facts_of(individual, day)
    telephones = [*_of_the_person(individual, facts), *emergency_numbers(facts), *numbers]
    return make_briefing(individual, facts, risks.get(individual.primary_id, []), plan, telephones, next_step)


def visit_instructions(risks: list[RiskAssessment]) -> list[tuple[str, str]]:
    """Return heading and text of each instruction for visits in these assessments."""
    lines = [
        line
        for risk in risks
        for line in (("Visiting alone", risk.lone_working), ("At the visit", risk.visit_instructions))
    ]
    return [line for line in lines if line[1]]


def make_briefing(
    individual: Individual,
    facts: SafetyFacts,
    risks: list[RiskAssessment],
    plan: SupportPlan | None,
    telephones: list[PhoneNumber],
    next_step: str,
) -> VisitBriefing:
    """Return the briefing of a person from what is read already; `risks` and `plan` are those in force."""
    crisis = [(PlanSection.IN_A_CRISIS.label, plan.in_a_crisis)] if plan else []
    crisis += [("If something goes wrong", risk.contingency) for risk in risks]
    return VisitBriefing(
        individual=individual,
        places=facts.places,
        access_notes=facts.access_notes,
        warning=facts.visit_warning,
        needs=[str(need) for need in facts.access_needs],
        instructions=visit_instructions(risks),
        crisis=[line for line in crisis if line[1]],
        telephones=telephones,
        next_step=next_step,
        times=[("Suits: " if time.suits else "Does not suit: ") + time.text for time in facts.times_in_force],
    )


def _of_the_person(individual: Individual, facts: SafetyFacts) -> list[PhoneNumber]:
    return [
        PhoneNumber(
            individual.name_to_use,
            point.value,
            point.note if point.is_safe else f"Do not ring this number: not safe. {point.note}",
            point.is_safe,
        )
        for point in facts.telephones
    ]


def emergency_numbers(facts: SafetyFacts, *, only_safe: bool = False) -> list[PhoneNumber]:
    """Return the numbers of the emergency contacts, in the order in which to ring them."""
    return [
        PhoneNumber(
            f"{contact.name} (emergency contact, {contact.relation.lower()})",
            contact.telephone,
            contact.known,
            contact.is_safe,
        )
        for contact in facts.emergency_contacts
        if contact.telephone and (contact.is_safe or not only_safe)
    ]


def last_next_step(package: SupportPackage) -> str:
    """Return the next step of the latest visit that names one, or empty text."""
    visits = Visit.objects.not_struck().filter(package=package).exclude(next_step="").order_by("-started_at")
    return visits.values_list("next_step", flat=True).first() or ""
