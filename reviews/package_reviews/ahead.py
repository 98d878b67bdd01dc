"""The reviews that have a date and that somebody conducts: of the people whom they support."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Allocation
from core import clock
from reviews.models import Review
from visits.rota.calendar import CalendarEntry, register_appointments


def to_conduct(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews of the people whom `user` supports on `day`, or covers, and which they may conduct."""
    packages = Allocation.objects.on(day).filter(worker__user=user).values("package")
    reviews: QuerySet[Any] = Review.objects.allowing(user, Permission.CONDUCT_REVIEW).filter(package__in=packages)
    return reviews


def _appointments(user: User, first: datetime.datetime, last: datetime.datetime) -> list[CalendarEntry]:
    reviews: Any = to_conduct(user, clock.today())
    rows = reviews.arranged_from(first).filter(meets_at__lt=last).select_related("package__case__individual")
    return [
        CalendarEntry(
            uid=f"review-meeting-{row.pk}",
            what="Review",
            initials=row.package.individual.initials,
            starts_at=row.meets_at,
            href=reverse("review", args=[row.pk]),
        )
        for row in rows
    ]


register_appointments(_appointments)
