"""Make a note from a phone into a visit: by the same form as the page, with the rights on the visit's own date."""

import datetime
import logging
from typing import Any
from uuid import UUID, uuid4

from django.db import InterfaceError, OperationalError, transaction

from accounts.models import User
from casework.models import SupportPackage
from contracts.models import Terms
from core import clock, drafts, transitions
from core.errors import Refused
from core.verbs import verb
from design.form_drafts import DRAFT_FIELDS
from plans.models import GoalWording
from visits.enums import EntryRoute, PlannedState
from visits.log.forms.visit import LogForm
from visits.log.log_answers import as_visit, log_form_arguments
from visits.models import PhoneEntry, PlannedVisit, Visit
from visits.phone.data import error_text
from visits.phone.enums import PhoneEntryState
from visits.phone.note_format import read
from visits.phone.rights import was_theirs
from visits.services import accept_note, keep_note, log_visit, query_note
from workforce.models import Worker

log = logging.getLogger(__name__)
RELATED = ("package__case__contract", "planned", "recorded_by")
BROKEN = "This note could not be saved as a visit automatically. Check it, then save it as a visit or discard it."


def check_note(entry: PhoneEntry) -> PhoneEntry:
    """Make a note into a visit or query it; return it unchanged if that is done already.

    An error is logged and leaves the note as it arrived; the sweep tries again.
    """
    try:
        checked: PhoneEntry = _check(entry=entry, by=sender_of(entry))
        return checked
    except Exception:
        log.exception("a note from a phone (%s) could not be checked", entry.pk)
        return PhoneEntry.objects.get(pk=entry.pk)


def sender_of(entry: PhoneEntry) -> User:
    """Return the user who sent the note; every note has one."""
    assert entry.recorded_by is not None
    return entry.recorded_by


def check_waiting_notes(on: datetime.date) -> int:
    """Check the notes that an error left unchecked; return how many are done. A sweep."""
    waiting = PhoneEntry.objects.waiting().select_related("recorded_by").order_by("recorded_at")
    return sum(not PhoneEntry.objects.waiting().filter(pk=check_note(entry).pk).exists() for entry in list(waiting))


@verb
def _check(*, entry: PhoneEntry, by: User) -> PhoneEntry:
    """See `check_note`. An unexpected error queries the note, as it would fail again; a lost database raises."""
    PhoneEntry.objects.get_locked(entry.pk)
    entry = PhoneEntry.objects.select_related(*RELATED).get(pk=entry.pk)
    if entry.state != PhoneEntryState.RECEIVED:
        return entry
    try:
        with transaction.atomic():
            accepted: PhoneEntry = accept_note(entry=entry, visit=_visit_of(entry), by=by)
            _discard_drafts(entry)
            return accepted
    except Refused as refusal:
        question = refusal.message
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a note from a phone (%s) could not be made a visit", entry.pk)
        question = BROKEN
    entry = PhoneEntry.objects.select_related(*RELATED).get(pk=entry.pk)
    return query_note(entry=entry, question=question, by=by)


def _visit_of(entry: PhoneEntry) -> Visit:
    if entry.package is None:
        raise Refused("The note does not name a person whom you visit. Ask your manager to log the visit.")
    SupportPackage.objects.get_locked(entry.package.pk)
    if Visit.objects.filter(pk=entry.entry_id).exists():
        raise Refused("This visit was sent twice with different notes. Both versions are saved.")
    form = form_of(entry)
    if not form.is_valid():
        raise Refused(errors_as_text(form))
    return _enter(entry, form.cleaned_data, planned=entry.planned, by=sender_of(entry))


@verb
def log_note_as_visit(*, entry: PhoneEntry, data: dict[str, Any], by: User) -> PhoneEntry:
    """Settle the question: log the note as a visit of its own. `data` is the cleaned data of the visit's form."""
    entry = PhoneEntry.objects.select_related(*RELATED).get_locked(entry.pk)
    visit = _enter(entry, data, planned=still_planned(entry), by=by) if transitions.can_make(entry, "keep") else None
    settled: PhoneEntry = keep_note(entry=entry, visit=visit, by=by)
    _discard_drafts(entry)
    return settled


def _discard_drafts(entry: PhoneEntry) -> None:
    """Discard the drafts that the ordinary form saved of this visit.

    Without a planned visit several visits share the form's key: only the windows that the note names are discarded.
    """
    if entry.planned_id:
        drafts.discard(user=sender_of(entry), key=drafts.key_for("visit_log_planned", entry.planned_id))
        return
    fields = read(entry.text).fields
    window_ids = {value.partition(" ")[0] for name in DRAFT_FIELDS for value in fields.get(name, [])} - {""}
    if window_ids:
        drafts.discard(user=sender_of(entry), key=drafts.key_for("visit_log", entry.package_id), window_ids=window_ids)


def form_of(entry: PhoneEntry) -> LogForm:
    """Return the form of a visit, filled in with the note."""
    return LogForm(read(entry.text).as_form_data(), **form_arguments(entry, sender_of(entry)))


def form_arguments(entry: PhoneEntry, user: User) -> dict[str, Any]:
    """Return the arguments of the form for the note's visit, as `user` may see it."""
    if entry.package is None:
        return {"goals": GoalWording.objects.none()}
    kind = {"planned_kind": entry.planned.kind} if entry.planned else {}
    for day in (_day_of(entry), clock.today()):  # a phone's clock may be wrong by years
        try:
            # A phone asks about access needs whether there are any today or not.
            return {**log_form_arguments(entry.package, user, day), **kind, "needs": None, "carer_needs": None}
        except Terms.DoesNotExist:
            continue
    return {"goals": GoalWording.objects.none()}


def _day_of(entry: PhoneEntry) -> datetime.date:
    """Return the day whose terms apply: the planned visit's, else the day of writing by the phone's clock."""
    return entry.planned.local_on if entry.planned else clock.day_of(entry.written_at or entry.recorded_at)


def _enter(entry: PhoneEntry, data: dict[str, Any], *, planned: PlannedVisit | None, by: User) -> Visit:
    """Log the visit of whoever sent the note. `data` is the cleaned data of the form.

    Raises Refused when the sender enters a visit that was not theirs on its date; a manager may.
    """
    worker = Worker.objects.select_related("user").filter(user=entry.recorded_by).first()
    if worker is None or entry.package is None:
        raise Refused("Only workers can log visits, and the sender has no staff record.")
    columns = as_visit(data)
    day = clock.day_of(columns["started_at"])
    if by == entry.recorded_by and not was_theirs(worker, entry.package, entry.planned, day):
        raise Refused(f"{entry.recorded_by} was not due to visit this person on {day:%-d %B %Y}.")
    columns["entry_route"] = EntryRoute.PHONE
    columns["written_at"] = min(entry.written_at or entry.recorded_at, entry.recorded_at)
    visit: Visit = log_visit(**columns, package=entry.package, worker=worker, planned=planned, by=by)
    return visit


def still_planned(entry: PhoneEntry) -> PlannedVisit | None:
    """Return the planned visit of the note, unless it was logged or cancelled meanwhile."""
    planned = entry.planned
    return planned if planned and planned.state == PlannedState.PLANNED else None


def number_for(entry: PhoneEntry) -> UUID:
    """Return the id for the note's visit: its own, or a new one if a visit has that already."""
    return uuid4() if Visit.objects.filter(pk=entry.entry_id).exists() else entry.entry_id


def errors_as_text(form: LogForm) -> str:
    """Return the errors of a form on one line."""
    return ". ".join(
        error_text(form, name, error).rstrip(".") for name, errors in form.errors.items() for error in errors
    )
