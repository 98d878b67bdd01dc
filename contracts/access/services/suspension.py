"""Suspending and restoring an account: it concerns every contract in which the user has a role."""

from accounts.models import User
from accounts.services import restore_access, suspend_access
from accounts.suspension import cautions_before_suspending
from contracts.access import notifications
from contracts.access.managers import contracts_of_last_manager, take_turns
from contracts.models import Contract, Post
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def suspend_account(*, user: User, reason: str, by: User | None) -> User:
    """Suspend the access of `user` in every contract, and tell everybody else who manages access there (case 7).

    Who manages access may suspend another who does, also the last of a contract: a stolen account must be stopped at
    once, and the others hear of it. Raises Refused as `suspend_access`, and by somebody who is suspended.
    """
    contracts = lock_contracts_of(user)
    refuse_without_access(by)
    without_manager = contracts_of_last_manager(user)
    suspended: User = suspend_access(user=user, reason=reason, by=by)
    notifications.notify_suspended(suspended, contracts, cautions_before_suspending(suspended), by)
    for contract in without_manager:
        notifications.notify_unmanaged(contract, suspended, contracts, by)
    return suspended


@verb
def restore_account(*, user: User, by: User | None) -> User:
    """Restore the access of `user`, and tell everybody else who manages access in their contracts.

    Raises Refused as `restore_access`, and by somebody who is suspended.
    """
    contracts = lock_contracts_of(user)
    refuse_without_access(by)
    restored: User = restore_access(user=user, by=by)
    for contract in contracts_of_last_manager(restored):
        notifications.settle_unmanaged(contract)
    notifications.settle_suspended(restored)
    notifications.notify_restored(restored, contracts, by)
    return restored


def lock_contracts_of(user: User) -> list[Contract]:
    """Return the contracts in which `user` has a role today or later, locked: two who suspend each other take turns."""
    posts = Post.objects.not_ended(clock.today()).filter(user=user)
    contracts = Contract.objects.order_by("pk")
    if posts.filter(contract=None).exists():
        take_turns(None)
    else:
        contracts = contracts.filter(pk__in=posts.values("contract"))
    return [Contract.objects.get_locked(pk) for pk in contracts.values_list("pk", flat=True)]


def refuse_without_access(user: User | None) -> None:
    """Raise Refused for a user whose own access is suspended by now."""
    if user is not None and not User.objects.with_access().filter(pk=user.pk).exists():
        raise Refused("Your own access is suspended.")
