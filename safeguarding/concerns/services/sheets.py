"""The sheet of a concern: our record as a PDF, requested by somebody and made by a task."""

import datetime
from uuid import UUID

from accounts.models import User
from core import document_making, documents, transitions
from core.document_making import DocumentKind
from core.verbs import verb
from safeguarding.concerns import sheet
from safeguarding.models import Concern, ConcernSheet


@verb
def request_sheet(*, concern: Concern, by: User) -> ConcernSheet:
    """Request the sheet of a concern as it is now. Requested again without a change, it is made once."""
    row, is_new = ConcernSheet.objects.get_or_create(
        concern=concern,
        revision=concern.revision,
        steps=transitions.count(concern),
        defaults={"recorded_by": by},
    )
    if is_new:
        document_making.ask_for(CONCERN_SHEET, str(row.pk))
    return row


def current_sheet(concern: Concern) -> ConcernSheet | None:
    """Return the sheet of the concern as it is now, made or requested; None if nobody requested it."""
    sheets = concern.sheets.select_related("document")
    row: ConcernSheet | None = sheets.filter(revision=concern.revision, steps=transitions.count(concern)).first()
    return row


def _missing(on: datetime.date) -> list[str]:
    rows = ConcernSheet.objects.pending().select_related("concern").order_by("recorded_at")
    return [str(row.pk) for row in rows if not _is_overtaken(row)]


def _is_overtaken(row: ConcernSheet) -> bool:
    """Return whether the concern changed since the sheet was requested: another is requested then."""
    return (row.revision, row.steps) != (row.concern.revision, transitions.count(row.concern))


def _render(key: str) -> bytes | None:
    row = ConcernSheet.objects.select_related("concern").get(pk=key)
    return None if row.document_id or _is_overtaken(row) else sheet.render(row)


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store a requested sheet, once, unless the concern changed since it was rendered."""
    row = ConcernSheet.objects.select_related("concern").get_locked(UUID(key))
    if row.document_id or _is_overtaken(row):
        return False
    row.document = documents.store_bytes(
        content=rendered,
        file_name=f"{row.concern.reference}.pdf",
        title="Safeguarding concern",
        content_type="application/pdf",
        by=by,
    )
    row.save(update_fields=["document"])
    return True


# Neither its label nor its reference says that it is a concern: administrators read them, whom one may name.
CONCERN_SHEET = document_making.register(
    DocumentKind(
        key="record-sheet",
        label="PDF of a record",
        missing=_missing,
        render=_render,
        store=_store,
        reference=lambda key: "A record",
    )
)


def make_concern_sheet(*, sheet_id: UUID) -> bool:
    """Make and store a requested sheet now. Return True if it was made now."""
    return document_making.make(CONCERN_SHEET, str(sheet_id))
