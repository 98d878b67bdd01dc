from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from accounts.rules import can, fetch
from accounts.walls import hidden_from
from casework.access import opened
from casework.models import Individual
from contracts.models import Contract
from contracts.posts import only_holders
from core import clock, documents, moves
from design.pages import act, form_page
from referrals import eligibility, matching, services
from referrals.filters import ReferralFilter
from referrals.forms import AcceptForm, AttachForm, EditParticularsForm, ParticularsForm, ReasonForm
from referrals.models import Referral

LIST_LENGTH = 50


@page(PageClass.LIST)
@require_safe
def referrals(request):
    """What waits for a decision first, then the rest, newest first."""
    only_holders(request.user, Permission.READ_REFERRAL)
    visible = Referral.objects.visible_to(request.user).select_related("contract", "strand", "recorded_by")
    chosen = ReferralFilter(request.GET, queryset=visible)
    rows = list(chosen.qs.order_by("-received_at", "-recorded_at")[:LIST_LENGTH])
    rows.sort(key=lambda referral: not referral.is_to_decide)
    may_refer = Contract.objects.allowing(request.user, Permission.MAKE_REFERRAL)
    page_context = {"referrals": rows, "filter": chosen, "contracts": may_refer}
    return render(request, "referrals/list.html", page_context)


@page(PageClass.REFERRING)
def new(request, contract_id):
    """Begin a referral to a contract."""
    contract = fetch(Contract.objects.select_related("council"), request.user, Permission.MAKE_REFERRAL, pk=contract_id)
    return form_page(
        request,
        ParticularsForm,
        title=f"Refer somebody to {contract}",
        key=f"referrals.new:{contract_id}",
        contract=contract,
        terms=contract.terms_on(clock.today()),
        save=lambda data: services.start(contract=contract, by=request.user, **data),
        done=lambda referral: reverse("referral", args=[referral.pk]),
        back=reverse("referrals"),
    )


def _referral(request, pk, permission) -> Referral:
    """The referral, its opening written first."""
    return opened(
        request,
        Referral.objects,
        permission,
        pk=pk,
        person="package__case__individual",
        related=("contract__council", "strand", "recorded_by", "package__case"),
    )


def _own(request, pk) -> Referral:
    return _referral(request, pk, Permission.MAKE_REFERRAL)


@page(PageClass.REFERRAL)
def edit(request, pk):
    referral = _own(request, pk)
    names = [name for name in ParticularsForm.base_fields if name != "outcomes"]
    initial = {name: getattr(referral, name) for name in names}
    return form_page(
        request,
        EditParticularsForm,
        title="Change the referral",
        key=f"referrals.edit:{pk}",
        contract=referral.contract,
        terms=referral.contract.terms_on(clock.today()),
        initial={**initial, "outcomes": "\n".join(referral.outcomes), "revision": referral.revision},
        save=lambda data: services.edit(referral=referral, by=request.user, **data),
        done=reverse("referral", args=[pk]),
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL)
@require_safe
def referral_page(request, pk):
    """A draft shows as a task list for its maker; a sent one with its tests, documents and what happened."""
    referral = _referral(request, pk, Permission.READ_REFERRAL)
    today = clock.today()
    terms = eligibility.terms_for(referral, today)
    decides = can(request.user, Permission.DECIDE_REFERRAL, referral)
    own = can(request.user, Permission.MAKE_REFERRAL, referral)
    page_context = {
        "referral": referral,
        "tests": eligibility.tests(referral, terms, today),
        "missing": eligibility.missing_documents(referral, terms),
        "documents": referral.documents.select_related("document"),
        "moves": moves.of(referral, hidden_from(request.user)),
        "decides": decides and referral.is_to_decide,
        "own": own,
        "may_attach": (own or decides) and (referral.is_draft or referral.is_to_decide),
        "may_withdraw": own and moves.can_make(referral, "withdraw"),
        "may_answer": own and moves.can_make(referral, "answer"),
        "likely": matching.likely(referral, Individual.objects.findable_by(request.user))
        if decides and referral.is_to_decide
        else [],
    }
    return render(request, "referrals/referral.html", page_context)


@page(PageClass.REFERRAL)
def attach(request, pk):
    referral = _referral(request, pk, Permission.READ_REFERRAL)
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
        done=reverse("referral", args=[pk]),
        said="The document is attached.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL)
@require_safe
def document(request, pk, document_id):
    referral = _referral(request, pk, Permission.READ_REFERRAL)
    attached = get_object_or_404(referral.documents.select_related("document"), pk=document_id)
    return documents.respond(attached.document)


@page(PageClass.REFERRAL)
def send(request, pk):
    """Check the answers, then send."""
    referral = _own(request, pk)
    if request.method == "POST":
        return act(
            request,
            lambda: services.send(referral=referral, by=request.user),
            done=reverse("referral", args=[pk]),
            said="The referral is sent. You will be told what is decided.",
        )
    if not referral.is_draft:
        return redirect("referral", pk)
    terms = eligibility.terms_for(referral, clock.today())
    page_context = {
        "referral": referral,
        "tests": eligibility.tests(referral, terms, clock.today()),
        "missing": eligibility.missing_documents(referral, terms),
        "documents": referral.documents.select_related("document"),
    }
    return render(request, "referrals/check.html", page_context)


def _to_decide(request, pk) -> Referral:
    return _referral(request, pk, Permission.DECIDE_REFERRAL)


@page(PageClass.REFERRAL_DECISION)
def accept(request, pk):
    referral = _to_decide(request, pk)
    terms = eligibility.terms_for(referral, clock.today())
    likely = matching.likely(referral, Individual.objects.findable_by(request.user))
    people = {str(person.pk): person for person, _why in likely}

    def save(data):
        return services.accept(
            referral=referral,
            individual=people.get(data["person"]),
            starts_on=data["starts_on"],
            minutes_a_week=data["minutes_a_week"],
            first_review_on=data["first_review_on"],
            by=request.user,
        )

    return form_page(
        request,
        AcceptForm,
        title=f"Accept {referral.reference}",
        template="referrals/accept.html",
        context={
            "referral": referral,
            "tests": eligibility.tests(referral, terms, clock.today()),
            "missing": eligibility.missing_documents(referral, terms),
        },
        initial={"starts_on": referral.planned_start_on},
        likely=likely,
        needs_review=bool(terms.asks_keyworker),
        save=save,
        done=lambda package: reverse("allocate", args=[package.pk]),
        said="The referral is accepted. Now allocate a lead worker.",
        back=reverse("referral", args=[pk]),
    )


def _say_why(request, referral, *, service, title, label, submit, said):
    """A page with one text: the reason of a decision, or a question, or its answer."""
    return form_page(
        request,
        ReasonForm,
        title=title,
        key=f"referrals.{service.__name__}:{referral.pk}",
        label=label,
        submit=submit,
        save=lambda data: service(request.user, data["reason"]),
        done=reverse("referral", args=[referral.pk]),
        said=said,
        back=reverse("referral", args=[referral.pk]),
    )


@page(PageClass.REFERRAL_DECISION)
def ask(request, pk):
    referral = _to_decide(request, pk)

    def ask_referrer(by, words):
        return services.ask(referral=referral, question=words, by=by)

    return _say_why(
        request,
        referral,
        service=ask_referrer,
        title="Put a question to the referrer",
        label="Your question or concern",
        submit="Send the question",
        said="The question is sent.",
    )


@page(PageClass.REFERRAL_DECISION)
def wait(request, pk):
    referral = _to_decide(request, pk)

    def put_on_list(by, words):
        return services.put_on_waiting_list(referral=referral, reason=words, by=by)

    return _say_why(
        request,
        referral,
        service=put_on_list,
        title="Put on the waiting list",
        label="Why it has to wait",
        submit="Put on the waiting list",
        said="The referral waits; the referrer is told.",
    )


@page(PageClass.REFERRAL_DECISION)
def decline(request, pk):
    referral = _to_decide(request, pk)

    def decline_for_capacity(by, words):
        return services.decline(referral=referral, reason=words, by=by)

    return _say_why(
        request,
        referral,
        service=decline_for_capacity,
        title="Decline for want of room",
        label="What there is no room for, with the figures of today",
        submit="Decline",
        said="The referral is declined; the referrer is told.",
    )


@page(PageClass.REFERRAL_DECISION)
def ineligible(request, pk):
    referral = _to_decide(request, pk)

    def find_ineligible(by, words):
        return services.find_ineligible(referral=referral, reason=words, by=by)

    return _say_why(
        request,
        referral,
        service=find_ineligible,
        title="Not eligible",
        label="Which test is not met, and what the evidence says",
        submit="Record as not eligible",
        said="The referral goes back to the referrer with the test.",
    )


@page(PageClass.REFERRAL)
def answer(request, pk):
    referral = _own(request, pk)

    def answer_question(by, words):
        return services.answer(referral=referral, words=words, by=by)

    return _say_why(
        request,
        referral,
        service=answer_question,
        title="Answer the provider's question",
        label="Your answer",
        submit="Send the answer",
        said="Your answer is sent.",
    )


@page(PageClass.REFERRAL)
def withdraw(request, pk):
    referral = _own(request, pk)

    def withdraw_referral(by, words):
        return services.withdraw(referral=referral, reason=words, by=by)

    return _say_why(
        request,
        referral,
        service=withdraw_referral,
        title="Withdraw the referral",
        label="Why it is withdrawn",
        submit="Withdraw",
        said="The referral is withdrawn.",
    )
