"""A plan is begun and written."""

from casework.models import SupportPackage
from core import moves
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.enums import PlanState
from plans.models import Goal, GoalRating, Step, SupportPlan


@verb
def start(*, package: SupportPackage, by) -> SupportPlan:
    """Begin a plan: the first, or a new version that starts as a copy of the one before.

    The first of a package that follows an ended one begins with what mattered then; its goals are agreed anew.
    """
    package = SupportPackage.objects.select_related("case").locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended; a plan cannot be begun.")
    before = SupportPlan.objects.filter(package=package).order_by("-version").first()
    if before and before.state in (PlanState.DRAFT, PlanState.OFFERED):
        return before
    known = before or SupportPlan.objects.filter(package=package.follows_id).order_by("-version").first()
    plan = SupportPlan.objects.create(
        package=package,
        version=before.version + 1 if before else 1,
        matters_to_me=known.matters_to_me if known else "",
        support_me_best=known.support_me_best if known else "",
        recorded_by=by,
    )
    for goal in before.goals.active() if before else ():
        _copy_goal(goal, plan, by)
    moves.begin(plan, verb="start", by=by, about=[package.pk, package.case.individual_id])
    return plan


def _copy_goal(goal: Goal, plan: SupportPlan, by) -> None:
    steps, outcomes, ratings = list(goal.steps.standing()), list(goal.outcomes.all()), list(goal.ratings.all())
    copy = Goal.objects.create(
        plan=plan,
        words=goal.words,
        life_domain_id=goal.life_domain_id,
        no_outcome_reason=goal.no_outcome_reason,
        target_on=goal.target_on,
        position=goal.position,
        recorded_by=by,
    )
    copy.outcomes.set(outcomes)
    for step in steps:
        Step.objects.create(
            goal=copy,
            text=step.text,
            who=step.who,
            by_on=step.by_on,
            done_on=step.done_on,
            position=step.position,
            recorded_by=by,
        )
    for rating in ratings:
        GoalRating.objects.create(
            goal=copy, value=rating.value, rated_on=rating.rated_on, rated_by=rating.rated_by, recorded_by=by
        )


@verb
def write(*, plan: SupportPlan, revision: int, by, **texts) -> SupportPlan:
    """Save the plan's own texts. Raises Conflict when somebody saved them since `revision`."""
    plan.claim(revision)
    only_draft(plan)
    for name, value in texts.items():
        setattr(plan, name, value)
    plan.save(update_fields=["revision", *texts])
    return plan


def only_draft(plan: SupportPlan) -> None:
    """Raise NotPossible once the plan has left the drafting: what was offered or agreed is changed by a new version."""
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state != PlanState.DRAFT:
        raise NotPossible(f"This plan is “{PlanState(state).label}” and is not changed any more. Begin a new version.")
