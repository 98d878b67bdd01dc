"""Somebody asks for a review, and learns its date (T4.7)."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from accounts.enums import Permission
from accounts.models import User
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Representative, SupportPackage
from core import clock, transitions
from core.dates import add_working_days, working_day_up_to
from core.errors import NotPossible, Refused
from core.verbs import verb
from plans import services as plans
from reviews.models import Review
from reviews.package_reviews import notifications
from reviews.package_reviews.enums import (
    RAISED_BY_SWEEP,
    ReviewContact,
    ReviewRequester,
    ReviewState,
    ReviewUrgency,
)
from reviews.package_reviews.raising import begin_review

DAY = datetime.timedelta(days=1)
SOON_WORKING_DAYS = 10
ABOUT_A_REVIEW = "a review"  # of a message
WITHIN_WEEKS = datetime.timedelta(weeks=6)
# Who asks in their own pages: they wait for an answer, and somebody must learn of it.
ASK_THEMSELVES = (ReviewRequester.PERSON, ReviewRequester.KEYWORKER, ReviewRequester.REPRESENTATIVE)
NOT_WITHDRAWN = "Only who asked for this review, or a manager, can withdraw the request, and only until it takes place."


def due_by_urgency(urgency: str, asked_on: datetime.date) -> datetime.date:
    """Return the day by which a review with this urgency is due: 10 working days or six weeks after `asked_on`."""
    if urgency == ReviewUrgency.SOON:
        return add_working_days(asked_on, SOON_WORKING_DAYS)
    return asked_on + WITHIN_WEEKS


def why_not_asked(package: SupportPackage) -> str:
    """Return why nobody can ask for a review of this package today; "" if they can."""
    contract = package.case.contract
    if not contract.runs_on(clock.today()):
        return f"You cannot ask for a review today: the contract runs {contract.days}."
    if package.ended_on is not None and package.ended_on <= clock.today():
        return "Support has ended, so you cannot ask for a review."
    return ""


@verb
def ask_for_review(
    *,
    package: SupportPackage,
    asked_by: str,
    by: User | None,
    due_on: datetime.date | None = None,
    urgency: str = ReviewUrgency.WEEKS,
    reason: str = "",
    requester_name: str = "",
    asked_how: str = ReviewContact.CASEWORK,
    asked_on: datetime.date | None = None,
) -> Review:
    """Record that the person, their carer or representative, the keyworker or the provider asks for a review (T4.7).

    The due day follows from the urgency, unless `due_on` names another. If that is no working day, or a review is due
    on it already, it is the working day before; a day that was named is refused. Workers are notified of a request in
    Casework. What the person wrote there is a message as well: it is read and answered in the time of messages. Who has
    asked and asks again, in Casework, by phone or otherwise, adds to their request, arranged or not: it is one review.
    One for a day that was named is a review of its own.

    Raises NotPossible on a day on which the contract does not run, and once support has ended; a review that was asked
    for before continues. Raises Refused for an `asked_on` in the future and a due day before it.
    """
    package = SupportPackage.objects.select_related("case__contract", "case__individual__user").get_locked(package.pk)
    asked_on = asked_on or clock.today()
    _check_request(package, asked_on, due_on)
    own = _own_open_requests(package, asked_by, requester_name, by if asked_how == ReviewContact.CASEWORK else None)
    review = own.first() if due_on is None else None
    if review is not None:
        _add_to_request(review, urgency, reason, asked_on, by)
    else:
        day = due_on or _free_day(package, due_by_urgency(urgency, asked_on))
        columns = {"urgency_asked": urgency, "reason": reason, "requester_name": requester_name}
        review = begin_review(package, day, asked_by, by, asked_how=asked_how, asked_on=asked_on, **columns)
    if asked_how == ReviewContact.CASEWORK and asked_by in ASK_THEMSELVES:
        notifications.notify_review_requested(review, by)
    if by is not None and by == package.case.individual.user and reason:
        plans.write_to_us(package=package, words=reason, about=ABOUT_A_REVIEW, by=by)
    return review


def _own_open_requests(package: SupportPackage, asked_by: str, requester_name: str, by: User | None) -> Any:
    """Return the reviews for which the same person has asked, however they did, and that did not take place yet.

    There is one person and one keyworker; others are known by their name. A representative, `by`, who asks on their own
    pages reads there only what they asked for there.
    """
    own = Review.objects.filter(package=package, state=ReviewState.DUE, asked_by=asked_by)
    if asked_by not in (ReviewRequester.PERSON, ReviewRequester.KEYWORKER):
        own = own.filter(requester_name__iexact=requester_name.strip())
    if asked_by == ReviewRequester.REPRESENTATIVE and by is not None:
        own = own.filter(recorded_by=by)
    # One that is arranged comes first: who asks again is heard there.
    return own.order_by(F("meets_at").asc(nulls_last=True), "due_on", "pk")


def _add_to_request(review: Review, urgency: str, reason: str, asked_on: datetime.date, by: User | None) -> None:
    """Add what somebody asks now to their request. It becomes due earlier if they need it sooner."""
    if reason.strip():
        review.reason = f"{review.reason}\n\n{asked_on:%-d %B %Y}: {reason.strip()}".strip()
        review.save(update_fields=["reason"])
    due_on = _free_day(review.package, due_by_urgency(urgency, asked_on))
    is_sooner = urgency == ReviewUrgency.SOON and review.urgency_asked != ReviewUrgency.SOON and due_on < review.due_on
    columns: dict[str, Any] = {"urgency_asked": urgency, "due_on": due_on} if is_sooner else {}
    transitions.apply(review, "add to request", by=by, about=[review.package.case.individual_id], **columns)


@verb
def withdraw_review_request(*, review: Review, by: User, reason: str = "") -> Review:
    """Withdraw a request for a review that did not take place yet: it is not due any more. Workers are notified.

    Raises NotPossible for somebody else than who asked, or recorded it, or a manager, and for a review that nobody
    asked for or that took place.
    """
    review = Review.objects.select_related("package__case__individual").get_locked(review.pk)
    if not may_withdraw_request(by, review):
        raise NotPossible(NOT_WITHDRAWN)
    about = [review.package.case.individual_id]
    transitions.apply(review, "withdraw request", by=by, reason=reason.strip(), about=about, expired_on=clock.today())
    notifications.settle_when_over(review)
    notifications.notify_request_withdrawn(review, by)
    return review


def may_withdraw_request(user: User, review: Review) -> bool:
    """Return whether `user` asked for the review that is due, or recorded that somebody did, or manages the package.

    The person may withdraw what staff recorded for them.
    """
    rows: Any = Review.objects.filter(pk=review.pk).annotate(may_withdraw=may_be_withdrawn_by(user))
    return bool(rows.filter(may_withdraw=True).exists())


def may_be_withdrawn_by(user: User) -> ExpressionWrapper:
    """Return as a column what `may_withdraw_request` returns."""
    managed = Review.objects.allowing(user, Permission.ALLOCATE).filter(pk=OuterRef("pk"))
    is_request = Q(state=ReviewState.DUE) & ~Q(asked_by__in=RAISED_BY_SWEEP)
    is_own = Q(asked_by=ReviewRequester.PERSON, package__case__individual__user=user) | Q(recorded_by=user)
    return ExpressionWrapper(is_request & (is_own | Q(Exists(managed))), output_field=BooleanField())


def permission_to_withdraw(user: User, pk: UUID) -> Permission:
    """Return what `user` needs to withdraw the request with this id: less where they recorded it."""
    is_own = Review.objects.filter(pk=pk, recorded_by=user).exists()
    return Permission.ASK_FOR_REVIEW if is_own else Permission.ALLOCATE


@verb
def ask_as_representative(
    *, package: SupportPackage, representative: Representative, reason: str, urgency: str, by: User
) -> Review:
    """A representative asks for a review in their own pages, where the person lets them (T4.7).

    Raises NotPossible where the person does not, or no longer, and as `ask_for_review`.
    """
    consents = ConsentDecision.objects.in_force_for(by, ConsentPurpose.ASK_REVIEW)
    is_theirs = representative.individual_id == package.case.individual_id
    if not is_theirs or not consents.filter(representative=representative).exists():
        raise NotPossible("The person does not let you ask for a review, or no longer does.")
    review: Review = ask_for_review(
        package=package,
        asked_by=ReviewRequester.REPRESENTATIVE,
        requester_name=by.full_name,
        reason=reason,
        urgency=urgency,
        by=by,
    )
    if reason:
        plans.tell_us(representative=representative, words=reason, by=by)
    return review


def _check_request(package: SupportPackage, asked_on: datetime.date, due_on: datetime.date | None) -> None:
    """Raise NotPossible or Refused as `ask_for_review` says."""
    if reason_why_not := why_not_asked(package):
        raise NotPossible(reason_why_not)
    if asked_on > clock.today():
        raise Refused("The date they asked can’t be in the future.", field="asked_on")
    if due_on is not None and due_on < asked_on:
        raise Refused("The review can’t be due before they asked for it.", field="due_on")


def _free_day(package: SupportPackage, day: datetime.date) -> datetime.date:
    """Return the last working day up to `day` on which no review of this package is due."""
    taken = set(Review.objects.filter(package=package).outstanding().values_list("due_on", flat=True))
    day = working_day_up_to(day)
    while day in taken:
        day = working_day_up_to(day - DAY)
    return day


@verb
def answer_review_request(*, review: Review, answered_on: datetime.date, answered_how: str, by: User) -> Review:
    """Record that who asked for the review knows its date. Saved again, it corrects what was recorded.

    Raises Refused for a day in the future or before they asked, and while no date is agreed.
    """
    if review.meets_at is None:
        raise Refused("Arrange the review first: it has no date yet.")
    if answered_on > clock.today():
        raise Refused("The day you told them can’t be in the future.", field="answered_on")
    if review.asked_on is not None and answered_on < review.asked_on:
        raise Refused("The day you told them can’t be before they asked.", field="answered_on")
    transitions.apply(
        review,
        "answer",
        by=by,
        about=[review.package.case.individual_id],
        answered_on=answered_on,
        answered_how=answered_how,
    )
    return review
