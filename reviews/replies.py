"""What the Council said of an update or a review: whether it asks for an answer, and by when it is answered."""

import datetime
from typing import Any

from django.db.models import F, QuerySet

from core.dates import bank_holidays
from core.sql import LondonDay, NextWorkingDay
from reviews.updates.enums import UpdateState

# For how many years back the bank holidays are known that move the day of a reply; what is older is overdue anyway.
REPLY_YEARS = 5


def update_replies(updates: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the updates with a reply that nobody has answered; `read_by` is the next working day after it."""
    rows: QuerySet[Any] = updates.filter(state=UpdateState.ACKNOWLEDGED, our_answer="").exclude(answer="")
    return rows.annotate(read_by=NextWorkingDay(LondonDay("acknowledged_at"), _free(day)))


def review_replies(reviews: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews with a reply that nobody has answered; `read_by` is the next working day after it."""
    rows: QuerySet[Any] = reviews.acknowledged().filter(reply_answer="").exclude(reply="")
    return rows.annotate(read_by=NextWorkingDay(F("acknowledged_on"), _free(day)))


def _free(day: datetime.date) -> list[datetime.date]:
    return bank_holidays(day.year - REPLY_YEARS, day.year + 1)
