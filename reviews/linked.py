"""An update for somebody at the Council without an account: the form that sends a link, and the page behind it."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.code_links.browser import for_link
from accounts.code_links.validity import links_managed_by
from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.page_access import PageClass, Request, page
from accounts.services import USUAL_DAYS
from casework.access.record_form import record_form
from casework.access.record_loader import open_by_link, open_record
from core import clock, transitions
from core.errors import Refused
from reviews import services
from reviews.forms import AcknowledgeUpdateForm, UpdateLinkForm
from reviews.link_purposes import UPDATE_LINK
from reviews.models import KeyworkerUpdate
from reviews.texts import texts_of

NO_ADDRESS = "No email domain of the Council is recorded. Ask an administrator to add it on the page “Councils”."


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
        UpdateLinkForm,
        active_tab="reviews",
        title="Send to someone without an account",
        template="reviews/send_link.html",
        context={"council": row.package.case.contract.council},
        initial={"last_on": clock.today() + datetime.timedelta(days=USUAL_DAYS)},
        closed=_why_closed(row),
        save=lambda data: services.send_update_link(update=row, by=request.user, **data),
        success_message="Link sent. They open it with a code that we email to them.",
        back=reverse("update", args=[pk]),
    )


def _why_closed(update: KeyworkerUpdate) -> str:
    """Return why no link to the update can be sent, whatever is typed; "" if one can."""
    council = update.package.case.contract.council
    if update.submitted_at is None:
        return services.NOT_SENT
    return "" if council.domains or council.team_email else NO_ADDRESS


@page(PageClass.TOKEN)
@require_safe
@for_link(UPDATE_LINK)
def linked_update(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Show the update to whoever entered the code."""
    return _update_page(request, _open(link), AcknowledgeUpdateForm(), token)


@page(PageClass.TOKEN)
@require_POST
@for_link(UPDATE_LINK)
def linked_acknowledge(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Take their acknowledgement with a reply, if any."""
    row, form = _open(link), AcknowledgeUpdateForm(request.POST)
    if form.is_valid():
        try:
            services.acknowledge_update(update=row, link=link, answer=form.cleaned_data["answer"], by=None)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Thank you. The worker can see that you have read it.")
            return redirect("linked_update", token)
    return _update_page(request, row, form, token)


def _open(link: CodeLink) -> KeyworkerUpdate:
    return open_by_link(link, KeyworkerUpdate, reverse("update", args=[link.record_id]))


def _update_page(request: HttpRequest, row: KeyworkerUpdate, form: AcknowledgeUpdateForm, token: str) -> HttpResponse:
    page_context = {
        "form": form,
        "token": token,
        "update": row,
        "individual": row.package.case.individual,
        "texts": texts_of(row),
        "may_acknowledge": transitions.can_make(row, "acknowledge") or bool(form.errors),
    }
    return render(request, "reviews/linked_update.html", page_context)
