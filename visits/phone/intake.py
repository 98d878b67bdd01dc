"""A note from a phone is judged as the page would have: the same form, and the rights on the visit's own date."""

import datetime
import logging
from uuid import UUID, uuid4

from django.db import InterfaceError, OperationalError, transaction

from accounts.enums import Permission, Scope
from accounts.roles import roles_with
from casework.models import Allocation, SupportPackage
from contracts.models import Post, Terms
from core import clock, drafts, transitions
from core.errors import Refused
from core.verbs import verb
from design.form_drafts import TABS
from plans.models import GoalWording
from visits.enums import EntryRoute, PlannedState
from visits.log.forms.visit import LogForm
from visits.log.log_answers import as_visit, log_form_arguments
from visits.models import PhoneEntry, PlannedVisit, Visit
from visits.phone.enums import PhoneEntryState
from visits.phone.note_format import read
from visits.services import accept_note, keep_note_as_visit, log_visit, query_note
from workforce.models import Worker

log = logging.getLogger(__name__)
RELATED = ("package__case__contract", "planned", "recorded_by")
BROKEN = "It could not be made a visit as it is. Look through what was written, and keep it as a visit or leave it out."


def judge(entry: PhoneEntry) -> PhoneEntry:
    """Make the visit, or the question why not. One that is judged already is returned as it is.

    Where the judging itself dies, that is logged; the note stays as it arrived, and the sweep tries again.
    """
    try:
        return judge_note(entry=entry, by=entry.recorded_by)
    except Exception:
        log.exception("a note from a phone (%s) could not be judged", entry.pk)
        return PhoneEntry.objects.get(pk=entry.pk)


def judge_waiting(on: datetime.date) -> int:
    """The sweep: judge what arrived and was not judged, because whoever was to do it died; how many are done."""
    waiting = PhoneEntry.objects.waiting().select_related("recorded_by").order_by("recorded_at")
    return sum(not PhoneEntry.objects.waiting().filter(pk=judge(entry).pk).exists() for entry in list(waiting))


@verb
def judge_note(*, entry: PhoneEntry, by) -> PhoneEntry:
    """See `judge`. A note that breaks something would break it again: it asks; a database that is away is raised."""
    PhoneEntry.objects.get_locked(entry.pk)
    entry = PhoneEntry.objects.select_related(*RELATED).get(pk=entry.pk)
    if entry.state != PhoneEntryState.RECEIVED:
        return entry
    try:
        with transaction.atomic():
            taken = accept_note(entry=entry, visit=_visit_of(entry), by=by)
            _forget_typed(entry)
            return taken
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
        raise Refused("It does not say whose visit it was in a way that is known here.")
    SupportPackage.objects.get_locked(entry.package_id)
    if Visit.objects.filter(pk=entry.entry_id).exists():
        raise Refused("A visit was sent under the same number before, with other words. Both are kept.")
    form = form_of(entry)
    if not form.is_valid():
        raise Refused(in_words(form))
    return _enter(entry, form.cleaned_data, planned=entry.planned, by=entry.recorded_by)


@verb
def keep_as_visit(*, entry: PhoneEntry, data: dict, by) -> PhoneEntry:
    """Answer the question: the note is a visit of its own, as the form of a visit (`data`: what it cleaned) puts it."""
    entry = PhoneEntry.objects.select_related(*RELATED).get_locked(entry.pk)
    visit = _enter(entry, data, planned=still_planned(entry), by=by) if transitions.can_make(entry, "keep") else None
    kept = keep_note_as_visit(entry=entry, visit=visit, by=by)
    _forget_typed(entry)
    return kept


def _forget_typed(entry: PhoneEntry) -> None:
    """The note is a visit: what the ordinary form kept of it while it was typed goes.

    Without a planned visit several visits share the form's key: only the windows go that the note names.
    """
    if entry.planned_id:
        drafts.discard(user=entry.recorded_by, key=drafts.key_for("visit_log_planned", entry.planned_id))
        return
    fields = read(entry.text).fields
    tabs = {value.partition(" ")[0] for name in TABS for value in fields.get(name, [])} - {""}
    if tabs:
        drafts.discard(user=entry.recorded_by, key=drafts.key_for("visit_log", entry.package_id), window_ids=tabs)


def form_of(entry: PhoneEntry) -> LogForm:
    """The form of a visit, filled in as the note says."""
    return LogForm(read(entry.text).as_form_data(), **form_arguments(entry, entry.recorded_by))


def form_arguments(entry: PhoneEntry, user) -> dict:
    """What the form of the note's visit is made with, as `user` may see it."""
    if entry.package is None:
        return {"goals": GoalWording.objects.none()}
    for day in (_day_of(entry), clock.today()):  # the clock of a phone may be wrong by years
        try:
            return log_form_arguments(entry.package, user, day)
        except Terms.DoesNotExist:
            continue
    return {"goals": GoalWording.objects.none()}


def _day_of(entry: PhoneEntry) -> datetime.date:
    """The day by whose terms the note is asked: the planned visit's, else when it was written by the phone's clock."""
    return entry.planned.local_on if entry.planned else clock.day_of(entry.written_at or entry.recorded_at)


def _enter(entry: PhoneEntry, data: dict, *, planned: PlannedVisit | None, by) -> Visit:
    """The visit of whoever sent the note, with the answers `data` of the form.

    Raises Refused when its writer says so, who did not work with the person on the visit's own date; a manager
    answers for what was not theirs to visit.
    """
    worker = Worker.objects.select_related("user").filter(user=entry.recorded_by).first()
    if worker is None or entry.package is None:
        raise Refused("Visits are logged by workers: whoever sent this has no worker's record.")
    visit = as_visit(data)
    day = clock.day_of(visit["started_at"])
    if by == entry.recorded_by and not was_theirs(worker, entry.package, entry.planned, day):
        raise Refused(f"On {day:%-d %B %Y} {entry.recorded_by} was not to visit this person.")
    visit["entry_route"] = EntryRoute.PHONE
    visit["written_at"] = min(entry.written_at or entry.recorded_at, entry.recorded_at)
    return log_visit(**visit, package=entry.package, worker=worker, planned=planned, by=by)


def was_theirs(worker: Worker, package: SupportPackage, planned: PlannedVisit | None, day: datetime.date) -> bool:
    """Whether `worker` might log a visit of `day`: employed, in post and with access then, and theirs to visit.

    What ended since does not matter.
    """
    user = worker.user
    is_employed = worker.started_on <= day and (worker.left_on is None or day <= worker.left_on)
    if not is_employed or (user.suspended_at and clock.day_of(user.suspended_at) < day):
        return False
    posts = Post.objects.on(day).filter(user=user, contract=package.case.contract)
    allocations = Allocation.objects.on(day).filter(package=package)

    def held(scope):
        return posts.filter(role__in=roles_with(Permission.LOG_VISIT, scope)).exists()

    return (
        held(Scope.CONTRACT)
        or (held(Scope.TEAM) and allocations.filter(worker__team=worker.team_id).exists())
        or (held(Scope.ALLOCATED) and allocations.filter(worker=worker).exists())
        or (planned is not None and planned.worker_id == worker.pk and planned.local_on == day and posts.exists())
    )


def still_planned(entry: PhoneEntry) -> PlannedVisit | None:
    """The planned visit that the note names, unless it was logged or cancelled meanwhile."""
    planned = entry.planned
    return planned if planned and planned.state == PlannedState.PLANNED else None


def number_for(entry: PhoneEntry) -> UUID:
    """The id under which the note can become a visit: its own, or a new one where a visit has that already."""
    return uuid4() if Visit.objects.filter(pk=entry.entry_id).exists() else entry.entry_id


def in_words(form) -> str:
    """What the form has against its answers, on one line."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return " ".join(found)
