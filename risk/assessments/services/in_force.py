"""An assessment in force is signed, reviewed, and disclosed to the Council on request (T6.5)."""

import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from accounts.models import User
from casework.duties import may_raise_duty
from casework.recipients import keyworker_of
from core import clock, document_making, documents, messages, sweeps, transitions
from core.document_making import DocumentKind
from core.errors import NotPossible, Refused
from core.verbs import verb
from risk.assessments import notifications, pdf
from risk.assessments.enums import DisclosureMethod, ReviewedHow, RiskAssessmentState
from risk.assessments.services.drafts import raise_review, refuse_unless_future
from risk.models import RiskAssessment, RiskDisclosure, RiskRequest, RiskReview, RiskSignature
from risk.requests.services import lock_open_request, meet_requests


@verb
def sign_risk(*, assessment: RiskAssessment, by: User) -> RiskSignature:
    """Record that a worker who visits has read this version (T6.5). Each new version is signed again."""
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    if assessment.state != RiskAssessmentState.IN_FORCE:
        raise NotPossible("You can only sign the live version. Open it, read it and sign that one.")
    messages.settle(f"risk-in-force:{assessment.pk}:{by.pk}")
    return RiskSignature.objects.create(assessment=assessment, user=by, signed_at=clock.now(), recorded_by=by)


@verb
def confirm_risk(*, assessment: RiskAssessment, note: str, review_on: datetime.date, by: User | None) -> RiskAssessment:
    """Record a review without changes: the review is met, and the next is due on `review_on`, after today."""
    refuse_unless_future(review_on)
    if not note.strip():
        raise Refused("Enter what you reviewed, and who with.", field="note")
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    if review_on == assessment.review_on:
        raise Refused("A review on that date is already planned. Choose a later date.", field="review_on")
    transitions.apply(assessment, "confirm", by=by, reason=note, about=[assessment.individual_id], review_on=review_on)
    outcome = {"met_on": clock.today(), "met_by": by, "how": ReviewedHow.NOTHING_CHANGED, "note": note.strip()}
    RiskReview.objects.outstanding().filter(assessment=assessment).update(**outcome)
    raise_review(assessment=assessment, due_on=review_on, by=by)
    return assessment


def resume_risk_reviews(*, on: datetime.date) -> int:
    """Reopen the reviews that ended with support, where there is support again in a contract that runs on `on`.

    Return how many. For the sweep.
    """
    outstanding = RiskReview.objects.outstanding().filter(assessment=OuterRef("assessment"))
    reviews = RiskReview.objects.filter(
        may_raise_duty("assessment__individual", on),
        ~Exists(outstanding),
        met_on=None,
        expired_on__isnull=False,
        due_on=F("assessment__review_on"),
        assessment__state=RiskAssessmentState.IN_FORCE,
    )
    return sweeps.each(reviews.values_list("pk", flat=True), lambda pk: _resume(review_id=pk, by=None))


@verb
def _resume(*, review_id: UUID, by: User | None) -> bool:
    review = RiskReview.objects.get_locked(review_id)
    if review.met_on or review.expired_on is None:
        return False
    review.expired_on = None
    review.save(update_fields=["expired_on"])
    return True


@verb
def disclose_to_council(
    *,
    assessment: RiskAssessment,
    asked_by: str,
    asked_by_post: str,
    asked_on: datetime.date,
    how: str,
    by: User,
    user: User | None = None,
    until_on: datetime.date | None = None,
    answers: RiskRequest | None = None,
) -> RiskDisclosure:
    """Record that the Council asked for the assessment and that it is disclosed today (T6.5).

    It answers the open requests about the person. `answers` is one of them: NotPossible when it is closed. If `how` is
    access, `user` may read this version and nothing else from today until `until_on` (exclusive), while they are the
    person's keyworker; otherwise a PDF of this version is made. Refused for a draft, for access of anybody but today's
    keyworker, and for a request in the future.
    """
    assessment = RiskAssessment.objects.get_locked(assessment.pk)
    _refuse_disclosure(assessment, asked_on, answers)
    if is_access := how == DisclosureMethod.ACCESS:
        _refuse_access(assessment, user, until_on)
    disclosure = RiskDisclosure.objects.create(
        assessment=assessment,
        asked_by=asked_by.strip(),
        asked_by_post=asked_by_post.strip(),
        asked_on=asked_on,
        disclosed_on=clock.today(),
        how=how,
        user=user if is_access else None,
        until_on=until_on if is_access else None,
        recorded_by=by,
    )
    if is_access:
        notifications.notify_disclosed(disclosure, by)
    else:
        document_making.ask_for(RISK_PDF, str(disclosure.pk))
    meet_requests(disclosure=disclosure, by=by)
    return disclosure


def _refuse_disclosure(assessment: RiskAssessment, asked_on: datetime.date, answers: RiskRequest | None) -> None:
    if answers is not None:
        lock_open_request(answers)
    if assessment.state not in (RiskAssessmentState.IN_FORCE, RiskAssessmentState.SUPERSEDED):
        raise NotPossible(
            f"This version is “{assessment.get_state_display()}”. You can only share a version that is or was live."
        )
    if asked_on > clock.today():
        raise Refused("The date they asked can't be in the future.", field="asked_on")


def _refuse_access(assessment: RiskAssessment, user: User | None, until_on: datetime.date | None) -> None:
    today = clock.today()
    if user is None or user != keyworker_of(assessment.individual, today):
        raise Refused("Only the person's keyworker can be given access. Send a PDF to anyone else.", field="how")
    if until_on is None or until_on <= today:
        raise Refused("Enter the last day of access: today or later.", field="last_on")


@verb
def end_disclosure(*, disclosure: RiskDisclosure, by: User | None) -> RiskDisclosure:
    """End the access now. What was opened before stays in the access log."""
    disclosure = RiskDisclosure.objects.get_locked(disclosure.pk)
    today = clock.today()
    if disclosure.until_on is None or disclosure.until_on <= today:
        raise NotPossible("This access has already ended.")
    disclosure.until_on = today
    disclosure.save(update_fields=["until_on"])
    return disclosure


def _missing(on: datetime.date) -> list[str]:
    waiting = RiskDisclosure.objects.without_document().order_by("recorded_at")
    return [str(pk) for pk in waiting.values_list("pk", flat=True)]


def _render(key: str) -> bytes | None:
    disclosure = RiskDisclosure.objects.select_related("assessment__individual").get(pk=key)
    return pdf.render(disclosure) if disclosure.needs_document and not disclosure.document_id else None


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store the PDF of a disclosure, once. The version that it shows does not change any more."""
    disclosure = RiskDisclosure.objects.select_related("assessment__individual").get_locked(UUID(key))
    if disclosure.document_id:
        return False
    assessment = disclosure.assessment
    disclosure.document = documents.store_bytes(
        content=rendered,
        file_name=f"risk-assessment-{assessment.individual.reference}-{assessment.version}.pdf",
        title=f"Risk assessment {assessment.individual.reference}, version {assessment.version}",
        content_type="application/pdf",
        by=by,
    )
    disclosure.save(update_fields=["document"])
    return True


def _reference(key: str) -> str:
    assessment = RiskDisclosure.objects.select_related("assessment__individual").get(pk=key).assessment
    return f"{assessment.individual.reference}, version {assessment.version}"


RISK_PDF = document_making.register(
    DocumentKind(
        key="risk",
        label="PDF of a disclosed risk assessment",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_reference,
    )
)


def make_risk_pdf(*, disclosure_id: UUID) -> bool:
    """Make and store the PDF of a disclosure now. Return True if it was made now."""
    return document_making.make(RISK_PDF, str(disclosure_id))
