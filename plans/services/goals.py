"""Goals are added, changed, rated and closed."""

import datetime

from core import clock, moves
from core.errors import Refused
from core.verbs import verb
from plans.models import Goal, GoalRating, Step, SupportPlan
from plans.services.writing import only_draft


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
    only_draft(plan)
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
    only_draft(goal.plan)
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
