"""Messages about referrals and notices: to whom, and when."""

from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import first_who_may_know, is_hidden
from casework.recipients import if_nobody_answers
from contracts.posts import users_with
from core import transitions
from core.channels import immediate_channels
from core.messages import queue_message, settle
from core.models import Channel, Message
from referrals import same_day
from referrals.enums import ReferralState
from referrals.models import CapacityNotice, Referral, ReferralAddition


def notify_received(referral: Referral, by: User | None) -> None:
    """Tell those who decide in the contract that a referral has come, or came back with an answer.

    One that asks for a response on the same day says so, and alerts the on-call senior at once. The question that an
    answer answers is read.
    """
    subject, body = f"New referral {referral.reference}", f"New referral to {referral.contract} needs a decision."
    settle(f"referral-{ReferralState.QUERIED}:{referral.pk}")
    if referral.asks_same_day:
        subject = f"Same-day referral {referral.reference}: respond today"
        body = f"The referral to {referral.contract} asks for a response today. Assess the risk before anyone visits."
        _alert_on_call(referral, subject, by)
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-received:{referral.pk}:{transitions.count(referral)}",
            subject=subject,
            body=body,
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
            is_always_sent=referral.asks_same_day,
        )


def _alert_on_call(referral: Referral, subject: str, by: User | None) -> None:
    """Alert the on-call senior by text message and in Casework, like a call for help: without a limit, at any hour.

    Where walls hide the person from them, those who decide; from all of them, they read whom to ring and ask.
    """
    contract, about = referral.contract, _about(referral)
    number = referral.referrer.telephone if referral.referrer else ""
    ring = f"Ring the referrer: {number}. " if number else ""
    groups = [same_day.alerted_users(contract), users_with(contract, Permission.DECIDE_REFERRAL)]
    for user in first_who_may_know(groups, *about):
        may_know = not is_hidden(user, *about)
        ask = f"You cannot open it: ask another senior or manager to read it. {if_nobody_answers(contract)}"
        queue_message(
            user,
            key=f"referral-same-day:{referral.pk}:{transitions.count(referral)}",
            subject=subject if may_know else "Same-day referral: respond today",
            body="Casework: a same-day referral needs a response today. "
            + ring
            + ("Sign in to read it." if may_know else ask),
            path=reverse("referral", args=[referral.pk]) if may_know else "",
            about=about if may_know else [],
            by=by,
            channels=immediate_channels(user),
            is_urgent=True,
        )


def notify_referrer(referral: Referral, words: str, by: User | None) -> None:
    """Tell the referrer that the state of the referral has changed; without an account, whoever entered it.

    What asked the provider for a response is read.
    """
    _settle_received(referral)
    recipient = referral.referrer or referral.recorded_by
    if recipient is None:
        return
    queue_message(
        recipient,
        key=f"referral-{referral.state}:{referral.pk}:{transitions.count(referral)}",
        subject=f"Referral {referral.reference} – {_state_words(referral)}",
        body=words,
        path=reverse("referral", args=[referral.pk]),
        about=_about(referral),
        by=by,
        is_always_sent=referral.asks_same_day,
    )


def _settle_received(referral: Referral) -> None:
    settle(f"referral-received:{referral.pk}", f"referral-same-day:{referral.pk}")


def _state_words(referral: Referral) -> str:
    """The state as whoever made the referral should read it."""
    is_query = referral.state == ReferralState.QUERIED
    return "a question to answer" if is_query else str(referral.get_state_display()).lower()


def notify_addition(addition: ReferralAddition, by: User | None) -> None:
    """Ask those who decide in the contract to read what was added after sending."""
    referral = addition.referral
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-addition:{addition.pk}",
            subject=f"Referral {referral.reference}: something was added",
            body="The referrer added or corrected something. Read it before you decide.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
            is_always_sent=referral.asks_same_day,
        )


def settle_addition(addition: ReferralAddition) -> None:
    """What was added is read, or withdrawn."""
    settle(f"referral-addition:{addition.pk}")


def notify_notice_sent(notice: CapacityNotice, by: User | None) -> None:
    """Tell the Council's commissioners that a notice was sent."""
    for user in users_with(notice.contract, Permission.ACKNOWLEDGE_NOTICE):
        queue_message(
            user,
            key=f"notice-sent:{notice.pk}",
            subject=f"Notice {notice.reference}: {notice.get_kind_display().lower()}",
            body=f"New notice about the waiting list for {notice.contract}. Please read and acknowledge it.",
            path=reverse("notice", args=[notice.pk]),
            about=[notice.pk],
            by=by,
        )


def notify_notice_acknowledged(notice: CapacityNotice, by: User | None) -> None:
    """Tell the sender that the Council has acknowledged the notice."""
    if notice.recorded_by is None:
        return
    queue_message(
        notice.recorded_by,
        key=f"notice-acknowledged:{notice.pk}",
        subject=f"Notice {notice.reference} acknowledged",
        body="The Council has acknowledged the notice.",
        path=reverse("notice", args=[notice.pk]),
        about=[notice.pk],
        by=by,
    )


def notify_withdrawn(referral: Referral, by: User | None) -> None:
    """Tell those who decide in the contract that the referral was withdrawn; of a same-day one, who was alerted."""
    _settle_received(referral)
    if referral.asks_same_day:
        alerted = Message.objects.filter(key__startswith=f"referral-same-day:{referral.pk}:", channel=Channel.IN_APP)
        about = _about(referral)
        for user in User.objects.filter(pk__in=alerted.values("to")):
            may_know = not is_hidden(user, *about)
            name = f"Same-day referral {referral.reference}" if may_know else "Same-day referral"
            queue_message(
                user,
                key=f"referral-same-day-over:{referral.pk}",
                subject=f"{name} withdrawn",
                body="The referrer has withdrawn it. You do not have to do anything.",
                about=about if may_know else [],
                by=by,
                channels=[Channel.IN_APP],
            )
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-withdrawn:{referral.pk}",
            subject=f"Referral {referral.reference} withdrawn",
            body="The referrer has withdrawn it. Open the referral to see why.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
            is_always_sent=referral.asks_same_day,
        )


def _about(referral: Referral) -> list[UUID]:
    """The ids of the referral and, when the person returns after an ending, of the person."""
    returns = referral.returns_from
    return [referral.pk, *([returns.case.individual_id] if returns else [])]
