"""Correct a review that was recorded; withdraw one that did not take place; strike one that is about somebody else."""

import datetime
from collections.abc import Sequence
from typing import Any, Unpack

from accounts.models import User
from core import transitions
from core.errors import NotPossible
from core.models import strike_row
from core.verbs import verb
from reviews.models import REVIEW_COLUMNS, Review, ReviewVersion
from reviews.package_reviews import outcome_notifications
from reviews.package_reviews.acknowledgement import NOT_ACKNOWLEDGED
from reviews.package_reviews.columns import NOT_SHARED
from reviews.package_reviews.enums import ReviewState
from reviews.package_reviews.goals import GoalWords, as_texts, goal_texts, save_goals, strike_goals
from reviews.package_reviews.raising import move_next_review, raise_struck_again
from reviews.package_reviews.services import WriteUp, complete_write_up
from reviews.versions import content, refuse_unchanged


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
    goals: Sequence[GoalWords] | None = None,
    **write_up: Unpack[WriteUp],
) -> Review:
    """Correct what was recorded of a review; what it said before stays on file. What is left out stays as it is.

    Once it was shared, it is shared again: the keyworker gets a message, and an acknowledgement is removed. Raises as
    `correct_update` and `complete_write_up`.
    """
    review.check_revision(revision)
    before = content(review, REVIEW_COLUMNS)
    columns = {**before, "conducted_on": conducted_on, "participants": participants, "outcome": outcome, **write_up}
    complete_write_up(review, columns)
    goals_before = goal_texts(review)
    goals_after = goals_before if goals is None else as_texts(goals)
    refuse_unchanged({**before, "goals": goals_before}, {**columns, "goals": goals_after})
    changes = {**columns, "met_on": conducted_on, "revision": review.revision, **NOT_ACKNOWLEDGED}
    transitions.apply(review, "correct", by=by, reason=reason, about=[review.package.case.individual_id], **changes)
    number = _save_version(review, {**before, "goals": goals_before}, reason, by)
    if goals is not None:
        save_goals(review, goals, reason=reason, by=by)
    move_next_review(review, by)
    if review.shared_at is not None:
        outcome_notifications.notify_review_corrected(review, number, by)
    return review


@verb
def withdraw_review(*, review: Review, reason: str, by: User) -> Review:
    """Withdraw what was recorded of a review that did not take place: it is due again, and the record stays on file.

    Raises NotPossible once the outcome was shared: then it is corrected.
    """
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    before = {**content(review, REVIEW_COLUMNS), "goals": goal_texts(review)}
    nothing: dict[str, Any] = {name: getattr(Review(), name) for name in REVIEW_COLUMNS}
    revision = review.revision + 1
    transitions.apply(
        review,
        "withdraw",
        by=by,
        reason=reason,
        about=[review.package.case.individual_id],
        revision=revision,
        met_on=None,
        **nothing,
    )
    strike_goals(review, reason=reason, by=by)
    move_next_review(review, by)
    _save_version(review, before, reason, by)
    return review


@verb
def strike_review(*, review: Review, reason: str, by: User) -> Review:
    """Strike through a shared review that is about somebody else, and the ratings given in it.

    It counts nowhere, and stays on file for audit. Those with whom it was shared get a message without details. Nobody
    has to acknowledge it, and the review is due again, on its day. What it had agreed for later is not due any more.
    Raises NotPossible before the outcome was shared, and a second time; Refused without a reason.
    """
    review = Review.with_struck.select_related("package__case__individual").get_locked(review.pk)
    if reason_why_not := why_not_struck(review):
        raise NotPossible(reason_why_not)
    strike_goals(review, reason=reason, by=by)
    struck: Review = strike_row(review, by=by, reason=reason)
    outcome_notifications.notify_review_struck(review, by)
    review.struck_at = struck.struck_at
    move_next_review(review, by)
    raise_struck_again(review, by)
    return struck


def why_not_struck(review: Review) -> str:
    """Return why a review cannot be struck through; "" if it can."""
    if review.state != ReviewState.SHARED:
        return NOT_SHARED
    return review.why_closed


def _save_version(review: Review, before: dict[str, Any], reason: str, by: User) -> int:
    number: int = review.versions.count() + 1
    ReviewVersion.objects.create(review=review, number=number, content=before, reason=reason.strip(), recorded_by=by)
    return number
