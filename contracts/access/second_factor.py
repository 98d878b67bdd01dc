"""A lost second factor: who may have it reset, who else may confirm that, and the open requests."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.access.accounts import managed_accounts
from contracts.access.giving import may_give
from contracts.enums import ResetState
from contracts.models import Post, SecondFactorReset
from core import clock
from core.history import history_of

ADDRESS_SETTLES_AFTER = datetime.timedelta(days=7)
NOBODY_ELSE = (
    "No one else manages this account, so no second person can confirm. Whoever runs the server can reset it: "
    "manage.py reset_second_factor."
)


def may_reset(user: User, account: User) -> bool:
    """Return whether `user` may ask for or confirm a reset for `account`: they manage its access and could give each
    of its roles. Otherwise two managers could open the account of an administrator.
    """
    if not user.has_access or not managed_accounts(user).filter(pk=account.pk).exists():
        return False
    return not _with_other_roles(user, [account])


def _with_other_roles(user: User, accounts: Iterable[User]) -> set[UUID]:
    """Return the ids of those of `accounts` that have a role, today or later, that `user` may not give; one query."""
    posts = Post.objects.not_ended(clock.today()).filter(user__in=[account.pk for account in accounts])
    return {post.user_id for post in posts.select_related("contract") if not may_give(user, post.role, post.contract)}


def others_who_may_reset(account: User, *, asker: User) -> list[User]:
    """Return the users besides `asker` who may confirm a reset for `account`, by name."""
    posts = Post.objects.on(clock.today()).filter(role__in=roles_with(Permission.MANAGE_ACCESS, Scope.CONTRACT))
    managers = User.objects.with_access().filter(pk__in=posts.values("user")).exclude(pk=asker.pk)
    return [user for user in managers.order_by("full_name", "pk") if may_reset(user, account)]


def has_second_factor(account: User) -> bool:
    """Return whether the account has an app, a passkey or recovery codes."""
    return Authenticator.objects.filter(user=account).exists()


def has_new_address(account: User) -> bool:
    """Return whether the email address of the account changed within seven days: the mails may reach somebody else."""
    changes = history_of(User).filter(pgh_obj=account.pk, pgh_created_at__gt=clock.now() - ADDRESS_SETTLES_AFTER)
    return bool(changes.exclude(email=account.email).exists())


def why_no_reset(account: User) -> str:
    """Return why nobody may reset the second factor of `account` now; "" if it can be reset."""
    if not account.has_access:
        return "Their access is suspended. Restore it first."
    if not has_second_factor(account):
        return "They have no second factor. They can sign in and set one up."
    if has_new_address(account):
        return "Their email address changed within the last seven days. Wait until seven days have passed."
    return ""


def why_not_ask(user: User, account: User) -> str:
    """Return why `user` cannot ask for a reset for `account`; "" if they can."""
    if not may_reset(user, account):
        return "They have a role that you do not manage. Ask an administrator."
    if open_reset_of(account):
        return "Somebody has asked for this already."
    return why_no_reset(account) or ("" if others_who_may_reset(account, asker=user) else NOBODY_ELSE)


def open_reset_of(account: User) -> SecondFactorReset | None:
    """Return the open request for `account`, or None."""
    return SecondFactorReset.objects.open().filter(user=account).select_related("recorded_by").first()


def open_resets(user: User) -> list[SecondFactorReset]:
    """Return the open requests that `user` may confirm or has made, oldest first."""
    rows = (
        SecondFactorReset.objects.open().filter(user__in=managed_accounts(user)).select_related("user", "recorded_by")
    )
    resets = list(rows.order_by("recorded_at", "pk"))
    others = _with_other_roles(user, [reset.user for reset in resets]) if resets else set()
    return [reset for reset in resets if reset.user_id not in others]


def waiting_for(user: User) -> list[SecondFactorReset]:
    """Return the open requests of others that `user` may confirm or decline, oldest first."""
    return without_own(open_resets(user), user)


def without_own(resets: Iterable[SecondFactorReset], user: User) -> list[SecondFactorReset]:
    """Return the requests that `user` did not make."""
    return [reset for reset in resets if reset.recorded_by_id != user.pk]


def get_reset(user: User, pk: UUID, *, is_own: bool) -> SecondFactorReset:
    """Return the request `pk`, open or not, that `user` made (`is_own`), or may decide.

    Raises Http404 for one of an account that they do not manage, and PermissionDenied for the wrong one of the two.
    """
    reset = SecondFactorReset.objects.filter(pk=pk).select_related("user", "recorded_by").first()
    if reset is None or not may_reset(user, reset.user):
        raise Http404
    if (reset.recorded_by_id == user.pk) != is_own:
        raise PermissionDenied
    return reset


def why_not_decide(reset: SecondFactorReset) -> str:
    """Return why nobody may decide about the request any more; "" if somebody may."""
    if SecondFactorReset.objects.open().filter(pk=reset.pk).exists():
        return ""
    state = ResetState.EXPIRED if reset.state == ResetState.OPEN else ResetState(reset.state)
    return f"This request is closed: {state.label.lower()}."
