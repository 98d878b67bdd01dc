"""What a referral waits for: before it can be accepted, and in words for whoever made it."""

import datetime

from casework.models import SupportPackage
from contracts.models import Terms
from core import clock
from core.dates import age_on
from referrals import eligibility
from referrals.enums import Agency, ReferralDocumentKind, ReferralState
from referrals.models import Referral

# With whom a transition plan is shared at the least (T1.3).
SHARED_WITH = (Agency.CHILDREN, Agency.ADULTS)


def is_transition(referral: Referral, terms: Terms) -> bool:
    """Whether the person was under the terms' least age when the referral came, or is today (T1.3)."""
    if not terms.asks_transition_plan or terms.minimum_age is None:
        return False
    came_on = clock.day_of(referral.received_at) if referral.received_at else clock.today()
    return age_on(referral.date_of_birth, came_on) < terms.minimum_age


def acceptance_blockers(referral: Referral, terms: Terms) -> list[str]:
    """Everything acceptance still waits for, each as words; empty: it can be accepted.

    The tests of eligibility come on top: they are met or not, and waited for by nobody. The day of the formal review
    is asked with the acceptance (T5.4).
    """
    waits = [f"{kind.label} must be attached" for kind in eligibility.missing_documents(referral, terms)]
    if is_transition(referral, terms):
        waits += _transition_waits(referral)
    if referral.asks_same_day and not referral.same_day_risk:
        waits.append("The risks of a visit today must be weighed")
    return waits


def _transition_waits(referral):
    assessment = referral.assessment
    if assessment is None or assessment.until_on is None:
        yield "The period of assessment must be finished"
    kinds = {document.kind for document in referral.documents.all()}
    if ReferralDocumentKind.TRANSITION_PLAN not in kinds:
        yield "The transition plan must be attached"
    told = {sharing.agency for sharing in referral.sharings.all()}
    for agency in SHARED_WITH:
        if agency not in told:
            yield f"The transition plan must be shared with {agency.label}"


def package_before(individual, contract) -> SupportPackage | None:
    """The person's last package in the contract, whichever of their records it stands under."""
    people = type(individual).objects.same_person(individual)
    packages = SupportPackage.objects.filter(case__individual__in=people, case__contract=contract)
    return packages.order_by("-starts_on", "-recorded_at").first()


def in_words(referral: Referral, terms: Terms) -> str:
    """How the referral stands, for whoever made it. Nothing of who may be known here already."""
    match referral.state:
        case ReferralState.DRAFT:
            return "Not sent yet: it is yours to finish."
        case ReferralState.SENT | ReferralState.QUERIED | ReferralState.WAITING:
            missing = [kind.label for kind in eligibility.missing_documents(referral, terms)]
            lacks = f" It cannot be accepted without: {', '.join(missing)}." if missing else ""
            return _open_words(referral) + lacks
        case ReferralState.ACCEPTED:
            return f"Accepted. Support starts on {referral.package.starts_on:%-d %B %Y}."
        case ReferralState.DECLINED:
            return "Declined; the reason stands below. You may refer again."
        case ReferralState.INELIGIBLE:
            return "Not eligible: the test that was not met is shown below."
        case _:
            return "Withdrawn."


def _open_words(referral) -> str:
    if referral.state == ReferralState.QUERIED:
        return "The provider has asked something and waits for your answer."
    if referral.state == ReferralState.WAITING:
        expected = referral.expected_on
        when = f" Support is expected to begin on {expected:%-d %B %Y}." if expected else ""
        return f"On the waiting list: there is no room at the moment.{when}"
    since: datetime.date = clock.day_of(referral.received_at)
    return f"The provider decides. Received on {since:%-d %B %Y}."
