"""How many of the updates and reviews that were sent lately are acknowledged: counted apart from those sent."""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from reviews.models import KeyworkerUpdate, Review
from reviews.updates.filters import TO_ACKNOWLEDGE

PERIOD = datetime.timedelta(weeks=12)


def acknowledged_lately(user: User, day: datetime.date) -> dict[str, Any]:
    """Return the counts of updates that were due, and of reviews that took place, in the last twelve weeks, of the
    contracts that `user` manages.

    The page of the updates that wait has the same rows. A person without a keyworker needs none to read a review.
    """
    from_on = day - PERIOD
    updates = KeyworkerUpdate.objects.allowing(user, Permission.ALLOCATE).filter(due_on__gte=from_on, due_on__lte=day)
    reviews = Review.objects.allowing(user, Permission.ALLOCATE).filter(terms__asks_keyworker=True).shared()
    reviews = reviews.filter(conducted_on__gte=from_on, conducted_on__lte=day)
    return {
        "updates_count": _Count(updates.sent().count(), updates.acknowledged().count()),
        "updates_waiting_href": _waiting_updates(from_on, day),
        "reviews_count": _Count(reviews.count(), reviews.acknowledged().count()),
    }


@dataclass(frozen=True)
class _Count:
    """How many were sent, and how many of these are acknowledged."""

    sent: int
    acknowledged: int

    @property
    def waiting(self) -> int:
        return self.sent - self.acknowledged


def _waiting_updates(from_on: datetime.date, last_on: datetime.date) -> str:
    """Return the address of the list of updates that were due in these days and wait for an acknowledgement."""
    query: dict[str, Any] = {"status": TO_ACKNOWLEDGE}
    for name, day in (("from_on", from_on), ("until_on", last_on)):
        query |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return f"{reverse('updates')}?{urlencode(query)}"
