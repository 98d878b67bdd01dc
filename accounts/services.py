"""Access is taken away at once, and given back."""

from accounts.models import User
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def suspend_access(*, user: User, reason: str, by) -> User:
    """From now on `user` reads nothing, is told nothing and cannot sign in; whatever they wrote stays theirs (case 7).

    Sessions that are open end with their next request.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise Refused("Nobody suspends their own access.")
    if user.suspended_at is not None:
        raise Refused("Access is suspended already.")
    if not reason.strip():
        raise Refused("Give the reason for suspending access.", field="reason")
    user.suspended_at, user.suspended_reason = clock.now(), reason.strip()
    user.save(update_fields=["suspended_at", "suspended_reason"])
    return user


@verb
def restore_access(*, user: User, by) -> User:
    """Access comes back as it was, for who still holds posts; messages that were withheld are not sent later."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.suspended_at is None:
        raise Refused("Access is not suspended.")
    user.suspended_at, user.suspended_reason = None, ""
    user.save(update_fields=["suspended_at", "suspended_reason"])
    return user
