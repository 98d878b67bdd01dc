"""Which lock is on a person's own pages, who may lift it, when a manager looks at it again, and who reads nothing."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Individual, PortalLock
from core import clock
from core.errors import Refused

ANSWERED_HOW_MISSING = "Enter how you told them."
NOT_ANSWERED = "This is not answered, so there is no answer to add to."
LONGEST_UNTIL_REVIEW = datetime.timedelta(days=31)


def lock_of(individual: Individual) -> PortalLock | None:
    """Return the lock in force on any record of the person, the first one; None without one."""
    locks = PortalLock.objects.in_force().of_person(individual).select_related("recorded_by")
    return locks.order_by("recorded_at", "pk").first()


def why_unreadable(individual: Individual) -> str:
    """Return why the person reads nothing on pages of their own: without an account, or locked; "" where they do.

    An account of any of their records counts.
    """
    if individual.user_id is None and not Individual.objects.accounts_of(individual).exists():
        return "They have no pages of their own."
    return "Their own pages are locked." if lock_of(individual) else ""


def check_answered_how(individual: Individual, answered_how: str) -> str:
    """Return how the person gets an answer besides their own pages. Raises Refused without it where they need it."""
    if (reason := why_unreadable(individual)) and not answered_how.strip():
        raise Refused(f"{reason} {ANSWERED_HOW_MISSING}", field="answered_how")
    return answered_how.strip()


def added_to(answer: str, words: str, by: User) -> str:
    """Return the answer with what `by` adds to it today. Raises Refused without words."""
    if not words.strip():
        raise Refused("Enter what you want to add or correct.", field="words")
    return f"{answer}\n\n{clock.today():%-d %B %Y}, {by.full_name}: {words.strip()}"


def may_unlock(lock: PortalLock, user: User) -> bool:
    """Return whether `user` may unlock: whoever locked it, and managers."""
    return lock.recorded_by_id == user.pk or can(user, Permission.EDIT_PERSON, lock)
