"""The access log by day: who opened a record on one day, with the pages and the reasons; counted and paged in SQL."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, F, Max, Q, QuerySet, Value, When

from accounts.models import User
from accounts.roles import ROLES
from casework.access.record_loader import accesses_of
from casework.enums import AllocationKind
from casework.models import Allocation, Individual, KeyworkerTerm, Representative
from contracts.models import Post
from contracts.posts import posts_of_users
from core.record_pages import paths_fetched_by_phones, words_of
from core.sql import LondonDay

# In words towards the person.
SUPPORTS = {
    AllocationKind.LEAD: "your lead support worker",
    AllocationKind.BUDDY: "your support worker",
    AllocationKind.COVER: "a worker who covered for your support worker",
}


@dataclass(frozen=True)
class AccessDay:
    """What somebody opened of the record on one day. By a link there is no `user`, and `link_id` is one such link."""

    user: User | None
    link_id: UUID | None
    name: str
    who: str  # in words towards the person, such as "your lead support worker"
    on: datetime.date
    is_by_phone: bool  # fetched by a phone itself
    pages: list[str]  # the words of `core.record_pages`, None of them twice
    reasons: list[str]

    @property
    def asked_id(self) -> UUID | None:
        """The id of the user or link that a question about this day concerns."""
        return self.user.pk if self.user else self.link_id


def access_days(individual: Individual) -> QuerySet[Any, Any]:
    """Return one row for each day and whoever opened the record, the newest first; what phones fetch is apart.

    Days are those of Europe/London. What the person opened themselves, and safeguarding, is left out.
    """
    is_by_phone = Case(When(path__in=paths_fetched_by_phones(), then=Value(True)), default=Value(False))
    rows = accesses_of(individual).order_by().annotate(on=LondonDay(F("recorded_at")), is_by_phone=is_by_phone)
    return (
        rows.values("on", "is_by_phone", "recorded_by", "link__email", "link__recipient_name")
        .annotate(
            last_at=Max("recorded_at"),
            paths=ArrayAgg("path", distinct=True),
            reasons=ArrayAgg("grant__reason", distinct=True, filter=Q(grant__isnull=False), default=Value([])),
            link_ids=ArrayAgg("link", distinct=True, filter=Q(link__isnull=False), default=Value([])),
        )
        .order_by("-on", "-last_at", "recorded_by", "link__email", "is_by_phone")
    )


def described(individual: Individual, rows: Iterable[dict[str, Any]]) -> list[AccessDay]:
    """Return the rows of `access_days` with who they are to the person; a few queries, however many rows."""
    rows = list(rows)
    user_ids = {row["recorded_by"] for row in rows if row["recorded_by"]}
    users, standing = User.objects.in_bulk(user_ids), _Standing(individual, user_ids)
    return [
        AccessDay(
            user=users.get(row["recorded_by"]),
            link_id=row["link_ids"][0] if row["link_ids"] else None,
            name=_name(row, users),
            who=standing.words(row["recorded_by"], row["on"]),
            on=row["on"],
            is_by_phone=row["is_by_phone"],
            pages=sorted({words_of(path) or "" for path in row["paths"]}),
            reasons=row["reasons"],
        )
        for row in rows
    ]


def _name(row: dict[str, Any], users: dict[UUID, User]) -> str:
    if row["link__email"]:
        return f"{row['link__recipient_name']} (by a link)"
    user = users.get(row["recorded_by"])
    return user.full_name if user else "Our computer system"


class _Standing:
    """Who users were to a person on a day, in words towards the person."""

    def __init__(self, individual: Individual, user_ids: set[UUID]) -> None:
        records = Individual.objects.same_person(individual)
        allocations = Allocation.objects.filter(package__case__individual__in=records, worker__user__in=user_ids)
        terms = KeyworkerTerm.objects.filter(individual__in=records, user__in=user_ids)
        represents = Representative.objects.filter(individual__in=records, user__in=user_ids)
        dates = ("from_on", "until_on")
        columns = allocations.order_by("from_on", "pk").values_list("worker__user", *dates, "kind")
        self.rows = [(user, start, end, SUPPORTS[AllocationKind(kind)]) for user, start, end, kind in columns]
        self.rows += [(*row, "your keyworker at the Council") for row in terms.values_list("user", *dates)]
        self.rows += [
            (user, start, end, f"represents you ({relation})")
            for user, start, end, relation in represents.values_list("user", *dates, "relation")
        ]
        self.posts: list[Post] = posts_of_users(user_ids)

    def words(self, user_id: UUID | None, on: datetime.date) -> str:
        """Return who they were to the person on the day, else their roles; "" for nobody that is known."""
        words = [words for user, start, end, words in self.rows if user == user_id and _covers(start, end, on)]
        if not words:
            posts = [post for post in self.posts if post.user_id == user_id]
            words = [ROLES[post.role].to_person for post in posts if _covers(post.from_on, post.until_on, on)]
        return ", ".join(dict.fromkeys(words))


def _covers(from_on: datetime.date, until_on: datetime.date | None, day: datetime.date) -> bool:
    return from_on <= day and (until_on is None or day < until_on)
