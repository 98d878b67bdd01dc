"""Suspending and restoring a user's access, and changing the address they sign in with."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from accounts.code_links.services import (
    MOST_DAYS,
    USUAL_DAYS,
    end_link,
    end_links,
    send_code,
    send_link,
    send_link_news,
    use_code,
)
from accounts.invitations.services import accept_invitation, accept_invitation_by_email, invite, invited_user
from accounts.models import Invitation, User
from accounts.page_settings import choose_page_settings, show_large_type
from accounts.sessions.own import end_sessions
from accounts.telephone.services import notify_of_number, set_telephone
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
    "choose_page_settings",
    "cut_off",
    "end_link",
    "end_links",
    "invite",
    "invited_user",
    "notify_of_number",
    "restore_access",
    "send_code",
    "send_link",
    "send_link_news",
    "set_telephone",
    "show_large_type",
    "suspend_access",
    "use_code",
]

LINK_USED = "This link has been used or has expired. Ask for a new one."


@verb
def suspend_access(*, user: User, reason: str, by: User | None) -> User:
    """Suspend the access of `user`: they cannot sign in, read anything or get messages (case 7).

    What they wrote keeps their name. Open sessions and invitations end for good. Raises Refused for one's own access,
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
    Invitation.objects.open().filter(user=user).update(ended_at=clock.now())
    end_sessions(user, but=None)
    return user


@verb
def cut_off(*, user: User, by: User | None) -> User:
    """Take away every way in that `user` has: whoever had one may not be them. Only a new invitation opens it again.

    Sessions, invitations, password, passkeys, second factor, organisations' accounts and the confirmed number end.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Invitation.objects.open().filter(user=user).update(ended_at=clock.now())
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    end_sessions(user, but=None)
    user.set_unusable_password()
    user.awaits_invitation, user.telephone_confirmed_at = True, None
    user.save(update_fields=["password", "awaits_invitation", "telephone_confirmed_at"])
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
