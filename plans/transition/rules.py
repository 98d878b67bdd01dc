"""Whether a package is one of somebody who was referred before the least age, and what is missing then (T1.3)."""

from casework.models import SupportPackage
from core import clock
from core.dates import age_on
from plans.models import TransitionPlan
from referrals.models import Referral
from referrals.readiness import SHARED_WITH


def referral_of(package: SupportPackage) -> Referral | None:
    """The referral that was accepted with the package, with its assessment and sharings; none for what came before."""
    rows = Referral.objects.filter(package=package).select_related("transition").prefetch_related("sharings")
    return rows.first()


def asks_transition_plan(package: SupportPackage, referral: Referral | None = None) -> bool:
    """Whether the terms of the package's first day ask for one, and the person was under their least age on referral.

    `referral` where it is at hand.
    """
    terms = package.terms_on(package.starts_on)
    if not terms.asks_transition_plan or terms.minimum_age is None:
        return False
    referral = referral or referral_of(package)
    if referral is None or referral.received_at is None:
        return False
    came_on = clock.day_of(referral.received_at)
    return age_on(package.case.individual.date_of_birth, came_on) < terms.minimum_age


def agencies_not_shared_with(plan: TransitionPlan | None) -> list:
    """The services that the plan is still to be shared with: Children's and Adults' at the least (T1.3)."""
    told = {sharing.agency for sharing in plan.sharings.all()} if plan else set()
    return [agency for agency in SHARED_WITH if agency not in told]
