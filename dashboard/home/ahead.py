"""What somebody has ahead and waits for: reviews that are arranged, and what they asked and nobody has answered."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from accounts.enums import Permission
from casework.access.user_rows import first_rows
from casework.models import Question
from core import clock
from dashboard.home.reader import DAY, WEEK, Reader
from reviews.models import Review
from reviews.package_reviews.ahead import to_conduct
from risk.models import RiskRequest

MOST_ROWS = 5
MOST_LISTED = 200  # on the page of everything ahead
REVIEWS_AHEAD = 2 * WEEK


@dataclass(frozen=True)
class Asked:
    """Something that the user asked; `answer_by` is the last day on which the answer is in time."""

    what: str
    person: str
    href: str
    answer_by: datetime.date
    is_late: bool


@dataclass(frozen=True)
class AskedRows:
    """The first that the user asked, and how many there are in all."""

    rows: list[Asked]
    total: int


def reviews_ahead(reader: Reader, most: int = MOST_ROWS) -> list[Any]:
    """Return the first reviews of the next two weeks that have a time, each with `total`: of the people whose updates
    the user reads, and of those whom they support.
    """
    reads = Permission.ACKNOWLEDGE_UPDATE in reader.may
    if not reads and not {Permission.CONDUCT_REVIEW, Permission.MAKE_VISIT} <= reader.may:
        return []
    user, day = reader.user, reader.day

    def build() -> QuerySet[Any]:
        rows: Any = Review.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE) if reads else to_conduct(user, day)
        reviews = rows.arranged_from(clock.start_of(day)).filter(meets_at__lt=clock.start_of(day + REVIEWS_AHEAD + DAY))
        return reviews.select_related("package__case__individual").annotate(total=Window(Count("pk")))

    return first_rows(user, ("reviews ahead", day, reads), build, most)


def asked_by_user(reader: Reader, most: int = MOST_ROWS) -> AskedRows:
    """Return the open questions and requests for a risk assessment of the user, the first due on top."""
    if Permission.ACKNOWLEDGE_UPDATE not in reader.may:
        return AskedRows([], 0)
    user = reader.user

    def questions() -> QuerySet[Any]:
        rows = Question.objects.visible_to(user).filter(asked_by=user).outstanding()
        rows = rows.select_related("package__case__individual").annotate(total=Window(Count("pk")))
        return rows.order_by("due_on", "pk")

    def requests() -> QuerySet[Any]:
        rows = RiskRequest.objects.visible_to(user).filter(asked_by=user).outstanding()
        return rows.select_related("individual").annotate(total=Window(Count("pk"))).order_by("due_on", "pk")

    asked = first_rows(user, "own questions", questions, most)
    requested = first_rows(user, "own risk requests", requests, most)
    rows = [_asked("Question", row.package.case.individual, "person_questions", row, reader.day) for row in asked]
    rows += [_asked("Request for the risk assessment", row.individual, "person", row, reader.day) for row in requested]
    total = sum(kind[0].total for kind in (asked, requested) if kind)
    return AskedRows(sorted(rows, key=lambda row: (row.answer_by, row.href))[:most], total)


def _asked(what: str, individual: Any, page: str, row: Any, day: datetime.date) -> Asked:
    return Asked(what, individual.full_name, reverse(page, args=[individual.pk]), row.due_on, row.due_on < day)
