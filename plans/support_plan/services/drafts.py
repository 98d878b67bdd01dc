"""A plan is started and written, and who took part is recorded (T4.1)."""

from collections.abc import Collection
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.enums import ParticipantRole, PlanState
from plans.models import GoalWording, Participant, Step, SupportPlan
from plans.support_plan.models.plan import PARTICIPANT_NAME_MISSING
from plans.support_plan.sections import WRITTEN, PlanSection


class SectionTexts(TypedDict, total=False):
    """The texts of a plan, by the value of their `PlanSection`."""

    matters_to_me: str
    who_matters: str
    support_me_best: str
    how_i_communicate: str
    good_days: str
    bad_days: str
    early_signs: str


@verb
def start(*, package: SupportPackage, by: User | None) -> SupportPlan:
    """Start a plan: the first, or a new version that starts as a copy of the one before.

    A draft that was not used is no version before. Returns the unanswered version if there is one. What helps in a
    crisis is not copied: the safety plan says it. The first plan of a package that follows an ended one starts with the
    texts of that package's last plan, but without its goals. Refused once support has ended.
    """
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended, so you cannot start a plan.")
    plans = SupportPlan.objects.filter(package=package).order_by("-version")
    before = plans.not_dropped().first()
    if before and before.state in (PlanState.DRAFT, PlanState.OFFERED):
        return before
    earlier = SupportPlan.objects.filter(package=package.follows_id).not_dropped().order_by("-version")
    source = before or earlier.first()
    last_version = plans.values_list("version", flat=True).first() or 0
    plan = SupportPlan.objects.create(
        package=package,
        version=last_version + 1,
        own_words=[section for section in WRITTEN if section in source.own_words] if source else [],
        recorded_by=by,
        **{section.value: getattr(source, section) if source else "" for section in WRITTEN},
    )
    if before:
        for wording in before.goal_wordings.open().prefetch_related("outcomes", "contract_outcomes", "steps"):
            copy_wording(wording=wording, plan=plan, by=by)
    transitions.record_created(plan, verb="start", by=by, about=[package.pk, package.case.individual_id])
    return plan


@verb
def copy_wording(*, wording: GoalWording, plan: SupportPlan, by: User | None) -> GoalWording:
    """Copy the wording of a goal into another version, with the steps not dropped (decision 15)."""
    copy = GoalWording.objects.create(
        plan=plan,
        goal_id=wording.goal_id,
        words=wording.words,
        life_domain_id=wording.life_domain_id,
        why=wording.why,
        how_we_know=wording.how_we_know,
        pace=wording.pace,
        needs=wording.needs,
        no_outcome_reason=wording.no_outcome_reason,
        target_on=wording.target_on,
        position=wording.position,
        recorded_by=by,
    )
    copy.outcomes.set(wording.outcomes.all())
    copy.contract_outcomes.set(wording.contract_outcomes.all())
    Step.objects.bulk_create(
        Step(
            wording=copy,
            text=step.text,
            responsible=step.responsible,
            by_on=step.by_on,
            done_on=step.done_on,
            position=step.position,
            recorded_by=by,
        )
        for step in wording.steps.all()
        if step.dropped_on is None
    )
    return copy


@verb
def write(
    *,
    plan: SupportPlan,
    revision: int,
    by: User | None,
    own_words: Collection[str] | None = None,
    **texts: Unpack[SectionTexts],
) -> SupportPlan:
    """Save texts of a draft. Raises Conflict when somebody saved them since `revision`.

    `own_words` are the sections written in the person's own words; None leaves that list unchanged.
    """
    plan.check_revision(revision)
    only_draft(plan)
    if own_words is not None:
        plan.own_words = [section for section in WRITTEN if section in own_words]
    for name, text in texts.items():
        setattr(plan, PlanSection(name).value, text)
    plan.save(update_fields=["revision", "own_words", *texts])
    return plan


@verb
def drop_draft(*, plan: SupportPlan, reason: str, by: User | None) -> SupportPlan:
    """Drop a draft that is not needed, such as after the person agreed to the plan before it after all.

    It stays on file for those who write plans. Raises NotPossible unless it is a draft, and Refused without a reason.
    """
    transitions.apply(plan, "drop", by=by, reason=reason, about=[plan.package_id, plan.package.case.individual_id])
    return plan


def _only_unanswered(plan: SupportPlan) -> None:
    if not SupportPlan.objects.unanswered().filter(pk=plan.pk).exists():
        only_draft(plan)


def only_draft(plan: SupportPlan) -> None:
    """Raise NotPossible unless the plan is a draft: what was offered or agreed needs a new version."""
    state = SupportPlan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if closed := why_closed(state):
        raise NotPossible(closed)


def why_closed(state: str, *open_states: str) -> str:
    """Return why a plan in `state` takes no change; "" for a draft, and in `open_states`."""
    if state in (PlanState.DRAFT, *open_states):
        return ""
    return f"This plan is “{PlanState(state).label}” and can no longer be changed. Start a new version."


def why_no_answer(plan: SupportPlan) -> str:
    """Return why no answer to the plan can be recorded, and no offer withdrawn; "" while it is with the person."""
    if plan.state == PlanState.OFFERED:
        return ""
    if plan.state == PlanState.DRAFT:
        return "This plan is a draft: it is not with the person. Share it first."
    if plan.state == PlanState.DROPPED:
        return why_closed(plan.state)
    return f"The person has answered: this plan is “{plan.state_choice.label}”."


@verb
def add_participant(
    *, plan: SupportPlan, role: str, how: str, by: User | None, name: str = "", words: str = ""
) -> Participant:
    """Record who took part in writing this version and how; `words` are their own (C5e: the person's part is shown)."""
    plan = SupportPlan.objects.get_locked(plan.pk)
    _only_unanswered(plan)
    if role != ParticipantRole.PERSON and not name.strip():
        raise Refused(PARTICIPANT_NAME_MISSING, field="name")
    return Participant.objects.create(plan=plan, role=role, name=name, how=how, words=words, recorded_by=by)


@verb
def exclude_participant(*, participant: Participant, by: User | None) -> Participant:
    """Exclude a participant entered by mistake: no longer shown with the plan, still in its history."""
    plan = SupportPlan.objects.get_locked(participant.plan_id)
    _only_unanswered(plan)
    participant.excluded_on = clock.today()
    participant.save(update_fields=["excluded_on"])
    return participant
