"""Which lock is on a person's own pages, who may lift it, and when a manager looks at it again."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Individual, PortalLock

LONGEST_UNTIL_REVIEW = datetime.timedelta(days=31)


def lock_of(individual: Individual) -> PortalLock | None:
    """Return the lock in force on any record of the person, the first one; None without one."""
    locks = PortalLock.objects.in_force().of_person(individual).select_related("recorded_by")
    return locks.order_by("recorded_at", "pk").first()


def may_unlock(lock: PortalLock, user: User) -> bool:
    """Return whether `user` may unlock: whoever locked it, and managers."""
    return lock.recorded_by_id == user.pk or can(user, Permission.EDIT_PERSON, lock)
