"""A plan is offered, commented on, agreed or not."""

import datetime

from casework.models import Individual
from core import clock, moves
from core.errors import Refused
from core.verbs import verb
from plans import notifications
from plans.enums import AgreedHow
from plans.models import Goal, PlanComment, SupportPlan


@verb
def offer(*, plan: SupportPlan, by) -> SupportPlan:
    """Give the plan to the person to read. Refused while it has no goal or says nothing of what matters to them."""
    if not plan.matters_to_me.strip() or not plan.support_me_best.strip():
        raise Refused("Write what matters to the person and how best to support them first.")
    if not plan.goals.exists():
        raise Refused("Add at least one goal first.")
    moves.make(plan, "offer", by=by, about=[plan.package_id, plan.package.case.individual_id])
    notifications.offered(plan, by)
    return plan


@verb
def take_back(*, plan: SupportPlan, reason: str, by) -> SupportPlan:
    """Take an offered plan back to change it, as the person asked."""
    moves.make(plan, "take back", by=by, reason=reason, about=[plan.package.case.individual_id])
    return plan


@verb
def comment(*, plan: SupportPlan, words: str, by, goal: Goal | None = None) -> PlanComment:
    """Say something about the plan or one of its goals."""
    if goal is not None and goal.plan_id != plan.pk:
        raise Refused("This goal belongs to another plan.")
    said = PlanComment.objects.create(plan=plan, goal=goal, author=by, words=words.strip(), recorded_by=by)
    if by.pk == plan.package.case.individual.user_id:
        notifications.answered(plan, key=f"plan-comment:{said.pk}", subject="A comment on the plan", by=by)
    return said


@verb
def agree(*, plan: SupportPlan, how: AgreedHow, by, agreed_on: datetime.date | None = None) -> SupportPlan:
    """The person agrees: the plan is in force, the one before is replaced. Agreeing shares it with nobody."""
    individual = Individual.objects.locked(plan.package.case.individual_id)
    _only_person_or_staff(individual, how, by)
    for before in SupportPlan.objects.in_force().filter(package=plan.package):
        moves.make(before, "supersede", by=by, about=[individual.pk])
    moves.make(plan, "agree", by=by, about=[individual.pk], agreed_on=agreed_on or clock.today(), agreed_how=how)
    notifications.answered(plan, key="plan-agreed", subject="The plan is agreed", by=by)
    return plan


@verb
def decline(*, plan: SupportPlan, reason: str, by) -> SupportPlan:
    """The person does not agree, with their reasons."""
    moves.make(plan, "decline", by=by, reason=reason, about=[plan.package.case.individual_id])
    notifications.answered(plan, key="plan-declined", subject="The plan is not agreed", by=by)
    return plan


def _only_person_or_staff(individual: Individual, how: str, by) -> None:
    is_person = by is not None and by.pk == individual.user_id
    if (how == AgreedHow.PORTAL) != is_person:
        raise Refused("Say how the person gave their agreement.", field="how")
