"""What is due about one person."""

import datetime
from dataclasses import dataclass

from django.db.models import Value

from accounts.enums import Permission
from core.models import DutyUrgency, urgency_on
from reviews.models import KeyworkerUpdate, Review
from risk.models import PositiveRiskReview, RiskReview


@dataclass(frozen=True)
class Due:
    words: str
    due_on: datetime.date
    standing: DutyUrgency


def due_about(individual, user, day: datetime.date) -> list[Due]:
    """The updates `user` writes, and the reviews they see, that are outstanding on `day`, the earliest first.

    Reviews are those of support, of risk assessments and of positive risk decisions.
    """
    of_package, of_assessment = "package__case__individual", "assessment__individual"
    duties = (
        (KeyworkerUpdate.objects.allowing(user, Permission.WRITE_UPDATE), of_package, "Update to keyworker"),
        (Review.objects.visible_to(user), of_package, "Review"),
        (PositiveRiskReview.objects.visible_to(user), of_package, "Positive risk decision"),
        (RiskReview.objects.visible_to(user), of_assessment, "Risk assessment"),
    )
    updates, *others = (
        rows.outstanding()
        .filter(**{person: individual})
        .order_by()
        .annotate(what=Value(words))
        .values_list("due_on", "what")
        for rows, person, words in duties
    )
    due = updates.union(*others, all=True).order_by("due_on", "what")
    return [Due(words, due_on, urgency_on(day, due_on)) for due_on, words in due]
