"""The sheet of an incident: our record as a PDF, requested by somebody and made by a task."""

import datetime
from uuid import UUID

from accounts.models import User
from core import document_making, documents
from core.document_making import DocumentKind
from core.verbs import verb
from safeguarding.incidents.follow_up import sheet
from safeguarding.models import Incident, IncidentSheet


@verb
def request_incident_sheet(*, incident: Incident, by: User) -> IncidentSheet:
    """Request the sheet of an incident as it is now. Requested again without a change, it is made once."""
    row, is_new = IncidentSheet.objects.get_or_create(
        incident=incident, edition=sheet.edition_of(incident), defaults={"recorded_by": by}
    )
    if is_new:
        document_making.ask_for(INCIDENT_SHEET, str(row.pk))
    return row


def current_incident_sheet(incident: Incident) -> IncidentSheet | None:
    """Return the sheet of the incident as it is now, made or requested; None if nobody requested it."""
    sheets = incident.sheets.select_related("document")
    row: IncidentSheet | None = sheets.filter(edition=sheet.edition_of(incident)).first()
    return row


def _missing(on: datetime.date) -> list[str]:
    rows = IncidentSheet.objects.pending().select_related("incident__candour").order_by("recorded_at")
    return [str(row.pk) for row in rows if not _is_overtaken(row)]


def _is_overtaken(row: IncidentSheet) -> bool:
    """Return whether the incident changed since the sheet was requested: another is requested then."""
    return row.edition != sheet.edition_of(row.incident)


def _render(key: str) -> bytes | None:
    row = IncidentSheet.objects.select_related("incident").get(pk=key)
    return None if row.document_id or _is_overtaken(row) else sheet.render(row)


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store a requested sheet, once, unless the incident changed since it was rendered."""
    row = IncidentSheet.objects.select_related("incident").get_locked(UUID(key))
    if row.document_id or _is_overtaken(row):
        return False
    row.document = documents.store_bytes(
        content=rendered,
        file_name=f"{row.incident.reference}.pdf",
        title="Incident",
        content_type="application/pdf",
        by=by,
    )
    row.save(update_fields=["document"])
    return True


# Neither its label nor its reference says that it is an incident: administrators read them, whom one may name.
INCIDENT_SHEET = document_making.register(
    DocumentKind(
        key="incident-sheet",
        label="PDF of another record",
        missing=_missing,
        render=_render,
        store=_store,
        reference=lambda key: "A record",
    )
)


def make_incident_sheet(*, sheet_id: UUID) -> bool:
    """Make and store a requested sheet now. Return True if it was made now."""
    return document_making.make(INCIDENT_SHEET, str(sheet_id))
