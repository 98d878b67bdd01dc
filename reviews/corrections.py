"""Correct an update that was sent or a review that was recorded; withdraw a review that did not take place."""

import datetime
from typing import Any

from accounts.models import User
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from reviews import notifications
from reviews.models import (
    REVIEW_COLUMNS,
    UPDATE_TEXT_FIELDS,
    KeyworkerUpdate,
    Review,
    ReviewVersion,
    UpdateVersion,
)


@verb
def correct_update(
    *,
    update: KeyworkerUpdate,
    revision: int,
    how_it_is: str,
    progress: str,
    what_changed: str,
    next_weeks: str,
    reason: str,
    by: User,
) -> KeyworkerUpdate:
    """Correct the texts of an update that was sent. What was sent first stays on file, and the keyworker is alerted.

    The day on which it was sent does not change. Raises Conflict when somebody saved it since `revision`, and Refused
    without a reason, when nothing changes, or when a text that every update has is empty.
    """
    update.check_revision(revision)
    texts = dict(zip(UPDATE_TEXT_FIELDS, (how_it_is, progress, what_changed, next_weeks), strict=True))
    before = _content(update, UPDATE_TEXT_FIELDS)
    _refuse_unchanged(before, texts)
    if not (how_it_is.strip() and progress.strip()):
        raise Refused("Enter how things are and the progress with goals.")
    about = [update.package.case.individual_id]
    transitions.apply(update, "correct", by=by, reason=reason, about=about, revision=update.revision, **texts)
    number = update.versions.count() + 1
    UpdateVersion.objects.create(update=update, number=number, content=before, reason=reason.strip(), recorded_by=by)
    notifications.notify_update_corrected(update, number, by)
    return update


@verb
def correct_review(
    *,
    review: Review,
    revision: int,
    conducted_on: datetime.date,
    outcome: str,
    participants: str,
    reason: str,
    by: User,
) -> Review:
    """Correct what was recorded of a review; what it said before stays on file.

    Once it was shared, the keyworker gets a message. Raises as `correct_update`, and Refused for a day in the future.
    """
    review.check_revision(revision)
    if conducted_on > clock.today():
        raise Refused("The date of the review cannot be in the future.", field="conducted_on")
    columns = {"conducted_on": conducted_on, "participants": participants, "outcome": outcome}
    before = _content(review, REVIEW_COLUMNS)
    _refuse_unchanged(before, columns)
    changes = {**columns, "met_on": conducted_on, "revision": review.revision}
    transitions.apply(review, "correct", by=by, reason=reason, about=[review.package.case.individual_id], **changes)
    number = _save_version(review, before, reason, by)
    if review.shared_at is not None:
        notifications.notify_review_corrected(review, number, by)
    return review


@verb
def withdraw_review(*, review: Review, reason: str, by: User) -> Review:
    """Withdraw what was recorded of a review that did not take place: it is due again, and the record stays on file.

    Raises NotPossible once the outcome was shared: then it is corrected.
    """
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    before = _content(review, REVIEW_COLUMNS)
    nothing: dict[str, Any] = {"conducted_on": None, "met_on": None, "participants": "", "outcome": ""}
    revision = review.revision + 1
    transitions.apply(
        review,
        "withdraw",
        by=by,
        reason=reason,
        about=[review.package.case.individual_id],
        revision=revision,
        **nothing,
    )
    _save_version(review, before, reason, by)
    return review


def _content(record: KeyworkerUpdate | Review, columns: tuple[str, ...]) -> dict[str, Any]:
    """Return these columns as they are saved."""
    row: dict[str, Any] = type(record)._default_manager.values(*columns).get(pk=record.pk)
    return row


def _refuse_unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    if before == after:
        raise Refused("You have not changed anything.")


def _save_version(review: Review, before: dict[str, Any], reason: str, by: User) -> int:
    number: int = review.versions.count() + 1
    ReviewVersion.objects.create(review=review, number=number, content=before, reason=reason.strip(), recorded_by=by)
    return number
