"""A risk assessment is started, written, put in force or dropped (T6.5)."""

import datetime

from accounts.models import User
from casework.duties import may_raise_duty
from casework.models import Individual, SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.assessments import notifications
from risk.assessments.enums import ReviewedHow, RiskAssessmentState
from risk.assessments.models import HAZARD_COLUMNS, TEXT_FIELDS
from risk.models import Hazard, RiskAssessment, RiskReview


@verb
def begin_risk(*, individual: Individual, by: User | None) -> RiskAssessment:
    """Start an assessment (T6.5): the first, or a new version that starts as a copy of the one in force.

    It is written under the person's primary record. Returns the draft if there is one. Refused when no support is
    open, or the person has died.
    """
    individual = Individual.objects.get_locked(individual.primary_id)
    people = Individual.objects.same_person(individual)
    if individual.died_on or not SupportPackage.objects.open().filter(case__individual__in=people).exists():
        raise Refused("This person has no open support package, so there is nothing to assess.")
    versions = list(RiskAssessment.objects.of_person(individual))
    for draft in versions:
        if draft.state == RiskAssessmentState.DRAFT:
            return draft
    before = next((version for version in versions if version.state == RiskAssessmentState.IN_FORCE), None)
    assessment = RiskAssessment.objects.create(
        individual=individual,
        version=max((version.version for version in versions), default=0) + 1,
        recorded_by=by,
        **{name: getattr(before, name) for name in TEXT_FIELDS if before},
    )
    for hazard in before.hazards.not_excluded() if before else ():
        columns = {name: getattr(hazard, name) for name in HAZARD_COLUMNS}
        Hazard.objects.create(assessment=assessment, position=hazard.position, recorded_by=by, **columns)
    transitions.record_created(assessment, by=by, about=[individual.pk])
    return assessment


@verb
def write_risk(
    *,
    assessment: RiskAssessment,
    revision: int,
    lone_working: str,
    visit_instructions: str,
    contingency: str,
    took_part: str,
    by: User | None,
) -> RiskAssessment:
    """Save the texts of a draft. Raises Conflict when somebody saved them since `revision`."""
    assessment.check_revision(revision)
    _only_draft(assessment)
    assessment.lone_working = lone_working
    assessment.visit_instructions = visit_instructions
    assessment.contingency = contingency
    assessment.took_part = took_part
    assessment.save(update_fields=["revision", *TEXT_FIELDS])
    return assessment


@verb
def add_hazard(
    *,
    assessment: RiskAssessment,
    kind: str,
    description: str,
    who_harmed: str,
    measures: str,
    by: User | None,
    likelihood: int | None = None,
    severity: int | None = None,
    contingency: str = "",
) -> Hazard:
    """Add a hazard to a draft. Likelihood and severity are 1 to 5 for a graded kind, else None."""
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    _only_draft(assessment)
    return Hazard.objects.create(
        assessment=assessment,
        kind=kind,
        description=description,
        who_harmed=who_harmed,
        likelihood=likelihood,
        severity=severity,
        measures=measures,
        contingency=contingency,
        position=assessment.hazards.count(),
        recorded_by=by,
    )


@verb
def change_hazard(
    *,
    hazard: Hazard,
    revision: int,
    kind: str,
    description: str,
    who_harmed: str,
    measures: str,
    by: User | None,
    likelihood: int | None = None,
    severity: int | None = None,
    contingency: str = "",
) -> Hazard:
    """Change a hazard of a draft. Raises Conflict when somebody saved it since `revision`."""
    RiskAssessment.objects.get_locked(hazard.assessment_id)
    hazard.check_revision(revision)
    _only_draft(hazard.assessment)
    if Hazard.objects.get(pk=hazard.pk).excluded_on:
        raise NotPossible("This hazard has already been removed.")
    hazard.kind, hazard.description, hazard.who_harmed = kind, description, who_harmed
    hazard.likelihood, hazard.severity = likelihood, severity
    hazard.measures, hazard.contingency = measures, contingency
    hazard.save(update_fields=["revision", *HAZARD_COLUMNS])
    return hazard


@verb
def exclude_hazard(*, hazard: Hazard, by: User | None) -> Hazard:
    """Exclude a hazard from a draft: the row stays, with the day; earlier versions are unchanged."""
    RiskAssessment.objects.get_locked(hazard.assessment_id)
    hazard = Hazard.objects.select_related("assessment").get_locked(hazard.pk)
    _only_draft(hazard.assessment)
    if hazard.excluded_on:
        raise NotPossible("This hazard has already been removed.")
    hazard.excluded_on = clock.today()
    hazard.save(update_fields=["excluded_on"])
    return hazard


@verb
def put_in_force(
    *, assessment: RiskAssessment, review_on: datetime.date, by: User | None, none_known: bool = False
) -> RiskAssessment:
    """Put a draft in force from today: it replaces the version before, and a review is due on `review_on` (T6.5).

    Refused without a text on visiting alone and on what to do at a visit, without a hazard unless `none_known`, with a
    hazard that has no kind, and for a review today or earlier. Workers on the package are notified to read and sign it.
    """
    individual = Individual.objects.get_locked(assessment.individual_id)
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    has_hazards = assessment.hazards.not_excluded().exists()
    if assessment.state == RiskAssessmentState.DRAFT:
        _refuse_unready(assessment, has_hazards, none_known)
    refuse_unless_future(review_on)
    about = [individual.pk]
    for before in RiskAssessment.objects.in_force().of_person(individual) if _is_draft(assessment) else ():
        transitions.apply(before, "supersede", by=by, about=about)
        outcome = {"met_on": clock.today(), "met_by": by, "how": ReviewedHow.NEW_VERSION}
        RiskReview.objects.outstanding().filter(assessment=before).update(**outcome)
        notifications.settle_in_force(before)
    transitions.apply(
        assessment,
        "make live",
        by=by,
        about=about,
        in_force_on=clock.today(),
        review_on=review_on,
        none_known=none_known and not has_hazards,
    )
    raise_review(assessment=assessment, due_on=review_on, by=by)
    notifications.notify_in_force(assessment, by)
    return assessment


@verb
def raise_review(*, assessment: RiskAssessment, due_on: datetime.date, by: User | None) -> RiskReview:
    """Record that a review of the assessment is due on `due_on`.

    While no contract of the person runs, the review is closed from the start; `resume_risk_reviews` reopens it.
    """
    today = clock.today()
    is_due = RiskAssessment.objects.filter(may_raise_duty("individual", today), pk=assessment.pk).exists()
    return RiskReview.objects.create(
        assessment=assessment, due_on=due_on, expired_on=None if is_due else today, recorded_by=by
    )


def refuse_unless_future(review_on: datetime.date) -> None:
    """Raise Refused unless the day of a review is after today."""
    if review_on <= clock.today():
        raise Refused("The review must be after today.", field="review_on")


def _refuse_unready(assessment: RiskAssessment, has_hazards: bool, none_known: bool) -> None:
    if not assessment.lone_working.strip() or not assessment.visit_instructions.strip():
        raise Refused("Fill in “Visiting alone” and “What to do at a visit” first.")
    if not has_hazards and not none_known:
        raise Refused("Add a hazard, or confirm that you found none.", field="none_known")
    if assessment.hazards.not_excluded().filter(kind="").exists():
        raise Refused("Edit each hazard without a kind first, and choose what it is about.")


@verb
def drop_risk(*, assessment: RiskAssessment, reason: str, by: User | None) -> RiskAssessment:
    """Drop a draft, with the reason; the version in force is unchanged."""
    transitions.apply(assessment, "drop", by=by, reason=reason, about=[assessment.individual_id])
    return assessment


def _is_draft(assessment: RiskAssessment) -> bool:
    return assessment.state == RiskAssessmentState.DRAFT


def _only_draft(assessment: RiskAssessment) -> None:
    state = RiskAssessment.objects.values_list("state", flat=True).get(pk=assessment.pk)
    if state != RiskAssessmentState.DRAFT:
        label = RiskAssessmentState(state).label
        raise NotPossible(f"This has changed since you opened it: it is now “{label}”. Start a new version.")
