"""What is due about one person."""

import datetime
from dataclasses import dataclass

from django.db.models import Value

from accounts.enums import Permission
from core.models import DutyStanding, outstanding_on
from plans.models import PositiveRiskReview
from reviews.models import KeyworkerUpdate, Review


@dataclass(frozen=True)
class Due:
    words: str
    due_on: datetime.date
    standing: DutyStanding


def due_about(individual, user, day: datetime.date) -> list[Due]:
    """The updates `user` writes, and the reviews they see, that are outstanding on `day`, the earliest first.

    Reviews are those of support, and those of positive risk decisions.
    """
    duties = (
        (KeyworkerUpdate.objects.allowing(user, Permission.WRITE_UPDATE), "Update to keyworker"),
        (Review.objects.visible_to(user), "Review"),
        (PositiveRiskReview.objects.visible_to(user), "Positive risk decision"),
    )
    updates, *reviews = (
        rows.outstanding()
        .filter(package__case__individual=individual)
        .order_by()
        .annotate(what=Value(words))
        .values_list("due_on", "what")
        for rows, words in duties
    )
    due = updates.union(*reviews, all=True).order_by("due_on", "what")
    return [Due(words, due_on, outstanding_on(day, due_on)) for due_on, words in due]
