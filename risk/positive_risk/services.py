"""A positive risk decision is drafted, decided and reviewed (T6.6, C5d)."""

import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from risk.positive_risk.enums import DecisionReviewOutcome, DecisionReviewState, PositiveRiskState, RiskDecision

# The texts that a decision needs, and those that a new draft copies from the decision before.
NEEDED = ("gains", "losses", "harms", "own_view", "explained", "least_restrictive", "rights_words")
COPIED = ("wish", *NEEDED, "rights")
VIEW_COLUMNS = ("name", "relation", "view", "in_confidence")
STEP_COLUMNS = ("text", "responsible", "by_on")


class RiskText(TypedDict, total=False):
    """The columns of a decision that its form fills in."""

    wish: str
    gains: str
    losses: str
    harms: str
    own_view: str
    explained: str
    least_restrictive: str
    capacity: str
    assessed_how: str
    assessed_by: str
    assessed_on: datetime.date | None
    best_interests: str
    less_restrictive: str
    rights: list[str]
    rights_words: str
    deprivation: str
    deprivation_words: str


@verb
def begin_positive_risk(*, package: SupportPackage, wish: str, by: User | None) -> PositiveRisk:
    """Start the draft of a decision on something the person wants to do, in their words (T6.6).

    Refused once support has ended.
    """
    package = _lock_open_package(package)
    risk = PositiveRisk.objects.create(package=package, wish=wish.strip(), recorded_by=by)
    transitions.record_created(risk, verb="start", by=by, about=_about(risk))
    return risk


@verb
def redraft_decision(*, risk: PositiveRisk, by: User | None) -> PositiveRisk:
    """Start a draft to replace this decision, or return the one that exists (T6.6).

    It is a copy without the capacity to decide, which is asked each time (Mental Capacity Act 2005, s 2), and without
    steps that are done. Raises NotPossible unless this decision is in force.
    """
    package = _lock_open_package(risk.package)
    risk = PositiveRisk.objects.get_locked(risk.pk)
    existing = risk.followed_by.exclude(state=PositiveRiskState.DROPPED).first()
    if existing is not None:
        return existing
    if risk.state != PositiveRiskState.DECIDED:
        raise NotPossible(f"This decision is “{risk.get_state_display()}” and can't be reopened.")
    columns = {name: getattr(risk, name) for name in COPIED}
    draft = PositiveRisk.objects.create(package=package, follows=risk, recorded_by=by, **columns)
    for view in risk.views.all():
        view_columns = {name: getattr(view, name) for name in VIEW_COLUMNS}
        RiskView.objects.create(risk=draft, recorded_by=by, **view_columns)
    for step in risk.steps.filter(done_on=None):
        RiskStep.objects.create(
            risk=draft, text=step.text, responsible=step.responsible, by_on=step.by_on, recorded_by=by
        )
    transitions.record_created(draft, verb="start", by=by, about=_about(draft))
    return draft


@verb
def write_positive_risk(
    *, risk: PositiveRisk, revision: int, by: User | None, **columns: Unpack[RiskText]
) -> PositiveRisk:
    """Save texts of a draft (T6.6). Raises Conflict when somebody saved it since `revision`."""
    risk.check_revision(revision)
    _only_draft(risk)
    assessed_on = columns.get("assessed_on")
    if assessed_on and assessed_on > clock.today():
        raise Refused("The date of the assessment can't be in the future.", field="assessed_on")
    for name, value in columns.items():
        setattr(risk, name, value)
    risk.save(update_fields=["revision", *columns])
    return risk


@verb
def add_risk_view(
    *, risk: PositiveRisk, name: str, relation: str, view: str, in_confidence: bool, by: User | None
) -> RiskView:
    """Add to a draft what somebody else thinks. With `in_confidence` the person does not read it (C5d)."""
    _only_draft(PositiveRisk.objects.get_locked(risk.pk))
    return RiskView.objects.create(
        risk=risk, name=name, relation=relation, view=view, in_confidence=in_confidence, recorded_by=by
    )


@verb
def change_risk_view(
    *, row: RiskView, revision: int, name: str, relation: str, view: str, in_confidence: bool, by: User | None
) -> RiskView:
    """Change what somebody else thinks, in a draft. Raises Conflict when it was saved since `revision`."""
    PositiveRisk.objects.get_locked(row.risk_id)
    row.check_revision(revision)
    _only_draft(row.risk)
    row.name, row.relation, row.view, row.in_confidence = name, relation, view, in_confidence
    row.save(update_fields=["revision", *VIEW_COLUMNS])
    return row


@verb
def add_risk_step(
    *, risk: PositiveRisk, text: str, responsible: str, by: User | None, by_on: datetime.date | None = None
) -> RiskStep:
    """Add to a draft a step that makes it safe enough: what, who is responsible, and the last day for it (T6.6)."""
    _only_draft(PositiveRisk.objects.get_locked(risk.pk))
    return RiskStep.objects.create(risk=risk, text=text, responsible=responsible, by_on=by_on, recorded_by=by)


@verb
def change_risk_step(
    *,
    row: RiskStep,
    revision: int,
    text: str,
    responsible: str,
    by: User | None,
    by_on: datetime.date | None = None,
) -> RiskStep:
    """Change a step of a draft. Raises Conflict when it was saved since `revision`."""
    PositiveRisk.objects.get_locked(row.risk_id)
    row.check_revision(revision)
    _only_draft(row.risk)
    row.text, row.responsible, row.by_on = text, responsible, by_on
    row.save(update_fields=["revision", *STEP_COLUMNS])
    return row


@verb
def finish_risk_step(*, step: RiskStep, by: User | None) -> RiskStep:
    """Record that a step of a decision is done today (T6.6). Refused when it was done before."""
    step = RiskStep.objects.select_related("risk").get_locked(step.pk)
    if step.risk.state != PositiveRiskState.DECIDED:
        raise NotPossible("You can only mark steps of a current decision as done.")
    if step.done_on is not None:
        raise Refused("This step is already done.")
    step.done_on = clock.today()
    step.save(update_fields=["done_on"])
    return step


@verb
def decide_positive_risk(
    *,
    risk: PositiveRisk,
    revision: int,
    decision: str,
    decision_words: str,
    decided_by: str,
    decided_on: datetime.date,
    review_on: datetime.date,
    by: User | None,
) -> PositiveRisk:
    """Record the decision and the day of its review; it replaces the one that it follows (T6.6, C5d).

    Refused without all texts; without an assessment of capacity where it was in doubt; and, where the person lacks
    capacity, without best interests and less restrictive ways (Mental Capacity Act 2005, s 1, 2 and 4). Raises
    Conflict when the texts were saved since `revision`.
    """
    package = SupportPackage.objects.select_related("case").get_locked(risk.package_id)
    if transitions.can_make(PositiveRisk.objects.get_locked(risk.pk), "decide"):
        risk.check_revision(revision)
        _refuse_unready(risk, package, decision, decided_on, review_on)
    transitions.apply(
        risk,
        "decide",
        by=by,
        about=_about(risk),
        revision=revision + 1,
        decision=decision,
        decision_words=decision_words,
        decided_by=decided_by,
        decided_on=decided_on,
        review_on=review_on,
    )
    if risk.follows is not None:
        _replace(risk.follows, by)
    _raise_review(risk, review_on, by)
    return risk


def _refuse_unready(
    risk: PositiveRisk,
    package: SupportPackage,
    decision: str,
    decided_on: datetime.date,
    review_on: datetime.date,
) -> None:
    if package.ended_on:
        raise Refused("Support has ended, so this can only be withdrawn.")
    labels = {field.name: field.verbose_name for field in PositiveRisk._meta.fields}
    for name in NEEDED:
        if not getattr(risk, name).strip():
            raise Refused(f"Enter {labels[name]} first.")
    if decision == RiskDecision.WITH_STEPS and not risk.steps.exists():
        raise Refused("Add the agreed steps first.", field="decision")
    if decided_on > clock.today():
        raise Refused("The date of the decision can't be in the future.", field="decided_on")
    if review_on <= decided_on:
        raise Refused("The review must be after the date of the decision.", field="review_on")


def _replace(before: PositiveRisk, by: User | None) -> None:
    """Mark the decision before as superseded and its due review as done."""
    transitions.apply(before, "supersede", by=by, about=_about(before))
    for review in before.reviews.filter(state=DecisionReviewState.DUE):
        today = clock.today()
        transitions.apply(
            review,
            "review",
            by=by,
            about=_about(before),
            reviewed_on=today,
            met_on=today,
            outcome=DecisionReviewOutcome.REPLACED,
        )


def _raise_review(risk: PositiveRisk, due_on: datetime.date, by: User | None) -> PositiveRiskReview | None:
    """Raise the review that is due on `due_on`; return None on a day on which the contract does not run."""
    if not SupportPackage.objects.in_running_contract(clock.today()).filter(pk=risk.package_id).exists():
        return None
    review = PositiveRiskReview.objects.create(risk=risk, package=risk.package, due_on=due_on, recorded_by=by)
    transitions.record_created(review, verb="raise", by=by, about=_about(risk))
    return review


@verb
def drop_positive_risk(*, risk: PositiveRisk, reason: str, by: User | None) -> PositiveRisk:
    """Drop a draft, with the reason; those who write plans can still read it (T6.6).

    The decision that the draft would replace stays in force; its review is due today unless one is due already.
    """
    transitions.apply(risk, "drop", by=by, reason=reason, about=_about(risk))
    before = risk.follows
    if before and before.state == PositiveRiskState.DECIDED and not before.reviews.outstanding().exists():
        _raise_review(before, clock.today(), by)
    return risk


@verb
def review_decision(
    *,
    review: PositiveRiskReview,
    reviewed_on: datetime.date,
    outcome: str,
    words: str,
    by: User | None,
    next_on: datetime.date | None = None,
) -> PositiveRiskReview:
    """Record a review: the decision continues and is reviewed again on `next_on`, or is redrafted (T6.6)."""
    if reviewed_on > clock.today():
        raise Refused("The date of the review can't be in the future.", field="reviewed_on")
    if outcome == DecisionReviewOutcome.CONTINUES and (next_on is None or next_on <= reviewed_on):
        raise Refused("Enter the date of the next review, after this one.", field="next_on")
    transitions.apply(
        review,
        "review",
        by=by,
        about=_about(review.risk),
        reviewed_on=reviewed_on,
        met_on=reviewed_on,
        outcome=outcome,
        words=words,
    )
    if outcome == DecisionReviewOutcome.REDRAFTED:
        redraft_decision(risk=review.risk, by=by)
    elif next_on is not None:
        _raise_review(review.risk, next_on, by)
    return review


def _lock_open_package(package: SupportPackage) -> SupportPackage:
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended, so nothing new can be decided.")
    return package


def _only_draft(risk: PositiveRisk) -> None:
    """Raise NotPossible unless it is a draft: a decision is not changed but replaced."""
    state = PositiveRisk.objects.values_list("state", flat=True).get(pk=risk.pk)
    if state != PositiveRiskState.DRAFT:
        raise NotPossible(
            f"This is “{PositiveRiskState(state).label}” and can no longer be changed. Reopen it for discussion."
        )


def _about(risk: PositiveRisk) -> list[UUID]:
    return [risk.pk, risk.package_id, risk.package.case.individual_id]
