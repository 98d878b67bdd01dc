"""One update: read, written, checked, sent and corrected; and the rows behind its figures."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.questions.rules import questions_about
from casework.recipients import keyworker_of, keyworker_or_cover
from core import clock, transitions
from core.models import StateChange
from design.form_view import post_action
from reviews import services
from reviews.acknowledgement import acknowledge_by, replaced_at
from reviews.models import UPDATE_TEXT_FIELDS, KeyworkerUpdate
from reviews.updates import prefill
from reviews.updates.acknowledgement import UPDATES
from reviews.updates.enums import UpdateState
from reviews.updates.figure_rows import rows_behind
from reviews.updates.forms import CheckUpdateForm, CorrectUpdateForm, UpdateForm
from reviews.updates.pdf_service import current_pdf
from reviews.updates.texts import labelled, texts_of
from reviews.updates.views import linked


def readable_update(request: Request, pk: UUID) -> KeyworkerUpdate:
    """Open the update, for the staff who write it or for the keyworker to whom it was sent.

    One that was entered in error is for those staff only.
    """
    row: KeyworkerUpdate
    try:
        row = open_record(request, KeyworkerUpdate.with_struck, Permission.WRITE_UPDATE, pk)
    except Http404:
        row = open_record(request, KeyworkerUpdate, Permission.READ_UPDATE, pk)
    return row


@page(PageClass.UPDATE)
@require_safe
def update(request: Request, pk: UUID) -> HttpResponse:
    row = readable_update(request, pk)
    writes = can(request.user, Permission.WRITE_UPDATE, row)
    is_sent = row.submitted_at is not None and row.struck_at is None
    replaced = replaced_at(UPDATES, row) if is_sent and row.is_unacknowledged else None
    is_to_read = row.state == UpdateState.SENT and replaced is None
    may_acknowledge = is_to_read and can(request.user, Permission.ACKNOWLEDGE_UPDATE, row)
    page_context = {
        "update": row,
        "individual": row.package.case.individual,
        "record": prefill.sections_of(row, request.user) if row.is_not_sent else prefill.saved_sections(row),
        "texts": texts_of(row),
        "is_sent": is_sent,
        "links": linked.links_of(row, request.user),
        "writes": writes,
        "may_write": row.state == UpdateState.DUE and writes,
        "may_send": transitions.can_make(row, "submit") and writes,
        "may_withdraw": transitions.can_make(row, "withdraw from check") and writes,
        "may_check": row.state == UpdateState.WRITTEN and can(request.user, Permission.ALLOCATE, row),
        "reader": _reader_of(row),
        "words_back": _words_back(row),
        "may_correct": is_sent and writes,
        "may_record": row.state == UpdateState.SENT and writes,
        "may_withdraw_report": bool(row.reader_name) and writes,
        "may_answer": bool(row.answer) and writes,
        "pdf": current_pdf(row) if is_sent else None,
        "questions": questions_about(row, request.user) if is_sent else [],
        "may_ask": is_sent and can(request.user, Permission.ASK_QUESTION, row),
        "asked_about": f"?about=keyworker-update:{row.pk}",
        "versions": [(version, labelled(version.content)) for version in row.versions.select_related("recorded_by")],
        "may_acknowledge": may_acknowledge,
        "acknowledge_by": acknowledge_by(UPDATES, row) if may_acknowledge else None,
        "replaced_at": replaced,
        "is_written": any(getattr(row, name) for name in UPDATE_TEXT_FIELDS),
    }
    return render(request, "reviews/updates/update.html", page_context)


def _reader_of(row: KeyworkerUpdate) -> dict[str, Any] | None:
    """Return who reads today an update that was sent to nobody by name and is not acknowledged; else None.

    `user` is the keyworker or None, and `is_away` whether they are away and nobody covers.
    """
    if row.submitted_at is None or row.recipient or row.state != UpdateState.SENT:
        return None
    today = clock.today()
    reader = keyworker_or_cover(row.package, today)
    keyworker = keyworker_of(row.package.case.individual, today)
    return {"user": reader or keyworker, "is_away": reader is None and keyworker is not None}


def _words_back(row: KeyworkerUpdate) -> StateChange | None:
    """Return the change by which a manager sent the update back, while its worker has not handed it in again."""
    if row.state != UpdateState.DUE:
        return None
    latest = transitions.history(row).order_by("-recorded_at", "-pk").first()
    return latest if latest is not None and latest.verb == "send back" else None


@page(PageClass.PERSON_WORK)
@require_safe
def update_figure(request: Request, pk: UUID, key: str) -> HttpResponse:
    """The rows behind one figure, for staff who may read them."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    record = prefill.saved_sections(row) if row.submitted_at else prefill.sections_of(row, request.user)
    figure = record.figure(key) if record else None
    if figure is None:
        raise Http404
    page_context = {
        "update": row,
        "individual": row.package.case.individual,
        "figure": figure,
        "rows": rows_behind(figure, row, request.user),
    }
    return render(request, "reviews/updates/figure.html", page_context)


@page(PageClass.PERSON_WORK)
def write_update(request: Request, pk: UUID) -> HttpResponse:
    """Write the update; at first, the form is filled in from the records since the last update."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    if row.state != UpdateState.DUE:
        return redirect("update", pk)
    texts = {name: getattr(row, name) for name in (*UPDATE_TEXT_FIELDS, "may_pass_on")}
    initial = texts if any(texts.values()) else prefill.prefilled_fields(row, request.user)
    return record_form(
        request,
        row,
        UpdateForm,
        active_tab="reviews",
        title="Write the keyworker update",
        template="reviews/updates/write_update.html",
        context={
            "update": row,
            "record": prefill.sections_of(row, request.user),
            "quotes": prefill.quotes_of(row, request.user),
        },
        initial={**initial, "revision": row.revision},
        save=lambda data: services.write_update(update=row, by=request.user, **data),
        success_message="Saved. Check it, then send it.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def send_update(request: Request, pk: UUID) -> HttpResponse:
    """Send the update; where the terms ask for a check and there was none, hand it in for that."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    if row.must_be_checked:
        return post_action(
            request,
            lambda: services.send_update_to_check(update=row, by=request.user),
            success_url=reverse("update", args=[pk]),
            success_message="Sent to the managers, who check it before it is sent on.",
        )
    return post_action(
        request,
        lambda: services.submit_update(update=row, by=request.user),
        success_url=reverse("update", args=[pk]),
        success_message=_sent_to(row),
    )


def _sent_to(row: KeyworkerUpdate) -> str:
    """Return to whom the update goes when it is sent now."""
    if keyworker := keyworker_or_cover(row.package, clock.today()):
        return f"Update sent to {keyworker}."
    return "Update sent. There is no keyworker to read it now. The Council’s team and the managers get a message."


@page(PageClass.PERSON_WORK)
@require_POST
def withdraw_from_check(request: Request, pk: UUID) -> HttpResponse:
    """Take back an update that was sent to check, to change it."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return post_action(
        request,
        lambda: services.withdraw_from_check(update=row, by=request.user),
        success_url=reverse("update", args=[pk]),
        success_message="Withdrawn. You can change it now.",
    )


@page(PageClass.PERSON_MANAGE)
def check_update(request: Request, pk: UUID) -> HttpResponse:
    """A manager checks an update that was sent to check, or sends it back with what to change."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.ALLOCATE, pk)

    def save(data: dict[str, Any]) -> KeyworkerUpdate:
        if data["outcome"] == "back":
            sent_back: KeyworkerUpdate = services.send_update_back(update=row, reason=data["reason"], by=request.user)
            return sent_back
        checked: KeyworkerUpdate = services.check_update(update=row, by=request.user)
        return checked

    return record_form(
        request,
        row,
        CheckUpdateForm,
        active_tab="reviews",
        title="Check the keyworker update",
        template="reviews/updates/check.html",
        context={"update": row, "texts": texts_of(row), "record": prefill.sections_of(row, request.user)},
        closed=transitions.why_not(row, "check"),
        save=save,
        success_message="Saved. The worker gets a message.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def correct_update(request: Request, pk: UUID) -> HttpResponse:
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        row,
        CorrectUpdateForm,
        active_tab="reviews",
        title="Correct the keyworker update",
        initial={
            "revision": row.revision,
            **{name: getattr(row, name) for name in (*UPDATE_TEXT_FIELDS, "may_pass_on")},
        },
        closed=transitions.why_not(row, "correct"),
        save=lambda data: services.correct_update(update=row, by=request.user, **data),
        success_message="Corrected. The keyworker gets a message.",
        back=reverse("update", args=[pk]),
    )
