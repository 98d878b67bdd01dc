"""A referral is decided: the provider's side."""

import datetime
from typing import Literal, NamedTuple

from accounts.enums import Permission
from accounts.models import User
from casework.enums import CouncilDocumentKind
from casework.models import CouncilDocument, Individual, SupportPackage
from casework.services import change_keyworker, open_package
from contracts.models import Terms
from contracts.posts import has_permission_in
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from referrals import eligibility, notifications, readiness
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral
from referrals.services.taken_over import AS_REFERRED, ReferredStay, record_stay, take_over


class AgreedDates(NamedTuple):
    """The first day of support, and the reviews agreed with the Council."""

    starts_on: datetime.date
    formal_review_on: datetime.date | None
    first_review_on: datetime.date | None


@verb
def accept(
    *,
    referral: Referral,
    minutes_a_week: int,
    first_review_on: datetime.date | None,
    by: User | None,
    starts_on: datetime.date | None = None,
    individual: Individual | None = None,
    keyworker: User | None = None,
    formal_review_on: datetime.date | None = None,
    visit_warning: str | None = None,
    stay: ReferredStay | Literal["as referred"] | None = AS_REFERRED,
) -> SupportPackage:
    """Accept: open the case and its support package for `individual`; without one, for a person new to the service.

    Refused while something is missing (T5.2, T1.3, T4.15) or a test is neither passed nor waived (T1.2); where the
    terms ask for a keyworker, without one and without a first review agreed with the Mental Health Team (T3.5); after
    an ending by the hospital hold, without revised plan and formal review (T5.4). Without `keyworker`, whoever
    referred is the keyworker, if that is their post.
    The person's record takes over needs, carer, risks to staff and a stay in hospital. `visit_warning` and `stay` are
    what the manager made of the last two; otherwise they are as the referral says.
    """
    referral = _lock_to_accept(referral, by)
    first_day = starts_on or referral.planned_start_on or clock.today()
    terms = referral.contract.terms_on(first_day)
    dates = AgreedDates(first_day, formal_review_on or referral.formal_review_on, first_review_on)
    _refuse_unready(referral, terms, first_day)
    if referral.returns_from:
        individual = referral.returns_from.case.individual.primary
    before = readiness.last_package(individual, referral.contract) if individual else None
    keyworker = _keyworker(referral, terms, keyworker)
    _refuse_dates(referral, terms, before, dates)
    person = take_over(referral=referral, individual=individual, visit_warning=visit_warning, by=by)
    package = _open_package(referral, person, before, dates, minutes_a_week, by)
    _set_keyworker(person, keyworker, package, by)
    record_stay(referral=referral, individual=person, stay=stay, by=by)
    transitions.apply(referral, "accept", by=by, about=[person.pk], package=package, decided_at=clock.now())
    notifications.notify_referrer(referral, f"Accepted. Support starts on {package.starts_on:%-d %B %Y}.", by)
    return package


def _lock_to_accept(referral: Referral, by: User | None) -> Referral:
    """Lock the referral. Raises NotPossible, saying what it has become, when its state does not fit."""
    referral = Referral.objects.select_related("contract__council").get_locked(referral.pk)
    if not transitions.can_make(referral, "accept"):
        transitions.apply(referral, "accept", by=by)
    return referral


def _refuse_unready(referral: Referral, terms: Terms, starts_on: datetime.date) -> None:
    """Raise Refused while something is missing, or a test for support from `starts_on` is not met."""
    blockers = readiness.acceptance_blockers(referral, terms)
    if blockers:
        raise Refused(f"This referral cannot be accepted yet. {'. '.join(blockers)}.")
    unmet_names = [test.name for test in eligibility.tests_for_start(referral, terms, starts_on) if not test.is_met]
    if unmet_names:
        raise Refused(f"This referral cannot be accepted. Criteria not met or not known: {'; '.join(unmet_names)}.")


def _refuse_dates(referral: Referral, terms: Terms, before: SupportPackage | None, dates: AgreedDates) -> None:
    """Raise Refused without the first review that the terms ask for, and for an incomplete return after a hold."""
    if terms.asks_keyworker and dates.first_review_on is None:
        raise Refused("Enter the first review date agreed with the Mental Health Team.", field="first_review_on")
    if not eligibility.returns_after_hold(before, terms):
        return
    kinds = {document.kind for document in referral.documents.all()}
    if ReferralDocumentKind.REVISED_PLAN not in kinds:
        raise Refused("Support ended after a hospital hold. Attach the Council's revised support plan first.")
    if dates.formal_review_on is None:
        raise Refused(
            "Support ended after a hospital hold. Enter the date of the formal review.", field="formal_review_on"
        )


def _keyworker(referral: Referral, terms: Terms, keyworker: User | None) -> User | None:
    """The person's keyworker from now on; None where the terms do not ask for one and nobody is named."""
    if (
        keyworker is None
        and referral.referrer
        and has_permission_in(referral.referrer, Permission.BE_KEYWORKER, referral.contract)
    ):
        keyworker = referral.referrer
    if keyworker is not None and not has_permission_in(keyworker, Permission.BE_KEYWORKER, referral.contract):
        raise Refused("Choose a keyworker from this contract.", field="keyworker")
    if terms.asks_keyworker and keyworker is None:
        raise Refused("Choose the person's keyworker.", field="keyworker")
    return keyworker


def _set_keyworker(person: Individual, keyworker: User | None, package: SupportPackage, by: User | None) -> None:
    """Make `keyworker` the person's keyworker from today or the first day of support, unless they are already."""
    if keyworker is None:
        return
    current = person.keyworker_terms.on(package.starts_on).first()
    if current is None or current.user_id != keyworker.pk:
        from_on = min(clock.today(), package.starts_on)
        change_keyworker(individual=person, user=keyworker, from_on=from_on, by=by)


def _open_package(
    referral: Referral,
    person: Individual,
    before: SupportPackage | None,
    dates: AgreedDates,
    minutes_a_week: int,
    by: User | None,
) -> SupportPackage:
    """Open the package as the Council asked for it, with the Council's documents; it follows `before` if that ended."""
    package = open_package(
        individual=person,
        contract=referral.contract,
        strand=referral.strand,
        wanted_domains=referral.wanted_domains.all(),
        follows=before if before and before.ended_on else None,
        starts_on=dates.starts_on,
        formal_review_on=dates.formal_review_on,
        minutes_a_week=minutes_a_week,
        needs=referral.needs,
        outcomes=referral.outcomes,
        agreed_end_point=referral.agreed_end_point,
        expected_end_on=referral.expected_end_on,
        first_review_on=dates.first_review_on,
        by=by,
    )
    for referral_document in referral.documents.filter(kind__in=CouncilDocumentKind.values):
        CouncilDocument.objects.create(
            package=package,
            kind=referral_document.kind,
            document_id=referral_document.document_id,
            received_on=clock.day_of(referral_document.recorded_at),
            recorded_by=by,
        )
    return package


@verb
def ask(*, referral: Referral, question: str, by: User | None) -> Referral:
    """Put a question to the referrer (T5.5)."""
    transitions.apply(referral, "query", by=by, reason=question)
    notifications.notify_referrer(referral, "The provider has a question about this referral.", by)
    return referral


@verb
def raise_concern_for_staff(*, referral: Referral, concern: str, by: User | None) -> Referral:
    """Raise a concern for the health and safety of staff with the keyworker; the hours since receipt count (T5.5)."""
    transitions.apply(referral, "raise concern", by=by, reason=concern)
    notifications.notify_referrer(referral, "The provider has a staff safety concern and needs your answer.", by)
    return referral


@verb
def find_ineligible(*, referral: Referral, reason: str, by: User | None) -> Referral:
    """Decide that a test is failed, and name it to the referrer. Refused when no test is failed."""
    terms = eligibility.terms_for(referral, clock.today())
    failed_tests = [test for test in eligibility.unmet(referral, terms, clock.today()) if test.passed is False]
    if not failed_tests:
        raise Refused("No criterion is recorded as not met: the referral is eligible, or some answers are not known.")
    transitions.apply(referral, "find ineligible", by=by, reason=reason, decided_at=clock.now())
    notifications.notify_referrer(
        referral, f"Not eligible. Criteria not met: {'; '.join(test.name for test in failed_tests)}.", by
    )
    return referral
