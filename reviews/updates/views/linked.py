"""An update for somebody at the Council without an account: the form that sends a link, and the page behind it."""

import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.code_links.browser import for_link, forget_typed, typed_before
from accounts.code_links.validity import links_managed_by
from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.page_access import PageClass, Request, page
from accounts.services import USUAL_DAYS
from casework.access.record_form import record_form
from casework.access.record_loader import open_by_link, open_record
from core import clock, documents, transitions
from core.errors import Refused
from reviews import services
from reviews.council_link_form import CouncilLinkForm
from reviews.council_links import why_no_address
from reviews.models import NOT_SENT, KeyworkerUpdate
from reviews.updates import pdf
from reviews.updates.downloads import text_response
from reviews.updates.forms import AcknowledgeUpdateForm
from reviews.updates.link_purposes import UPDATE_LINK
from reviews.updates.pdf_service import current_pdf
from reviews.updates.prefill import saved_sections
from reviews.updates.texts import texts_of


def links_of(update: KeyworkerUpdate, user: User) -> list[CodeLink]:
    """Return the links to an update, newest first, for those who may end them."""
    return list(links_managed_by(user).filter(purpose=UPDATE_LINK.key, record_id=update.pk))


@page(PageClass.PERSON_WORK)
def send_link(request: Request, pk: UUID) -> HttpResponse:
    """Send somebody at the Council a link to a sent update."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        row,
        CouncilLinkForm,
        active_tab="reviews",
        title="Send to someone without an account",
        template="reviews/send_link.html",
        context={"council": row.package.case.contract.council, "noun": "update"},
        initial={"last_on": clock.today() + datetime.timedelta(days=USUAL_DAYS)},
        closed=_why_closed(row),
        save=lambda data: services.send_update_link(update=row, by=request.user, **data),
        success_message="Link sent. They open it with a code that we email to them.",
        back=reverse("update", args=[pk]),
    )


def _why_closed(update: KeyworkerUpdate) -> str:
    """Return why no link to the update can be sent, whatever is typed; "" if one can."""
    return NOT_SENT if update.submitted_at is None else why_no_address(update.package.case.contract.council)


@page(PageClass.TOKEN)
@require_safe
@for_link(UPDATE_LINK)
def linked_update(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Show the update to whoever entered the code."""
    return _update_page(request, _open(link), AcknowledgeUpdateForm(initial=typed_before(request, link)), token)


@page(PageClass.TOKEN)
@require_POST
@for_link(UPDATE_LINK)
def linked_acknowledge(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Take their acknowledgement with a reply, if any."""
    row, form = _open(link), AcknowledgeUpdateForm(request.POST)
    if form.is_valid():
        try:
            services.acknowledge_update(update=row, link=link, by=None, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            forget_typed(request, link)
            messages.success(request, "Thank you. The worker can see that you have read it.")
            return redirect("linked_update", token)
    return _update_page(request, row, form, token)


@page(PageClass.TOKEN)
@require_safe
@for_link(UPDATE_LINK)
def linked_text(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """The update as a file of plain text."""
    return text_response(_open(link))


@page(PageClass.TOKEN)
@for_link(UPDATE_LINK)
def linked_pdf(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """The update as PDF: a POST asks for it, and a GET returns it once it is made."""
    row = _open(link)
    if request.method == "POST":
        services.request_update_pdf(update=row, by=None)
        messages.success(request, "The PDF is being made. Reload this page in a minute.")
        return redirect("linked_update", token)
    made = current_pdf(row)
    if made is None or made.document is None:
        return redirect("linked_update", token)
    return cast(HttpResponse, documents.respond(made.document))


def _open(link: CodeLink) -> KeyworkerUpdate:
    return open_by_link(link, KeyworkerUpdate, reverse("update", args=[link.record_id]))


def _update_page(request: HttpRequest, row: KeyworkerUpdate, form: AcknowledgeUpdateForm, token: str) -> HttpResponse:
    page_context = {
        "form": form,
        "token": token,
        "update": row,
        "individual": row.package.case.individual,
        "texts": texts_of(row),
        "record": saved_sections(row),
        "plain_text": pdf.plain_text(row),
        "pdf": current_pdf(row),
        "may_acknowledge": transitions.can_make(row, "acknowledge") or bool(form.errors),
    }
    return render(request, "reviews/updates/linked_update.html", page_context)
