"""Notes from phones: kept as they were sent, then a visit or a question, then settled."""

import hashlib
from uuid import UUID

from casework.models import SupportPackage
from core import clock, transitions
from core.verbs import verb
from visits import notifications
from visits.models import PhoneDevice, PhoneEntry, PlannedVisit, Visit
from visits.phone.note_format import NotANote, is_storable, read


@verb
def receive(*, text: str, by) -> PhoneEntry:
    """Keep a note exactly as `text` says it, before anything is asked of it (T4.9).

    The same note of the same sender is kept once, however often it comes. Raises NotANote when it cannot be kept:
    it is none, or somebody else's.
    """
    if not is_storable(text):
        raise NotANote("This is not a note of a visit.")
    note = read(text)
    if note.by != by.pk:
        raise NotANote("This note was written by somebody else, who sends it.")
    planned = PlannedVisit.objects.filter(pk=note.planned).first() if note.planned else None
    package_id = planned.package_id if planned else note.package
    package = SupportPackage.objects.filter(pk=package_id).select_related("case").first() if package_id else None
    entry, _ = PhoneEntry.objects.get_or_create(
        recorded_by=by,
        entry_id=note.id,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        defaults={
            "text": text,
            "version": note.version,
            "written_at": note.written_at,
            "planned": planned,
            "package": package,
        },
    )
    return entry


@verb
def accept_note(*, entry: PhoneEntry, visit: Visit, by) -> PhoneEntry:
    """The note has become `visit`."""
    transitions.apply(entry, "take in", by=by, about=_about(entry), visit=visit)
    return entry


@verb
def query_note(*, entry: PhoneEntry, question: str, by) -> PhoneEntry:
    """The note cannot become a visit as it is; `question` says why. Whoever can answer is told."""
    transitions.apply(entry, "ask", by=by, reason=question, about=_about(entry), question=question)
    notifications.notify_note_queried(entry)
    return entry


@verb
def keep_note_as_visit(*, entry: PhoneEntry, visit: Visit | None, by) -> PhoneEntry:
    """Answer the question: the note is `visit`, a visit of its own."""
    transitions.apply(entry, "keep", by=by, about=_about(entry), visit=visit)
    return entry


@verb
def reject_note(*, entry: PhoneEntry, reason: str, by) -> PhoneEntry:
    """Answer the question: the note becomes no visit. It stays as it was sent, with the reason."""
    transitions.apply(entry, "leave out", by=by, reason=reason, about=_about(entry))
    return entry


@verb
def report_unsent(*, device: UUID, unsent: int, is_installed: bool, by) -> PhoneDevice | None:
    """A phone says how many notes wait on it, so that their writer can be warned elsewhere; None: not their phone."""
    columns = {"unsent": unsent, "is_installed": is_installed, "said_at": clock.now()}
    known, is_new = PhoneDevice.objects.get_or_create(pk=device, defaults={**columns, "recorded_by": by})
    if known.recorded_by_id != by.pk:
        return None
    if not is_new and (known.unsent, known.is_installed) != (unsent, is_installed):
        PhoneDevice.objects.filter(pk=device).update(**columns)
    return known


def _about(entry: PhoneEntry) -> list:
    return [entry.package.case.individual_id] if entry.package else []
