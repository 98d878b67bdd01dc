"""Who needs a transition plan: people referred before the minimum age. With whom it must still be shared (T1.3)."""

from casework.models import SupportPackage
from core import clock
from core.dates import age_on
from plans.models import TransitionPlan
from referrals.enums import Agency
from referrals.models import Referral
from referrals.readiness import SHARED_WITH


def referral_of(package: SupportPackage) -> Referral | None:
    """Return the referral that led to the package, with its assessment and sharings; None if the package has none."""
    rows = Referral.objects.filter(package=package).select_related("transition").prefetch_related("sharings")
    return rows.first()


def asks_transition_plan(package: SupportPackage, referral: Referral | None = None) -> bool:
    """Return True if the terms on the package's first day ask for one and the person was referred under minimum age.

    `referral` saves a query where the caller has it.
    """
    terms = package.terms_on(package.starts_on)
    if not terms.asks_transition_plan or terms.minimum_age is None:
        return False
    referral = referral or referral_of(package)
    born_on = package.case.individual.date_of_birth
    if referral is None or referral.received_at is None or born_on is None:
        return False
    return age_on(born_on, clock.day_of(referral.received_at)) < terms.minimum_age


def agencies_not_shared_with(plan: TransitionPlan | None) -> list[Agency]:
    """Return the services the plan still has to be shared with: at least Children's and Adults' (T1.3)."""
    agencies = {sharing.agency for sharing in plan.sharings.all()} if plan else set()
    return [agency for agency in SHARED_WITH if agency not in agencies]
