"""Who is told what becomes of a referral."""

from django.urls import reverse

from accounts.enums import Permission
from contracts.posts import users_with
from core import transitions
from core.messages import queue_message
from referrals.models import CapacityNotice, Referral


def notify_received(referral: Referral, by) -> None:
    """The managers of the contract learn that a referral has come."""
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-received:{referral.pk}:{transitions.count(referral)}",
            subject=f"New referral {referral.reference}",
            body=f"A referral to {referral.contract} has come and waits for a decision.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
        )


def notify_moved(referral: Referral, words: str, by) -> None:
    """Whoever made the referral learns how it stands."""
    queue_message(
        referral.referrer or referral.recorded_by,
        key=f"referral-{referral.state}:{referral.pk}:{transitions.count(referral)}",
        subject=f"Referral {referral.reference}: {referral.get_state_display().lower()}",
        body=words,
        path=reverse("referral", args=[referral.pk]),
        about=_about(referral),
        by=by,
    )


def notify_notice_sent(notice: CapacityNotice, by) -> None:
    """The Council's commissioners learn of a notice."""
    for user in users_with(notice.contract, Permission.ACKNOWLEDGE_NOTICE):
        queue_message(
            user,
            key=f"notice-sent:{notice.pk}",
            subject=f"Notice {notice.reference}: {notice.get_kind_display().lower()}",
            body=f"There is a notice about the waiting list of {notice.contract}. Please acknowledge it.",
            path=reverse("notice", args=[notice.pk]),
            about=[notice.pk],
            by=by,
        )


def notify_notice_acknowledged(notice: CapacityNotice, by) -> None:
    """Whoever sent it learns that the Council has read it."""
    queue_message(
        notice.recorded_by,
        key=f"notice-acknowledged:{notice.pk}",
        subject=f"Notice {notice.reference} is acknowledged",
        body="The Council has acknowledged the notice.",
        path=reverse("notice", args=[notice.pk]),
        about=[notice.pk],
        by=by,
    )


def notify_withdrawn(referral: Referral, by) -> None:
    """The managers learn that nothing is to be decided any more."""
    for user in users_with(referral.contract, Permission.DECIDE_REFERRAL):
        queue_message(
            user,
            key=f"referral-withdrawn:{referral.pk}",
            subject=f"Referral {referral.reference} is withdrawn",
            body="The referrer has taken it back; the reason stands with it.",
            path=reverse("referral", args=[referral.pk]),
            about=_about(referral),
            by=by,
        )


def _about(referral) -> list:
    """The referral, and the person where it says who it is."""
    returns = referral.returns_from
    return [referral.pk, *([returns.case.individual_id] if returns else [])]
