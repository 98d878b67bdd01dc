"""Notes from phones: stored as sent, then accepted as a visit or queried, then settled."""

import datetime
import hashlib
from uuid import UUID

from accounts.models import User
from casework.models import SupportPackage
from core import clock, messages, transitions
from core.verbs import verb
from visits import notifications
from visits.models import PhoneDevice, PhoneEntry, PlannedVisit, Visit
from visits.phone.note_format import NotANote, is_storable, read
from visits.phone.rights import was_ever_theirs

# From one user. A round of visits is ten a day; a phone that was offline for weeks sends a few hundred.
MOST_A_DAY = 500
MOST_DEVICES_A_DAY = 20


@verb
def receive(*, text: str, by: User) -> PhoneEntry:
    """Store a note exactly as sent, before it is checked (T4.9).

    The same note of the same sender is stored once, however often it arrives. A note about a person whom the sender
    could never have visited is stored without the person. Raises NotANote when it is none, somebody else's, or one of
    too many in a day.
    """
    if not is_storable(text):
        raise NotANote
    note = read(text)
    if note.by != by.pk:
        raise NotANote("Someone else wrote this note. They must send it themselves.")
    digest = hashlib.sha256(text.encode()).hexdigest()
    is_known = PhoneEntry.objects.filter(recorded_by=by, entry_id=note.id, sha256=digest).exists()
    if not is_known and PhoneEntry.objects.filter(recorded_by=by, recorded_at__gt=_a_day_ago()).count() >= MOST_A_DAY:
        raise NotANote(f"More than {MOST_A_DAY} notes in a day. This one stays on the phone: ring your manager.")
    planned = PlannedVisit.objects.filter(pk=note.planned).select_related("worker").first() if note.planned else None
    package_id = planned.package_id if planned else note.package
    package = SupportPackage.objects.filter(pk=package_id).select_related("case").first() if package_id else None
    is_own = planned is not None and planned.worker.user_id == by.pk  # also behind a wall that was raised since
    if package is not None and not is_own and not was_ever_theirs(by, package):
        planned = package = None
    entry, _ = PhoneEntry.objects.get_or_create(
        recorded_by=by,
        entry_id=note.id,
        sha256=digest,
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
def accept_note(*, entry: PhoneEntry, visit: Visit, by: User) -> PhoneEntry:
    """Record that the note has become `visit`."""
    transitions.apply(entry, "accept", by=by, about=_about(entry), visit=visit)
    return entry


@verb
def query_note(*, entry: PhoneEntry, question: str, by: User) -> PhoneEntry:
    """Record why the note cannot become a visit as it is, and notify whoever can answer."""
    transitions.apply(entry, "query", by=by, reason=question, about=_about(entry), question=question)
    notifications.notify_note_queried(entry)
    return entry


@verb
def keep_note(*, entry: PhoneEntry, visit: Visit | None, by: User) -> PhoneEntry:
    """Settle the question: record that the note is saved as `visit`, a visit of its own."""
    transitions.apply(entry, "keep", by=by, about=_about(entry), visit=visit)
    messages.settle(f"phone-asks:{entry.pk}")
    return entry


@verb
def reject_note(*, entry: PhoneEntry, reason: str, by: User) -> PhoneEntry:
    """Settle the question: the note becomes no visit. It remains as sent, with the reason."""
    transitions.apply(entry, "reject", by=by, reason=reason, about=_about(entry))
    messages.settle(f"phone-asks:{entry.pk}")
    return entry


@verb
def report_unsent(*, device: UUID, unsent: int, is_installed: bool, by: User) -> PhoneDevice | None:
    """Record how many notes wait on a phone, so that their writer is warned elsewhere.

    Returns None, and changes nothing, for the phone of another user, and for one phone too many in a day.
    """
    new_today = PhoneDevice.objects.filter(recorded_by=by, recorded_at__gt=_a_day_ago())
    if not PhoneDevice.objects.filter(pk=device).exists() and new_today.count() >= MOST_DEVICES_A_DAY:
        return None
    columns = {"unsent": unsent, "is_installed": is_installed, "reported_at": clock.now()}
    phone, is_new = PhoneDevice.objects.get_or_create(pk=device, defaults={**columns, "recorded_by": by})
    if phone.recorded_by_id != by.pk:
        return None
    if not is_new and (phone.unsent, phone.is_installed) != (unsent, is_installed):
        PhoneDevice.objects.filter(pk=device).update(**columns)
    return phone


def _a_day_ago() -> datetime.datetime:
    return clock.now() - datetime.timedelta(days=1)


def _about(entry: PhoneEntry) -> list[UUID]:
    return [entry.package.case.individual_id] if entry.package else []
