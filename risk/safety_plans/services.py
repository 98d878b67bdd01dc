"""A safety plan is started, written with the person, made live, reviewed and replaced (R65)."""

import datetime
from typing import Any, TypedDict, Unpack

from accounts.models import User
from casework.models import Individual, SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.models import SafetyPlan
from risk.safety_plans.enums import READABLE, SafetyPlanState, SafetySection
from risk.safety_plans.models import WRITTEN_WITH_MISSING

MOST_DAYS = 366  # until the next review


class SafetyTexts(TypedDict, total=False):
    """The texts of a plan, by the value of their `SafetySection`."""

    warning_signs: str
    own_steps: str
    distractions: str
    people: str
    professionals: str
    safer_place: str
    reasons: str
    unhelpful: str
    other_help: str


@verb
def begin_safety_plan(*, individual: Individual, by: User | None) -> SafetyPlan:
    """Start a plan: the first, or a new version that starts as a copy of the one in force, else of the last one live.

    It is written under the person's primary record. Returns the draft if there is one. Refused when no support is
    open, or the person has died.
    """
    individual = Individual.objects.get_locked(individual.primary_id)
    people = Individual.objects.same_person(individual)
    if individual.died_on or not SupportPackage.objects.open().filter(case__individual__in=people).exists():
        raise Refused("This person has no open support package, so there is no one to write it with.")
    versions = list(SafetyPlan.objects.of_person(individual))
    for draft in versions:
        if draft.is_draft:
            return draft
    before = next((version for version in versions if version.is_in_force), None)
    before = before or next((row for row in versions if row.state in READABLE), None)
    plan = SafetyPlan.objects.create(
        individual=individual,
        version=max((version.version for version in versions), default=0) + 1,
        recorded_by=by,
        **{section: getattr(before, section) for section in SafetySection.values if before},
    )
    transitions.record_created(plan, by=by, about=[individual.pk])
    return plan


@verb
def write_safety_plan(*, plan: SafetyPlan, revision: int, by: User | None, **texts: Unpack[SafetyTexts]) -> SafetyPlan:
    """Save texts of a draft. Raises Conflict when somebody saved them since `revision`."""
    plan.check_revision(revision)
    _only_draft(plan)
    for name, text in texts.items():
        setattr(plan, SafetySection(name).value, text)
    plan.save(update_fields=["revision", *texts])
    return plan


@verb
def make_safety_plan_live(
    *, plan: SafetyPlan, made_with: str, made_on: datetime.date, review_on: datetime.date, by: User | None
) -> SafetyPlan:
    """Put a draft in force from today: it replaces the version before, and is reviewed by `review_on`.

    Refused without a text, without who wrote it together, for a day in the future, and for a review today or earlier
    or more than a year away.
    """
    individual = Individual.objects.get_locked(plan.individual_id)
    plan = SafetyPlan.objects.get_locked(plan.pk)
    if plan.is_draft:
        _refuse_unready(plan, made_with, made_on)
    _refuse_review_on(review_on)
    for before in SafetyPlan.objects.in_force().of_person(individual) if plan.is_draft else ():
        transitions.apply(before, "supersede", by=by, about=[individual.pk])
    transitions.apply(
        plan,
        "make live",
        by=by,
        about=[individual.pk],
        made_with=made_with.strip(),
        made_on=made_on,
        in_force_on=clock.today(),
        reviewed_at=clock.now(),
        review_on=review_on,
    )
    return plan


def _refuse_unready(plan: SafetyPlan, made_with: str, made_on: datetime.date) -> None:
    if not plan.sections:
        raise Refused("Write at least one part of the plan first.")
    if not made_with.strip():
        raise Refused(WRITTEN_WITH_MISSING, field="made_with")
    if made_on > clock.today():
        raise Refused("The date cannot be in the future.", field="made_on")


def last_review_day() -> datetime.date:
    """Return the last day on which the next review may be due: a year from today."""
    return clock.today() + datetime.timedelta(days=MOST_DAYS)


def _refuse_review_on(review_on: datetime.date) -> None:
    if review_on <= clock.today():
        raise Refused("The review must be after today.", field="review_on")
    if review_on > last_review_day():
        raise Refused("The review must be within a year.", field="review_on")


@verb
def confirm_safety_plan(*, plan: SafetyPlan, note: str, review_on: datetime.date, by: User | None) -> SafetyPlan:
    """Record a review with the person without changes; the next is due on `review_on`.

    `note` says what was reviewed and who with. Refused for a plan that was not written with the person yet, and where
    somebody has recorded one today with the same date.
    """
    _refuse_review_on(review_on)
    plan = SafetyPlan.objects.get_locked(plan.pk)
    if plan.is_carried and plan.is_in_force:
        raise Refused("This text comes from the support plan. Start a new version, and write it with the person.")
    if not note.strip():
        raise Refused("Enter what you reviewed, and who with.", field="note")
    if review_on == plan.review_on and plan.reviewed_at and clock.day_of(plan.reviewed_at) == clock.today():
        raise Refused(
            "Somebody has already recorded a review today, with this date. Choose another date.", field="review_on"
        )
    review: dict[str, Any] = {"reviewed_at": clock.now(), "review_on": review_on}
    transitions.apply(plan, "confirm", by=by, reason=note, about=[plan.individual_id], **review)
    return plan


@verb
def drop_safety_plan(*, plan: SafetyPlan, is_unwanted: bool, reason: str, by: User | None) -> SafetyPlan:
    """Discard a draft, with the reason. With `is_unwanted` the person does not want a safety plan now.

    A version in force is unchanged.
    """
    about = [plan.individual_id]
    if is_unwanted:
        transitions.apply(plan, "decline", by=by, reason=reason, about=about, reviewed_at=clock.now())
    else:
        transitions.apply(plan, "drop", by=by, reason=reason, about=about)
    return plan


@verb
def end_safety_plan(*, plan: SafetyPlan, reason: str, by: User | None) -> SafetyPlan:
    """Take a plan out of force because the person no longer wants it; `reason` says what they said, and to whom.

    A new one is asked for after the next contact in a crisis.
    """
    plan = SafetyPlan.objects.get_locked(plan.pk)
    transitions.apply(plan, "end", by=by, reason=reason, about=[plan.individual_id], reviewed_at=clock.now())
    return plan


@verb
def strike_safety_plan(*, plan: SafetyPlan, reason: str, by: User | None) -> SafetyPlan:
    """Mark a version as entered in error, with the reason. If it was in force, the one that it replaced is again."""
    individual = Individual.objects.get_locked(plan.individual_id)
    plan = SafetyPlan.objects.get_locked(plan.pk)
    was_in_force = plan.is_in_force
    transitions.apply(plan, "strike", by=by, reason=reason, about=[individual.pk])
    earlier = SafetyPlan.objects.of_person(individual).filter(state=SafetyPlanState.SUPERSEDED)
    before = earlier.filter(version__lt=plan.version).first() if was_in_force else None
    if before is not None:
        transitions.apply(before, "restore", by=by, reason=reason, about=[individual.pk])
    return plan


def _only_draft(plan: SafetyPlan) -> None:
    """Raise NotPossible unless the plan is a draft: what was live needs a new version."""
    if closed := why_not_written(SafetyPlan.objects.values_list("state", flat=True).get(pk=plan.pk)):
        raise NotPossible(closed)


def why_not_written(state: str) -> str:
    """Return why a plan in `state` can no longer be changed; "" for a draft."""
    if state == SafetyPlanState.DRAFT:
        return ""
    return f"This safety plan is “{SafetyPlanState(state).label}” and can no longer be changed. Start a new version."
