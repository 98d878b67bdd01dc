"""Accounts: opened with a first role, corrected, and the email that says how to sign in for the first time."""

import datetime

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.portal_roles import portal_roles
from contracts.access import notifications
from contracts.access.giving import may_give
from contracts.access.services.posts import give_role
from contracts.models import Contract, Post
from contracts.posts import permissions
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb

EMAIL_IN_USE = "This email address is already in use."


@verb
def create_account(*, email: str, full_name: str, telephone: str, by: User) -> User:
    """Create an account without a password, and send an email that says how to sign in for the first time.

    Without a role it opens nothing. Raises Refused for an address that another account has, and for those who manage
    no access.
    """
    if Permission.MANAGE_ACCESS not in permissions(by):
        raise Refused("You cannot open accounts. Ask a manager or an administrator.")
    _refuse_address_in_use(email)
    user = User.objects.create_user(email, full_name, telephone=telephone, recorded_by=by)
    notifications.notify_opened(user, by)
    return user


@verb
def open_account(
    *,
    email: str,
    full_name: str,
    telephone: str,
    role: str,
    contract: Contract | None,
    from_on: datetime.date,
    by: User,
    until_on: datetime.date | None = None,
) -> User:
    """Create an account with its first role, by which whoever manages access there finds it.

    Raises Refused as `create_account` and `give_role`.
    """
    user = create_account(email=email, full_name=full_name, telephone=telephone, by=by)
    give_role(user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, by=by)
    return user


@verb
def correct_account(*, user: User, full_name: str, telephone: str, email: str, by: User) -> User:
    """Correct the name and the number of a user; before they have signed in, their email address too.

    A new address gets the first email; whoever read the wrong one has no password any more. Raises Refused for one's
    own account, for one without a role of today or later, for a role that `by` may not give, for the address of a user
    who has signed in or has pages of their own in the portal, and for one in use.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by.pk == user.pk:
        raise Refused("You cannot correct your own account. Ask another manager or administrator.")
    _refuse_roles_of_others(user, by)
    is_new_address = email.lower() != user.email
    if is_new_address:
        _refuse_address_of_their_own(user)
    user.full_name, user.telephone = full_name, telephone
    if is_new_address:
        _refuse_address_in_use(email)
        user.email = email.lower()
        user.set_unusable_password()
    user.save(update_fields=["full_name", "telephone", "email", "password"])
    if is_new_address:
        notifications.notify_opened(user, by)
    return user


@verb
def send_first_email(*, user: User, by: User) -> None:
    """Send the email about the first sign-in again. Raises NotPossible once they have signed in or are suspended."""
    if user.last_login:
        raise NotPossible("They have already signed in.")
    if not user.has_access:
        raise NotPossible("Their access is suspended. Restore it first.")
    notifications.notify_opened(user, by)


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
