"""Before the door: what somebody must know who may never have met the person. Read, never stored."""

from dataclasses import dataclass

from casework.models import Individual, SupportPackage
from casework.people.safety_facts import SafetyFacts, facts_of
from plans.models import SupportPlan
from plans.support_plan.sections import Section
from risk.models import RiskAssessment
from visits.models import Visit
from workforce.on_call.rota import on_call_now


@dataclass(frozen=True)
class PhoneNumber:
    """Somebody to ring: who, the number, and what to know before ringing."""

    who: str
    number: str
    note: str = ""


@dataclass(frozen=True)
class VisitBriefing:
    individual: Individual
    access_notes: str
    warning: str
    needs: list[str]  # what the person needs to be understood
    instructions: list[tuple[str, str]]  # heading, words: of the risk assessments in force
    crisis: list[tuple[str, str]]  # heading, words: of the plan and the risk assessments in force
    telephones: list[PhoneNumber]
    next_step: str


def visit_briefing(package: SupportPackage, user) -> VisitBriefing:
    """What `user` may know before knocking at the door of the package's person, with the same number of queries for
    everybody. The assessment and the plan are left out for whoever may not read them.
    """
    individual = package.case.individual
    risks = RiskAssessment.objects.visible_to(user).in_force_of([individual.primary_id])
    plan = SupportPlan.objects.visible_to(user).in_force().filter(package=package).first()
    facts = facts_of(individual)
    telephones = [*_of_the_person(individual, facts), *_of_the_service(package.case.contract)]
    known_risks = risks.get(individual.primary_id, [])
    return briefing_of(individual, facts, known_risks, plan, telephones, last_next_step(package))


def at_the_visit(risks: list[RiskAssessment]) -> list[tuple[str, str]]:
    """Heading and words of what these assessments say of a visit."""
    lines = [
        line
        for risk in risks
        for line in (("Visiting alone", risk.lone_working), ("At the visit", risk.visit_instructions))
    ]
    return [line for line in lines if line[1]]


def briefing_of(
    individual: Individual,
    facts: SafetyFacts,
    risks: list[RiskAssessment],
    plan: SupportPlan | None,
    telephones: list[PhoneNumber],
    next_step: str,
) -> VisitBriefing:
    """The door of somebody of whom everything is read already; `risks` and `plan` are those in force."""
    crisis = [(Section.IN_A_CRISIS.label, plan.in_a_crisis)] if plan else []
    crisis += [("If it goes wrong", risk.contingency) for risk in risks]
    return VisitBriefing(
        individual=individual,
        access_notes=facts.access_notes,
        warning=facts.visit_warning,
        needs=list(facts.communication_needs),
        instructions=at_the_visit(risks),
        crisis=[line for line in crisis if line[1]],
        telephones=telephones,
        next_step=next_step,
    )


def _of_the_person(individual: Individual, facts: SafetyFacts) -> list[PhoneNumber]:
    return [
        PhoneNumber(
            individual.name_to_use, point.value, point.note if point.is_safe else f"Not safe to ring. {point.note}"
        )
        for point in facts.telephones
    ]


def _of_the_service(contract) -> list[PhoneNumber]:
    """Who is on call now; and the Council's duty team."""
    users = on_call_now(contract).users
    lines = [PhoneNumber(f"On call, {user.full_name}", user.telephone) for user in users if user.telephone]
    if contract.council.duty_team_telephone:
        lines.append(PhoneNumber(f"Duty team, {contract.council}", contract.council.duty_team_telephone))
    return lines


def last_next_step(package: SupportPackage) -> str:
    """What the visit before said comes next."""
    visits = Visit.objects.counted().filter(package=package).exclude(next_step="").order_by("-started_at")
    return visits.values_list("next_step", flat=True).first() or ""
