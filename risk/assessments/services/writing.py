"""A risk assessment is begun, written, put in force, dropped (T6.5)."""

import datetime

from casework.models import Individual, SupportPackage
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.assessments import notifications
from risk.assessments.enums import ReviewedHow, RiskAssessmentState
from risk.assessments.models import HAZARD_COLUMNS, TEXTS, Hazard, RiskAssessment, RiskReview


@verb
def begin_risk(*, individual: Individual, by) -> RiskAssessment:
    """Begin an assessment (T6.5): the first, or a new version that starts as a copy of the one in force.

    Written under the primary record of the person. The draft that is there already is returned as it is.
    Refused when no support is open, or the person has died.
    """
    individual = Individual.objects.get_locked(individual.primary_id)
    people = Individual.objects.same_person(individual)
    if individual.died_on or not SupportPackage.objects.open().filter(case__individual__in=people).exists():
        raise Refused("No support is open for this person, so there is nothing to assess.")
    known = list(RiskAssessment.objects.of_person(individual))
    for draft in known:
        if draft.state == RiskAssessmentState.DRAFT:
            return draft
    before = next((one for one in known if one.state == RiskAssessmentState.IN_FORCE), None)
    assessment = RiskAssessment.objects.create(
        individual=individual,
        version=max((one.version for one in known), default=0) + 1,
        recorded_by=by,
        **{name: getattr(before, name) for name in TEXTS if before},
    )
    for hazard in before.hazards.standing() if before else ():
        columns = {name: getattr(hazard, name) for name in HAZARD_COLUMNS}
        Hazard.objects.create(assessment=assessment, position=hazard.position, recorded_by=by, **columns)
    transitions.record_created(assessment, by=by, about=[individual.pk])
    return assessment


@verb
def write_risk(*, assessment: RiskAssessment, revision: int, by, **texts) -> RiskAssessment:
    """Save the texts of a draft. Raises Conflict when somebody saved them since `revision`."""
    assessment.check_revision(revision)
    _only_draft(assessment)
    for name in TEXTS:
        setattr(assessment, name, texts[name])
    assessment.save(update_fields=["revision", *TEXTS])
    return assessment


@verb
def add_hazard(*, assessment: RiskAssessment, by, **columns) -> Hazard:
    """Add a hazard to a draft; likelihood and severity are 1 to 5."""
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    _only_draft(assessment)
    return Hazard.objects.create(assessment=assessment, position=assessment.hazards.count(), recorded_by=by, **columns)


@verb
def change_hazard(*, hazard: Hazard, revision: int, by, **columns) -> Hazard:
    """Change a hazard of a draft. Raises Conflict when somebody saved it since `revision`."""
    RiskAssessment.objects.get_locked(hazard.assessment_id)
    hazard.check_revision(revision)
    _only_draft(hazard.assessment)
    if Hazard.objects.get(pk=hazard.pk).left_out_on:
        raise NotPossible("This hazard is left out already.")
    for name in HAZARD_COLUMNS:
        setattr(hazard, name, columns[name])
    hazard.save(update_fields=["revision", *HAZARD_COLUMNS])
    return hazard


@verb
def exclude_hazard(*, hazard: Hazard, by) -> Hazard:
    """Leave a hazard out of a draft: the row stays with the day; earlier versions keep theirs."""
    RiskAssessment.objects.get_locked(hazard.assessment_id)
    hazard = Hazard.objects.select_related("assessment").get_locked(hazard.pk)
    _only_draft(hazard.assessment)
    if hazard.left_out_on:
        raise NotPossible("This hazard is left out already.")
    hazard.left_out_on = clock.today()
    hazard.save(update_fields=["left_out_on"])
    return hazard


@verb
def put_in_force(
    *, assessment: RiskAssessment, review_on: datetime.date, by, none_known: bool = False
) -> RiskAssessment:
    """Put a draft in force from today: the version before is replaced, and a review falls due on `review_on` (T6.5).

    Refused without a word on visiting alone and on what to do at a visit, without a hazard unless it is said that
    none is known, and for a review that does not lie ahead. Workers on the package are told to read and sign it.
    """
    individual = Individual.objects.get_locked(assessment.individual_id)
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    hazards = assessment.hazards.standing().exists()
    if assessment.state == RiskAssessmentState.DRAFT:
        _refuse_unready(assessment, hazards, none_known)
    after_today(review_on)
    today = clock.today()
    about = [individual.pk]
    for before in RiskAssessment.objects.in_force().of_person(individual) if _is_draft(assessment) else ():
        transitions.apply(before, "supersede", by=by, about=about)
        met = {"met_on": today, "met_by": by, "how": ReviewedHow.NEW_VERSION}
        RiskReview.objects.outstanding().filter(assessment=before).update(**met)
    transitions.apply(
        assessment,
        "put in force",
        by=by,
        about=about,
        in_force_on=today,
        review_on=review_on,
        none_known=none_known and not hazards,
    )
    RiskReview.objects.create(assessment=assessment, due_on=review_on, recorded_by=by)
    notifications.notify_in_force(assessment, by)
    return assessment


def after_today(review_on: datetime.date) -> None:
    """Raise Refused unless the day of a review lies ahead."""
    if review_on <= clock.today():
        raise Refused("The review must lie ahead: choose a day after today.", field="review_on")


def _refuse_unready(assessment, hazards: bool, none_known: bool) -> None:
    if not assessment.lone_working.strip() or not assessment.visit_instructions.strip():
        raise Refused("Write whether workers may visit alone, and what to do at a visit, first.")
    if not hazards and not none_known:
        raise Refused("Add a hazard, or say that none is known.", field="none_known")


@verb
def drop_risk(*, assessment: RiskAssessment, reason: str, by) -> RiskAssessment:
    """A draft is not taken further, with the reason; the version in force stays."""
    transitions.apply(assessment, "drop", by=by, reason=reason, about=[assessment.individual_id])
    return assessment


def _is_draft(assessment) -> bool:
    return assessment.state == RiskAssessmentState.DRAFT


def _only_draft(assessment: RiskAssessment) -> None:
    state = RiskAssessment.objects.values_list("state", flat=True).get(pk=assessment.pk)
    if state != RiskAssessmentState.DRAFT:
        label = RiskAssessmentState(state).label
        raise NotPossible(f"This has changed since you opened it: it is now “{label}”. Begin a new version.")
