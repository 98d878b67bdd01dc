"""A positive risk is talked over, decided, and looked at again (T6.6, C5d)."""

import datetime

from casework.models import SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from risk.positive_risk.enums import PositiveRiskState, RiskDecision, RiskReviewOutcome, RiskReviewState

# What has to be written before anything is decided; and what is taken over when it is talked over anew.
ASKED = ("gains", "losses", "harms", "own_view", "explained", "least_restrictive", "rights_words")
TAKEN_OVER = ("wish", *ASKED, "rights")


@verb
def begin_positive_risk(*, package: SupportPackage, wish: str, by) -> PositiveRisk:
    """Begin to talk over something the person wants to do, in their words (T6.6). Refused once support has ended."""
    package = _supported(package)
    risk = PositiveRisk.objects.create(package=package, wish=wish.strip(), recorded_by=by)
    transitions.record_created(risk, verb="start", by=by, about=_about(risk))
    return risk


@verb
def redraft_decision(*, risk: PositiveRisk, by) -> PositiveRisk:
    """Begin a decision that is to follow this one; gives the one that was begun already, if there is one (T6.6).

    Everything said is taken over but the capacity to decide, which is asked each time (Mental Capacity Act 2005, s 2).
    """
    package = _supported(risk.package)
    risk = PositiveRisk.objects.get_locked(risk.pk)
    begun = risk.followed_by.exclude(state=PositiveRiskState.DROPPED).first()
    if begun is not None:
        return begun
    if risk.state != PositiveRiskState.DECIDED:
        raise NotPossible(f"This decision is “{risk.get_state_display()}”: nothing can follow it.")
    said = {name: getattr(risk, name) for name in TAKEN_OVER}
    anew = PositiveRisk.objects.create(package=package, follows=risk, recorded_by=by, **said)
    for view in risk.views.all():
        said_by = {name: getattr(view, name) for name in ("who", "relation", "view", "in_confidence")}
        RiskView.objects.create(risk=anew, recorded_by=by, **said_by)
    for step in risk.steps.filter(done_on=None):
        RiskStep.objects.create(risk=anew, what=step.what, who=step.who, by_on=step.by_on, recorded_by=by)
    transitions.record_created(anew, verb="start", by=by, about=_about(anew))
    return anew


@verb
def write_positive_risk(*, risk: PositiveRisk, revision: int, by, **answers) -> PositiveRisk:
    """Keep what was said so far (T6.6). Raises Conflict when somebody saved it since `revision`."""
    risk.check_revision(revision)
    _only_draft(risk)
    if answers.get("assessed_on") and answers["assessed_on"] > clock.today():
        raise Refused("Capacity cannot have been assessed in the future.", field="assessed_on")
    for name, value in answers.items():
        setattr(risk, name, value)
    risk.save(update_fields=["revision", *answers])
    return risk


@verb
def add_risk_view(*, risk: PositiveRisk, who: str, relation: str, view: str, in_confidence: bool, by) -> RiskView:
    """Write down what somebody else thinks; given in confidence, the person does not read it (C5d)."""
    _only_draft(PositiveRisk.objects.get_locked(risk.pk))
    return RiskView.objects.create(
        risk=risk, who=who, relation=relation, view=view, in_confidence=in_confidence, recorded_by=by
    )


@verb
def change_risk_view(*, row: RiskView, revision: int, by, **said) -> RiskView:
    """Correct what somebody else said, while it is talked over. Raises Conflict when it was saved since `revision`."""
    PositiveRisk.objects.get_locked(row.risk_id)
    row.check_revision(revision)
    _only_draft(row.risk)
    return _save(row, said)


@verb
def add_risk_step(*, risk: PositiveRisk, what: str, who: str, by, by_on: datetime.date | None = None) -> RiskStep:
    """Agree a step that makes it safe enough: what, who, and the last day for it (T6.6)."""
    _only_draft(PositiveRisk.objects.get_locked(risk.pk))
    return RiskStep.objects.create(risk=risk, what=what, who=who, by_on=by_on, recorded_by=by)


@verb
def change_risk_step(*, row: RiskStep, revision: int, by, **agreed) -> RiskStep:
    """Change a step while it is talked over. Raises Conflict when it was saved since `revision`."""
    PositiveRisk.objects.get_locked(row.risk_id)
    row.check_revision(revision)
    _only_draft(row.risk)
    return _save(row, agreed)


@verb
def finish_risk_step(*, step: RiskStep, by) -> RiskStep:
    """A step of a decision is done today (T6.6). Refused when it was done before."""
    step = RiskStep.objects.select_related("risk").get_locked(step.pk)
    if step.risk.state != PositiveRiskState.DECIDED:
        raise NotPossible("Nothing is done before it is decided, nor after a newer decision.")
    if step.done_on is not None:
        raise Refused("This step is done already.")
    return _save(step, {"done_on": clock.today()})


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
    by,
) -> PositiveRisk:
    """The decision, in words, and the day it is looked at again; the one it follows is replaced (T6.6, C5d).

    Refused while the conversation lacks a part of it; without an assessment of capacity where it was in doubt, and,
    where the person cannot decide this, without best interests and less restrictive ways (Mental Capacity Act 2005,
    s 1, 2 and 4). Raises Conflict when the text was saved since `revision`: what is decided is what was read.
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


def _refuse_unready(risk: PositiveRisk, package: SupportPackage, decision, decided_on, review_on) -> None:
    if package.ended_on:
        raise Refused("Support has ended: this can only be dropped.")
    words = {field.name: field.verbose_name for field in PositiveRisk._meta.fields}
    for name in ASKED:
        if not getattr(risk, name).strip():
            raise Refused(f"Write {words[name]} first.")
    if decision == RiskDecision.WITH_STEPS and not risk.steps.exists():
        raise Refused("Add the steps that were agreed first.", field="decision")
    if decided_on > clock.today():
        raise Refused("The day of the decision cannot be in the future.", field="decided_on")
    if review_on <= decided_on:
        raise Refused("The decision is looked at again on a later day.", field="review_on")


def _replace(before: PositiveRisk, by) -> None:
    """The decision before is replaced, and what was due about it is done."""
    transitions.apply(before, "supersede", by=by, about=_about(before))
    for review in before.reviews.filter(state=RiskReviewState.DUE):
        today = clock.today()
        transitions.apply(
            review,
            "hold",
            by=by,
            about=_about(before),
            held_on=today,
            met_on=today,
            outcome=RiskReviewOutcome.REPLACED,
        )


def _raise_review(risk: PositiveRisk, due_on: datetime.date, by) -> PositiveRiskReview:
    review = PositiveRiskReview.objects.create(risk=risk, package=risk.package, due_on=due_on, recorded_by=by)
    transitions.record_created(review, verb="raise", by=by, about=_about(risk))
    return review


@verb
def drop_positive_risk(*, risk: PositiveRisk, reason: str, by) -> PositiveRisk:
    """It is not talked over any further, with the reason; what was said stays for those who wrote it (T6.6).

    The decision that it was to follow goes on standing, and is to be looked at again today if no other day is set.
    """
    transitions.apply(risk, "drop", by=by, reason=reason, about=_about(risk))
    stands = risk.follows
    if stands and stands.state == PositiveRiskState.DECIDED and not stands.reviews.outstanding().exists():
        _raise_review(stands, clock.today(), by)
    return risk


@verb
def review_decision(
    *,
    review: PositiveRiskReview,
    held_on: datetime.date,
    outcome: str,
    words: str,
    by,
    next_on: datetime.date | None = None,
) -> PositiveRiskReview:
    """The decision was looked at again: it stands until `next_on`, or is talked over anew (T6.6)."""
    if held_on > clock.today():
        raise Refused("The day cannot be in the future.", field="held_on")
    if outcome == RiskReviewOutcome.STANDS and (next_on is None or next_on <= held_on):
        raise Refused("Say on which later day it is looked at again.", field="next_on")
    transitions.apply(
        review,
        "hold",
        by=by,
        about=_about(review.risk),
        held_on=held_on,
        met_on=held_on,
        outcome=outcome,
        words=words,
    )
    if outcome == RiskReviewOutcome.ANEW:
        redraft_decision(risk=review.risk, by=by)
    elif next_on is not None:
        _raise_review(review.risk, next_on, by)
    return review


def _supported(package: SupportPackage) -> SupportPackage:
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended; nothing new can be decided.")
    return package


def _only_draft(risk: PositiveRisk) -> None:
    """Raise NotPossible once it was decided or dropped: another decision follows, this one stays as it was."""
    state = PositiveRisk.objects.values_list("state", flat=True).get(pk=risk.pk)
    if state != PositiveRiskState.DRAFT:
        raise NotPossible(f"This is “{PositiveRiskState(state).label}” and is not changed any more. Talk it over anew.")


def _save(row, columns: dict):
    for name, value in columns.items():
        setattr(row, name, value)
    counted = ["revision"] if "done_on" not in columns else []
    row.save(update_fields=[*counted, *columns])
    return row


def _about(risk: PositiveRisk) -> list:
    return [risk.pk, risk.package_id, risk.package.case.individual_id]
