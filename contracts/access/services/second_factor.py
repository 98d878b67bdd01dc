"""Resetting a lost second factor: one person asks, another confirms, and each has checked who the user is."""

import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from accounts.sessions.own import end_sessions
from contracts.access import notifications
from contracts.access.second_factor import may_reset, others_who_may_reset, why_no_reset, why_not_ask
from contracts.access.services.suspension import lock_contracts_of, refuse_without_access
from contracts.enums import ResetState
from contracts.models import OPEN_FOR, Post, SecondFactorReset
from core import clock, sweeps, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb

EXPIRED = "This request has expired. Ask again."
ON_SERVER = "manage.py reset_second_factor, by whoever runs the server"


@verb
def ask_for_reset(*, user: User, check: str, by: User) -> SecondFactorReset:
    """Ask that somebody else confirms the reset of a lost second factor within 24 hours. `check` is required.

    Nothing changes until then. The user gets a message at once: somebody else may have rung. Raises Refused for one's
    own account, for an account with a role that `by` may not give, for one whose email address changed within seven
    days, and where nobody else manages the account.
    """
    user = _lock(user)
    refuse_without_access(by)
    if by.pk == user.pk:
        raise Refused("You cannot reset your own second factor. Ask another manager or administrator.")
    for expired in SecondFactorReset.objects.filter(user=user, state=ResetState.OPEN, expires_at__lte=clock.now()):
        _expire(reset_id=expired.pk, by=None)
    if reason := why_not_ask(by, user):
        raise Refused(reason)
    if not check.strip():
        raise Refused("Enter how you checked who they are.", field="check")
    reset: SecondFactorReset = SecondFactorReset.objects.create(
        user=user, asked_check=check.strip(), expires_at=clock.now() + OPEN_FOR, recorded_by=by
    )
    transitions.record_created(reset, verb="ask", by=by, about=[user.pk])
    notifications.notify_reset_asked(reset, others_who_may_reset(user, asker=by), by)
    return reset


@verb
def confirm_reset(*, reset: SecondFactorReset, check: str, by: User) -> SecondFactorReset:
    """Reset the second factor: delete app, passkeys and recovery codes, and end every session of the user.

    `by` has checked who the user is as well, in a way of their own (`check`). Raises Refused as `ask_for_reset`, for
    whoever asked, and once that person may not reset it any more; NotPossible for a request that is not open.
    """
    user = _lock(reset.user)
    _refuse_decision(reset, user, by)
    if reason := why_no_reset(user):
        raise Refused(reason)
    if not check.strip():
        raise Refused("Enter how you checked who they are.", field="check")
    _decide(reset, "confirm", by, confirmed_check=check.strip())
    _delete_second_factor(user)
    notifications.notify_reset_decided(reset, by)
    return reset


@verb
def decline_reset(*, reset: SecondFactorReset, reason: str, by: User) -> SecondFactorReset:
    """Decline a request, with the reason. Raises as `confirm_reset`."""
    _refuse_decision(reset, _lock(reset.user), by)
    _decide(reset, "decline", by, reason)
    notifications.notify_reset_decided(reset, by)
    return reset


@verb
def withdraw_reset(*, reset: SecondFactorReset, by: User) -> SecondFactorReset:
    """Withdraw a request of one's own. Raises NotPossible for one that is not open."""
    _lock(reset.user)
    if reset.recorded_by_id != by.pk:
        raise Refused("Only whoever asked can withdraw the request.")
    _decide(reset, "withdraw", by)
    notifications.notify_reset_decided(reset, by)
    return reset


def expire_resets(*, on: datetime.date) -> int:
    """End the requests that nobody confirmed within 24 hours (a sweep); return how many."""
    over = SecondFactorReset.objects.filter(state=ResetState.OPEN, expires_at__lte=clock.now())
    return sweeps.each(over.values_list("pk", flat=True), lambda pk: _expire(reset_id=pk, by=None))


@verb
def _expire(*, reset_id: UUID, by: User | None) -> bool:
    reset = SecondFactorReset.objects.get_locked(reset_id)
    if reset.state != ResetState.OPEN or reset.expires_at > clock.now():
        return False
    transitions.apply(reset, "expire", by=by, about=[reset.user_id], decided_at=clock.now())
    notifications.notify_reset_decided(reset, by)
    return True


@verb
def reset_on_server(*, user: User, by: User | None) -> SecondFactorReset:
    """Reset the second factor of `user` without a second person, for `manage.py reset_second_factor`.

    The user and every administrator get a message. An open request ends. Raises Refused where there is nothing to
    reset, and for an email address that changed within seven days.
    """
    user = _lock(user)
    if reason := why_no_reset(user):
        raise Refused(reason)
    for reset in SecondFactorReset.objects.open().filter(user=user):
        _decide(reset, "withdraw", by)
        notifications.notify_reset_decided(reset, by)
    now = clock.now()
    words = {"asked_check": ON_SERVER, "confirmed_check": ON_SERVER}
    reset = SecondFactorReset.objects.create(
        user=user, state=ResetState.CONFIRMED, expires_at=now + OPEN_FOR, decided_at=now, **words
    )
    transitions.record_created(reset, verb="reset on server", by=by, about=[user.pk])
    _delete_second_factor(user)
    posts = Post.objects.on(clock.today()).filter(role__in=roles_with(Permission.MANAGE_ACCOUNTS, Scope.CONTRACT))
    administrators = User.objects.with_access().filter(pk__in=posts.values("user"))
    notifications.notify_reset_on_server(reset, administrators)
    return reset


def _lock(user: User) -> User:
    """Lock what those lock who suspend accounts there, then the account; return it as it is now."""
    lock_contracts_of(user)
    locked: User = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return locked


# A role or an account is old enough to confirm after this long.
NEW_FOR = datetime.timedelta(days=7)


def _may_be_one_person(first: User, second: User) -> bool:
    """Return whether one of the two opened the other's account or gave them a role in the last seven days."""
    since = clock.now() - NEW_FOR
    for giver, other in ((first, second), (second, first)):
        is_new = other.recorded_by_id == giver.pk and other.recorded_at > since
        if is_new or Post.objects.filter(user=other, recorded_by=giver, recorded_at__gt=since).exists():
            return True
    return False


def _refuse_decision(reset: SecondFactorReset, user: User, by: User) -> None:
    if reason := transitions.why_not(SecondFactorReset.objects.get_locked(reset.pk), "confirm"):
        raise NotPossible(reason)
    refuse_without_access(by)
    if by.pk == user.pk:
        raise Refused("You cannot reset your own second factor. Ask another manager or administrator.")
    if by.pk == reset.recorded_by_id:
        raise Refused("You asked for this. Somebody else must confirm or decline it.")
    if not may_reset(by, user):
        raise Refused("They have a role that you do not manage. Ask an administrator.")
    asker = reset.recorded_by
    if asker is not None and _may_be_one_person(asker, by):
        raise Refused("One of you got access from the other in the last seven days. Ask somebody else to confirm.")
    if asker is None or not may_reset(asker, user):
        raise Refused("Whoever asked for this does not manage the account any more. Ask again.")


def _decide(reset: SecondFactorReset, verb_name: str, by: User | None, reason: str = "", **columns: str) -> None:
    now = clock.now()
    if reset.state == ResetState.OPEN and reset.expires_at <= now:
        raise NotPossible(EXPIRED)
    transitions.apply(
        reset,
        verb_name,
        by=by,
        reason=reason,
        about=[reset.user_id],
        decided_at=now,
        decided_by=by,
        **columns,
    )


def _delete_second_factor(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user, but=None)
