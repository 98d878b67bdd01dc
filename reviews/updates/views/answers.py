"""After an update was sent: acknowledged by the keyworker or by report, their reply answered, and copies of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from core import documents, transitions
from design.form_view import form_page, post_action
from design.forms import ReasonForm
from reviews import services
from reviews.acknowledgement import NOT_REPORTED
from reviews.acknowledgement_pages import AcknowledgementPages
from reviews.models import NOT_SENT, KeyworkerUpdate, UpdatePdf
from reviews.second_reply import SENT, ask_instead
from reviews.updates import pdf
from reviews.updates.corrections import why_not_struck
from reviews.updates.downloads import text_response
from reviews.updates.enums import ReportMethod, UpdateState
from reviews.updates.forms import AcknowledgeUpdateForm, AnswerReplyForm
from reviews.updates.prefill import saved_sections
from reviews.updates.texts import texts_of
from reviews.updates.views.update import readable_update


@page(PageClass.UPDATE_ANSWER)
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    """The keyworker acknowledges an update, with a reply if they want; a second reply becomes a question about it."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.ACKNOWLEDGE_UPDATE, pk)
    is_again = row.state == UpdateState.ACKNOWLEDGED

    def save(data: dict[str, Any]) -> object:
        if is_again:
            words, before = data["answer"], row.answer
            return ask_instead(record=row, kind="keyworker-update", words=words, said_before=before, by=request.user)
        return services.acknowledge_update(update=row, by=request.user, **data)

    return form_page(
        request,
        AcknowledgeUpdateForm,
        title="Acknowledge the update",
        template="reviews/updates/acknowledge.html",
        context={"update": row, "texts": texts_of(row), "record": saved_sections(row)},
        closed=transitions.why_not(row, "acknowledge"),
        save=save,
        success_url=reverse("update", args=[pk]),
        success_message=SENT if is_again else "Thank you. The worker can see that you have read it.",
        back=reverse("update", args=[pk]),
    )


def _why_not_withdrawn(row: KeyworkerUpdate) -> str:
    return "" if row.reader_name else NOT_REPORTED


@page(PageClass.PERSON_WORK)
def strike_update(request: Request, pk: UUID) -> HttpResponse:
    """Mark an update that was sent and is about somebody else as entered in error."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate.with_struck, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        row,
        ReasonForm,
        active_tab="reviews",
        title="Mark this update as entered in error",
        label="What was wrong",
        help_text="For example, it is about somebody else. Then it is not counted. Those to whom it was sent can no "
        "longer open it, and get a message without your reason. An update is due again. To change what it says, "
        "correct it instead.",
        submit_label="Mark as entered in error",
        closed=why_not_struck(row),
        save=lambda data: services.strike_update(update=row, by=request.user, **data),
        success_message="Marked as entered in error. Those to whom it was sent get a message.",
    )


ACKNOWLEDGEMENT_PAGES = AcknowledgementPages(
    model=KeyworkerUpdate,
    permission=Permission.WRITE_UPDATE,
    methods=ReportMethod.choices,
    may_ask=True,
    detail_page="update",
    noun="update",
    argument="update",
    record=services.record_acknowledgement,
    withdraw=services.withdraw_acknowledgement,
    initial=lambda row: {"reader_name": row.recipient.full_name if row.recipient else ""},
    why_not_recorded=lambda row: transitions.why_not(row, "acknowledge"),
    why_not_withdrawn=_why_not_withdrawn,
)


@page(PageClass.PERSON_WORK)
def answer_reply(request: Request, pk: UUID) -> HttpResponse:
    """Answer what the keyworker replied."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        row,
        AnswerReplyForm,
        active_tab="reviews",
        title="Answer the keyworker",
        template="reviews/updates/answer.html",
        context={"update": row},
        initial={"our_answer": row.our_answer},
        closed="" if row.answer else "There is no reply to answer.",
        save=lambda data: services.answer_reply(update=row, by=request.user, **data),
        success_message="Sent to the keyworker.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.UPDATE)
@require_safe
def text(request: Request, pk: UUID) -> HttpResponse:
    """The sent update as plain text, to copy into another system."""
    row = _sent(request, pk)
    page_context = {"update": row, "individual": row.package.case.individual, "plain_text": pdf.plain_text(row)}
    return render(request, "reviews/updates/text.html", page_context)


@page(PageClass.UPDATE)
@require_safe
def text_file(request: Request, pk: UUID) -> HttpResponse:
    return text_response(_sent(request, pk))


def _sent(request: Request, pk: UUID) -> KeyworkerUpdate:
    row = readable_update(request, pk)
    if row.submitted_at is None:
        raise Http404(NOT_SENT)
    return row


@page(PageClass.UPDATE)
@require_POST
def request_pdf(request: Request, pk: UUID) -> HttpResponse:
    row = readable_update(request, pk)
    return post_action(
        request,
        lambda: services.request_update_pdf(update=row, by=request.user),
        success_url=reverse("update", args=[pk]),
        success_message="The PDF is being made. Reload this page in a minute.",
        may_repeat=True,
    )


@page(PageClass.UPDATE)
@require_safe
def update_pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF of a sent update, for those who may read the update."""
    row: UpdatePdf = open_record(request, UpdatePdf, Permission.READ_UPDATE, pk)
    if row.document is None:
        raise Http404
    return documents.respond(row.document)
