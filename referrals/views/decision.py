"""Deciding a referral."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_loader import log_comparison, open_record
from casework.models import Individual, SupportPackage
from casework.particulars.homes import current_home
from casework.particulars.places import one_line
from casework.people.matching import likely_people
from contracts.models import Terms
from contracts.posts import users_with
from core import clock
from core.errors import Refused
from design.form_view import ReviewPanel, form_page
from referrals import eligibility, readiness, services
from referrals.forms.decision import AcceptForm
from referrals.models import Referral
from referrals.views.loaders import additions_of, reason_form


@page(PageClass.REFERRAL_DECISION)
def accept(request: Request, pk: UUID) -> HttpResponse:
    """Choose who the person is and agree hours, dates and keyworker; compare the records; then accept."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    terms = eligibility.terms_for(referral, clock.today())
    people = Individual.objects.findable_by(request.user)
    known_person = referral.returns_from.case.individual.primary if referral.returns_from else None
    likely = [] if known_person else likely_people(referral.matching_particulars, people)
    keyworkers = users_with(referral.contract, Permission.BE_KEYWORKER)
    additions = additions_of(referral)

    def person_of(data: dict[str, Any]) -> Individual | None:
        return known_person or _chosen_person(data, [person for person, _reason in likely], people)

    return form_page(
        request,
        AcceptForm,
        title="Accept the referral",
        template="referrals/accept.html",
        context={**_accept_context(referral, terms, known_person), "additions": additions},
        initial=_accept_initial(referral, keyworkers),
        likely=likely,
        terms=terms,
        keyworkers=keyworkers,
        known=known_person,
        has_staff_risk=bool(services.warning_in(referral)),
        is_in_hospital=referral.is_in_hospital,
        review=lambda data: _comparison(request, referral, person_of(data)),
        confirm_label="Accept the referral",
        save=lambda data: _accept(referral, person_of(data), data, request.user),
        success_url=lambda package: reverse("allocate", args=[package.pk]),
        success_message="Referral accepted. Now allocate a lead worker.",
        back=reverse("referral", args=[pk]),
    )


def _chosen_person(data: dict[str, Any], likely: list[Individual], people: QuerySet[Individual]) -> Individual | None:
    """The person chosen in the form; None for somebody new. Raises Refused for a reference that nobody has."""
    choice = data.get("person", "new")
    if choice == "new":
        return None
    if choice != "reference":
        return next(person for person in likely if str(person.pk) == choice)
    person = people.filter(reference__iexact=data["reference"].strip()).first()
    if person is None:
        raise Refused("No one on Casework has this reference.", field="reference")
    return person


def _comparison(request: Request, referral: Referral, person: Individual | None) -> ReviewPanel:
    """The referral's particulars beside those recorded here, after logging that the record was compared."""
    readable = person is not None and can(request.user, Permission.READ_PERSON, person)
    log_comparison(request, [person] if person else [])
    home = current_home(person) if person and readable else None
    rows = [
        ("Name", referral.full_name, person.full_name if person else "New person"),
        ("Born", referral.born, person.born if person else ""),
        ("Address", one_line(referral.address, referral.area, referral.postcode), home.text if home else ""),
    ]
    comparisons = [
        (label, f"{sent_text or '–'} → {recorded_text}" if recorded_text else sent_text)
        for label, sent_text, recorded_text in rows
    ]
    return ReviewPanel(rows=comparisons, heading="Referral → our record")


def _accept_context(referral: Referral, terms: Terms, known_person: Individual | None) -> dict[str, Any]:
    return {
        "referral": referral,
        "known": known_person,
        "tests": eligibility.tests(referral, terms, clock.today()),
        "missing": [],
        "blockers": readiness.acceptance_blockers(referral, terms),
        "to_record": services.records_from(referral),
    }


def _accept_initial(referral: Referral, keyworkers: QuerySet[User]) -> dict[str, Any]:
    is_keyworker = referral.referrer_id is not None and keyworkers.filter(pk=referral.referrer_id).exists()
    return {
        "starts_on": referral.planned_start_on,
        "minutes_a_week": referral.wanted_minutes,
        "formal_review_on": referral.formal_review_on,
        "keyworker": referral.referrer if is_keyworker else None,
        "visit_warning": services.warning_in(referral),
        "is_still_in_hospital": "yes",
        "hospital": referral.hospital,
        "hospital_kind": referral.hospital_kind,
        "admitted_on": referral.admitted_on,
    }


def _accept(referral: Referral, person: Individual | None, data: dict[str, Any], by: User) -> SupportPackage:
    return services.accept(
        referral=referral,
        individual=person,
        starts_on=data["starts_on"],
        minutes_a_week=data["minutes_a_week"],
        first_review_on=data["first_review_on"],
        keyworker=data.get("keyworker"),
        formal_review_on=data.get("formal_review_on"),
        visit_warning=data.get("visit_warning"),
        stay=_stay(data),
        by=by,
    )


def _stay(data: dict[str, Any]) -> services.ReferredStay | None:
    """Return the stay in hospital to record with the acceptance."""
    if data.get("is_still_in_hospital") != "yes":
        return None
    return services.ReferredStay(data["hospital"], data["hospital_kind"], data["admitted_on"])


@page(PageClass.REFERRAL_DECISION)
def concern(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.raise_concern_for_staff(referral=referral, concern=text, by=request.user),
        title="Raise a staff safety concern",
        label="What is the risk to staff, and what do you need to know or agree?",
        submit_label="Send to the keyworker",
        success_message="Concern sent. The time to decide still counts from when we received the referral.",
    )


@page(PageClass.REFERRAL_DECISION)
def ask(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.ask(referral=referral, question=text, by=request.user),
        title="Ask the referrer a question",
        label="Your question",
        submit_label="Send the question",
        success_message="Question sent.",
    )


@page(PageClass.REFERRAL_DECISION)
def ineligible(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return reason_form(
        request,
        referral,
        lambda text: services.find_ineligible(referral=referral, reason=text, by=request.user),
        title="Not eligible",
        label="Which criterion is not met, and what is the evidence?",
        submit_label="Record as not eligible",
        review=True,
        success_message="Recorded as not eligible. The referrer can see which criterion is not met.",
    )
