"""Writing a referral: by its referrer, or by a manager who enters it on behalf of the referrer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from contracts.models import Contract, Terms
from contracts.posts import users_with
from core import clock, transitions
from design.form_view import form_page, post_action
from referrals import eligibility, readiness, services
from referrals.enums import ReferralPart, ReferralState
from referrals.models import Referral
from referrals.parts.answers import answers, label_of
from referrals.parts.forms.request import EnterForm, StartForm
from referrals.parts.required import missing_answers, parts_of
from referrals.parts.views import part_url
from referrals.prefill import known_answers, start_fields
from referrals.same_day import numbers_to_ring
from referrals.views.loaders import documents_of, open_for_referrer, reason_form


@page(PageClass.REFERRING)
def new(request: Request, contract_id: UUID) -> HttpResponse:
    """Begin a referral to a contract; the task list of the draft follows."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.MAKE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        StartForm,
        title=f"Refer someone to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        save=lambda data: services.start(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def enter_on_behalf(request: Request, contract_id: UUID) -> HttpResponse:
    """Begin to enter a referral that came by email, telephone or letter."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.DECIDE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        EnterForm,
        title=f"Add a referral to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL),
        save=lambda data: services.enter_on_behalf(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def refer_again(request: Request, package_id: UUID) -> HttpResponse:
    """Refer somebody again whose support has ended: the draft takes over what is recorded (T5.4)."""
    readable = SupportPackage.objects.visible_to(request.user).filter(pk=package_id)
    contract = get_allowed_or_404(
        Contract.objects, request.user, Permission.MAKE_REFERRAL, pk__in=readable.values("case__contract")
    )
    package: SupportPackage = open_record(request, SupportPackage, Permission.READ_PERSON, package_id)
    enters_on_behalf = can(request.user, Permission.DECIDE_REFERRAL, contract)
    return form_page(
        request,
        EnterForm if enters_on_behalf else StartForm,
        title=f"Refer {package.individual} again",
        contract=package.contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL) if enters_on_behalf else None,
        comes_back=True,
        initial=start_fields(package),
        save=lambda data: services.refer_again(package=package, by=request.user, **{**known_answers(package), **data}),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("person", args=[package.case.individual_id]),
    )


@page(PageClass.REFERRAL)
def send(request: Request, pk: UUID) -> HttpResponse:
    """Check the answers, then send. What is missing comes first, each part with a link."""
    referral: Referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    if request.method == "POST":
        refused_url = reverse("referral_send" if referral.is_draft else "referral", args=[pk])
        return post_action(
            request,
            lambda: services.send(referral=referral, by=request.user),
            success_url=lambda sent: reverse("referral_confirmation", args=[pk]) if sent else refused_url,
        )
    if not referral.is_draft:
        return redirect("referral", pk)
    terms = eligibility.terms_for(referral, clock.today())
    page_context = {
        "referral": referral,
        "tests": eligibility.tests(referral, terms, clock.today()),
        "missing": eligibility.missing_documents(referral, terms),
        "missing_parts": _missing_parts(referral, terms),
        "answers": [(each, part_url(referral, each.part, from_check=True)) for each in answers(referral, terms)],
        "documents": documents_of(referral, request.user),
        "may_withdraw_documents": True,
        "withdrawn": [],
    }
    return render(request, "referrals/check.html", page_context)


def _missing_parts(referral: Referral, terms: Terms) -> list[tuple[ReferralPart, str, list[str]]]:
    """Return each part with a required answer missing, its address, and the labels of the missing answers."""
    return [
        (part, part_url(referral, part, from_check=True), [label_of(name) for name in missing])
        for part in parts_of(referral, terms)
        if (missing := missing_answers(referral, part, terms))
    ]


@page(PageClass.REFERRAL)
@require_safe
def confirmation(request: Request, pk: UUID) -> HttpResponse:
    """What happens after a referral was sent, and by when an answer comes."""
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    if referral.is_draft:
        return redirect("referral", pk)
    page_context = {
        "referral": referral,
        "answer_due_on": readiness.awaited_answer_on(referral),
        "numbers": numbers_to_ring(referral.contract) if referral.is_same_day_to_decide else [],
        "missing": eligibility.missing_documents(referral, eligibility.terms_for(referral, clock.today())),
    }
    return render(request, "referrals/confirmation.html", page_context)


@page(PageClass.REFERRAL)
def answer(request: Request, pk: UUID) -> HttpResponse:
    referral = open_for_referrer(request, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.answer(referral=referral, words=text, by=request.user),
        title="Answer the provider's question",
        closed="" if transitions.can_make(referral, "answer") else "No question is waiting for an answer.",
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
