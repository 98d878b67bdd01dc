"""The transition plan of a person who was referred before the minimum age is written and shared (T1.3)."""

import datetime
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb
from plans.models import TransitionPlan, TransitionSharing
from plans.transition.models import ASSESSMENT_DAYS_REVERSED
from plans.transition.rules import asks_transition_plan


class TransitionText(TypedDict, total=False):
    """The columns of a transition plan that its form fills in."""

    wishes: str
    changes: str
    stays: str
    carries_on: str
    first_weeks: str
    assessed_from_on: datetime.date | None
    assessed_last_on: datetime.date | None
    assessed_by: str
    result: str


@verb
def write_transition_plan(
    *, package: SupportPackage, revision: int, by: User | None, **columns: Unpack[TransitionText]
) -> TransitionPlan:
    """Save the transition plan; the first save creates it (T1.3). Raises Conflict when it was saved since `revision`.

    Refused where the terms ask for none, or the person had reached the minimum age when they were referred.
    """
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package.pk)
    if not asks_transition_plan(package):
        raise Refused("The contract does not ask for a transition plan here.")
    from_on, last_on = columns.get("assessed_from_on"), columns.get("assessed_last_on")
    if last_on and (from_on is None or last_on < from_on):
        raise Refused(ASSESSMENT_DAYS_REVERSED, field="assessed_last_on")
    plan = TransitionPlan.objects.filter(package=package).first()
    if plan is None:
        # Revision 2, not 1: of two who begin at the same moment the second then gets a Conflict.
        return TransitionPlan.objects.create(package=package, revision=2, recorded_by=by, **columns)
    plan.check_revision(revision)
    for name, value in columns.items():
        setattr(plan, name, value)
    plan.save(update_fields=["revision", *columns])
    return plan


@verb
def share_written_transition_plan(
    *, plan: TransitionPlan, agency: str, shared_with: str, shared_on: datetime.date, by: User | None
) -> TransitionSharing:
    """Record with which service, and whom there, the transition plan was shared, and when (T1.3)."""
    if shared_on > clock.today():
        raise Refused("The date it was shared can't be in the future.", field="shared_on")
    return TransitionSharing.objects.create(
        plan=plan, agency=agency, shared_with=shared_with, shared_on=shared_on, recorded_by=by
    )


@verb
def withdraw_transition_sharing(*, sharing: TransitionSharing, reason: str, by: User) -> TransitionSharing:
    """Withdraw that the plan was shared, recorded by mistake: it counts as not shared. It stays on file.

    Raises NotPossible for one that is withdrawn, and Refused without a reason.
    """
    return strike_row(sharing, by=by, reason=reason)
