"""Who has a copy of a safety plan, and whom else the person lets have it."""

import datetime

from accounts.models import User
from casework.models import Individual
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb
from risk.models import SafetyPlan, SafetyPlanConsent, SafetyPlanCopy
from risk.safety_plans.enums import SafetyPlanReader


@verb
def record_copy(
    *, plan: SafetyPlan, name: str, how: str, agreed_how: str, given_on: datetime.date, by: User
) -> SafetyPlanCopy:
    """Record that somebody has a copy of this version, and how the person agreed to it.

    Refused for a version that was never live, and for a day in the future or before the plan.
    """
    plan = SafetyPlan.objects.get_locked(plan.pk)
    if plan.in_force_on is None:
        raise Refused("Make this version live first.")
    if given_on > clock.today():
        raise Refused("The date cannot be in the future.", field="given_on")
    if given_on < plan.in_force_on:
        raise Refused("This version was not live on that date.", field="given_on")
    return SafetyPlanCopy.objects.create(
        plan=plan, name=name, how=how, agreed_how=agreed_how, given_on=given_on, recorded_by=by
    )


@verb
def withdraw_copy(*, copy: SafetyPlanCopy, reason: str, by: User) -> SafetyPlanCopy:
    """Strike through a copy that was recorded by mistake. Raises NotPossible if it is, and Refused without a reason."""
    return strike_row(copy, by=by, reason=reason)


@verb
def decide_safety_sharing(
    *, individual: Individual, reader: str, is_given: bool, how: str, by: User
) -> SafetyPlanConsent:
    """Record what the person said about who else may have their safety plan. It counts from now on.

    It is written under their primary record.
    """
    individual = Individual.objects.get_locked(individual.primary_id)
    return SafetyPlanConsent.objects.create(
        individual=individual,
        reader=SafetyPlanReader(reader),
        is_given=is_given,
        how=how.strip(),
        decided_at=clock.now(),
        recorded_by=by,
    )


def readers_of(individual: Individual) -> list[tuple[SafetyPlanReader, SafetyPlanConsent | None, bool]]:
    """Return each further reader, the newest decision about them, and whether they may have the plan now."""
    rows = list(SafetyPlanConsent.objects.of_person(individual).select_related("recorded_by"))
    newest = {row.reader: row for row in reversed(rows)}
    first, *others = (
        SafetyPlanConsent.objects.in_force(reader).of_person(individual).order_by().values_list("reader", flat=True)
        for reader in SafetyPlanReader
    )
    may_have = set(first.union(*others))
    return [(reader, newest.get(reader.value), reader.value in may_have) for reader in SafetyPlanReader]
