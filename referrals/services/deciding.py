"""A referral is decided: the provider's side."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from casework.enums import ContactKind, CouncilDocumentKind
from casework.models import CommunicationNeed, ContactPoint, CouncilDocument, Individual, SupportPackage
from casework.services import change_keyworker, open_package
from contracts.posts import has_in
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from referrals import eligibility, notifications, readiness
from referrals.enums import ReferralDocumentKind
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
    keyworker: User | None = None,
    formal_review_on: datetime.date | None = None,
) -> SupportPackage:
    """Accept: the case and its support package open, for `individual` or, without one, for a person not known yet.

    Refused while anything is waited for (T5.2, T1.3, T4.15), a test is neither passed nor waived by the Council
    (T1.2), or, where the terms ask for a keyworker, none is named or the first review agreed with the Mental Health
    Team has no date (T3.5). After an ending by the hospital hold, the revised plan and the formal review are asked
    (T5.4). `keyworker` none: whoever referred, if that is their post.
    """
    referral = Referral.objects.select_related("contract__council").get_locked(referral.pk)
    if not transitions.can_make(referral, "accept"):
        transitions.apply(referral, "accept", by=by)
    today = clock.today()
    terms = eligibility.terms_for(referral, today)
    waits = readiness.acceptance_blockers(referral, terms)
    if waits:
        raise Refused(f"This referral cannot be accepted yet. {'. '.join(waits)}.")
    starts_on = starts_on or referral.planned_start_on or today
    failed = [test.name for test in eligibility.on_start(referral, terms, starts_on) if not test.is_met]
    if failed:
        raise Refused(f"This referral cannot be accepted: not shown to be met: {'; '.join(failed)}.")
    if referral.returns_from:
        known = referral.returns_from.case.individual
        individual = known.primary
    before = readiness.package_before(individual, referral.contract) if individual else None
    formal_review_on = formal_review_on or referral.formal_review_on
    if eligibility.returns_after_hold(before, terms):
        _refuse_return(referral, formal_review_on)
    keyworker = _keyworker(referral, terms, keyworker)
    if terms.asks_keyworker and first_review_on is None:
        raise Refused("Give the first review date agreed with the Mental Health Team.", field="first_review_on")
    person = individual or _new_individual(referral, by)
    _take_over_wishes(referral, person)
    package = open_package(
        individual=person,
        contract=referral.contract,
        strand=referral.strand,
        wanted_domains=referral.wanted_domains.all(),
        follows=before if before and before.ended_on else None,
        starts_on=starts_on,
        formal_review_on=formal_review_on,
        minutes_a_week=minutes_a_week,
        needs=referral.needs,
        outcomes=referral.outcomes,
        agreed_end_point=referral.agreed_end_point,
        expected_end_on=referral.expected_end_on,
        first_review_on=first_review_on,
        by=by,
    )
    _take_over_contact(referral, person, by)
    _take_over_documents(referral, package, by)
    if keyworker:
        current = person.keyworker_terms.on(package.starts_on).first()
        if current is None or current.user_id != keyworker.pk:
            change_keyworker(individual=person, user=keyworker, from_on=min(today, package.starts_on), by=by)
    transitions.apply(
        referral,
        "accept",
        by=by,
        about=[person.pk],
        package=package,
        decided_at=clock.now(),
    )
    notifications.notify_moved(referral, f"Accepted. Support starts on {package.starts_on:%-d %B %Y}.", by)
    return package


def _refuse_return(referral, formal_review_on) -> None:
    kinds = {document.kind for document in referral.documents.all()}
    if ReferralDocumentKind.REVISED_PLAN not in kinds:
        raise Refused("Support ended after the hospital hold: the Council's revised support plan must be attached.")
    if formal_review_on is None:
        raise Refused(
            "Support ended after the hospital hold: give the date of the formal review.", field="formal_review_on"
        )


def _keyworker(referral, terms, given) -> User | None:
    """The person's keyworker from now on; none where the terms do not ask and nobody is named."""
    if given is None and referral.referrer and has_in(referral.referrer, Permission.BE_KEYWORKER, referral.contract):
        given = referral.referrer
    if given is not None and not has_in(given, Permission.BE_KEYWORKER, referral.contract):
        raise Refused("The keyworker must be one of this contract.", field="keyworker")
    if terms.asks_keyworker and given is None:
        raise Refused("Name the person's keyworker.", field="keyworker")
    return given


def _take_over_wishes(referral: Referral, person: Individual) -> None:
    """Wishes as last said, and names not known yet."""
    known = {person.full_name, *person.former_names}
    new = [name for name in [referral.full_name, *referral.former_names] if name not in known]
    person.former_names = [*person.former_names, *dict.fromkeys(new)]
    person.worker_gender_wish = referral.worker_gender_wish or person.worker_gender_wish
    person.worker_language_wish = referral.worker_language_wish or person.worker_language_wish
    person.save(update_fields=["former_names", "worker_gender_wish", "worker_language_wish"])


def _take_over_documents(referral: Referral, package: SupportPackage, by) -> None:
    """The Council's documents go with the package."""
    for sent in referral.documents.filter(kind__in=CouncilDocumentKind.values):
        CouncilDocument.objects.create(
            package=package,
            kind=sent.kind,
            document_id=sent.document_id,
            received_on=clock.day_of(sent.recorded_at),
            recorded_by=by,
        )


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
    transitions.apply(referral, "query", by=by, reason=question)
    notifications.notify_moved(referral, "The provider has a question about this referral.", by)
    return referral


@verb
def raise_concern_for_staff(*, referral: Referral, concern: str, by) -> Referral:
    """Raise a concern for the health and safety of staff with the keyworker; the hours since receipt count (T5.5)."""
    transitions.apply(referral, "raise concern", by=by, reason=concern)
    notifications.notify_moved(referral, "The provider has a concern for the safety of its staff, and asks you.", by)
    return referral


@verb
def find_ineligible(*, referral: Referral, reason: str, by) -> Referral:
    """A test of the terms is not passed: back to the referrer with its name. Refused when no test is failed."""
    terms = eligibility.terms_for(referral, clock.today())
    failed = [test for test in eligibility.unmet(referral, terms, clock.today()) if test.passed is False]
    if not failed:
        raise Refused("No test of the contract's terms is failed: this referral is eligible, or not all is known.")
    transitions.apply(referral, "find ineligible", by=by, reason=reason, decided_at=clock.now())
    notifications.notify_moved(referral, f"Not eligible: {'; '.join(test.name for test in failed)}.", by)
    return referral
