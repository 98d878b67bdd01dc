"""A shared review for somebody at the Council without an account: the form that sends a link, the page behind it."""

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
from core import clock, documents
from core.errors import Refused
from reviews import services
from reviews.council_link_form import CouncilLinkForm
from reviews.council_links import why_no_address
from reviews.models import Review
from reviews.package_reviews.copies import content
from reviews.package_reviews.copies.services import current_pdf
from reviews.package_reviews.forms import AcknowledgeReviewForm
from reviews.package_reviews.link_purposes import REVIEW_LINK
from reviews.package_reviews.services import why_no_link


def links_of(review: Review, user: User) -> list[CodeLink]:
    """Return the links to a review, newest first, for those who may end them."""
    return list(links_managed_by(user).filter(purpose=REVIEW_LINK.key, record_id=review.pk))


@page(PageClass.PERSON_WORK)
def send_link(request: Request, pk: UUID) -> HttpResponse:
    """Send somebody at the Council a link to a shared review."""
    row: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    council = row.package.case.contract.council
    return record_form(
        request,
        row,
        CouncilLinkForm,
        active_tab="reviews",
        title="Send to someone without an account",
        template="reviews/send_link.html",
        context={"council": council, "noun": "review"},
        initial={"last_on": clock.today() + datetime.timedelta(days=USUAL_DAYS)},
        closed=why_no_link(row) or why_no_address(council),
        save=lambda data: services.send_review_link(review=row, by=request.user, **data),
        success_message="Link sent. They open it with a code that we email to them.",
        back=reverse("review", args=[pk]),
    )


@page(PageClass.TOKEN)
@require_safe
@for_link(REVIEW_LINK)
def linked_review(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Show the review to whoever entered the code."""
    return _review_page(request, _open(link), AcknowledgeReviewForm(initial=typed_before(request, link)), token)


@page(PageClass.TOKEN)
@require_POST
@for_link(REVIEW_LINK)
def linked_acknowledge(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """Take their acknowledgement with a reply, if any."""
    row, form = _open(link), AcknowledgeReviewForm(request.POST)
    if form.is_valid():
        try:
            services.acknowledge_review(review=row, link=link, by=None, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            forget_typed(request, link)
            messages.success(request, "Thank you. The service can see that you have read it.")
            return redirect("linked_review", token)
    return _review_page(request, row, form, token)


@page(PageClass.TOKEN)
@require_safe
@for_link(REVIEW_LINK)
def linked_text(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """The review as a file of plain text."""
    return content.text_response(_open(link))


@page(PageClass.TOKEN)
@for_link(REVIEW_LINK)
def linked_pdf(request: HttpRequest, link: CodeLink, token: str) -> HttpResponse:
    """The review as PDF: a POST asks for it, and a GET returns it once it is made."""
    row = _open(link)
    if request.method == "POST":
        services.request_review_pdf(review=row, by=None)
        messages.success(request, "The PDF is being made. Reload this page in a minute.")
        return redirect("linked_review", token)
    made = current_pdf(row)
    if made is None or made.document is None:
        return redirect("linked_review", token)
    return cast(HttpResponse, documents.respond(made.document))


def _open(link: CodeLink) -> Review:
    return open_by_link(link, Review, reverse("review", args=[link.record_id]))


def _review_page(request: HttpRequest, row: Review, form: AcknowledgeReviewForm, token: str) -> HttpResponse:
    page_context = {
        "form": form,
        "token": token,
        "review": row,
        "individual": row.package.case.individual,
        "rows": content.written_up(row),
        "versions": content.corrections_since_sharing(row),
        "plain_text": content.plain_text(row),
        "pdf": current_pdf(row),
        "may_acknowledge": row.is_unacknowledged or row.is_reported or bool(form.errors),
    }
    return render(request, "reviews/package_reviews/linked_review.html", page_context)
