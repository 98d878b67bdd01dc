"""The keyworker has read a shared review: acknowledged by them, or as somebody at the Council reported (T4.8)."""

import datetime
from typing import Any

from django.db.models import Q

from accounts.models import CodeLink, User
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.messages import settle
from core.verbs import verb
from reviews.acknowledgement import NOT_REPORTED, Acknowledged, check_report
from reviews.models import REPLY_MISSING, Review
from reviews.package_reviews import outcome_notifications
from reviews.package_reviews.enums import OWN_CONTACTS, ReviewContact, ReviewState
from reviews.package_reviews.models import last_sent

NO_REPLY = "There is no reply to answer."
NOT_ACKNOWLEDGED: dict[str, Any] = {
    "acknowledged_on": None,
    "acknowledged_how": "",
    "acknowledged_by": "",
    "acknowledged_link": None,
    "reply": "",
    "reply_needs_answer": False,
    "reply_answer": "",
    "reply_answered_at": None,
    "reply_answered_by": None,
}


@verb
def acknowledge_review(
    *, review: Review, by: User | None, reply: str = "", needs_answer: bool = False, link: CodeLink | None = None
) -> Review:
    """Record that the keyworker has read a shared review, with their reply, if any: the workers are notified of one.
    By a `link` there is no user.

    A reply that `needs_answer` is a duty until it is answered. Raises NotPossible before the review is shared, and a
    second time; Refused for one without text that asks for an answer.
    """
    if needs_answer and not reply.strip():
        raise Refused(REPLY_MISSING, field="reply")
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    how, reader = (ReviewContact.LINK, link.recipient_name) if link else (ReviewContact.CASEWORK, str(by))
    columns: dict[str, Any] = {"acknowledged_on": clock.today(), "acknowledged_how": how, "acknowledged_by": reader}
    columns |= {"acknowledged_link": link, "reply": reply.strip(), "reply_needs_answer": needs_answer}
    _acknowledge(review, by, reason=str(link or ""), **columns)
    return review


@verb
def record_review_acknowledgement(
    *,
    review: Review,
    reader_name: str,
    report_method: str,
    reported_on: datetime.date,
    answer: str,
    by: User,
    needs_answer: bool = False,
) -> Review:
    """Record that somebody at the Council rang or wrote that they have read a shared review, and what they said. The
    workers are notified, but not who recorded it; if it `needs_answer`, it is a duty until it is answered.

    Saved again, it corrects what was recorded; an answer stays. Raises Refused as `check_report`, and
    NotPossible before the review is shared and where the keyworker has acknowledged this version in Casework.
    """
    row: Any = Review.objects.with_last_sent().select_related("package__case").get_locked(review.pk)
    check_report(
        reader_name=reader_name,
        report_method=report_method,
        reported_on=reported_on,
        answer=answer,
        sent_on=clock.day_of(row.last_sent_at) if row.shared_at else None,
    )
    reader = reader_name.strip()
    columns = {"acknowledged_on": reported_on, "acknowledged_how": report_method, "acknowledged_by": reader}
    columns |= {"reply": answer.strip(), "reply_needs_answer": needs_answer}
    _acknowledge(row, by, reason=f"Reported by {reader}", **columns)
    acknowledged: Review = row
    return acknowledged


def _acknowledge(review: Review, by: User | None, *, reason: str, **columns: Any) -> None:
    if review.acknowledged_how in OWN_CONTACTS:
        raise NotPossible(f"{review.acknowledged_by} has acknowledged this review already.")
    about = [review.package.case.individual_id]
    transitions.apply(review, "acknowledge", by=by, reason=reason, about=about, **columns)
    settle(f"review-shared:{review.pk}", f"review-corrected:{review.pk}")
    settle(f"review-unread:{review.pk}", f"review-passed-on:{review.pk}")
    if review.reply:
        outcome_notifications.notify_review_reply(review, by)


@verb
def withdraw_review_acknowledgement(*, review: Review, reason: str, by: User) -> Review:
    """Withdraw an acknowledgement that staff recorded by mistake: the review waits for one again.

    Raises NotPossible for one that the keyworker gave themselves and where there is none, and Refused without a reason.
    """
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    if not review.is_reported:
        raise NotPossible(NOT_REPORTED)
    about = [review.package.case.individual_id]
    transitions.apply(review, "withdraw acknowledgement", by=by, reason=reason, about=about, **NOT_ACKNOWLEDGED)
    return review


@verb
def answer_review_reply(*, review: Review, answer: str, by: User) -> Review:
    """Answer what the keyworker said of a review; written again, it replaces the answer.

    Raises Refused without a reply or a text.
    """
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    if review.state == ReviewState.SHARED and not review.reply:
        raise Refused(NO_REPLY)
    if not answer.strip():
        raise Refused("Enter your answer.", field="answer")
    columns: dict[str, Any] = {
        "reply_answer": answer.strip(),
        "reply_answered_at": clock.now(),
        "reply_answered_by": by,
    }
    transitions.apply(review, "answer reply", by=by, about=[review.package.case.individual_id], **columns)
    outcome_notifications.notify_review_reply_answered(review, by)
    return review


REVIEWS = Acknowledged(
    model=Review,
    first_sent="shared_at",
    sent_at=last_sent,
    is_waiting=Q(state=ReviewState.SHARED, acknowledged_on=None),
    message="review-unread",
    remind=outcome_notifications.notify_review_unread,
    new_reader="review-passed-on",
    hand_on=outcome_notifications.notify_review_passed_on,
    needs_reader=Q(terms__asks_keyworker=True),
)
