"""What is agreed with the keyworker for a person who reaches the age limit is recorded, corrected and withdrawn."""

import datetime

from accounts.models import User
from casework.age_limit.models import LAST_DAY_MISSING, SERVICE_MISSING
from casework.age_limit.rules import decision_of, reaches_limit_on
from casework.enums import AgeLimitOutcome
from casework.models import AgeLimitDecision, SupportPackage
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb


@verb
def record_age_limit_decision(
    *,
    package: SupportPackage,
    revision: int,
    outcome: str,
    agreed_with: str,
    agreed_on: datetime.date,
    by: User,
    service: str = "",
    last_on: datetime.date | None = None,
    note: str = "",
) -> AgeLimitDecision:
    """Record what is agreed for the age limit of today's terms (T1.2), or change it. It never ends support.

    Raises Conflict when it was saved since `revision`. Raises Refused where the person reaches no age limit during
    this package, for a future `agreed_on`, for an outcome without its service or last day, and for a last day before
    the first of support.
    """
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package.pk)
    age_limit = package.terms_on(clock.today()).age_limit
    if age_limit is None or reaches_limit_on(package, age_limit) is None:
        raise Refused("The person does not reach the contract’s age limit during this package.")
    if agreed_on > clock.today():
        raise Refused("The date this was agreed can’t be in the future.", field="agreed_on")
    _check_outcome(package, outcome, service, last_on)
    decision = decision_of(package, age_limit)
    if decision is None:
        # Revision 2, not 1: of two who begin at the same moment the second then gets a Conflict.
        decision = AgeLimitDecision(package=package, age_limit=age_limit, revision=2, recorded_by=by)
    else:
        decision.check_revision(revision)
    decision.outcome, decision.agreed_with, decision.agreed_on, decision.note = outcome, agreed_with, agreed_on, note
    decision.service = service if outcome == AgeLimitOutcome.MOVES else ""
    decision.last_on = last_on if outcome == AgeLimitOutcome.ENDS else None
    decision.save()
    return decision


def _check_outcome(package: SupportPackage, outcome: str, service: str, last_on: datetime.date | None) -> None:
    """Raise Refused for an outcome without its service or last day, and a last day before the first of support."""
    if outcome == AgeLimitOutcome.MOVES and not service:
        raise Refused(SERVICE_MISSING, field="service")
    if outcome != AgeLimitOutcome.ENDS:
        return
    if last_on is None:
        raise Refused(LAST_DAY_MISSING, field="last_on")
    if last_on < package.starts_on:
        first = f"{package.starts_on:%-d %B %Y}"
        raise Refused(f"The last day can’t be before {first}, the first day of support.", field="last_on")


@verb
def withdraw_age_limit_decision(*, decision: AgeLimitDecision, reason: str, by: User) -> AgeLimitDecision:
    """Withdraw what was recorded by mistake: a decision is due again.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    SupportPackage.objects.get_locked(decision.package_id)
    return strike_row(decision, by=by, reason=reason)
