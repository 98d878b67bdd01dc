"""Reviews are conducted, written up and shared."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import Any, TypedDict, Unpack

from dateutil.relativedelta import relativedelta

from accounts.models import CodeLink, User
from accounts.services import send_link
from casework.recipients import keyworker_or_cover
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans.models import SupportPlan
from plans.services import start
from reviews.council_links import refuse_address_elsewhere, send_to_team
from reviews.models import Review
from reviews.package_reviews import notifications, outcome_notifications
from reviews.package_reviews.columns import HOURS_MISSING
from reviews.package_reviews.enums import HoursChange, ReviewState
from reviews.package_reviews.goals import GoalWords, save_goals
from reviews.package_reviews.link_purposes import REVIEW_LINK
from reviews.package_reviews.notifications import is_for_keyworker
from reviews.package_reviews.raising import move_next_review


class WriteUp(TypedDict, total=False):
    """What is written up beside the date, who took part and the outcome."""

    works_well: str
    works_badly: str
    own_words: str
    disagreement: str
    social_network: str
    quality_of_life: str
    managing_distress: str
    is_risk_reviewed: bool | None
    risk_review_on: datetime.date | None
    hours_change: str
    hours_minutes: int | None
    next_route: str
    changes_plan: bool | None
    next_review_on: datetime.date | None


def complete_write_up(review: Review, columns: dict[str, Any]) -> None:
    """Add to `columns` the day of the next review by the terms, if none was agreed and the terms have an interval.

    The interval is that of the terms on the day of the review; the day of the month is the same, or the month's last.
    Raises Refused for a review in the future, a next one that is not after it, and a change of hours without its size.
    """
    if columns["conducted_on"] > clock.today():
        raise Refused("The date of the review cannot be in the future.", field="conducted_on")
    months = review.package.terms_on(columns["conducted_on"]).review_months
    if columns.get("next_review_on") is None and months:
        columns["next_review_on"] = columns["conducted_on"] + relativedelta(months=months)
    for name in ("next_review_on", "risk_review_on"):
        if columns.get(name) is not None and columns[name] <= columns["conducted_on"]:
            raise Refused("The next review must be after this one.", field=name)
    if columns.get("hours_change") in (HoursChange.UP, HoursChange.DOWN):
        if not columns.get("hours_minutes"):
            raise Refused(HOURS_MISSING, field="hours_minutes")
    elif "hours_change" in columns:
        columns["hours_minutes"] = None


@verb
def conduct_review(
    *,
    review: Review,
    conducted_on: datetime.date,
    outcome: str,
    participants: str,
    by: User | None,
    goals: Sequence[GoalWords] = (),
    **write_up: Unpack[WriteUp],
) -> Review:
    """Write up a review that took place on `conducted_on`, not in the future, with what was said of each goal.

    A rating of a goal becomes a rating of the plan on that day. Raises Refused as `complete_write_up`.
    """
    columns: dict[str, Any] = {
        "conducted_on": conducted_on,
        "outcome": outcome,
        "participants": participants,
        **write_up,
    }
    complete_write_up(review, columns)
    about = [review.package.case.individual_id]
    transitions.apply(review, "conduct", by=by, about=about, **columns, met_on=conducted_on)
    notifications.settle_when_over(review)
    save_goals(review, goals, reason="", by=by)
    move_next_review(review, by)
    return review


@verb
def share_review(*, review: Review, by: User | None) -> Review:
    """Share the outcome with the keyworker and record the time (T4.8). The person then reads it in their own pages.

    Where a keyworker reads it and there is none now, the inbox of the Council's team gets a link.
    """
    transitions.apply(review, "share", by=by, about=[review.package.case.individual_id], shared_at=clock.now())
    outcome_notifications.notify_review_shared(review, by)
    package = review.package
    if by is not None and is_for_keyworker(review) and keyworker_or_cover(package, clock.today()) is None:
        send_to_team(package.case.contract.council, partial(send_review_link, review=review, by=by))
    return review


@verb
def send_review_link(*, review: Review, name: str, email: str, last_on: datetime.date, by: User) -> CodeLink:
    """Let somebody at the Council without an account read a shared review, until the end of the day `last_on`.

    Raises NotPossible as `why_no_link`, Refused for an address that is not the Council's, and as `send_link`.
    """
    if reason := why_no_link(review):
        raise NotPossible(reason)
    refuse_address_elsewhere(review.package.case.contract.council, email)
    return send_link(purpose=REVIEW_LINK, record_id=review.pk, name=name, email=email, last_on=last_on, by=by)


def why_no_link(review: Review) -> str:
    """Return why nobody at the Council gets a link to this review; "" if somebody can."""
    if review.state != ReviewState.SHARED or review.struck_at is not None:
        return "Share the review first."
    return "" if is_for_keyworker(review) else "This contract has no keyworker, and the person has none to read it."


@verb
def start_plan_from_review(*, review: Review, by: User) -> SupportPlan:
    """Start a new version of the plan from a review that took place, or take the draft that there is.

    Raises NotPossible before the review took place, and Refused once support has ended.
    """
    review = Review.objects.select_related("package__case").get_locked(review.pk)
    if review.conducted_on is None:
        raise NotPossible("Record the review first.")
    plan = start(package=review.package, by=by)
    review.plan = plan
    review.save(update_fields=["plan"])
    return plan
