"""A plan is written, offered, commented on, agreed; goals are rated and closed."""

import datetime

from casework.models import Individual, SupportPackage
from core import clock, moves
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans import notifications
from plans.enums import AgreedHow, PlanState
from plans.models import Goal, GoalRating, PlanComment, Step, SupportPlan


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
    _only_draft(plan)
    for name, value in texts.items():
        setattr(plan, name, value)
    plan.save(update_fields=["revision", *texts])
    return plan


@verb
def add_goal(
    *,
    plan: SupportPlan,
    words: str,
    life_domain,
    outcomes,
    steps,
    by,
    no_outcome_reason: str = "",
    target_on: datetime.date | None = None,
) -> Goal:
    """Add a goal with its steps (text, or text and who). It serves a Council outcome or says why not."""
    plan = SupportPlan.objects.locked(plan.pk)
    _only_draft(plan)
    goal = Goal.objects.create(
        plan=plan,
        words=words,
        life_domain=life_domain,
        no_outcome_reason=no_outcome_reason,
        target_on=target_on,
        position=plan.goals.count(),
        recorded_by=by,
    )
    _fill_goal(goal, outcomes, steps, by)
    return goal


@verb
def change_goal(*, goal: Goal, revision: int, outcomes, steps, by, **columns) -> Goal:
    """Change a goal of a draft. Steps that are gone from `steps` are dropped, not lost."""
    goal.claim(revision)
    _only_draft(goal.plan)
    for name, value in columns.items():
        setattr(goal, name, value)
    goal.save(update_fields=["revision", *columns])
    _fill_goal(goal, outcomes, steps, by)
    return goal


def _fill_goal(goal: Goal, outcomes, steps, by) -> None:
    if not outcomes and not goal.no_outcome_reason.strip():
        raise Refused("Choose the Council outcome this goal serves, or say why there is none.", field="outcomes")
    goal.outcomes.set(outcomes)
    known = {step.text: step for step in goal.steps.all()}
    for position, text in enumerate(dict.fromkeys(steps)):
        step = known.get(text) or Step(goal=goal, text=text, recorded_by=by)
        step.position, step.dropped_on = position, None
        step.save()
    for text in known.keys() - set(steps):
        known[text].dropped_on = clock.today()
        known[text].save(update_fields=["dropped_on"])


def _only_draft(plan: SupportPlan) -> None:
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state != PlanState.DRAFT:
        raise NotPossible(f"This plan is “{PlanState(state).label}” and is not changed any more. Begin a new version.")


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


@verb
def rate(*, goal: Goal, value: int, rated_on: datetime.date, rated_by: str, by) -> GoalRating:
    """Rate a goal from 0 to 10 on a day."""
    return GoalRating.objects.create(goal=goal, value=value, rated_on=rated_on, rated_by=rated_by, recorded_by=by)


@verb
def achieve(*, goal: Goal, by, on: datetime.date | None = None) -> Goal:
    """The person has what they wanted."""
    moves.make(goal, "achieve", by=by, about=_about(goal), closed_on=on or clock.today())
    return goal


@verb
def let_go(*, goal: Goal, reason: str, by) -> Goal:
    """The person no longer wants it, and says why."""
    moves.make(goal, "let go", by=by, reason=reason, about=_about(goal), closed_on=clock.today())
    return goal


@verb
def take_up_again(*, goal: Goal, reason: str, by) -> Goal:
    """A goal that was closed is worked on again."""
    moves.make(goal, "take up again", by=by, reason=reason, about=_about(goal), closed_on=None)
    return goal


def _about(goal: Goal) -> list:
    return [goal.plan_id, goal.plan.package.case.individual_id]
