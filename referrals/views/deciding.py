"""Deciding a referral."""

from django.urls import reverse

from accounts.pages import PageClass, page
from casework.models import Individual
from core import clock
from design.pages import form_page
from referrals import eligibility, matching, services
from referrals.forms import AcceptForm
from referrals.views.opening import open_to_decide, say_why


@page(PageClass.REFERRAL_DECISION)
def accept(request, pk):
    referral = open_to_decide(request, pk)
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


@page(PageClass.REFERRAL_DECISION)
def ask(request, pk):
    referral = open_to_decide(request, pk)

    def ask_referrer(by, words):
        return services.ask(referral=referral, question=words, by=by)

    return say_why(
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
    referral = open_to_decide(request, pk)

    def put_on_list(by, words):
        return services.put_on_waiting_list(referral=referral, reason=words, by=by)

    return say_why(
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
    referral = open_to_decide(request, pk)

    def decline_for_capacity(by, words):
        return services.decline(referral=referral, reason=words, by=by)

    return say_why(
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
    referral = open_to_decide(request, pk)

    def find_ineligible(by, words):
        return services.find_ineligible(referral=referral, reason=words, by=by)

    return say_why(
        request,
        referral,
        service=find_ineligible,
        title="Not eligible",
        label="Which test is not met, and what the evidence says",
        submit="Record as not eligible",
        said="The referral goes back to the referrer with the test.",
    )
