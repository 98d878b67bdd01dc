"""What somebody has ahead and waits for: reviews that are arranged, and what they asked and nobody has answered."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Value, Window
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.access.user_rows import first_rows, rows_for_user
from casework.models import Question
from core import clock
from core.compiled import Ids
from dashboard.home.reader import DAY, WEEK, Reader
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.ahead import to_conduct
from reviews.replies import review_replies, update_replies
from risk.models import RiskRequest

MOST_ROWS = 5
MOST_LISTED = 200  # on the page of everything ahead
REVIEWS_AHEAD = 2 * WEEK


@dataclass(frozen=True)
class Asked:
    """Something that the user, or whoever they cover for, asked; `answer_by` is the last day that is in time."""

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
    """Return what the user asked and nobody has answered, the first due on top: questions, requests for a risk
    assessment, and replies to updates and reviews that ask for an answer, of the people whose updates they acknowledge.
    """
    if Permission.ACKNOWLEDGE_UPDATE not in reader.may:
        return AskedRows([], 0)
    user, day = reader.user, reader.day

    def build(_ids: Ids) -> QuerySet[Any, Any]:
        sources = [kind.first_rows(user, day, most) for kind in ASKED]
        return sources[0].union(*sources[1:], all=True)

    rows = rows_for_user(user, ("asked by the user", day, most), build)
    totals = {what: total for what, *_columns, total in rows}
    asked = [
        Asked(what, person, reverse(PAGES[what], args=[argument]), answer_by, answer_by < day)
        for what, person, argument, answer_by, _total in rows
    ]
    return AskedRows(sorted(asked, key=lambda row: (row.answer_by, row.href))[:most], sum(totals.values()))


@dataclass(frozen=True)
class AskedKind:
    """One kind: its words, its page with the path to the id in the address, the path to the person, and the rows of a
    user on a day that have no answer. `due_on` is the column of the last day in time.
    """

    what: str
    page: str
    argument: str
    individual: str
    due_on: str
    unanswered: Callable[[User, datetime.date], QuerySet[Any]]

    def first_rows(self, user: User, day: datetime.date, most: int) -> QuerySet[Any, Any]:
        """Return the first due as (what, person, id for the page, due day, how many there are in all)."""
        rows = self.unanswered(user, day).order_by(self.due_on, "pk")
        columns = (Value(self.what), F(f"{self.individual}__full_name"), F(self.argument), F(self.due_on))
        return rows.values_list(*columns, Window(Count("pk")))[:most]


def _questions(user: User, _day: datetime.date) -> QuerySet[Any]:
    return Question.objects.visible_to(user).filter(asked_by=user).outstanding()


def _risk_requests(user: User, _day: datetime.date) -> QuerySet[Any]:
    return RiskRequest.objects.visible_to(user).filter(asked_by=user).outstanding()


def _update_replies(user: User, day: datetime.date) -> QuerySet[Any]:
    rows = KeyworkerUpdate.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE)
    return update_replies(rows, day).filter(needs_answer=True)


def _review_replies(user: User, day: datetime.date) -> QuerySet[Any]:
    rows = Review.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE)
    return review_replies(rows, day).filter(reply_needs_answer=True)


OF_PACKAGE = "package__case__individual"
ASKED = (
    AskedKind("Question", "person_questions", OF_PACKAGE, OF_PACKAGE, "due_on", _questions),
    AskedKind("Request for the risk assessment", "person", "individual", "individual", "due_on", _risk_requests),
    AskedKind("Reply to an update", "update", "pk", OF_PACKAGE, "read_by", _update_replies),
    AskedKind("Reply to a review", "review", "pk", OF_PACKAGE, "read_by", _review_replies),
)
PAGES = {kind.what: kind.page for kind in ASKED}
