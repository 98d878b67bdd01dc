"""A referral is decided: the provider's side."""

import datetime

from casework.enums import ContactKind
from casework.models import CommunicationNeed, ContactPoint, Individual, SupportPackage
from casework.services import change_keyworker, open_package
from contracts.posts import holds
from core import clock, moves
from core.errors import Refused
from core.verbs import verb
from referrals import eligibility, notifications
from referrals.models import Referral

NEED_REVIEW = datetime.timedelta(days=365)


@verb
def accept(
    *,
    referral: Referral,
    minutes_a_week: int,
    first_review_on: datetime.date | None,
    by,
    starts_on: datetime.date | None = None,
    individual: Individual | None = None,
) -> SupportPackage:
    """Accept: the case and its support package open, for `individual` or, without one, for a person not known yet.

    Refused while a document the terms ask for is missing (T5.2), a test is not passed (T1.2), or the terms ask for
    a keyworker and the first review's date agreed with the Mental Health Team is not given (T3.5).
    """
    referral = Referral.objects.select_related("contract__council").locked(referral.pk)
    if not moves.can_make(referral, "accept"):
        moves.make(referral, "accept", by=by)
    today = clock.today()
    terms = eligibility.terms_for(referral, today)
    missing = eligibility.missing_documents(referral, terms)
    if missing:
        names = " and ".join(f"the {kind.label}" for kind in missing)
        raise Refused(f"This referral cannot be accepted yet: {names} must be attached first.")
    failed = [test.name for test in eligibility.tests(referral, terms, today) if test.passed is not True]
    if failed:
        raise Refused(f"This referral cannot be accepted: not shown to be met: {'; '.join(failed)}.")
    if terms.asks_keyworker and first_review_on is None:
        raise Refused("Give the first review date agreed with the Mental Health Team.", field="first_review_on")
    person = individual or _new_individual(referral, by)
    package = open_package(
        individual=person,
        contract=referral.contract,
        strand=referral.strand,
        starts_on=starts_on or referral.planned_start_on,
        minutes_a_week=minutes_a_week,
        needs=referral.needs,
        outcomes=referral.outcomes,
        agreed_end_point=referral.agreed_end_point,
        expected_end_on=referral.expected_end_on,
        first_review_on=first_review_on,
        by=by,
    )
    _take_over_contact(referral, person, by)
    if terms.asks_keyworker and holds(referral.recorded_by, "keyworker", referral.contract):
        current = person.keyworker_terms.on(package.starts_on).first()
        if current is None or current.user_id != referral.recorded_by_id:
            change_keyworker(individual=person, user=referral.recorded_by, from_on=min(today, package.starts_on), by=by)
    moves.make(referral, "accept", by=by, about=[person.pk], package=package, decided_at=clock.now())
    notifications.moved(referral, f"Accepted. Support starts on {package.starts_on:%-d %B %Y}.", by)
    return package


def _new_individual(referral: Referral, by) -> Individual:
    return Individual.objects.create(
        full_name=referral.full_name,
        known_as=referral.known_as,
        date_of_birth=referral.date_of_birth,
        nhs_number=referral.nhs_number or None,
        address=referral.address,
        area=referral.area,
        postcode=referral.postcode,
        recorded_by=by,
    )


def _take_over_contact(referral: Referral, person: Individual, by) -> None:
    ways = (
        (ContactKind.TELEPHONE, referral.telephone, referral.telephone_is_safe),
        (ContactKind.TEXT, referral.telephone, referral.text_is_safe),
        (ContactKind.EMAIL, referral.email, referral.email_is_safe),
    )
    for kind, value, is_safe in ways:
        if value:
            ContactPoint.objects.get_or_create(
                individual=person,
                kind=kind,
                value=value,
                defaults={"is_safe": is_safe, "note": referral.contact_note, "recorded_by": by},
            )
    if referral.communication_needs:
        CommunicationNeed.objects.get_or_create(
            individual=person,
            need=referral.communication_needs,
            defaults={"review_on": clock.today() + NEED_REVIEW, "recorded_by": by},
        )


@verb
def ask(*, referral: Referral, question: str, by) -> Referral:
    """Put a question or a concern, such as for the safety of staff, to the referrer (T5.5)."""
    moves.make(referral, "query", by=by, reason=question)
    notifications.moved(referral, "The provider has a question about this referral.", by)
    return referral


@verb
def put_on_waiting_list(*, referral: Referral, reason: str, by) -> Referral:
    """Eligible, and no room now: it waits (T5.5, T5.6)."""
    moves.make(referral, "wait", by=by, reason=reason)
    notifications.moved(referral, "There is no room at the moment; the referral waits.", by)
    return referral


@verb
def decline(*, referral: Referral, reason: str, by) -> Referral:
    """Decline for want of capacity, the one ground the terms leave (T5.5); the reason cites it."""
    moves.make(referral, "decline", by=by, reason=reason, decided_at=clock.now())
    notifications.moved(referral, "Declined: there is no room in the service at this time.", by)
    return referral


@verb
def find_ineligible(*, referral: Referral, reason: str, by) -> Referral:
    """A test of the terms is not passed: back to the referrer with its name. Refused when every test is passed."""
    terms = eligibility.terms_for(referral, clock.today())
    failed = [test for test in eligibility.tests(referral, terms, clock.today()) if test.passed is not True]
    if not failed:
        raise Refused("Every test of the contract's terms is passed; this referral is eligible.")
    moves.make(referral, "find ineligible", by=by, reason=reason, decided_at=clock.now())
    notifications.moved(referral, f"Not eligible: {'; '.join(test.name for test in failed)}.", by)
    return referral
