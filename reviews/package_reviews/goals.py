"""What was said of each goal at a review, and the ratings given there."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from django.db.models import Q

from accounts.models import User
from design import formatting
from plans.enums import RatedBy
from plans.models import GoalRating, GoalWording
from plans.services import rate, strike_rating
from reviews.models import Review, ReviewGoal


class GoalWords(TypedDict):
    """A goal, what was said of it, and the person's rating; "" and None where nothing was."""

    wording: GoalWording
    words: str
    rating: int | None


def goals_to_review(review: Review) -> list[Any]:
    """Return the goals that a review goes through, those in force and those that it has already; each with
    `last_rating`, a text.
    """
    in_review = Q(pk__in=ReviewGoal.objects.filter(review=review).values("wording"))
    in_force = Q(pk__in=GoalWording.objects.in_force().open().filter(plan__package=review.package).values("pk"))
    goals: list[Any] = list(GoalWording.objects.filter(in_review | in_force).order_by("position", "recorded_at", "pk"))
    ratings = GoalRating.objects.not_struck().filter(wording__goal__in=[goal.goal_id for goal in goals])
    newest = ratings.order_by("wording__goal_id", "-rated_on", "-recorded_at", "-pk").distinct("wording__goal_id")
    last = {rating.wording.goal_id: rating for rating in newest.select_related("wording")}
    for goal in goals:
        rating = last.get(goal.goal_id)
        goal.last_rating = f"Last: {rating.value} on {formatting.day(rating.rated_on)}" if rating else "Not rated yet"
    return goals


def goal_texts(review: Review) -> dict[str, str]:
    """Return each goal of the review with what was said of it, as text."""
    rows = ReviewGoal.objects.filter(review=review).select_related("wording", "rating")
    return {row.wording.words: goal_text(row.words, row.rating.value if row.rating else None) for row in rows}


def goal_text(words: str, rating: int | None) -> str:
    """Return what was said of a goal and its rating, such as "Going well (6 out of 10)"."""
    if rating is None:
        return words
    return f"{words} ({rating} out of 10)" if words else f"{rating} out of 10"


def as_texts(goals: Iterable[GoalWords]) -> dict[str, str]:
    """Return what will be saved of goals as `goal_texts` returns what is saved."""
    return {
        goal["wording"].words: goal_text(goal["words"], goal["rating"])
        for goal in goals
        if goal["words"] or goal["rating"] is not None
    }


def save_goals(review: Review, goals: Sequence[GoalWords], *, reason: str, by: User | None) -> None:
    """Save what was said of these goals. What is there already is replaced, and its rating struck through.

    Call inside a verb.
    """
    rows = {
        row.wording_id: row
        for row in ReviewGoal.objects.filter(review=review)
        .select_related("wording", "rating")
        .select_for_update(of=("self",))
    }
    for goal in goals:
        row = rows.get(goal["wording"].pk)
        if row is None and not goal["words"] and goal["rating"] is None:
            continue
        row = row or ReviewGoal(review=review, wording=goal["wording"], recorded_by=by)
        row.words = goal["words"]
        row.rating = _rating(review, row, goal["rating"], reason, by)
        row.save()


def _rating(review: Review, row: ReviewGoal, value: int | None, reason: str, by: User | None) -> GoalRating | None:
    """Return the rating of `value` on the day of the review: the one that there is, or a new one."""
    assert review.conducted_on is not None  # it took place
    rating = row.rating
    if rating is not None:
        if (rating.value, rating.rated_on) == (value, review.conducted_on):
            return rating
        _strike(rating, reason, by)
    if value is None:
        return None
    return rate(wording=row.wording, value=value, rated_on=review.conducted_on, rated_by=RatedBy.PERSON, by=by)


def strike_goals(review: Review, *, reason: str, by: User) -> None:
    """Strike through what was said of the goals at a review that did not take place, with the ratings."""
    for row in ReviewGoal.objects.filter(review=review).select_related("rating").select_for_update(of=("self",)):
        row.strike(by=by, reason=reason)
        if row.rating is not None:
            _strike(row.rating, reason, by)


def _strike(rating: GoalRating, reason: str, by: User | None) -> None:
    """Strike a rating through, unless somebody has."""
    if rating.struck_at is None:
        strike_rating(rating=rating, reason=reason, by=by)
