"""What becomes of an assessment in force: signed, looked at again, shown to the Council on request (T6.5)."""

import datetime

from django.db.models import Exists, F, OuterRef

from casework.duties import is_supported
from casework.notifications import keyworker_of
from core import clock, documents, tasks_after_commit, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.assessments import notifications
from risk.assessments import pdf as assessments_pdf
from risk.assessments.enums import DisclosureMethod, ReviewedHow, RiskAssessmentState
from risk.assessments.models import RiskAssessment, RiskDisclosure, RiskReview, RiskSignature
from risk.assessments.services.writing import after_today


@verb
def sign_risk(*, assessment: RiskAssessment, by) -> RiskSignature:
    """Whoever visits has read this version and says so (T6.5); a newer one asks anew."""
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    if assessment.state != RiskAssessmentState.IN_FORCE:
        raise NotPossible("Only the version in force is signed. Open it, read it and sign that one.")
    return RiskSignature.objects.create(assessment=assessment, user=by, signed_at=clock.now(), recorded_by=by)


@verb
def confirm_risk(*, assessment: RiskAssessment, note: str, review_on: datetime.date, by) -> RiskAssessment:
    """Looked through and nothing changed: the review is met, and the next falls due on `review_on`, after today."""
    after_today(review_on)
    if not note.strip():
        raise Refused("Write what was looked at, and with whom.", field="note")
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    if review_on == assessment.review_on:
        raise Refused("A review on that day is planned already. Choose a later day.", field="review_on")
    transitions.apply(assessment, "confirm", by=by, reason=note, about=[assessment.individual_id], review_on=review_on)
    met = {"met_on": clock.today(), "met_by": by, "how": ReviewedHow.NOTHING_CHANGED, "note": note.strip()}
    RiskReview.objects.outstanding().filter(assessment=assessment).update(**met)
    RiskReview.objects.create(assessment=assessment, due_on=review_on, recorded_by=by)
    return assessment


def resume_risk_reviews(*, on: datetime.date) -> int:
    """The sweep: with new support the lapsed review of an assessment still in force is due again, on its day."""
    outstanding = RiskReview.objects.outstanding().filter(assessment=OuterRef("assessment"))
    lapsed = RiskReview.objects.filter(
        is_supported("assessment__individual", on),
        ~Exists(outstanding),
        met_on=None,
        lapsed_on__isnull=False,
        due_on=F("assessment__review_on"),
        assessment__state=RiskAssessmentState.IN_FORCE,
    )
    return sum(_resume(review_id=pk, by=None) for pk in lapsed.values_list("pk", flat=True))


@verb
def _resume(*, review_id, by) -> bool:
    review = RiskReview.objects.get_locked(review_id)
    if review.met_on or review.lapsed_on is None:
        return False
    review.lapsed_on = None
    review.save(update_fields=["lapsed_on"])
    return True


@verb
def disclose_to_council(
    *,
    assessment: RiskAssessment,
    asked_by: str,
    asked_by_post: str,
    asked_on: datetime.date,
    how: str,
    by,
    user=None,
    until_on: datetime.date | None = None,
) -> RiskDisclosure:
    """Record that the Council asked for the assessment and it is shown today (T6.5).

    With how `access` the account `user`, the person's keyworker today, may read this version and nothing else from
    today until `until_on` (exclusive), while they are the keyworker; otherwise a paper of this version is made and
    kept. Refused for a draft.
    """
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    if assessment.state not in (RiskAssessmentState.IN_FORCE, RiskAssessmentState.SUPERSEDED):
        raise NotPossible(f"This version is “{assessment.get_state_display()}”: only what was in force is shown.")
    today = clock.today()
    if asked_on > today:
        raise Refused("The day on which they asked cannot lie in the future.", field="asked_on")
    is_access = how == DisclosureMethod.ACCESS
    if is_access and (user is None or user != keyworker_of(assessment.individual, today)):
        raise Refused("Access is given to the person's keyworker. To anybody else, send a paper.", field="how")
    if is_access and (until_on is None or until_on <= today):
        raise Refused("Say the last day on which they may open it: today or later.", field="last_on")
    shown = RiskDisclosure.objects.create(
        assessment=assessment,
        asked_by=asked_by.strip(),
        asked_by_post=asked_by_post.strip(),
        asked_on=asked_on,
        shown_on=today,
        how=how,
        user=user if is_access else None,
        until_on=until_on if is_access else None,
        recorded_by=by,
    )
    if is_access:
        notifications.notify_disclosed(shown, by)
    else:
        tasks_after_commit.enqueue("plans.tasks.make_risk_paper", str(shown.pk))
    return shown


@verb
def end_disclosure(*, shown: RiskDisclosure, by) -> RiskDisclosure:
    """Take the access away at once: nobody opens it by this from now on. What was opened stays on record."""
    shown = RiskDisclosure.objects.get_locked(shown.pk)
    today = clock.today()
    if shown.until_on is None or shown.until_on <= today:
        raise NotPossible("There is no access to take away any more: it has ended already.")
    shown.until_on = today
    shown.save(update_fields=["until_on"])
    return shown


def make_missing_risk_pdfs(*, on: datetime.date) -> int:
    """The sweep: the paper of every showing that needs one and has none yet; how many were made."""
    missing = RiskDisclosure.objects.without_paper().values_list("pk", flat=True)
    return sum(store_risk_pdf(shown_id=pk, by=None) for pk in missing)


@verb
def store_risk_pdf(*, shown_id, by) -> bool:
    """Make and keep the paper of what was shown, once; whether it was made now."""
    shown = RiskDisclosure.objects.select_related("assessment__individual").get_locked(shown_id)
    if shown.paper_id or shown.how == DisclosureMethod.ACCESS:
        return False
    shown.paper = documents.store_bytes(
        content=assessments_pdf.render(shown),
        file_name=f"risk-assessment-{shown.assessment.individual.reference}-{shown.assessment.version}.pdf",
        title=f"Risk assessment {shown.assessment.individual.reference}, version {shown.assessment.version}",
        content_type="application/pdf",
        by=by,
    )
    shown.save(update_fields=["paper"])
    return True
