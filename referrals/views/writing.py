"""Writing a referral: the referrer's side, and the manager's who keys in what came otherwise."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.records import open_record
from casework.models import SupportPackage
from contracts.models import Contract
from contracts.posts import users_with
from core import clock, documents
from design.form_view import form_page, post_action
from referrals import eligibility, services
from referrals.forms.particulars import KEYED_IN, AttachForm, EditParticularsForm, ParticularsForm
from referrals.models import Referral
from referrals.prefill import as_known
from referrals.views.loaders import documents_of, open_for_referrer, say_why

# Kept as a list, written one on each line.
IN_LINES = ("outcomes", "former_names")


@page(PageClass.REFERRING)
def new(request, contract_id):
    """Begin a referral to a contract."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.MAKE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        ParticularsForm,
        title=f"Refer somebody to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        save=lambda data: services.start(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def key_in(request, contract_id):
    """Enter a referral that came by e-mail, telephone or letter."""
    contract = get_allowed_or_404(
        Contract.objects.select_related("council"), request.user, Permission.DECIDE_REFERRAL, pk=contract_id
    )
    return form_page(
        request,
        ParticularsForm,
        title=f"Key in a referral to {contract}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL),
        review=True,
        save=lambda data: services.enter_on_behalf(contract=contract, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        success_message="The referral is received. Documents may follow.",
        back=reverse("referrals"),
    )


@page(PageClass.REFERRING)
def refer_again(request, package_id):
    """Refer somebody again whose support has ended: from that package, with what is known filled in (T5.4)."""
    readable = SupportPackage.objects.visible_to(request.user).filter(pk=package_id)
    contract = get_allowed_or_404(
        Contract.objects, request.user, Permission.MAKE_REFERRAL, pk__in=readable.values("case__contract")
    )
    package = open_record(request, SupportPackage, Permission.READ_PERSON, package_id)
    keys_in = can(request.user, Permission.DECIDE_REFERRAL, contract)
    return form_page(
        request,
        ParticularsForm,
        title=f"Refer {package.individual} again",
        contract=package.contract,
        terms=contract.terms_on(clock.today()),
        referrers=users_with(contract, Permission.SEND_REFERRAL) if keys_in else None,
        comes_back=True,
        initial=as_known(package),
        save=lambda data: services.refer_again(package=package, by=request.user, **data),
        success_url=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("person", args=[package.case.individual_id]),
    )


@page(PageClass.REFERRAL)
def edit(request, pk):
    referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    names = [name for name in ParticularsForm.base_fields if name not in (*KEYED_IN, *IN_LINES, "wanted_domains")]
    initial = {name: getattr(referral, name) for name in names}
    initial |= {name: "\n".join(getattr(referral, name)) for name in IN_LINES}
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


@page(PageClass.REFERRAL)
def attach(request, pk):
    referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    return form_page(
        request,
        AttachForm,
        title="Attach a document",
        save=lambda data: services.attach(
            referral=referral,
            kind=data["kind"],
            file=data["file"],
            content_type=documents.type_of(data["file"].name),
            by=request.user,
        ),
        success_url=reverse("referral", args=[pk]),
        success_message="The document is attached.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL)
@require_safe
def document(request, pk, document_id):
    referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    attached = get_object_or_404(documents_of(referral, request.user), pk=document_id)
    return documents.respond(attached.document)


@page(PageClass.REFERRAL)
def send(request, pk):
    """Check the answers, then send."""
    referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    if request.method == "POST":
        return post_action(
            request,
            lambda: services.send(referral=referral, by=request.user),
            success_url=reverse("referral", args=[pk]),
            success_message="The referral is sent. You will be told what is decided.",
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
def answer(request, pk):
    referral = open_for_referrer(request, pk)

    def answer_question(by, words):
        return services.answer(referral=referral, words=words, by=by)

    return say_why(
        request,
        referral,
        service=answer_question,
        title="Answer the provider's question",
        label="Your answer",
        submit="Send the answer",
        success_message="Your answer is sent.",
    )


@page(PageClass.REFERRAL)
def withdraw(request, pk):
    referral = open_for_referrer(request, pk)

    def withdraw_referral(by, words):
        return services.withdraw(referral=referral, reason=words, by=by)

    return say_why(
        request,
        referral,
        service=withdraw_referral,
        title="Withdraw the referral",
        label="Why it is withdrawn",
        submit="Withdraw",
        success_message="The referral is withdrawn.",
        review=True,
    )
