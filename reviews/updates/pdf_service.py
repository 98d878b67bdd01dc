"""The PDF of an update is requested by somebody and made by a task."""

import datetime
from uuid import UUID

from django.db.models import Count, F

from accounts.models import User
from core import document_making, documents
from core.document_making import DocumentKind
from core.errors import NotPossible
from core.verbs import verb
from reviews.models import NOT_SENT, KeyworkerUpdate, UpdatePdf
from reviews.updates import pdf


@verb
def request_update_pdf(*, update: KeyworkerUpdate, by: User | None) -> UpdatePdf:
    """Request the PDF of a sent update with its corrections up to now. Requested again, it is made once."""
    if update.submitted_at is None:
        raise NotPossible(NOT_SENT)
    update_pdf, is_new = UpdatePdf.objects.get_or_create(
        update=update, number=update.versions.count(), defaults={"recorded_by": by}
    )
    if is_new:
        document_making.ask_for(UPDATE_PDF, str(update_pdf.pk))
    return update_pdf


def current_pdf(update: KeyworkerUpdate) -> UpdatePdf | None:
    """Return the PDF with every correction, made or requested; None if nobody requested it."""
    pdfs = update.pdfs.select_related("document").filter(number=update.versions.count())
    found: UpdatePdf | None = pdfs.first()
    return found


def _missing(on: datetime.date) -> list[str]:
    """Return the PDFs that were requested and not made, unless the update was corrected since."""
    pending = UpdatePdf.objects.pending().annotate(corrections=Count("update__versions"))
    ids = pending.filter(number=F("corrections")).order_by("recorded_at").values_list("pk", flat=True)
    return [str(pk) for pk in ids]


def _render(key: str) -> bytes | None:
    update_pdf = UpdatePdf.objects.select_related("update").get(pk=key)
    is_overtaken = update_pdf.number != update_pdf.update.versions.count()
    is_needed = not update_pdf.document_id and not is_overtaken and update_pdf.update.struck_at is None
    return pdf.render(update_pdf) if is_needed else None


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store a requested PDF, once, unless the update was corrected since it was rendered."""
    update_pdf = UpdatePdf.objects.select_related("update__package").get_locked(UUID(key))
    if update_pdf.document_id or update_pdf.number != update_pdf.update.versions.count():
        return False
    update_pdf.document = documents.store_bytes(
        content=rendered,
        file_name=pdf.file_name(update_pdf.update, "pdf"),
        title="Keyworker update",
        content_type="application/pdf",
        by=by,
    )
    update_pdf.save(update_fields=["document"])
    return True


def _reference(key: str) -> str:
    return str(UpdatePdf.objects.select_related("update__package").get(pk=key).update.package.reference)


UPDATE_PDF = document_making.register(
    DocumentKind(
        key="update",
        label="PDF of a keyworker update",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_reference,
    )
)


def make_update_pdf(*, update_pdf_id: UUID) -> bool:
    """Make and store a requested PDF now. Return True if it was made now."""
    return document_making.make(UPDATE_PDF, str(update_pdf_id))
