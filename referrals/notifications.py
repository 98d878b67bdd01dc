"""Messages about referrals and notices: to whom, and when."""

from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from contracts.posts import users_with
from core import transitions
from core.messages import queue_message
from referrals.enums import ReferralState
from referrals.models import CapacityNotice, Referral


def notify_received(referral: Referral, by: User | None) -> None:
    """Tell those who decide in the contract that a referral has come, or came back with an answer."""
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-received:{referral.pk}:{transitions.count(referral)}",
            subject=f"New referral {referral.reference}",
            body=f"New referral to {referral.contract} needs a decision.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
        )


def notify_referrer(referral: Referral, words: str, by: User | None) -> None:
    """Tell the referrer that the state of the referral has changed; without an account, whoever entered it."""
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
    )


def _state_words(referral: Referral) -> str:
    """The state as whoever made the referral should read it."""
    is_query = referral.state == ReferralState.QUERIED
    return "a question to answer" if is_query else str(referral.get_state_display()).lower()


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
    """Tell those who decide in the contract that the referral was withdrawn."""
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-withdrawn:{referral.pk}",
            subject=f"Referral {referral.reference} withdrawn",
            body="The referrer has withdrawn it. Open the referral to see why.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
        )


def _about(referral: Referral) -> list[UUID]:
    """The ids of the referral and, when the person returns after an ending, of the person."""
    returns = referral.returns_from
    return [referral.pk, *([returns.case.individual_id] if returns else [])]
