"""Notes that came from a phone: what became of each, and answering those that ask a question."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import log_openings, open_record
from design.form_drafts import TABS
from design.form_view import form_page
from visits import services
from visits.log.forms.visit import LogForm, ReasonForm
from visits.models import PhoneEntry, Visit
from visits.phone.enums import PhoneEntryState
from visits.phone.intake import form_arguments, form_of, keep_as_visit, number_for
from visits.phone.note_format import read
from visits.phone.views.phone import only_workers

LIST_LENGTH = 50


@page(PageClass.LIST)
@require_safe
def notes(request):
    """The worker's own notes, those with a question first."""
    only_workers(request.user)
    own = PhoneEntry.objects.visible_to(request.user).filter(recorded_by=request.user)
    asking, others = own.asking()[:LIST_LENGTH], own.exclude(state=PhoneEntryState.ASKS)[:LIST_LENGTH]
    people = [pk for some in (asking, others) for pk in some.values_list("package__case__individual", flat=True) if pk]
    log_openings(request, people)
    related = "package__case__individual"
    context = {"asking": asking.select_related(related), "others": others.select_related(related)}
    return render(request, "visits/phone_notes.html", context)


@page(PageClass.PERSON_WORK)
def note(request, pk):
    """A note with its question: what was sent, what stands there already, and the form to keep it as a visit."""
    entry = open_record(request, PhoneEntry, Permission.LOG_VISIT, pk)
    context = {"entry": entry, "sent": answers_of(entry), "there": _there(request.user, entry)}
    back = _back(request.user, entry)
    if entry.state != PhoneEntryState.ASKS or entry.package is None:
        return render(request, "visits/phone_note.html", {**context, "back": back})
    return form_page(
        request,
        LogForm,
        title="Keep this note as a visit",
        template="visits/phone_note_form.html",
        context=context,
        initial=_initial(entry),
        save=lambda data: keep_as_visit(entry=entry, data=data, by=request.user),
        success_url=reverse("person_visits", args=[entry.package.case.individual_id]),
        success_message="The note is saved as a visit.",
        back=back,
        **form_arguments(entry, request.user),
    )


def _back(user, entry: PhoneEntry) -> str:
    """The address to go back to: of the sender's own notes, else of the visits of the person it is about."""
    if entry.recorded_by_id == user.pk:
        return reverse("phone_notes")
    return reverse("person_visits", args=[entry.package.case.individual_id]) if entry.package else reverse("visits")


@page(PageClass.PERSON_WORK)
def leave_out(request, pk):
    """The note becomes no visit."""
    entry = open_record(request, PhoneEntry, Permission.LOG_VISIT, pk)
    if entry.state != PhoneEntryState.ASKS:
        return HttpResponseRedirect(reverse("phone_note", args=[entry.pk]))
    return form_page(
        request,
        ReasonForm,
        title="Leave this note out",
        save=lambda data: services.reject_note(entry=entry, by=request.user, **data),
        success_url=reverse("phone_note", args=[entry.pk]),
        success_message="The note is left out. It stays here as it was sent.",
        back=reverse("phone_note", args=[entry.pk]),
    )


def answers_of(entry: PhoneEntry) -> list[tuple[str, str]]:
    """What was sent, label by label, also what the form does not know; the text itself where it cannot be read."""
    sent = {name: values for name, values in read(entry.text).fields.items() if name not in TABS}
    rows = []
    for name, field in form_of(entry).fields.items():
        parts = getattr(field.widget, "widgets_names", [""])
        boxes = [_said(field, sent.pop(name + part, [])) for part in parts]
        rows.append((str(field.label), " ".join(boxes)))
    rows += [(name.replace("_", " ").capitalize(), ", ".join(values)) for name, values in sent.items()]
    return [row for row in rows if row[1].strip()] or [("As sent", entry.text)]


def _said(field, values: list[str]) -> str:
    """The labels of what was chosen, or what was typed."""
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(value, value) for value in values if value)


def _initial(entry: PhoneEntry) -> dict:
    """The note's answers for the form; under its own number, or a new one where a visit has that already."""
    form = form_of(entry)
    initial = {
        name: field.widget.value_from_datadict(form.data, form.files, name) for name, field in form.fields.items()
    }
    return initial | {"id": number_for(entry)}


def _there(user, entry: PhoneEntry) -> Visit | None:
    """The visit that stands under the number of the note, or for the visit that was planned."""
    visits = Visit.objects.visible_to(user).select_related("worker__user")
    found = visits.filter(pk=entry.entry_id).first()
    if found is None and entry.planned_id:
        found = visits.filter(planned=entry.planned_id).first()
    return found
