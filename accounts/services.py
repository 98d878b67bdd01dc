"""Suspending and restoring a user's access, and changing the address they sign in with."""

from accounts.code_links.services import (
    MOST_DAYS,
    USUAL_DAYS,
    end_link,
    end_links,
    send_code,
    send_link,
    use_code,
)
from accounts.invitations.services import accept_invitation, accept_invitation_by_email, invite
from accounts.models import User
from accounts.telephone.services import set_telephone
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb

__all__ = [
    "LINK_USED",
    "MOST_DAYS",
    "USUAL_DAYS",
    "accept_invitation",
    "accept_invitation_by_email",
    "change_email",
    "end_link",
    "end_links",
    "invite",
    "restore_access",
    "send_code",
    "send_link",
    "set_telephone",
    "suspend_access",
    "use_code",
]

LINK_USED = "This link has been used or has expired. Ask for a new one."


@verb
def suspend_access(*, user: User, reason: str, by: User | None) -> User:
    """Suspend the access of `user`: they cannot sign in, read anything or get messages (case 7).

    What they wrote keeps their name. Open sessions end with their next request. Raises Refused for one's own access,
    for access that is suspended already, and without a reason.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise Refused("You cannot suspend your own access.")
    if user.suspended_at is not None:
        raise Refused("Access is already suspended.")
    if not reason.strip():
        raise Refused("Enter the reason for suspending access.", field="reason")
    user.suspended_at, user.suspended_reason = clock.now(), reason.strip()
    user.save(update_fields=["suspended_at", "suspended_reason"])
    return user


@verb
def restore_access(*, user: User, by: User | None) -> User:
    """Restore the access of `user`, as their posts allow. Messages withheld meanwhile are not sent later.

    Raises Refused for one's own access, and when access is not suspended.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise Refused("You cannot restore your own access.")
    if user.suspended_at is None:
        raise Refused("Access is not suspended.")
    user.suspended_at, user.suspended_reason = None, ""
    user.save(update_fields=["suspended_at", "suspended_reason"])
    return user


@verb
def change_email(*, old: str, new: str, by: User) -> User:
    """Change the address that `by` signs in with from `old` to `new`, which they have confirmed.

    Raises NotPossible if it is `old` no more, Refused if another account has the new address.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if user.email != old:
        raise NotPossible(LINK_USED)
    user.email = new
    user.save(update_fields=["email"])
    return user
