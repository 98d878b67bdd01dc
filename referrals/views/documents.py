"""The documents of a referral: attached, opened, replaced and withdrawn."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from core import documents
from core.request_bodies import MOST_FILES, takes_up_to
from referrals import services
from referrals.forms.documents import AttachForm, RemoveForm, ReplaceForm
from referrals.models import Referral, ReferralDocument
from referrals.views.loaders import (
    documents_of,
    documents_to_withdraw,
    open_for_either_side,
    reason_form,
    referral_form,
)


@takes_up_to(MOST_FILES)
@page(PageClass.REFERRAL)
def attach(request: Request, pk: UUID) -> HttpResponse:
    referral = open_for_either_side(request, pk)
    return referral_form(
        request,
        referral,
        AttachForm,
        title="Attach a document",
        closed=referral.why_no_documents,
        attached=list(documents_of(referral, request.user)),
        save=lambda data: _attach(referral, data, request.user),
        success_message="Document attached.",
    )


def _attach(referral: Referral, data: dict[str, Any], by: User) -> ReferralDocument:
    """Attach the file, in place of the document that it replaces."""
    new = {"file": data["file"], "content_type": documents.type_of(data["file"].name), "by": by}
    if data["replaces"]:
        return services.replace_document(document=data["replaces"], **new)
    return services.attach(referral=referral, kind=data["kind"], **new)


@page(PageClass.REFERRAL)
@require_safe
def document(request: Request, pk: UUID, document_id: UUID) -> HttpResponseBase:
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    referral_document = get_object_or_404(documents_of(referral, request.user), pk=document_id)
    return documents.respond(referral_document.document)


@takes_up_to(MOST_FILES)
@page(PageClass.REFERRAL)
def replace_document(request: Request, pk: UUID, document_id: UUID) -> HttpResponse:
    """Attach another file in place of a document, until the decision."""
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    referral_document = get_object_or_404(documents_to_withdraw(referral, request.user), pk=document_id)
    return referral_form(
        request,
        referral,
        ReplaceForm,
        title=f"Replace a document: {referral_document.get_kind_display()}",
        closed=referral_document.why_closed or referral.why_no_documents,
        save=lambda data: services.replace_document(
            document=referral_document,
            file=data["file"],
            content_type=documents.type_of(data["file"].name),
            by=request.user,
        ),
        success_message="Document replaced.",
    )


@page(PageClass.REFERRAL)
def withdraw_document(request: Request, pk: UUID, document_id: UUID) -> HttpResponse:
    """Withdraw a document that was attached to the wrong referral; from a draft it is removed without a reason."""
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    referral_document = get_object_or_404(documents_to_withdraw(referral, request.user), pk=document_id)
    if referral.is_draft:
        return referral_form(
            request,
            referral,
            RemoveForm,
            title=f"Remove a document: {referral_document.get_kind_display()}",
            closed=referral_document.why_closed,
            save=lambda _data: services.withdraw_document(document=referral_document, by=request.user),
            success_message="Document removed.",
        )
    return reason_form(
        request,
        referral,
        lambda text: services.withdraw_document(document=referral_document, reason=text, by=request.user),
        title=f"Withdraw a document: {referral_document.get_kind_display()}",
        label="What was wrong",
        help_text="No one can open it from this referral any more. It stays on file.",
        closed=referral_document.why_closed,
        submit_label="Withdraw",
        success_message="Document withdrawn.",
    )
