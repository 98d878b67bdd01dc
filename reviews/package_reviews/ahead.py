"""The reviews that have a date and that somebody conducts: of the people whom they support."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Allocation
from core import clock
from reviews.models import Review
from visits.rota.appointments import AppointmentQuery, RotaAppointment, register_in_rota
from visits.rota.calendar import CalendarEntry, register_appointments


def to_conduct(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return the reviews of the people whom `user` supports on `day`, or covers, and which they may conduct."""
    packages = Allocation.objects.on(day).filter(worker__user=user).values("package")
    reviews: QuerySet[Any] = Review.objects.allowing(user, Permission.CONDUCT_REVIEW).filter(package__in=packages)
    return reviews


def _appointments(user: User, first: datetime.datetime, last: datetime.datetime) -> list[CalendarEntry]:
    """Return the reviews that the user conducts, and those of the people whose keyworker they are, or cover."""
    own: Any = Review.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE)
    taking_part = Q(pk__in=to_conduct(user, clock.today()).values("pk")) | Q(pk__in=own.values("pk"))
    reviews: Any = Review.objects.filter(taking_part)
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


def _in_rota(asked: AppointmentQuery) -> list[RotaAppointment]:
    """Return the reviews that are arranged: of these packages, and of those that one of these workers supports on the
    day of the review, or covers.
    """
    supported = Allocation.objects.filter(worker__in=asked.workers).filter(_in_days(asked)).values("package")
    rows: Any = Review.objects.all() if asked.user is None else Review.objects.visible_to(asked.user)
    rows = rows.filter(Q(package__in=asked.packages) | Q(package__in=supported))
    rows = rows.arranged_from(asked.first).filter(meets_at__lt=asked.last)
    reviews = list(rows.select_related("package__case__individual"))
    packages = {row.package_id for row in reviews}
    allocations = Allocation.objects.filter(_in_days(asked), package__in=packages) if packages else []
    appointments = [_of(row, allocations) for row in reviews]
    return [each for each in appointments if each.package_id in asked.packages or each.worker_ids & set(asked.workers)]


def _in_days(asked: AppointmentQuery) -> Q:
    """Return a Q for allocations on any of the days that are asked for."""
    return Q(from_on__lte=clock.day_of(asked.last)) & (Q(until_on=None) | Q(until_on__gt=clock.day_of(asked.first)))


def _of(review: Review, allocations: Iterable[Allocation]) -> RotaAppointment:
    assert review.meets_at is not None  # as `arranged_from`
    day = clock.day_of(review.meets_at)
    taking_part = (row for row in allocations if row.package_id == review.package_id)
    return RotaAppointment(
        what="Review",
        starts_at=review.meets_at,
        href=reverse("review", args=[review.pk]),
        initials=review.package.individual.initials,
        record_id=review.pk,
        package_id=review.package_id,
        worker_ids=frozenset(
            row.worker_id for row in taking_part if row.from_on <= day and (row.until_on is None or day < row.until_on)
        ),
    )


register_in_rota(_in_rota)
