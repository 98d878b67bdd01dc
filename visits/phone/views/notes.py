"""The pages of notes from a phone: their states, and the form that settles one with a question."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import log_accesses, open_record
from core.unsent import NOT_ANSWERS
from design.form_drafts import DRAFT_FIELDS
from design.form_view import form_page
from design.forms import ReasonForm
from design.submissions import FIELD
from visits import services
from visits.log.forms.visit import LogForm
from visits.models import PhoneEntry, Visit
from visits.phone.enums import PhoneEntryState
from visits.phone.intake import form_arguments, form_of, log_note_as_visit, number_for
from visits.phone.note_format import read
from visits.phone.views.phone import require_worker

LIST_LENGTH = 50


@page(PageClass.LIST)
@require_safe
def notes(request: Request) -> HttpResponse:
    """List the worker's own notes, those with a question first."""
    require_worker(request.user)
    own = PhoneEntry.objects.visible_to(request.user).filter(recorded_by=request.user)
    asking, others = own.with_question()[:LIST_LENGTH], own.exclude(state=PhoneEntryState.ASKS)[:LIST_LENGTH]
    ids = [pk for rows in (asking, others) for pk in rows.values_list("package__case__individual", flat=True) if pk]
    log_accesses(request, ids)
    related = "package__case__individual"
    context = {"asking": asking.select_related(related), "others": others.select_related(related)}
    return render(request, "visits/phone/notes.html", context)


@page(PageClass.PERSON_WORK)
def note(request: Request, pk: UUID) -> HttpResponse:
    """Show a note with its question, the visit that exists already, and the form to keep the note as a visit."""
    entry = open_record(request, PhoneEntry, Permission.LOG_VISIT, pk)
    context = {"entry": entry, "sent": answers_of(entry), "existing_visit": _existing_visit(request.user, entry)}
    back = _back(request.user, entry)
    if entry.state != PhoneEntryState.ASKS or entry.package is None:
        return render(request, "visits/phone/note.html", {**context, "back": back})
    return form_page(
        request,
        LogForm,
        title="Save this note as a visit",
        template="visits/phone/note_form.html",
        context=context,
        initial=_initial(entry),
        save=lambda data: log_note_as_visit(entry=entry, data=data, by=request.user),
        success_url=reverse("person_visits", args=[entry.package.case.individual_id]),
        success_message="Note saved as a visit.",
        back=back,
        **form_arguments(entry, request.user),
    )


def _back(user: User, entry: PhoneEntry) -> str:
    """Return the address to go back to: the sender's own notes, else the visits of the person it is about."""
    if entry.recorded_by_id == user.pk:
        return reverse("phone_notes")
    return reverse("person_visits", args=[entry.package.case.individual_id]) if entry.package else reverse("visits")


@page(PageClass.PERSON_WORK)
def reject(request: Request, pk: UUID) -> HttpResponse:
    entry = open_record(request, PhoneEntry, Permission.LOG_VISIT, pk)
    if entry.state != PhoneEntryState.ASKS:
        return HttpResponseRedirect(reverse("phone_note", args=[entry.pk]))
    return form_page(
        request,
        ReasonForm,
        title="Discard this note",
        submit_label="Discard the note",
        save=lambda data: services.reject_note(entry=entry, by=request.user, **data),
        success_url=reverse("phone_note", args=[entry.pk]),
        success_message="Note discarded. The original stays on file.",
        back=reverse("phone_note", args=[entry.pk]),
    )


def answers_of(entry: PhoneEntry) -> list[tuple[str, str]]:
    """Return what was sent by label, unknown fields included; the raw text if nothing can be read."""
    by_itself = {*DRAFT_FIELDS, *NOT_ANSWERS, FIELD}
    sent = {name: values for name, values in read(entry.text).fields.items() if name not in by_itself}
    rows = []
    for name, field in form_of(entry).fields.items():
        parts = getattr(field.widget, "widgets_names", [""])
        boxes = [_field_text(field, sent.pop(name + part, [])) for part in parts]
        rows.append((str(field.label), " ".join(boxes)))
    rows += [(name.replace("_", " ").capitalize(), ", ".join(values)) for name, values in sent.items()]
    return [row for row in rows if row[1].strip()] or [("As sent", entry.text)]


def _field_text(field: forms.Field, values: list[str]) -> str:
    """Return the labels of the choices, or the typed text."""
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(value, value) for value in values if value)


def _initial(entry: PhoneEntry) -> dict[str, Any]:
    """Return the note's answers for the form, with an id that is free."""
    form = form_of(entry)
    initial = {
        name: field.widget.value_from_datadict(form.data, form.files, name) for name, field in form.fields.items()
    }
    return initial | {"id": number_for(entry)}


def _existing_visit(user: User, entry: PhoneEntry) -> Visit | None:
    """Return the visit with the note's id, or else that of its planned visit."""
    visits = Visit.objects.visible_to(user).select_related("worker__user")
    visit = visits.filter(pk=entry.entry_id).first()
    if visit is None and entry.planned_id:
        visit = visits.filter(planned=entry.planned_id).first()
    return visit
