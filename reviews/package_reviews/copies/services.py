"""The PDF of a shared review is requested by somebody and made by a task."""

import datetime
from uuid import UUID

from django.db.models import Count, F

from accounts.models import User
from core import document_making, documents
from core.document_making import DocumentKind
from core.errors import NotPossible
from core.verbs import verb
from reviews.models import Review, ReviewPdf
from reviews.package_reviews.copies import content
from reviews.package_reviews.enums import ReviewState

NOT_SHARED_YET = "Share the review first."


@verb
def request_review_pdf(*, review: Review, by: User | None) -> ReviewPdf:
    """Request the PDF of a shared review with its corrections up to now. Requested again, it is made once."""
    if review.state != ReviewState.SHARED:
        raise NotPossible(NOT_SHARED_YET)
    review_pdf, is_new = ReviewPdf.objects.get_or_create(
        review=review, number=review.versions.count(), defaults={"recorded_by": by}
    )
    if is_new:
        document_making.ask_for(REVIEW_PDF, str(review_pdf.pk))
    return review_pdf


def current_pdf(review: Review) -> ReviewPdf | None:
    """Return the PDF with every correction, made or requested; None if nobody requested it."""
    pdfs = ReviewPdf.objects.select_related("document").filter(review=review, number=review.versions.count())
    row: ReviewPdf | None = pdfs.first()
    return row


def _missing(on: datetime.date) -> list[str]:
    """Return the PDFs that were requested and not made, unless the review was corrected since."""
    pending = ReviewPdf.objects.pending().annotate(corrections=Count("review__versions"))
    ids = pending.filter(number=F("corrections")).order_by("recorded_at").values_list("pk", flat=True)
    return [str(pk) for pk in ids]


def _render(key: str) -> bytes | None:
    review_pdf = ReviewPdf.objects.select_related("review").get(pk=key)
    is_overtaken = review_pdf.number != review_pdf.review.versions.count()
    is_needed = not review_pdf.document_id and not is_overtaken and review_pdf.review.struck_at is None
    return content.render(review_pdf) if is_needed else None


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store a requested PDF, once, unless the review was corrected since it was rendered."""
    review_pdf = ReviewPdf.objects.select_related("review__package").get_locked(UUID(key))
    if review_pdf.document_id or review_pdf.number != review_pdf.review.versions.count():
        return False
    review_pdf.document = documents.store_bytes(
        content=rendered,
        file_name=content.file_name(review_pdf.review, "pdf"),
        title="Review",
        content_type="application/pdf",
        by=by,
    )
    review_pdf.save(update_fields=["document"])
    return True


def _reference(key: str) -> str:
    return str(ReviewPdf.objects.select_related("review__package").get(pk=key).review.package.reference)


REVIEW_PDF = document_making.register(
    DocumentKind(
        key="review",
        label="PDF of a review",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_reference,
    )
)
