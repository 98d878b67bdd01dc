"""Before the door: what somebody must know who may never have met the person. Read, never stored."""

from dataclasses import dataclass

from casework.enums import ContactKind
from casework.models import ContactPoint, Individual, SupportPackage
from plans.models import SupportPlan
from plans.plan.sections import Section
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
    instructions: list[tuple[str, str]]  # heading, words: of the risk assessment in force
    crisis: list[tuple[str, str]]  # heading, words: of the plan and the risk assessment in force
    telephones: list[PhoneNumber]
    next_step: str


def visit_briefing(package: SupportPackage, user) -> VisitBriefing:
    """What `user` may know before knocking at the door of the package's person, with the same number of queries for
    everybody. The assessment and the plan are left out for whoever may not read them.
    """
    individual = package.case.individual
    risk = RiskAssessment.objects.visible_to(user).in_force().of_person(individual).first()
    plan = SupportPlan.objects.visible_to(user).in_force().filter(package=package).first()
    telephones = [*_of_the_person(individual), *_of_the_service(package.case.contract)]
    return briefing_of(individual, risk, plan, telephones, last_next_step(package))


def briefing_of(individual: Individual, risk, plan, telephones: list[PhoneNumber], next_step: str) -> VisitBriefing:
    """The door of somebody of whom everything is read already; `risk` and `plan` are those in force, or None."""
    instructions = [("Visiting alone", risk.lone_working), ("At the visit", risk.visit_instructions)] if risk else []
    crisis = [(Section.IN_A_CRISIS.label, plan.in_a_crisis)] if plan else []
    crisis += [("If it goes wrong", risk.contingency)] if risk else []
    return VisitBriefing(
        individual=individual,
        access_notes=individual.access_notes,
        warning=individual.visit_warning,
        instructions=[line for line in instructions if line[1]],
        crisis=[line for line in crisis if line[1]],
        telephones=telephones,
        next_step=next_step,
    )


def _of_the_person(individual: Individual) -> list[PhoneNumber]:
    points = ContactPoint.objects.filter(individual=individual, kind=ContactKind.TELEPHONE).order_by("recorded_at")
    return [
        PhoneNumber(
            individual.name_to_use, point.value, point.note if point.is_safe else f"Not safe to ring. {point.note}"
        )
        for point in points
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
