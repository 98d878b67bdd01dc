"""Every package in force has a review ahead; where none is agreed, agreeing its date is a duty (T4.7): derived."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from casework.models import SupportPackage
from core.sql import DaysAfter
from reviews.models import Review
from reviews.package_reviews.raising import first_reviews_to_raise, next_reviews_to_raise

AGREE_DAYS = 7


def without_review_ahead(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages` in force on `day` for which no review is due and none is agreed.

    Each with `agree_by`: AGREE_DAYS after its first day, after the cut-over, or after its last review took place or was
    not needed any more, whichever is latest. None where an end is agreed, after a death, or while the contract does not
    run: it raises no new duty then.
    """
    reviews = Review.objects.filter(package=OuterRef("pk"))
    last = reviews.annotate(over_on=Coalesce("met_on", "expired_on")).exclude(over_on=None).order_by("-over_on")
    since = Greatest(F("starts_on"), F("case__contract__cut_over_on"), Subquery(last.values("over_on")[:1]))
    rows: QuerySet[SupportPackage] = (
        packages.on(day)
        .in_running_contract(day)
        .filter(
            ~Exists(reviews.outstanding()),
            ~Exists(next_reviews_to_raise(day).filter(package=OuterRef("pk"))),
            ended_on=None,
            case__individual__died_on=None,
        )
        .exclude(pk__in=first_reviews_to_raise(day).values("pk"))
        .annotate(agree_by=DaysAfter(since, AGREE_DAYS))
    )
    return rows
