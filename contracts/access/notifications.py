"""Messages about accounts whose access was suspended or restored, to those who manage access."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from contracts.access.managers import managers_of_access
from contracts.models import Contract
from core import clock
from core.messages import queue_message


def notify_suspended(user: User, contracts: Iterable[Contract], by: User | None) -> None:
    """Tell everybody else who manages access to these contracts, so that somebody takes on the work."""
    _notify(
        user,
        contracts,
        by,
        key="access-suspended",
        subject="The access of someone in your contract is suspended",
        body="They cannot sign in and get no messages. Their visits, referrals and alerts stay with them until you "
        "reassign them. Sign in to see who it is.",
    )


def notify_restored(user: User, contracts: Iterable[Contract], by: User | None) -> None:
    """Tell the same people that the user can sign in again."""
    _notify(
        user,
        contracts,
        by,
        key="access-restored",
        subject="The access of someone in your contract is restored",
        body="They can sign in again. Sign in to see who it is.",
    )


def _notify(user: User, contracts: Iterable[Contract], by: User | None, *, key: str, subject: str, body: str) -> None:
    for manager in managers_of_access(contracts):
        if manager.pk == user.pk or (by is not None and manager.pk == by.pk):
            continue
        queue_message(
            manager,
            key=f"{key}:{user.pk}:{clock.now():%Y%m%d%H%M%S%f}",
            subject=subject,
            body=body,
            path=reverse("account_access", args=[user.pk]),
            by=by,
        )
