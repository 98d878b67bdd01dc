"""A person misses several visits in a row: somebody must find out why. It never ends support (T2.6, T4.5)."""

from accounts.models import User
from casework.models import SupportPackage
from core import clock, messages
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits import notifications
from visits.enums import CANCELLED, NOT_ENGAGED
from visits.models import EngagementDuty, Visit

MISSED_IN_A_ROW = 3
WORKING_DAYS = 2


@verb
def raise_engagement_duty(*, package: SupportPackage, by: User | None) -> EngagementDuty | None:
    """Raise the duty if the last three visits that were not cancelled met no answer or were declined.

    The caller has locked `package`. Return None without a new duty: there is one duty at a time, and visits that
    raised one raise no other.
    """
    if package.ended_on is not None or package.case.individual.died_on is not None:
        return None
    last = list(
        Visit.objects.not_struck()
        .filter(package=package)
        .exclude(outcome__in=CANCELLED)
        .order_by("-started_at", "-pk")[:MISSED_IN_A_ROW]
    )
    if len(last) < MISSED_IN_A_ROW or any(visit.outcome not in NOT_ENGAGED for visit in last):
        return None
    before = EngagementDuty.objects.filter(package=package)
    if before.outstanding().exists() or before.filter(visit__in=last).exists():
        return None
    duty = EngagementDuty.objects.create(
        package=package, visit=last[0], due_on=add_working_days(clock.today(), WORKING_DAYS), recorded_by=by
    )
    notifications.notify_not_engaged(duty, by)
    return duty


@verb
def settle_engagement(*, duty: EngagementDuty, done: str, words: str, by: User | None) -> EngagementDuty:
    """Record what was done about missed visits, and the result. Support continues.

    Raises NotPossible when the duty is not outstanding any more, and Refused without `words`.
    """
    duty = EngagementDuty.objects.get_locked(duty.pk)
    if duty.met_on or duty.expired_on:
        raise NotPossible("Someone has already followed this up.")
    if not words.strip():
        raise Refused("Enter what the outcome was.", field="words")
    duty.done, duty.words, duty.met_on = done, words.strip(), clock.today()
    duty.save(update_fields=["done", "words", "met_on"])
    messages.settle(f"engagement:{duty.pk}")
    return duty
