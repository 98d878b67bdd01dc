"""The person's own pages are locked at one press, reviewed, and unlocked with a reason."""

import datetime

from accounts.models import User
from casework.models import Individual, PortalLock
from casework.portal_lock.models import UNLOCK_REASON_MISSING
from casework.portal_lock.rules import LONGEST_UNTIL_REVIEW, lock_of, may_unlock
from core import clock
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.verbs import verb


@verb
def lock_portal(*, individual: Individual, by: User) -> PortalLock:
    """Lock the pages of the person and of all their representatives, from this moment on (case 13).

    A manager reviews it on the next working day. A lock that is in force already is returned as it is.
    """
    individual = Individual.objects.get_locked(individual.pk)
    return lock_of(individual) or PortalLock.objects.create(
        individual=individual, review_on=add_working_days(clock.today(), 1), recorded_by=by
    )


@verb
def unlock_portal(*, individual: Individual, reason: str, by: User) -> Individual:
    """Lift every lock on the person's records.

    Raises NotPossible where none is in force, and where `by` neither locked it nor manages the support; Refused
    without a reason.
    """
    individual = Individual.objects.get_locked(individual.pk)
    if not reason.strip():
        raise Refused(UNLOCK_REASON_MISSING, field="reason")
    locks = list(PortalLock.objects.in_force().of_person(individual))
    if not locks:
        raise NotPossible("Their pages are not locked.")
    if not all(may_unlock(lock, by) for lock in locks):
        raise NotPossible("Only whoever locked the pages, or a manager, can unlock them.")
    for lock in locks:
        lock.unlocked_at, lock.unlocked_by, lock.unlocked_reason = clock.now(), by, reason.strip()
        lock.save(update_fields=["unlocked_at", "unlocked_by", "unlocked_reason"])
    return individual


@verb
def review_portal_lock(*, lock: PortalLock, review_on: datetime.date, by: User) -> PortalLock:
    """Leave the pages locked, and look at it again by `review_on`, at most a month ahead.

    Raises NotPossible once it is unlocked, and Refused for a day that is not ahead or too far.
    """
    lock = PortalLock.objects.get_locked(lock.pk)
    if not lock.is_in_force:
        raise NotPossible("Their pages are not locked.")
    if not clock.today() < review_on <= clock.today() + LONGEST_UNTIL_REVIEW:
        raise Refused("Choose a day after today and within a month.", field="review_on")
    lock.review_on = review_on
    lock.save(update_fields=["review_on"])
    return lock
