"""Goals are written into a plan, worked on step by step, rated and closed."""

import datetime
from collections.abc import Iterable
from typing import NotRequired, TypedDict, Unpack

from django.core.files import File

from accounts.models import User
from casework.models import AgreedOutcome, SupportPackage
from contracts.models import ContractOutcome, LifeDomain
from core import clock, documents, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.enums import OPEN_GOAL_STATES, PlanState
from plans.models import Achievement, Goal, GoalRating, GoalWording, Step, SupportPlan
from plans.support_plan.services.drafts import copy_wording, only_draft


class WordingText(TypedDict, total=False):
    """The columns of a wording that its form fills in."""

    words: str
    life_domain: LifeDomain
    why: str
    how_we_know: str
    pace: str
    needs: list[str]
    no_outcome_reason: str
    target_on: datetime.date | None


class StepText(TypedDict):
    """A step as it is typed."""

    text: str
    responsible: NotRequired[str]
    by_on: NotRequired[datetime.date | None]


@verb
def add_goal(
    *,
    plan: SupportPlan,
    outcomes: Iterable[AgreedOutcome],
    steps: Iterable[str | StepText],
    by: User | None,
    contract_outcomes: Iterable[ContractOutcome] = (),
    grew_from: Goal | None = None,
    **columns: Unpack[WordingText],
) -> GoalWording:
    """Write a new goal into a draft and return its wording (T4.1).

    `steps` are texts, or texts with who is responsible and by when. `grew_from` is an earlier goal that changed into
    this one. `contract_outcomes` are those of the contract that it serves (R42). Raises Refused unless it serves a
    Council outcome or says why not, and for a target date in the past.
    """
    plan = SupportPlan.objects.select_related("package").get_locked(plan.pk)
    only_draft(plan)
    _check_target(columns.get("target_on"))
    if grew_from is not None and grew_from.package_id != plan.package_id:
        raise Refused("This goal belongs to another person's plan.", field="grew_from")
    goal = Goal.objects.create(package=plan.package, grew_from=grew_from, recorded_by=by)
    wording = GoalWording.objects.create(
        plan=plan, goal=goal, position=plan.goal_wordings.count(), recorded_by=by, **columns
    )
    wording.contract_outcomes.set(contract_outcomes)
    _save_outcomes_and_steps(wording, outcomes, steps, by)
    return wording


@verb
def change_goal(
    *,
    wording: GoalWording,
    revision: int,
    outcomes: Iterable[AgreedOutcome],
    steps: Iterable[str | StepText],
    by: User | None,
    contract_outcomes: Iterable[ContractOutcome] | None = None,
    **columns: Unpack[WordingText],
) -> GoalWording:
    """Change the wording of a goal in a draft. Steps that are missing from `steps` are dropped, not deleted.

    The outcomes of the contract stay as they are without `contract_outcomes`.
    Raises Conflict when somebody saved the wording since `revision`, and Refused for a new target date in the past.
    """
    SupportPlan.objects.get_locked(wording.plan_id)
    wording.check_revision(revision)
    only_draft(wording.plan)
    if columns.get("target_on") != wording.target_on:
        _check_target(columns.get("target_on"))
    for name, value in columns.items():
        setattr(wording, name, value)
    wording.save(update_fields=["revision", *columns])
    if contract_outcomes is not None:
        wording.contract_outcomes.set(contract_outcomes)
    _save_outcomes_and_steps(wording, outcomes, steps, by)
    return wording


def _check_target(target_on: datetime.date | None) -> None:
    """Refuse a target date that has passed; one that was set earlier and has passed since stays."""
    if target_on is not None and target_on < clock.today():
        raise Refused("The target date is in the past. Enter today or a later day.", field="target_on")


def _save_outcomes_and_steps(
    wording: GoalWording, outcomes: Iterable[AgreedOutcome], steps: Iterable[str | StepText], by: User | None
) -> None:
    if not outcomes and not wording.no_outcome_reason.strip():
        raise Refused("Choose a Council outcome for this goal, or enter why there is none.", field="outcomes")
    wording.outcomes.set(outcomes)
    before = {step.text: step for step in wording.steps.all()}
    step_by_text = {step["text"]: step for step in map(_step, steps)}
    for position, (text, step) in enumerate(step_by_text.items()):
        columns = {
            "position": position,
            "dropped_on": None,
            "responsible": step.get("responsible") or "",
            "by_on": step.get("by_on"),
        }
        # `done_on` is left alone: somebody may tick the step at the same moment.
        Step.objects.update_or_create(
            wording=wording, text=text, defaults=columns, create_defaults={**columns, "recorded_by": by}
        )
    for text in before.keys() - step_by_text.keys():
        if before[text].dropped_on is None:
            before[text].dropped_on = clock.today()
            before[text].save(update_fields=["dropped_on"])


def _step(step: str | StepText) -> StepText:
    return {"text": step} if isinstance(step, str) else step


@verb
def take_out_goal(*, wording: GoalWording, by: User | None) -> GoalWording:
    """Take a goal out of a draft. Refused for an open goal that was agreed before: close it first."""
    plan = SupportPlan.objects.get_locked(wording.plan_id)
    only_draft(plan)
    goal = Goal.objects.get_locked(wording.goal_id)
    if goal.state in OPEN_GOAL_STATES and Goal.objects.agreed().filter(pk=goal.pk).exists():
        raise Refused("The person agreed to this goal. Close it in the current plan before you remove it here.")
    wording.taken_out_on = clock.today()
    wording.save(update_fields=["taken_out_on"])
    return wording


@verb
def tick_step(*, step: Step, done_on: datetime.date, by: User | None) -> Step:
    """Record that a step was done on a day, not in the future, in every version of the plan that has it."""
    _refuse_not_agreed(step.wording)
    if done_on > clock.today():
        raise Refused("The date it was done can't be in the future.", field="done_on")
    for same in Step.objects.same_as(step).not_dropped():
        same.done_on = done_on
        same.save(update_fields=["done_on"])
    step.done_on = done_on
    return step


@verb
def untick_step(*, step: Step, by: User | None) -> Step:
    """Record that a step was not done after all, in every version of the plan that has it."""
    _refuse_not_agreed(step.wording)
    for same in Step.objects.same_as(step).not_dropped():
        same.done_on = None
        same.save(update_fields=["done_on"])
    step.done_on = None
    return step


def _refuse_not_agreed(wording: GoalWording) -> None:
    """Lock the goal. Raise NotPossible unless its plan is or was in force: a draft beside it does not matter."""
    Goal.objects.get_locked(wording.goal_id)
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=wording.plan_id)
    if state not in (PlanState.IN_FORCE, PlanState.SUPERSEDED):
        raise NotPossible("The person has not agreed to this plan yet.")


@verb
def rate(*, wording: GoalWording, value: int, rated_on: datetime.date, rated_by: str, by: User | None) -> GoalRating:
    """Rate a goal from 0 to 10 on a day, not in the future. `rated_by` says whose rating it is (`RatedBy`)."""
    _refuse_not_agreed(wording)
    if rated_on > clock.today():
        raise Refused("The date of the rating can't be in the future.", field="rated_on")
    return GoalRating.objects.create(wording=wording, value=value, rated_on=rated_on, rated_by=rated_by, recorded_by=by)


@verb
def strike_rating(*, rating: GoalRating, reason: str, by: User | None) -> GoalRating:
    """Strike through a rating entered by mistake: it counts in no figure and no curve."""
    rating = GoalRating.objects.get_locked(rating.pk)
    rating.strike(by=by, reason=reason)
    return rating


def _record_outcome(
    wording: GoalWording, transition: str, by: User | None, reason: str, on: datetime.date | None
) -> GoalWording:
    day = on or clock.today()
    if day > clock.today():
        raise Refused("The date of the change can't be in the future.", field="on")
    if not Goal.objects.agreed().filter(pk=wording.goal_id).exists():
        raise NotPossible("The person has not agreed to this goal yet. Change it in the draft, or remove it.")
    about = [wording.pk, wording.plan_id, wording.plan.package.case.individual_id]
    transitions.apply(wording.goal, transition, by=by, reason=reason, about=about, state_on=day)
    return wording


@verb
def pause(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Pause a goal, with the reason, as of `on` (today unless given)."""
    return _record_outcome(wording, "pause", by, reason, on)


@verb
def resume(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Resume work on a paused goal."""
    return _record_outcome(wording, "resume", by, reason, on)


@verb
def achieve(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Record that the goal is achieved; `reason` is how we know (T4.19)."""
    return _record_outcome(wording, "achieve", by, reason, on)


@verb
def achieve_partly(
    *, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None
) -> GoalWording:
    """Record that a part of the goal is achieved; `reason` says which."""
    return _record_outcome(wording, "partly achieve", by, reason, on)


@verb
def replace_goal(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Record that the goal changed into another one, which the next version of the plan has."""
    return _record_outcome(wording, "change", by, reason, on)


@verb
def abandon(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Record that the person no longer wants the goal; `reason` says why."""
    return _record_outcome(wording, "abandon", by, reason, on)


@verb
def reopen(*, wording: GoalWording, reason: str, by: User | None, on: datetime.date | None = None) -> GoalWording:
    """Reopen a closed goal, in the plan in force and in a draft.

    Raises NotPossible where neither has it, or while the person has a next version without it.
    """
    unanswered = SupportPlan.objects.unanswered().filter(package=wording.plan.package_id).select_for_update().first()
    if unanswered is None or unanswered.goal_wordings.not_taken_out().filter(goal=wording.goal_id).exists():
        if not GoalWording.objects.in_force().filter(goal=wording.goal_id).exists():
            raise NotPossible("This goal is not in the current plan. Add it to a new version.")
    elif unanswered.state == PlanState.OFFERED:
        raise NotPossible("The next version has been shared with the person without this goal. Withdraw it first.")
    elif taken_out := unanswered.goal_wordings.filter(goal=wording.goal_id).first():
        taken_out.taken_out_on = None
        taken_out.save(update_fields=["taken_out_on"])
    else:
        copy_wording(wording=wording, plan=unanswered, by=by)
    return _record_outcome(wording, "reopen", by, reason, on)


@verb
def record_achievement(
    *,
    package: SupportPackage,
    kind: str,
    description: str,
    achieved_on: datetime.date,
    evidence: str,
    by: User | None,
    wording: GoalWording | None = None,
    file: File | None = None,
) -> Achievement:
    """Record a qualification, a job or a start in volunteering, with its day and evidence, for the returns (C4, C11).

    `wording` is that of the goal it belongs to. Refused for a day in the future.
    """
    if achieved_on > clock.today():
        raise Refused("The date it was achieved can't be in the future.", field="achieved_on")
    document = None
    if file is not None:
        document = documents.store(
            file=file, title="Evidence of an achievement", content_type=documents.type_of(file.name or ""), by=by
        )
    return Achievement.objects.create(
        package=package,
        goal=wording.goal if wording else None,
        kind=kind,
        description=description,
        achieved_on=achieved_on,
        evidence=evidence,
        document=document,
        recorded_by=by,
    )


@verb
def strike_achievement(*, achievement: Achievement, reason: str, by: User | None) -> Achievement:
    """Strike through an achievement entered by mistake: it counts in no figure."""
    achievement = Achievement.objects.get_locked(achievement.pk)
    achievement.strike(by=by, reason=reason)
    return achievement
