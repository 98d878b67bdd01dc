"""Reviews that sweeps raise: the first as agreed at acceptance, then as agreed at the review before (T3.5, T4.7)."""

import datetime
from collections.abc import Iterable
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from casework.models import SupportPackage
from core import clock, sweeps, transitions
from core.verbs import verb
from reviews.models import Review
from reviews.package_reviews import notifications
from reviews.package_reviews.enums import ReviewRequester, ReviewState

NO_LONGER_AGREED = "No next review is agreed any more."
ANOTHER_AGREED = "Another next review was agreed later."


def begin_review(
    package: SupportPackage, due_on: datetime.date, asked_by: str, by: User | None, **columns: Any
) -> Review:
    """Save a review that is due, under the terms of the day on which its cycle begins. Call inside a verb."""
    follows: Review | None = columns.get("follows")
    begins_on = follows.conducted_on if follows is not None else None
    review = Review.objects.create(
        package=package,
        terms=package.terms_on(begins_on or package.starts_on),
        due_on=due_on,
        asked_by=asked_by,
        recorded_by=by,
        **columns,
    )
    transitions.record_created(review, verb="raise", by=by, about=[package.case.individual_id])
    return review


def raise_reviews(*, on: datetime.date) -> int:
    """Raise the reviews that are agreed and not raised yet; return the number raised.

    The first review of each package is raised for the day agreed at acceptance, later ones for the day agreed at the
    last review. A sweep that runs late raises each once, for the day that was agreed. None is raised on a day on which
    the contract does not run. One agreed for a day before the cut-over is raised for the cut-over, the first only
    unless a review took place before (R63).
    """
    return sweeps.each(reviews_to_raise(on), lambda pk: raise_review(pk, on))


def reviews_to_raise(on: datetime.date) -> Iterable[UUID]:
    """Return the ids of the packages whose first review is raised on `on`, and of the reviews that one follows."""
    sources: tuple[Any, ...] = (first_reviews_to_raise(on), next_reviews_to_raise(on))
    return chain(*(rows.values_list("pk", flat=True) for rows in sources))


def raise_review(pk: UUID, on: datetime.date) -> bool:
    """Raise the first review of the package with this id, or the one that follows the review with it; return True if
    it was raised.
    """
    if Review.objects.filter(pk=pk).exists():
        return _raise_next_review(before_id=pk, on=on, by=None)
    return _raise_first_review(package_id=pk, on=on, by=None)


def first_reviews_to_raise(on: datetime.date) -> QuerySet[SupportPackage]:
    """Return the packages whose first review was agreed at acceptance and is not raised."""
    reviewed_before = Q(first_review_on__lt=F("case__contract__cut_over_on"), last_review_on__isnull=False)
    return (
        SupportPackage.objects.on(on)
        .in_running_contract(on)
        .exclude(first_review_on=None)
        .exclude(reviewed_before)
        .exclude(pk__in=Review.with_struck.filter(asked_by=ReviewRequester.CONTRACT).values("package"))
    )


@verb
def _raise_first_review(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    if not first_reviews_to_raise(on).filter(pk=package_id).exists():
        return False
    assert package.first_review_on is not None  # as the sweep selects
    due_on = package.case.contract.not_before_cut_over(package.first_review_on)
    begin_review(package, due_on, ReviewRequester.CONTRACT, by)
    return True


def next_reviews_to_raise(on: datetime.date) -> QuerySet[Review]:
    """Return the last review of each package that agreed the day of a next one, where that is not raised.

    A review that is due on that day already is the next one.
    """
    agreed = Review.objects.filter(next_review_on__isnull=False, package=OuterRef("package"))
    later = agreed.filter(
        Q(conducted_on__gt=OuterRef("conducted_on"))
        | Q(conducted_on=OuterRef("conducted_on"), recorded_at__gt=OuterRef("recorded_at"))
    )
    same_day = Review.objects.outstanding().filter(package=OuterRef("package"), due_on=OuterRef("next_review_on"))
    running = SupportPackage.objects.on(on).in_running_contract(on)
    return Review.objects.filter(
        ~Exists(later),
        ~Exists(same_day),
        conducted_on__isnull=False,
        next_review_on__isnull=False,
        followed_by=None,
        package__in=running,
    )


@verb
def _raise_next_review(*, before_id: UUID, on: datetime.date, by: User | None) -> bool:
    """Raise the review that follows. One that an earlier review agreed and that is still due is no longer needed."""
    package_id = Review.objects.values_list("package", flat=True).get(pk=before_id)
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    before = next_reviews_to_raise(on).filter(pk=before_id).first()
    if before is None:
        return False
    assert before.next_review_on is not None  # as the query selects
    due_on = package.case.contract.not_before_cut_over(before.next_review_on)
    for earlier in _due_reviews(package).exclude(follows=None):
        _expire(earlier, ANOTHER_AGREED, by)
    begin_review(package, due_on, ReviewRequester.REVIEW, by, follows=before)
    return True


def _due_reviews(package: SupportPackage) -> QuerySet[Review]:
    return Review.objects.filter(package=package, state=ReviewState.DUE)


# What of a review says who asked for it, when, and what about.
REQUEST_COLUMNS = ("asked_by", "requester_name", "asked_on", "asked_how", "urgency_asked", "reason")


def raise_struck_again(struck: Review, by: User) -> None:
    """Raise the review that `struck`, which is about somebody else, did not do: for its day, as it was asked for.

    None where another is due on that day, support has ended, or the person died. Call inside a verb.
    """
    package = struck.package
    has_ended = package.ended_on is not None and package.ended_on <= clock.today()
    if has_ended or package.case.individual.died_on or _due_reviews(package).filter(due_on=struck.due_on).exists():
        return
    again = Review.objects.create(
        package=package,
        terms=struck.terms,
        due_on=struck.due_on,
        follows=struck.follows,
        recorded_by=struck.recorded_by,
        **{name: getattr(struck, name) for name in REQUEST_COLUMNS},
    )
    transitions.record_created(again, verb="raise", by=by, about=[package.case.individual_id])


def move_next_review(review: Review, by: User | None) -> None:
    """Bring the review that follows in line with what `review` says now; once that is struck through, it says nothing.

    Call inside a verb, after it is saved.

    One that took place stays as it is. The sweep raises one that was never raised.
    """
    next_review_on = None if review.struck_at else review.next_review_on
    following = Review.objects.filter(follows=review).first()
    if following is None or following.conducted_on is not None:
        return
    if next_review_on is None:
        if following.state == ReviewState.DUE:
            _expire(following, NO_LONGER_AGREED, by)
        return
    due_on = review.package.case.contract.not_before_cut_over(next_review_on)
    if following.state == ReviewState.EXPIRED:
        is_open = review.package.ended_on is None or review.package.ended_on > clock.today()
        if not is_open or _due_reviews(review.package).filter(due_on=due_on).exists():
            return
        about = [review.package.case.individual_id]
        transitions.apply(following, "reopen", by=by, about=about, expired_on=None, due_on=due_on)
    elif following.due_on != due_on:
        following.due_on = due_on
        following.save(update_fields=["due_on"])


def _expire(review: Review, reason: str, by: User | None) -> None:
    about = [review.package.case.individual_id]
    transitions.apply(review, "expire", by=by, reason=reason, about=about, expired_on=clock.today())
    notifications.notify_review_expired(review, by)
