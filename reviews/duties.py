"""The duties that inform the Council: the keyworker update, the review of the package, and reading them there."""

import datetime
from functools import partial
from typing import Any

from django.db.models import Case, CharField, Exists, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from accounts.enums import Permission
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register
from core.models import Channel
from core.sql import DateText, DaysAfter, LondonTime
from reviews.acknowledgement import asked_note, messages_of, to_acknowledge, to_ask_about
from reviews.agreed_steps.rules import (
    EXIT_PAGE,
    HOURS_PAGE,
    PACKAGE_PAGE,
    PLAN_PAGE,
    RISK_PAGE,
    STEP_TEXT,
    StepPage,
)
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.acknowledgement import REVIEWS
from reviews.package_reviews.enums import ReviewState
from reviews.package_reviews.next_review import without_review_ahead
from reviews.package_reviews.notifications import LATE, notify_review_expired
from reviews.package_reviews.reminders import to_arrange
from reviews.replies import review_replies, update_replies
from reviews.updates.acknowledgement import UPDATES
from reviews.updates.enums import UpdateState


def _to_write(updates: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the updates that their workers write or send; not those that a manager has to check first."""
    rows: QuerySet[Any] = updates.outstanding().exclude(state=UpdateState.WRITTEN)
    return rows


def _to_check(updates: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the updates that wait for a manager's check."""
    return updates.filter(pk__in=KeyworkerUpdate.objects.filter(state=UpdateState.WRITTEN).values("pk"))


def _updates_to_ask_about(updates: Any, day: datetime.date) -> QuerySet[Any]:
    return to_ask_about(UPDATES, updates, day)


def _reviews_to_ask_about(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    return to_ask_about(REVIEWS, reviews, day)


# A review is answered, and its outcome is shared, within a week (decision 64).
ANSWER_DAYS = 7
SHARE_DAYS = 7

register(
    PersonDuty(
        key="keyworker-update",
        label="Keyworker update",
        model=KeyworkerUpdate,
        permission=Permission.WRITE_UPDATE,
        page="update",
        message="update-raised",
        outstanding=_to_write,
        about=("package__case__individual",),
    )
)


def _replies_to_read(updates: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the updates with a reply of the Council that nobody has answered: those that ask for an answer, and those
    that none of those notified has opened.

    It is due on the next working day.
    """
    return update_replies(updates, day).filter(_is_unread("update-acknowledged") | Q(needs_answer=True))


def _review_replies_to_read(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews with a reply of the Council that nobody has answered: those that ask for an answer, and those
    that none of those notified has opened. It is due on the next working day.
    """
    return review_replies(reviews, day).filter(_is_unread("review-acknowledged") | Q(reply_needs_answer=True))


def _is_unread(message: str) -> Q:
    notices = messages_of(message).filter(channel=Channel.IN_APP)
    return Q(Exists(notices.filter(read_at=None)), ~Exists(notices.filter(read_at__isnull=False)))


def _to_share(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews whose outcome nobody has shared, due a week after each took place; none after a death.

    The end of support does not end it: the keyworker reads what was agreed.
    """
    rows: QuerySet[Any] = reviews.filter(state=ReviewState.CONDUCTED, package__case__individual__died_on=None)
    return rows.annotate(share_by=DaysAfter(F("conducted_on"), SHARE_DAYS))


def _to_answer(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews where those who asked do not know the date yet; due a week after they asked."""
    rows: QuerySet[Any] = reviews.unanswered().annotate(answer_on=DaysAfter(F("asked_on"), ANSWER_DAYS))
    return rows


register(
    PersonDuty(
        key="review-answer",
        short_label="Review that was asked for: agree a date, and tell who asked",
        label=Case(
            When(meets_at=None, then=Value("Agree a date for the review that was asked for")),
            default=Value("Tell who asked for the review when it is"),
            output_field=CharField(),
        ),
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        page="person_reviews",
        argument="package__case__individual",
        due_on="answer_on",
        outstanding=_to_answer,
    )
)
register(
    PersonDuty(
        key="review-to-arrange",
        short_label="Arrange the review",
        label=Concat(Value("Arrange the review due "), DateText("due_on"), output_field=CharField()),
        several="reviews to arrange",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        page="review_arrange",
        due_on="arrange_by",
        outstanding=to_arrange,
    )
)
register(
    PersonDuty(
        key="review-next",
        label="Agree the date of the next review",
        several="people without a date for their next review",
        model=SupportPackage,
        permission=Permission.CONDUCT_REVIEW,
        reading=Permission.CONDUCT_REVIEW,
        page="review_ask",
        due_on="agree_by",
        outstanding=without_review_ahead,
        package="pk",
        individual="case__individual",
    )
)
# What the keyworker does themselves.
UPDATE_TO_ACKNOWLEDGE, REVIEW_TO_ACKNOWLEDGE = "update-to-acknowledge", "review-to-acknowledge"
for key, read, word in ((UPDATE_TO_ACKNOWLEDGE, UPDATES, "update"), (REVIEW_TO_ACKNOWLEDGE, REVIEWS, "review")):
    register(
        PersonDuty(
            key=key,
            label=f"Acknowledge the {word}",
            several=f"{word}s to acknowledge",
            model=read.model,
            permission=Permission.ACKNOWLEDGE_UPDATE,
            reading=Permission.ACKNOWLEDGE_UPDATE,
            page=word,
            due_on="acknowledge_by",
            shows_from_start=True,
            outstanding=partial(to_acknowledge, read),
        )
    )
register(
    PersonDuty(
        key="update-to-check",
        label="Keyworker update to check",
        several="keyworker updates to check",
        model=KeyworkerUpdate,
        permission=Permission.ALLOCATE,
        page="update_check",
        outstanding=_to_check,
    )
)
register(
    PersonDuty(
        key="update-not-acknowledged",
        short_label="Keyworker update not acknowledged",
        label=Case(
            When(has_reader=False, then=Value("Find out who reads this update at the Council")),
            default=Value("Ask the keyworker to acknowledge the update"),
            output_field=CharField(),
        ),
        model=KeyworkerUpdate,
        permission=Permission.ALLOCATE,
        page="update",
        due_on="ask_on",
        several="updates not acknowledged",
        note=asked_note(UPDATES),
        outstanding=_updates_to_ask_about,
    )
)
register(
    PersonDuty(
        key="review",
        label="Review",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        page="person_reviews",
        argument="package__case__individual",
        about=("package__case__individual",),
        note=Case(
            When(meets_at__isnull=False, then=Concat(Value("Takes place "), LondonTime("meets_at"), Value("."))),
            default=Value("No date yet."),
            output_field=CharField(),
        ),
        message=LATE,
        expired=notify_review_expired,
    )
)
register(
    PersonDuty(
        key="review-not-acknowledged",
        short_label="Review not acknowledged",
        label=Case(
            When(has_reader=False, then=Value("Find out who reads this review at the Council")),
            default=Value("Ask the keyworker to acknowledge the review"),
            output_field=CharField(),
        ),
        model=Review,
        permission=Permission.ALLOCATE,
        page="review",
        due_on="ask_on",
        several="reviews not acknowledged",
        note=asked_note(REVIEWS),
        outstanding=_reviews_to_ask_about,
    )
)
register(
    PersonDuty(
        key="review-to-share",
        label="Share the review",
        several="reviews to share",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        reading=Permission.CONDUCT_REVIEW,
        page="review",
        due_on="share_by",
        outstanding=_to_share,
    )
)
register(
    PersonDuty(
        key="update-reply",
        short_label="Reply to a keyworker update",
        label=Case(
            When(needs_answer=True, then=Value("Reply to a keyworker update: answer it")),
            default=Value("Reply to a keyworker update: read it"),
            output_field=CharField(),
        ),
        several="replies to keyworker updates to read or answer",
        model=KeyworkerUpdate,
        permission=Permission.WRITE_UPDATE,
        reading=Permission.WRITE_UPDATE,
        page="update",
        due_on="read_by",
        outstanding=_replies_to_read,
    )
)
register(
    PersonDuty(
        key="review-reply",
        short_label="Reply to a review",
        label=Case(
            When(reply_needs_answer=True, then=Value("Reply to a review: answer it")),
            default=Value("Reply to a review: read it"),
            output_field=CharField(),
        ),
        several="replies to reviews to read or answer",
        model=Review,
        permission=Permission.CONDUCT_REVIEW,
        reading=Permission.CONDUCT_REVIEW,
        page="review",
        due_on="read_by",
        outstanding=_review_replies_to_read,
    )
)


def _register_steps(key: str, page: StepPage) -> None:
    """Register the duty to do what the last review agreed, on this page."""
    register(
        PersonDuty(
            key=key,
            label=STEP_TEXT,
            short_label="Agreed at a review and not done yet",
            several="things agreed at reviews and not done yet",
            model=Review,
            permission=page.permission,
            reading=Permission.CONDUCT_REVIEW,
            page=page.name,
            argument=page.argument,
            due_on="step_by",
            outstanding=page.outstanding,
        )
    )


_register_steps("review-hours", HOURS_PAGE)
_register_steps("review-exit-plan", EXIT_PAGE)
_register_steps("review-package", PACKAGE_PAGE)
_register_steps("review-plan", PLAN_PAGE)
_register_steps("review-risk", RISK_PAGE)
