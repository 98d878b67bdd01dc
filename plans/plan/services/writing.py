"""A plan is begun and written; who took part is kept."""

from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.enums import ParticipantRole, PlanState
from plans.models import GoalWording, Participant, Step, SupportPlan
from plans.plan.sections import Section


@verb
def start(*, package: SupportPackage, by) -> SupportPlan:
    """Begin a plan: the first, or a new version that starts as a copy of the one before.

    The first of a package that follows an ended one begins with what was written then; its goals are agreed anew.
    """
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended; a plan cannot be begun.")
    before = SupportPlan.objects.filter(package=package).order_by("-version").first()
    if before and before.state in (PlanState.DRAFT, PlanState.OFFERED):
        return before
    known = before or SupportPlan.objects.filter(package=package.follows_id).order_by("-version").first()
    plan = SupportPlan.objects.create(
        package=package,
        version=before.version + 1 if before else 1,
        own_words=known.own_words if known else [],
        recorded_by=by,
        **{section: getattr(known, section) if known else "" for section in Section.values},
    )
    if before:
        _copy_goals(before, plan, by)
    transitions.record_created(plan, verb="start", by=by, about=[package.pk, package.case.individual_id])
    return plan


def _copy_goals(before: SupportPlan, plan: SupportPlan, by) -> None:
    """The goals not yet closed, with the steps not dropped, said as before."""
    for goal in before.goals.still_open().prefetch_related("outcomes", "steps"):
        copy_goal(goal=goal, plan=plan, by=by)


@verb
def copy_goal(*, goal: GoalWording, plan: SupportPlan, by) -> GoalWording:
    """Say `goal` in another version as it was said, with the steps not dropped (decision 15)."""
    copy = GoalWording.objects.create(
        plan=plan,
        line_id=goal.line_id,
        words=goal.words,
        life_domain_id=goal.life_domain_id,
        why=goal.why,
        how_we_know=goal.how_we_know,
        pace=goal.pace,
        needs=goal.needs,
        no_outcome_reason=goal.no_outcome_reason,
        target_on=goal.target_on,
        position=goal.position,
        recorded_by=by,
    )
    copy.outcomes.set(goal.outcomes.all())
    Step.objects.bulk_create(
        Step(
            goal=copy,
            text=step.text,
            who=step.who,
            by_on=step.by_on,
            done_on=step.done_on,
            position=step.position,
            recorded_by=by,
        )
        for step in goal.steps.all()
        if step.dropped_on is None
    )
    return copy


@verb
def write(*, plan: SupportPlan, revision: int, by, own_words=None, **texts) -> SupportPlan:
    """Save the plan's own texts, by section. Raises Conflict when somebody saved them since `revision`.

    `own_words` are the sections written in the person's own words; none leaves them as they are.
    """
    plan.check_revision(revision)
    only_draft(plan)
    if own_words is not None:
        plan.own_words = [section for section in Section.values if section in own_words]
    for name, value in texts.items():
        setattr(plan, Section(name).value, value)
    plan.save(update_fields=["revision", "own_words", *texts])
    return plan


def _only_unanswered(plan: SupportPlan) -> None:
    if not SupportPlan.objects.unanswered().filter(pk=plan.pk).exists():
        only_draft(plan)


def only_draft(plan: SupportPlan) -> None:
    """Raise NotPossible once the plan has left the drafting: what was offered or agreed needs a new version."""
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state != PlanState.DRAFT:
        raise NotPossible(f"This plan is “{PlanState(state).label}” and is not changed any more. Begin a new version.")


@verb
def add_participant(*, plan: SupportPlan, role: str, how: str, by, name: str = "", words: str = "") -> Participant:
    """Keep who took part in writing this version and how; `words` are their own (C5e: the person's part is shown)."""
    plan = SupportPlan.objects.get_locked(plan.pk)
    _only_unanswered(plan)
    if role != ParticipantRole.PERSON and not name.strip():
        raise Refused("Say who it was.", field="name")
    return Participant.objects.create(plan=plan, role=role, name=name, how=how, words=words, recorded_by=by)


@verb
def exclude_participant(*, participant: Participant, by) -> Participant:
    """Somebody was entered by mistake: they are not shown with the plan any more, and stay in its history."""
    plan = SupportPlan.objects.get_locked(participant.plan_id)
    _only_unanswered(plan)
    participant.left_out_on = clock.today()
    participant.save(update_fields=["left_out_on"])
    return participant
