"""Deciding a referral."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.records import log_comparison, open_record
from casework.models import Individual
from contracts.posts import users_with
from core import clock
from core.errors import Refused
from design.form_view import ReviewPanel, form_page
from referrals import eligibility, matching, readiness, services
from referrals.forms.deciding import AcceptForm
from referrals.models import Referral
from referrals.views.loaders import say_why


@page(PageClass.REFERRAL_DECISION)
def accept(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    today = clock.today()
    terms = eligibility.terms_for(referral, today)
    among = Individual.objects.findable_by(request.user)
    known = referral.returns_from.case.individual if referral.returns_from else None
    known = known.primary if known else None
    likely = [] if known else matching.likely(referral, among)
    keyworkers = users_with(referral.contract, Permission.BE_KEYWORKER)

    def who(data) -> Individual | None:
        chosen = data.get("person", "new")
        if known or chosen == "new":
            return known
        if chosen != "reference":
            return next(person for person, _why in likely if str(person.pk) == chosen)
        person = among.filter(reference__iexact=data["reference"].strip()).first()
        if person is None:
            raise Refused("Nobody known here has this reference.", field="reference")
        return person

    def beside(data) -> ReviewPanel:
        person = who(data)
        readable = person is not None and can(request.user, Permission.READ_PERSON, person)
        log_comparison(request, [person] if person else [])
        rows = [
            ("Name", referral.full_name, person.full_name if person else "Nobody known: a new record"),
            ("Born", f"{referral.date_of_birth:%-d %B %Y}", f"{person.date_of_birth:%-d %B %Y}" if person else ""),
            ("Address", referral.address, person.address if person and readable else ""),
        ]
        shown = [(label, f"{sent or '–'} → {here}" if here else sent) for label, sent, here in rows]
        return ReviewPanel(rows=shown, heading="As referred → as known here")

    def save(data):
        return services.accept(
            referral=referral,
            individual=who(data),
            starts_on=data["starts_on"],
            minutes_a_week=data["minutes_a_week"],
            first_review_on=data["first_review_on"],
            keyworker=data.get("keyworker"),
            formal_review_on=data.get("formal_review_on"),
            by=request.user,
        )

    return form_page(
        request,
        AcceptForm,
        title=f"Accept {referral.reference}",
        template="referrals/accept.html",
        context={
            "referral": referral,
            "known": known,
            "tests": eligibility.tests(referral, terms, today),
            "missing": [],
            "waits": readiness.acceptance_blockers(referral, terms),
        },
        initial={
            "starts_on": referral.planned_start_on,
            "minutes_a_week": referral.wanted_minutes,
            "formal_review_on": referral.formal_review_on,
            "keyworker": referral.referrer if keyworkers.filter(pk=referral.referrer_id).exists() else None,
        },
        likely=likely,
        terms=terms,
        keyworkers=keyworkers,
        known=known,
        review=beside,
        confirm_label="Accept the referral",
        save=save,
        success_url=lambda package: reverse("allocate", args=[package.pk]),
        success_message="The referral is accepted. Now allocate a lead worker.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL_DECISION)
def concern(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)

    def raise_concern(by, words):
        return services.raise_concern_for_staff(referral=referral, concern=words, by=by)

    return say_why(
        request,
        referral,
        service=raise_concern,
        title="Raise a concern for the safety of staff",
        label="What endangers staff, and what you need to know or agree",
        submit="Raise it with the keyworker",
        success_message="The concern is raised; the hours since receipt are kept.",
    )


@page(PageClass.REFERRAL_DECISION)
def ask(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)

    def ask_referrer(by, words):
        return services.ask(referral=referral, question=words, by=by)

    return say_why(
        request,
        referral,
        service=ask_referrer,
        title="Put a question to the referrer",
        label="Your question or concern",
        submit="Send the question",
        success_message="The question is sent.",
    )


@page(PageClass.REFERRAL_DECISION)
def ineligible(request, pk):
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)

    def find_ineligible(by, words):
        return services.find_ineligible(referral=referral, reason=words, by=by)

    return say_why(
        request,
        referral,
        service=find_ineligible,
        title="Not eligible",
        label="Which test is not met, and what the evidence says",
        submit="Record as not eligible",
        review=True,
        success_message="The referral goes back to the referrer with the test.",
    )
