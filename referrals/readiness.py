"""What must happen before a referral can be accepted, and its status as a text for the referrer."""

import datetime
from collections.abc import Iterator

from casework.models import Individual, SupportPackage
from contracts.models import Contract, Terms
from core import clock
from core.dates import add_working_days, age_on
from referrals import eligibility
from referrals.enums import Agency, ReferralDocumentKind, ReferralState
from referrals.models import Referral

# The agencies with which a transition plan is shared at least (T1.3).
SHARED_WITH = (Agency.CHILDREN, Agency.ADULTS)


def is_transition(referral: Referral, terms: Terms) -> bool:
    """Whether the person was under the terms' minimum age when the referral came; for a draft, today (T1.3)."""
    if not terms.asks_transition_plan or terms.minimum_age is None or referral.date_of_birth is None:
        return False
    received_on = clock.day_of(referral.received_at) if referral.received_at else clock.today()
    return age_on(referral.date_of_birth, received_on) < terms.minimum_age


def acceptance_blockers(referral: Referral, terms: Terms) -> list[str]:
    """Everything that must happen before acceptance, one sentence each; empty when nothing is missing.

    Eligibility tests are not among them: they are met or not. The day of the formal review is asked with the
    acceptance (T5.4).
    """
    blockers = [f"{kind.label} must be attached" for kind in eligibility.missing_documents(referral, terms)]
    if is_transition(referral, terms):
        blockers += _transition_blockers(referral)
    if referral.asks_same_day and not referral.same_day_risk:
        blockers.append("The risks of a visit today must be assessed")
    blockers += [
        f"“{addition.get_part_display()}”, added after sending, must be read"
        for addition in referral.additions.all()
        if not addition.is_read
    ]
    return blockers


def _transition_blockers(referral: Referral) -> Iterator[str]:
    assessment = referral.assessment
    if assessment is None or assessment.until_on is None:
        yield "The assessment must be finished"
    kinds = {document.kind for document in referral.documents.all()}
    if ReferralDocumentKind.TRANSITION_PLAN not in kinds:
        yield "The transition plan must be attached"
    agencies = {sharing.agency for sharing in referral.sharings.all()}
    for agency in SHARED_WITH:
        if agency not in agencies:
            yield f"The transition plan must be shared with {agency.label}"


def answer_due_on(referral: Referral) -> datetime.date | None:
    """Return the day by which a sent referral must be decided, by the terms in force when it was received.

    Working days, the day of receipt not counted; None where the terms have no such time.
    """
    if referral.received_at is None:
        return None
    received_on = clock.day_of(referral.received_at)
    terms = referral.contract.find_terms(received_on)
    if terms is None or terms.decide_within_working_days is None:
        return None
    return add_working_days(received_on, terms.decide_within_working_days)


def awaited_answer_on(referral: Referral) -> datetime.date | None:
    """Return `answer_due_on` while the answer is awaited: on the waiting list, and once decided, it has one."""
    return answer_due_on(referral) if referral.is_to_decide and not referral.is_waiting else None


def days_late(referral: Referral) -> int:
    """Return how many days ago an awaited answer was due; 0 until then and without such a term."""
    due_on = awaited_answer_on(referral)
    return max((clock.today() - due_on).days, 0) if due_on else 0


def last_package(individual: Individual, contract: Contract) -> SupportPackage | None:
    """The person's latest package in the contract, under any of their merged records."""
    people = Individual.objects.same_person(individual)
    packages = SupportPackage.objects.filter(case__individual__in=people, case__contract=contract)
    return packages.order_by("-starts_on", "-recorded_at").first()


def status_text(referral: Referral, terms: Terms) -> str:
    """What whoever made the referral should know beside its state; it may be empty.

    It does not reveal who may be known here already.
    """
    match referral.state:
        case ReferralState.DRAFT:
            return "You can still change it."
        case ReferralState.SENT | ReferralState.QUERIED | ReferralState.WAITING:
            missing = [str(kind.label) for kind in eligibility.missing_documents(referral, terms)]
            missing_text = f" It cannot be accepted without: {', '.join(missing)}." if missing else ""
            return _undecided_text(referral) + missing_text
        case ReferralState.ACCEPTED:
            assert referral.package is not None  # the database keeps the two together
            starts_on = referral.package.starts_on
            return f"Support {'starts' if starts_on >= clock.today() else 'started'} on {starts_on:%-d %B %Y}."
        case ReferralState.DECLINED:
            return "You can refer this person again."
        case ReferralState.INELIGIBLE:
            return f"Criteria not met: {'; '.join(_failed_names(referral, terms))}."
        case _:
            return ""


def _failed_names(referral: Referral, terms: Terms) -> list[str]:
    """The criteria that the referral does not meet."""
    tests = eligibility.unmet(referral, terms, clock.today())
    return [test.name for test in tests if test.passed is False]


def _undecided_text(referral: Referral) -> str:
    if referral.state == ReferralState.QUERIED:
        return "The provider has asked you a question and needs your answer."
    if referral.state == ReferralState.WAITING:
        expected_on = referral.expected_on
        when = f" Support is expected to start on {expected_on:%-d %B %Y}." if expected_on else ""
        return f"There is no capacity at the moment.{when}"
    assert referral.received_at is not None  # a sent referral has been received
    since: datetime.date = clock.day_of(referral.received_at)
    due_on = answer_due_on(referral)
    answer = f" You will have an answer by {due_on:%-d %B %Y}." if due_on and due_on >= clock.today() else ""
    return f"With the provider for a decision. Received on {since:%-d %B %Y}.{answer}"
