"""A review is arranged: days are suggested, people invited, one day is agreed, and it may move (T4.7)."""

import datetime
from collections.abc import Collection
from typing import Any

from accounts.models import User
from casework.models import Representative
from core import clock, transitions
from core.errors import Refused
from core.messages import settle
from core.verbs import verb
from reviews.models import Review
from reviews.package_reviews import notifications
from reviews.package_reviews.clashes import clashes_of
from reviews.package_reviews.enums import ReviewContact, ReviewRequester


@verb
def arrange_review(
    *,
    review: Review,
    revision: int,
    by: User,
    proposals: str = "",
    meets_at: datetime.datetime | None = None,
    meeting_kind: str = "",
    meeting_place: str = "",
    wishes: str = "",
    representatives: Collection[Representative] | None = None,
    invited: str = "",
    moved_reason: str = "",
    asks_about_clashes: bool = False,
) -> Review:
    """Save what is arranged. The person, the keyworker, the lead worker and the representatives who are invited get a
    message about a day, about each move of it, about another kind of meeting or place, and when it is called off;
    before there is one, about the days suggested. Who asked for the review on pages of their own then knows the date;
    staff tell others (`invited`). Who is invited once there is a day, or not any more, gets a message, too; with
    `representatives` None those stay who are.

    Raises Conflict when it was saved since `revision`; Refused for a day in the past, and for a move without a reason.
    With `asks_about_clashes`, raises Refused at `all_the_same` while a new time clashes.
    """
    review.check_revision(revision)
    before = (saved := Review.objects.get(pk=review.pk)).meets_at
    if is_moved := meets_at != before:
        _check_move(saved, meets_at, moved_reason, asks_about_clashes=asks_about_clashes)
    columns: dict[str, Any] = {"proposals": proposals, "meets_at": meets_at, "wishes": wishes, "invited": invited}
    columns |= {"meeting_kind": meeting_kind, "meeting_place": meeting_place, "revision": review.revision}
    if is_moved:
        columns |= {"moved_reason": moved_reason.strip() if before is not None else "", **_answer(review, meets_at)}
    new_guests, former_guests = _invite(review, representatives)
    about, reason = [review.package.case.individual_id], moved_reason if is_moved else ""
    transitions.apply(review, "arrange", by=by, reason=reason, about=about, **columns)
    if before is not None:
        notifications.notify_not_invited(review, former_guests, by)
    _tell(review, saved, by, new_guests)
    return review


def _tell(review: Review, saved: Review, by: User, new_guests: list[User]) -> None:
    """Notify about the day, or that there is none yet. `saved` is the review as it was before."""
    if review.meets_at is not None:
        _tell_day(review, saved, by, new_guests)
    else:
        _tell_no_day(review, saved, by)


def _invite(review: Review, representatives: Collection[Representative] | None) -> tuple[list[User], list[User]]:
    """Save which representatives are invited; return those who were not before, and those who are not any more."""
    if representatives is None:
        return [], []
    before = {row.pk: row.user for row in review.invited_representatives.select_related("user")}
    review.invited_representatives.set(representatives)
    now = {row.pk: row.user for row in representatives}
    return [user for pk, user in now.items() if pk not in before], [
        user for pk, user in before.items() if pk not in now
    ]


def _tell_day(review: Review, saved: Review, by: User, new_guests: list[User]) -> None:
    """Notify about a new day or place, and those who are invited later. Nobody has to say any more which day suits
    them. `saved` is the review as it was before.
    """
    notifications.settle_questions_of_day(review)
    if saved.meets_at is None:
        notifications.notify_review_arranged(review, "there is a date", by)
    elif saved.meets_at != review.meets_at:
        notifications.notify_review_arranged(review, "the date has changed", by)
    elif _meeting(saved) != _meeting(review):
        notifications.notify_review_arranged(review, "where or how we meet has changed", by)
    elif new_guests:
        notifications.notify_invited(review, new_guests, by)


def _meeting(review: Review) -> tuple[str, str]:
    return review.meeting_kind, review.meeting_place


def _tell_no_day(review: Review, saved: Review, by: User) -> None:
    """Notify that the day is called off, and ask which of the days suggested now suits; earlier suggestions need no
    answer any more. `saved` is the review as it was before.
    """
    if saved.meets_at is not None:
        notifications.notify_review_called_off(review, by)
    if review.proposals != saved.proposals:
        settle(f"review-suggested:{review.pk}")
        if review.proposals.strip():
            notifications.notify_days_suggested(review, by)


def _check_move(saved: Review, meets_at: datetime.datetime | None, reason: str, *, asks_about_clashes: bool) -> None:
    """Raise Refused for a day in the past, for another day than before without a reason, and for a time that clashes if
    `asks_about_clashes`. `saved` is the review as it was before.
    """
    if meets_at is not None and meets_at < clock.now():
        raise Refused("The date and time of the review must be in the future.", field="meets_on")
    if saved.meets_at is not None and not reason.strip():
        raise Refused("Enter why the review moves.", field="moved_reason")
    if asks_about_clashes and meets_at is not None and (sentences := clashes_of(saved, meets_at)):
        raise Refused(" ".join(sentences), field="all_the_same")


def _answer(review: Review, meets_at: datetime.datetime | None) -> dict[str, Any]:
    """Return that who asked knows the day, where the message about it reaches them; else that nobody has answered."""
    if review.asked_by == ReviewRequester.PERSON:
        is_reached = review.package.case.individual.user_id is not None
    elif review.asked_by == ReviewRequester.REPRESENTATIVE:
        is_reached = notifications.representative_who_asked(review) is not None
    else:
        is_reached = review.asked_by == ReviewRequester.KEYWORKER and notifications.reaches_keyworker(review)
    if is_reached and meets_at is not None:
        return {"answered_on": clock.today(), "answered_how": ReviewContact.CASEWORK}
    return {"answered_on": None, "answered_how": ""}
