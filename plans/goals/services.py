"""Goals are written into a plan, worked on step by step, rated, and come to something."""

import datetime

from django.core.files import File

from casework.models import SupportPackage
from core import clock, documents, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.enums import OPEN_GOAL_STATES, PlanState
from plans.models import Achievement, Goal, GoalRating, GoalWording, Step, SupportPlan
from plans.plan.services.writing import copy_goal, only_draft


@verb
def add_goal(*, plan: SupportPlan, outcomes, steps, by, grew_from: Goal | None = None, **columns) -> GoalWording:
    """Write a new goal into a draft. It serves a Council outcome or says why not (T4.1).

    `steps` are texts, or dictionaries with text, who and by_on. `grew_from` is an earlier goal that changed into it.
    """
    plan = SupportPlan.objects.select_related("package").get_locked(plan.pk)
    only_draft(plan)
    if grew_from is not None and grew_from.package_id != plan.package_id:
        raise Refused("This goal belongs to somebody else's plan.", field="grew_from")
    line = Goal.objects.create(package=plan.package, grew_from=grew_from, recorded_by=by)
    goal = GoalWording.objects.create(plan=plan, line=line, position=plan.goals.count(), recorded_by=by, **columns)
    _fill_goal(goal, outcomes, steps, by)
    return goal


@verb
def change_goal(*, goal: GoalWording, revision: int, outcomes, steps, by, **columns) -> GoalWording:
    """Say a goal of a draft otherwise. Steps that are gone from `steps` are dropped, not lost.

    Raises Conflict when somebody saved the goal since `revision`.
    """
    SupportPlan.objects.get_locked(goal.plan_id)
    goal.check_revision(revision)
    only_draft(goal.plan)
    for name, value in columns.items():
        setattr(goal, name, value)
    goal.save(update_fields=["revision", *columns])
    _fill_goal(goal, outcomes, steps, by)
    return goal


def _fill_goal(goal: GoalWording, outcomes, steps, by) -> None:
    if not outcomes and not goal.no_outcome_reason.strip():
        raise Refused("Choose the Council outcome this goal serves, or say why there is none.", field="outcomes")
    goal.outcomes.set(outcomes)
    known = {step.text: step for step in goal.steps.all()}
    wanted = {row["text"]: row for row in map(_step, steps)}
    for position, (text, row) in enumerate(wanted.items()):
        agreed = {"position": position, "dropped_on": None, "who": row.get("who") or "", "by_on": row.get("by_on")}
        # Only what is agreed is written: whether the step was taken may be said at the same moment.
        Step.objects.update_or_create(
            goal=goal, text=text, defaults=agreed, create_defaults={**agreed, "recorded_by": by}
        )
    for text in known.keys() - wanted.keys():
        if known[text].dropped_on is None:
            known[text].dropped_on = clock.today()
            known[text].save(update_fields=["dropped_on"])


def _step(step) -> dict:
    return step if isinstance(step, dict) else {"text": step}


@verb
def take_out_goal(*, goal: GoalWording, by) -> GoalWording:
    """Take a goal out of a draft. Refused for one that was agreed before: it is closed first, with its reason."""
    plan = SupportPlan.objects.get_locked(goal.plan_id)
    only_draft(plan)
    line = Goal.objects.get_locked(goal.line_id)
    if line.state in OPEN_GOAL_STATES and Goal.objects.agreed().filter(pk=line.pk).exists():
        raise Refused("This goal was agreed. Say first what became of it: close it in the plan in force.")
    goal.taken_out_on = clock.today()
    goal.save(update_fields=["taken_out_on"])
    return goal


@verb
def tick_step(*, step: Step, done_on: datetime.date, by) -> Step:
    """A step was taken on a day, not in the future. It is so in every version that has it."""
    _work_on(step.goal)
    if done_on > clock.today():
        raise Refused("The day is still to come.", field="done_on")
    for same in Step.objects.same_as(step).standing():
        same.done_on = done_on
        same.save(update_fields=["done_on"])
    step.done_on = done_on
    return step


@verb
def untick_step(*, step: Step, by) -> Step:
    """A step was not taken after all."""
    _work_on(step.goal)
    for same in Step.objects.same_as(step).standing():
        same.done_on = None
        same.save(update_fields=["done_on"])
    step.done_on = None
    return step


def _work_on(goal: GoalWording) -> Goal:
    """The goal's line, locked: what is agreed is worked on, whether a new version is being written or not."""
    line = Goal.objects.get_locked(goal.line_id)
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=goal.plan_id)
    if state not in (PlanState.IN_FORCE, PlanState.SUPERSEDED):
        raise NotPossible("The plan is not agreed yet.")
    return line


@verb
def rate(*, goal: GoalWording, value: int, rated_on: datetime.date, rated_by: str, by) -> GoalRating:
    """Rate a goal from 0 to 10 on a day, not in the future; whose rating it is, is kept."""
    _work_on(goal)
    if rated_on > clock.today():
        raise Refused("The day is still to come.", field="rated_on")
    return GoalRating.objects.create(goal=goal, value=value, rated_on=rated_on, rated_by=rated_by, recorded_by=by)


@verb
def strike_rating(*, rating: GoalRating, reason: str, by) -> GoalRating:
    """A rating was entered by mistake: out of every figure and curve, kept for audit."""
    rating = GoalRating.objects.get_locked(rating.pk)
    rating.strike(by=by, reason=reason)
    return rating


def _record_outcome(goal: GoalWording, verb_name: str, by, reason: str, on: datetime.date | None) -> GoalWording:
    day = on or clock.today()
    if day > clock.today():
        raise Refused("The day is still to come.", field="on")
    if not Goal.objects.agreed().filter(pk=goal.line_id).exists():
        raise NotPossible("Nobody has agreed to this goal yet. Change it in the draft, or take it out.")
    person = goal.plan.package.case.individual_id
    transitions.apply(goal.line, verb_name, by=by, reason=reason, about=[goal.pk, goal.plan_id, person], state_on=day)
    return goal


@verb
def pause(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """Not now, and why."""
    return _record_outcome(goal, "pause", by, reason, on)


@verb
def resume(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """A paused goal is worked on again."""
    return _record_outcome(goal, "resume", by, reason, on)


@verb
def achieve(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """The person has what they wanted; `reason` is how we know (T4.19)."""
    return _record_outcome(goal, "achieve", by, reason, on)


@verb
def achieve_partly(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """The person has a part of what they wanted, and says which."""
    return _record_outcome(goal, "partly achieve", by, reason, on)


@verb
def replace_goal(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """The goal has become another one, which is written into the next version and grows out of this one."""
    return _record_outcome(goal, "change", by, reason, on)


@verb
def abandon(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """The person no longer wants it, and says why."""
    return _record_outcome(goal, "let go", by, reason, on)


@verb
def reopen(*, goal: GoalWording, reason: str, by, on: datetime.date | None = None) -> GoalWording:
    """A goal that was closed is worked on again, in the plan in force and in a version being written.

    Refused where neither has it, or while the next version is with the person without it.
    """
    waiting = SupportPlan.objects.unanswered().filter(package=goal.plan.package_id).select_for_update().first()
    if waiting is None or waiting.goals.standing().filter(line=goal.line_id).exists():
        if not GoalWording.objects.in_force().filter(line=goal.line_id).exists():
            raise NotPossible("This goal is in no plan in force. Write it into a new version.")
    elif waiting.state == PlanState.OFFERED:
        raise NotPossible("The next version is with the person without this goal. Take it back first.")
    elif left := waiting.goals.filter(line=goal.line_id).first():
        left.taken_out_on = None
        left.save(update_fields=["taken_out_on"])
    else:
        copy_goal(goal=goal, plan=waiting, by=by)
    return _record_outcome(goal, "take up again", by, reason, on)


@verb
def record_achievement(
    *,
    package: SupportPackage,
    kind: str,
    what: str,
    achieved_on: datetime.date,
    evidence: str,
    by,
    goal: GoalWording | None = None,
    file: File | None = None,
) -> Achievement:
    """A qualification, a job, a volunteering start: with its day and how we know, so that it counts (C4, C11)."""
    if achieved_on > clock.today():
        raise Refused("The day is still to come.", field="achieved_on")
    document = None
    if file is not None:
        document = documents.store(
            file=file, title="Evidence of an achievement", content_type=documents.type_of(file.name or ""), by=by
        )
    return Achievement.objects.create(
        package=package,
        line=goal.line if goal else None,
        kind=kind,
        what=what,
        achieved_on=achieved_on,
        evidence=evidence,
        document=document,
        recorded_by=by,
    )


@verb
def strike_achievement(*, achievement: Achievement, reason: str, by) -> Achievement:
    """An achievement was entered by mistake: out of every figure, kept for audit."""
    achievement = Achievement.objects.get_locked(achievement.pk)
    achievement.strike(by=by, reason=reason)
    return achievement
