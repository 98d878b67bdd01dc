"""Messages about accounts whose access was suspended or restored, to those who manage access."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from accounts.suspension import Caution
from contracts.access.managers import managers_of_access
from contracts.enums import ResetState
from contracts.models import Contract, Post, SecondFactorReset
from core import clock
from core.messages import queue_message, settle

UNMANAGED, SUSPENDED = "access-unmanaged", "access-suspended"
RESET = "second-factor-reset"
RESET_TEXTS = {
    ResetState.CONFIRMED: ("Reset", "The app, passkeys and recovery codes are deleted, and every session has ended."),
    ResetState.DECLINED: ("Not reset", "A second person declined the request. Nothing has changed."),
    ResetState.WITHDRAWN: ("Not reset", "Whoever asked has withdrawn the request. Nothing has changed."),
    ResetState.EXPIRED: ("Not reset", "No second person confirmed it within 24 hours. Nothing has changed."),
}
# What its user reads besides: once it is reset, and otherwise.
OWN_RESET = {
    True: " You set up a new one when you next sign in. If you did not ask for it, ring us at once.",
    False: "",
}


def notify_suspended(user: User, contracts: Iterable[Contract], cautions: Iterable[Caution], by: User | None) -> None:
    """Tell everybody else who manages access to these contracts, so that somebody takes on the work.

    `cautions` say what cannot wait, such as visits of today; they name nobody.
    """
    _notify(
        user,
        contracts,
        by,
        key=SUSPENDED,
        subject="The access of someone in your contract is suspended",
        body="".join(f"{caution.words} " for caution in cautions)
        + "They cannot sign in and get no messages. Their visits, referrals and alerts stay with them until a "
        "manager or team leader reassigns them. Sign in to see who it is.",
    )


def settle_suspended(user: User) -> None:
    """Mark as read what asked to take on the work of `user`, now that they can sign in again."""
    settle(f"{SUSPENDED}:{user.pk}")


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


def notify_unmanaged(contract: Contract, user: User, contracts: Iterable[Contract], by: User | None) -> None:
    """Say that `user`, now suspended, was the last to manage access to `contract`.

    There is no administrator then, so those who manage access in another of the user's contracts are asked. None of
    them manages access to this one, so the message does not name it.
    """
    for reader in managers_of_access(contracts):
        queue_message(
            reader,
            key=f"{UNMANAGED}:{contract.pk}:{clock.now():%Y%m%d%H%M%S%f}",
            subject="A contract has nobody who manages access now",
            body="The access of the last person who managed it is suspended, and there is no administrator. Sign in "
            "to see who it is.",
            path=reverse("account_access", args=[user.pk]),
            by=by,
            is_always_sent=True,
        )


def settle_unmanaged(contract: Contract) -> None:
    """Mark that question as read, now that somebody manages access to the contract."""
    settle(f"{UNMANAGED}:{contract.pk}")


def notify_given(post: Post, by: User) -> None:
    """Tell those who manage access to the contract that somebody from outside it gave a role there."""
    assert post.contract is not None
    _notify(
        post.user,
        [post.contract],
        by,
        key=f"role-given:{post.pk}",
        subject="Someone was given a role in your contract",
        body="An administrator gave it. Sign in to see who it is and which role. If you did not expect this, ask them.",
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
            is_always_sent=key == SUSPENDED,
        )


def notify_reset_asked(reset: SecondFactorReset, others: Iterable[User], by: User) -> None:
    """Ask the others who manage the account to confirm a reset, and tell the user that somebody asked for it."""
    for other in others:
        queue_message(
            other,
            key=f"{RESET}:{reset.pk}",
            subject="A lost second factor: a second person must confirm",
            body="A colleague has checked who has lost it. Check it yourself, then confirm or decline within 24 hours. "
            "Sign in to see who it is.",
            path=reverse("second_factor_resets"),
            by=by,
            is_always_sent=True,
        )
    queue_message(
        reset.user,
        key=f"{RESET}-asked:{reset.pk}",
        subject="Someone asked to reset your second factor",
        body="A second person must confirm it. Until then nothing changes. If you did not ask for it, ring us at once.",
        by=by,
        is_always_sent=True,
    )


def notify_reset_decided(reset: SecondFactorReset, by: User | None) -> None:
    """Tell the user and whoever asked what became of a request, but not the one who decided it."""
    settle(f"{RESET}:{reset.pk}", f"{RESET}-asked:{reset.pk}")
    subject, body = RESET_TEXTS[ResetState(reset.state)]
    for user in (reset.user, reset.recorded_by):
        if user is None or user == by:
            continue
        is_own = user == reset.user
        queue_message(
            user,
            key=f"{RESET}-decided:{reset.pk}",
            subject=f"{subject}: your second factor" if is_own else f"{subject}: a second factor",
            body=body + (OWN_RESET[reset.state == ResetState.CONFIRMED] if is_own else ""),
            path="" if is_own else reverse("account_access", args=[reset.user_id]),
            by=by,
            is_always_sent=True,
        )


def notify_reset_on_server(reset: SecondFactorReset, administrators: Iterable[User]) -> None:
    """Tell the user and every administrator that somebody at the server reset a second factor."""
    notify_reset_decided(reset, None)
    for user in administrators:
        if user.pk != reset.user_id:
            queue_message(
                user,
                key=f"{RESET}-on-server:{reset.pk}",
                subject="A second factor was reset on the server",
                body="Whoever runs the server did it, without a second person. If you did not expect this, ask them. "
                "Sign in to see whose it is.",
                path=reverse("account_access", args=[reset.user_id]),
                is_always_sent=True,
            )
