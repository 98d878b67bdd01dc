"""A review that nobody asked for is seen coming: somebody has to arrange it, and managers learn when it is overdue."""

import datetime
from collections.abc import Iterable
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, QuerySet
from django.db.models.functions import Greatest, Least

from accounts.models import User
from core import sweeps
from core.sql import DaysAfter, LondonDay
from core.verbs import verb
from reviews.acknowledgement import messages_of
from reviews.models import Review
from reviews.package_reviews import notifications
from reviews.package_reviews.enums import TO_ANSWER

# From how many days before it is due somebody arranges a review, and by how many days before. No contract names these.
ARRANGE_AHEAD_DAYS, ARRANGE_BY_DAYS = 28, 14
SHORT_NOTICE_DAYS = 7  # to arrange one that is raised later than that


def to_arrange(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews without a date that are due in the next four weeks, with `arrange_by`: two weeks before.

    One that is raised later is arranged within a week. Not those whose asker waits for the date: that is a duty of its
    own; and none that is overdue, which is one already.
    """
    ahead = day + datetime.timedelta(days=ARRANGE_AHEAD_DAYS)
    is_asked_for = Q(asked_by__in=TO_ANSWER, asked_on__isnull=False)
    rows: QuerySet[Any] = reviews.outstanding().filter(~is_asked_for, meets_at=None, due_on__gte=day, due_on__lte=ahead)
    raised_later = DaysAfter(LondonDay("recorded_at"), SHORT_NOTICE_DAYS)
    by = Least(F("due_on"), Greatest(DaysAfter(F("due_on"), -ARRANGE_BY_DAYS), raised_later))
    return rows.annotate(arrange_by=by)


def remind_of_reviews(*, on: datetime.date) -> int:
    """Ask the workers once to arrange each review that is due in four weeks; once it is overdue, tell the managers (a
    sweep). Return how many got a message.
    """
    return sweeps.each(reviews_to_remind_of(on), lambda pk: remind_of_review(pk, on))


def reviews_to_remind_of(on: datetime.date) -> Iterable[UUID]:
    """Return the ids of the reviews of which somebody is reminded on `on`."""
    return chain(*(rows.values_list("pk", flat=True) for rows in (_to_ask_for(on), _to_escalate(on))))


def remind_of_review(review_id: UUID, on: datetime.date) -> bool:
    """Remind of one review on `on`; return True if a message was queued."""
    return _remind(review_id=review_id, on=on, by=None)


def _to_ask_for(on: datetime.date) -> QuerySet[Any]:
    rows = to_arrange(_supported(), on)
    return rows.filter(~Exists(messages_of(notifications.TO_ARRANGE))).order_by("due_on", "pk")


def _to_escalate(on: datetime.date) -> QuerySet[Any]:
    return _supported().late(on).filter(~Exists(messages_of(notifications.LATE))).order_by("due_on", "pk")


def _supported() -> Any:
    return Review.objects.filter(package__ended_on=None, package__case__individual__died_on=None)


@verb
def _remind(*, review_id: UUID, on: datetime.date, by: User | None) -> bool:
    review = Review.objects.select_related("package__case__individual", "package__case__contract").get_locked(review_id)
    if _to_ask_for(on).filter(pk=review_id).exists():
        return notifications.notify_review_to_arrange(review, on)
    return _to_escalate(on).filter(pk=review_id).exists() and notifications.notify_review_late(review, on)
