"""Accounts: opened with a first role and an invitation, and corrected."""

import datetime
from collections.abc import Sequence

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import Invitation, User
from accounts.portal_roles import portal_roles
from accounts.roles import ROLES, Side
from accounts.services import invite, notify_of_number
from contracts.access.accounts import managed_accounts
from contracts.access.giving import may_give
from contracts.access.services.posts import give_role
from contracts.models import Contract, Post
from contracts.posts import permissions
from core import clock
from core.errors import Refused
from core.verbs import verb

EMAIL_IN_USE = "This email address is already in use."


@verb
def create_account(
    *, email: str, full_name: str, telephone: str, identity: str, by: User, is_free: bool = False
) -> User:
    """Create an account without a password, and send an invitation to it (`accounts.services.invite`).

    Without a role it opens nothing. Raises Refused for an address that another account has, without `identity`, and for
    those who manage no access.
    """
    if Permission.MANAGE_ACCESS not in permissions(by):
        raise Refused("You cannot open accounts. Ask a manager or an administrator.")
    _refuse_address_in_use(email)
    user = User.objects.create_user(email, full_name, telephone=telephone, awaits_invitation=True, recorded_by=by)
    invite(user=user, identity=identity, is_free=is_free, by=by)
    return user


@verb
def open_account(
    *,
    email: str,
    full_name: str,
    telephone: str,
    identity: str,
    role: str,
    contract: Contract | None,
    from_on: datetime.date,
    by: User,
    until_on: datetime.date | None = None,
) -> User:
    """Create an account with its first role, by which whoever manages access there finds it.

    Raises Refused as `create_account` and `give_role`.
    """
    is_free = ROLES[role].side == Side.COUNCIL
    user = create_account(
        email=email, full_name=full_name, telephone=telephone, identity=identity, is_free=is_free, by=by
    )
    give_role(user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, by=by)
    return user


@verb
def correct_account(*, user: User, full_name: str, telephone: str, email: str, by: User) -> User:
    """Correct the name and the number of a user; before they have signed in, their email address too.

    A new address gets an invitation, and the one to the old address ends; whoever read the wrong one has no password
    any more. Raises Refused for one's own account, for one without a role of today or later, for a role that `by` may
    not give, for the address of a user who has signed in or has pages of their own in the portal, and for one in use.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by.pk == user.pk:
        raise Refused("You cannot correct your own account. Ask another manager or administrator.")
    _refuse_roles_of_others(user, by)
    is_new_address, is_new_number = email.lower() != user.email, telephone != user.telephone
    if is_new_address:
        _refuse_address_of_their_own(user)
    user.full_name, user.telephone = full_name, telephone
    if is_new_address:
        _refuse_address_in_use(email)
        user.email = email.lower()
        user.set_unusable_password()
    user.save(update_fields=["full_name", "telephone", "email", "password"])
    if is_new_number:
        notify_of_number(user)
    if is_new_address and user.has_access:
        invite(user=user, identity=f"Email address corrected by {by}", is_free=_is_councils(user), by=by)
    return user


@verb
def send_invitations(*, users: Sequence[User], identity: str, by: User) -> int:
    """Invite each of `users`, whose accounts `by` manages; return how many. Earlier invitations of theirs end.

    Raises Refused for none or more than the most at once, and for an account that `by` does not manage; NotPossible for
    somebody who has signed in or is suspended. Then nobody is invited.
    """
    if not users:
        raise Refused("Choose at least one account.", field="accounts")
    if len(users) > Invitation.MOST_AT_ONCE:
        raise Refused(f"Invite {Invitation.MOST_AT_ONCE} people at most at once.", field="accounts")
    if managed_accounts(by).filter(pk__in=[user.pk for user in users]).count() < len(users):
        raise Refused("You do not manage one of these accounts.", field="accounts")
    for user in users:
        invite(user=user, identity=identity, is_free=_is_councils(user), by=by)
    return len(users)


def _is_councils(user: User) -> bool:
    """Return whether a role of `user`, now or later, is one of the Council's: they pay nothing."""
    posts = Post.objects.not_ended(clock.today()).filter(user=user)
    return any(ROLES[post.role].side == Side.COUNCIL for post in posts)


def _refuse_address_in_use(email: str) -> None:
    if User.objects.filter(email=email.lower()).exists():
        raise Refused(EMAIL_IN_USE, field="email")


def _refuse_address_of_their_own(user: User) -> None:
    """Refuse a new address where it would open more than roles: what they did, or their pages in the portal.

    Whoever corrects the account may not know that somebody they work with is supported, so the message does not say.
    """
    if user.last_login:
        raise Refused("They have already signed in, so only they can change their email address.", field="email")
    if portal_roles([user.pk]):
        raise Refused("Only they can change this email address: they can sign in with it.", field="email")


def _refuse_roles_of_others(user: User, by: User) -> None:
    """Refuse the account of somebody without a role, such as a person supported, and roles that `by` may not give."""
    posts = Post.objects.filter(Q(until_on=None) | Q(until_on__gt=clock.today()), user=user).select_related("contract")
    if not posts:
        raise Refused("They have no role now. Give them a role first.")
    if not all(may_give(by, post.role, post.contract) for post in posts):
        raise Refused("They also have a role that you do not manage. Ask an administrator.")
