"""Copies of a shared review, for those who may read its outcome."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from core import documents
from design.form_view import post_action
from reviews import services
from reviews.models import Review, ReviewPdf
from reviews.package_reviews.copies import content
from reviews.package_reviews.copies.services import NOT_SHARED_YET
from reviews.package_reviews.enums import ReviewState


def _shared(request: Request, pk: UUID) -> Review:
    row: Review = open_record(request, Review, Permission.READ_PERSON, pk)
    if row.state != ReviewState.SHARED:
        raise Http404(NOT_SHARED_YET)
    return row


@page(PageClass.PERSON)
@require_safe
def text(request: Request, pk: UUID) -> HttpResponse:
    """The shared review as plain text, to copy into another system."""
    row = _shared(request, pk)
    page_context = {
        "review": row,
        "individual": row.package.case.individual,
        "plain_text": content.plain_text(row),
    }
    return render(request, "reviews/package_reviews/text.html", page_context)


@page(PageClass.PERSON)
@require_safe
def text_file(request: Request, pk: UUID) -> HttpResponse:
    return content.text_response(_shared(request, pk))


@page(PageClass.PERSON)
@require_POST
def request_pdf(request: Request, pk: UUID) -> HttpResponse:
    row = _shared(request, pk)
    return post_action(
        request,
        lambda: services.request_review_pdf(review=row, by=request.user),
        success_url=reverse("review", args=[pk]),
        success_message="The PDF is being made. Reload this page in a minute.",
        may_repeat=True,
    )


@page(PageClass.PERSON)
@require_safe
def review_pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF of a shared review."""
    row: ReviewPdf = open_record(request, ReviewPdf, Permission.READ_PERSON, pk)
    if row.document is None:
        raise Http404
    return documents.respond(row.document)
