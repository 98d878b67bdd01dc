"""Writing a referral: by its referrer, or by a manager who enters it on behalf of the referrer."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from contracts.models import Contract
from contracts.posts import users_with
from core import clock, documents, transitions
from core.request_bodies import MOST_FILES, takes_up_to
from design.form_view import form_page, post_action
from referrals import eligibility, services
from referrals.enums import ReferralState
from referrals.forms.particulars import RECEIPT_FIELDS, AttachForm, EditParticularsForm, ParticularsForm
from referrals.models import Referral
from referrals.prefill import prefilled_fields
from referrals.same_day import ring_message
from referrals.views.loaders import (
    documents_of,
    documents_to_withdraw,
    open_for_either_side,
    open_for_referrer,
    reason_form,
    referral_form,
)

# Fields stored as a list and written one item a line.
LINE_FIELDS = ("outcomes", "former_names")


@page(PageClass.REFERRING)
def new(request: Request, contract_id: UUID) -> HttpResponse:
    """Begin a referral to a contract."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.MAKE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        ParticularsForm,
        title=f"Refer someone to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        save=lambda data: services.start(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def enter_on_behalf(request: Request, contract_id: UUID) -> HttpResponse:
    """Enter a referral that came by email, telephone or letter."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.DECIDE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        ParticularsForm,
        title=f"Add a referral to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL),
        review=True,
        save=lambda data: services.enter_on_behalf(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        success_message="Referral added. You can add documents later.",
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def refer_again(request: Request, package_id: UUID) -> HttpResponse:
    """Refer somebody again whose support has ended, with what that package records filled in (T5.4)."""
    readable = SupportPackage.objects.visible_to(request.user).filter(pk=package_id)
    contract = get_allowed_or_404(
        Contract.objects, request.user, Permission.MAKE_REFERRAL, pk__in=readable.values("case__contract")
    )
    package: SupportPackage = open_record(request, SupportPackage, Permission.READ_PERSON, package_id)
    enters_on_behalf = can(request.user, Permission.DECIDE_REFERRAL, contract)
    return form_page(
        request,
        ParticularsForm,
        title=f"Refer {package.individual} again",
        contract=package.contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL) if enters_on_behalf else None,
        comes_back=True,
        initial=prefilled_fields(package),
        save=lambda data: services.refer_again(package=package, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("person", args=[package.case.individual_id]),
    )


@page(PageClass.REFERRAL)
def edit(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    names = [
        name
        for name in ParticularsForm.base_fields
        if name not in (*RECEIPT_FIELDS, *LINE_FIELDS, "wanted_domains", "birth_is_unknown")
    ]
    initial = {name: getattr(referral, name) for name in names}
    initial["birth_is_unknown"] = referral.date_of_birth is None and referral.born_about is None
    initial |= {name: "\n".join(getattr(referral, name)) for name in LINE_FIELDS}
    initial["wanted_domains"] = referral.wanted_domains.all()
    return form_page(
        request,
        EditParticularsForm,
        title="Change the referral",
        contract=referral.contract,
        terms=referral.contract.terms_on(clock.today()),
        comes_back=referral.returns_from_id is not None,
        initial={**initial, "revision": referral.revision},
        save=lambda data: services.edit(referral=referral, by=request.user, **data),
        success_url=reverse("referral", args=[pk]),
        back=reverse("referral", args=[pk]),
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
        save=lambda data: services.attach(
            referral=referral,
            kind=data["kind"],
            file=data["file"],
            content_type=documents.type_of(data["file"].name),
            by=request.user,
        ),
        success_message="Document attached.",
    )


@page(PageClass.REFERRAL)
@require_safe
def document(request: Request, pk: UUID, document_id: UUID) -> HttpResponseBase:
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    referral_document = get_object_or_404(documents_of(referral, request.user), pk=document_id)
    return documents.respond(referral_document.document)


@page(PageClass.REFERRAL)
def withdraw_document(request: Request, pk: UUID, document_id: UUID) -> HttpResponse:
    """Withdraw a document that was attached to the wrong referral."""
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    referral_document = get_object_or_404(documents_to_withdraw(referral, request.user), pk=document_id)
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


@page(PageClass.REFERRAL)
def send(request: Request, pk: UUID) -> HttpResponse:
    """Check the answers, then send."""
    referral: Referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    if request.method == "POST":
        return post_action(
            request,
            lambda: services.send(referral=referral, by=request.user),
            success_url=reverse("referral", args=[pk]),
            success_message=(
                ring_message(referral.contract)
                if referral.asks_same_day
                else "Referral sent. We will notify you of the decision."
            ),
        )
    if not referral.is_draft:
        return redirect("referral", pk)
    terms = eligibility.terms_for(referral, clock.today())
    page_context = {
        "referral": referral,
        "tests": eligibility.tests(referral, terms, clock.today()),
        "missing": eligibility.missing_documents(referral, terms),
        "documents": documents_of(referral, request.user),
    }
    return render(request, "referrals/check.html", page_context)


@page(PageClass.REFERRAL)
def answer(request: Request, pk: UUID) -> HttpResponse:
    referral = open_for_referrer(request, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.answer(referral=referral, words=text, by=request.user),
        title="Answer the provider's question",
        question=transitions.history(referral).filter(to_state=ReferralState.QUERIED).last(),
        label="Your answer",
        submit_label="Send the answer",
        success_message="Answer sent.",
    )


@page(PageClass.REFERRAL)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    referral = open_for_referrer(request, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.withdraw(referral=referral, reason=text, by=request.user),
        title="Withdraw the referral",
        closed=transitions.why_not(referral, "withdraw"),
        label="Reason for withdrawing",
        submit_label="Withdraw",
        success_message="Referral withdrawn.",
        review=True,
    )
