"""Unusual openings of records, found in SQL: outside the caseload, at night, many in an hour, by a namesake (R49).

A line is one user and one person on one day; for many records, one user on one day; for a shared surname, one user and
one person. What somebody opens at night because they are on call, or for a visit of theirs, is no line. A line is gone
when a manager has looked at it (`AccessReview`). Nobody is shown their own openings, those of records behind a wall, or
those of safeguarding.
"""

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.enums import GrantKind
from casework.models import AccessReview, Case, Individual, RecordAccess
from casework.unusual_access.enums import UnusualKind
from casework.visit_facts import has_visit_at
from contracts.models import Post, TermOn
from core import clock
from core.dates import Period
from core.record_pages import paths_fetched_by_phones
from core.sql import LondonClock, LondonDay
from workforce.models import OnCallShift

# Different records within an hour, from which on somebody looks.
MANY_RECORDS = 20
# The period that the list has at first.
DAYS_LISTED = 30
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
COLUMNS = ("line_kind", "line_user", "line_individual", "line_on", "count", "first_at", "last_at", "reasons")


class SharesSurname(Func):
    """Whether the last name of a user is the last one of the full name or of a former name, without accents."""

    template = """EXISTS (
        SELECT 1 FROM (SELECT %(expressions)s) AS asked (own, full_name, former),
                      unnest(array_append(asked.former, asked.full_name)) AS named (name)
         WHERE lower(unaccent(regexp_replace(trim(asked.own), '^.* ', '')))
             = lower(unaccent(regexp_replace(trim(named.name), '^.* ', '')))
    )"""
    arity = 3
    output_field = BooleanField()


def unusual_lines(user: User, period: Period, kind: str = "", *, with_looked_at: bool = False) -> QuerySet[Any, Any]:
    """Return the lines (COLUMNS) of the period that `user` may review, the newest first; of one kind or of all.

    Lines that somebody has looked at are left out, unless `with_looked_at`.
    """
    openings = _openings(user, period)
    queries: list[QuerySet[Any, Any]] = []
    for key, find in KINDS.items():
        if kind in ("", key):
            rows = find(openings, period)
            queries.append(_lines(rows if with_looked_at else _not_looked_at(rows, key), key))
    lines = queries[0].union(*queries[1:], all=True)
    return lines.order_by("-last_at", "line_kind", "line_user", "line_individual")


def last_days(days: int) -> Period:
    """Return the period of the last days, today among them."""
    return Period(clock.today() - (days - 1) * DAY, clock.today() + DAY)


def _openings(user: User, period: Period) -> QuerySet[RecordAccess]:
    """Return what staff and Council staff opened in the period, of the records that `user` reviews."""
    people = Individual.objects.allowing(user, Permission.REVIEW_ACCESS)
    has_post = Exists(Post.objects.filter(user=OuterRef("recorded_by")))
    since, until = _instants(period)
    rows = _by_hand().filter(
        has_post, individual__in=people.values("pk"), recorded_at__gte=since, recorded_at__lt=until
    )
    return rows.exclude(recorded_by=user).annotate(on=LondonDay(F("recorded_at")))


def _by_hand() -> QuerySet[RecordAccess]:
    """Return the openings of single records, without those of phones by themselves and of safeguarding."""
    rows = RecordAccess.objects.listable().filter(individual__isnull=False)
    return rows.exclude(path__in=paths_fetched_by_phones()).order_by()


def _instants(period: Period) -> tuple[datetime.datetime, datetime.datetime]:
    return clock.start_of(period.from_on), clock.start_of(period.until_on)


def _not_looked_at(rows: QuerySet[RecordAccess], kind: UnusualKind) -> QuerySet[RecordAccess]:
    """Leave out the openings of lines that somebody has looked at."""
    own = {"recorded_by": "user", "individual": "individual", "on": "on"}
    of_line = {own[name]: OuterRef(name) for name in LINE_OF[kind]}
    return rows.filter(~Exists(AccessReview.objects.filter(kind=kind, **of_line)))


def _lines(rows: QuerySet[RecordAccess], kind: UnusualKind) -> QuerySet[RecordAccess, dict[str, Any]]:
    """Group the openings into lines of one kind."""
    line_of = LINE_OF[kind]
    nothing: Any = {"individual": Value(None, UUIDField()), "on": Max("on", output_field=DateField())}
    return (
        rows.values(*line_of)
        .annotate(
            line_kind=Value(kind.value, CharField()),
            line_user=F("recorded_by"),
            line_individual=F("individual") if "individual" in line_of else nothing["individual"],
            line_on=F("on") if "on" in line_of else nothing["on"],
            count=Max("within_an_hour") if kind == UnusualKind.MANY else Count("pk"),
            first_at=Min("recorded_at"),
            last_at=Max("recorded_at"),
            reasons=ArrayAgg("grant__reason", distinct=True, filter=Q(grant__isnull=False), default=Value([])),
        )
        .values_list(*COLUMNS)
    )


def _outside(openings: QuerySet[RecordAccess], _period: Period) -> QuerySet[RecordAccess]:
    """Return what was opened with a reason: whoever did it does not work with the person."""
    return openings.filter(grant__kind=GrantKind.REASON)


def _at_night(openings: QuerySet[RecordAccess], _period: Period) -> QuerySet[RecordAccess]:
    """Return what was opened outside the service hours of every contract of the person that has hours on the day.

    Left out is what was opened by somebody who was on the on-call rota of one of them, or had a visit to the person.
    """
    cases = Case.objects.filter(individual=OuterRef("individual"))
    hours = cases.annotate(
        starts_at=TermOn("day_starts_at", F("contract"), OuterRef("on")),
        ends_at=TermOn("day_ends_at", F("contract"), OuterRef("on")),
    )
    rows = openings.annotate(at=LondonClock(F("recorded_at")))
    is_open = Exists(hours.filter(starts_at__lte=OuterRef("at"), ends_at__gt=OuterRef("at")))
    rows = rows.filter(Exists(hours.filter(starts_at__isnull=False)), ~is_open)
    return rows.exclude(_was_on_call(cases)).exclude(has_visit_at("recorded_by", "individual", "recorded_at"))


def _was_on_call(cases: QuerySet[Case]) -> Exists:
    """Return whether whoever opened it was on the rota then, for a contract of the person's `cases`."""
    opened_at = OuterRef(OuterRef("recorded_at"))
    shifts = OnCallShift.objects.not_struck().filter(
        contract=OuterRef("contract"),
        user=OuterRef(OuterRef("recorded_by")),
        starts_at__lte=opened_at,
        ends_at__gt=opened_at,
    )
    return Exists(cases.filter(Exists(shifts)))


def _many(openings: QuerySet[RecordAccess], period: Period) -> QuerySet[RecordAccess]:
    """Return what was opened when somebody opened MANY_RECORDS different records or more within an hour.

    Whoever did not open as many in the whole period is left out first: counting each hour takes longer.
    """
    since, until = _instants(period)
    openers = _by_hand().filter(recorded_at__gte=since - HOUR, recorded_at__lt=until).values("recorded_by")
    openers = openers.annotate(people=Count("individual", distinct=True)).filter(people__gte=MANY_RECORDS)
    before = _by_hand().filter(
        recorded_by=OuterRef("recorded_by"),
        recorded_at__gt=OuterRef("recorded_at") - HOUR,
        recorded_at__lte=OuterRef("recorded_at"),
    )
    counted = before.values("recorded_by").annotate(people=Count("individual", distinct=True))
    people = Subquery(counted.values("people"), IntegerField())
    rows = openings.filter(recorded_by__in=openers.values("recorded_by")).annotate(within_an_hour=people)
    return rows.filter(within_an_hour__gte=MANY_RECORDS)


def _namesakes(openings: QuerySet[RecordAccess], _period: Period) -> QuerySet[RecordAccess]:
    """Return what was opened by somebody who has, or had, the person's surname."""
    names = ("recorded_by__full_name", "individual__full_name", "individual__former_names")
    return openings.filter(SharesSurname(*map(F, names)))


KINDS: dict[UnusualKind, Callable[[QuerySet[RecordAccess], Period], QuerySet[RecordAccess]]] = {
    UnusualKind.OUTSIDE: _outside,
    UnusualKind.NIGHT: _at_night,
    UnusualKind.MANY: _many,
    UnusualKind.SURNAME: _namesakes,
}
# What the openings of one line have in common.
LINE_OF = {
    UnusualKind.OUTSIDE: ("recorded_by", "individual", "on"),
    UnusualKind.NIGHT: ("recorded_by", "individual", "on"),
    UnusualKind.MANY: ("recorded_by", "on"),
    UnusualKind.SURNAME: ("recorded_by", "individual"),
}


@dataclass(frozen=True)
class Line:
    """One line as the page shows it."""

    kind: UnusualKind
    user: User
    individual: Individual | None
    on: datetime.date
    count: int
    first_at: datetime.datetime
    last_at: datetime.datetime
    reasons: list[str]

    @property
    def review(self) -> AccessReview | None:
        """Return the look at it, or None."""
        looks = AccessReview.objects.filter(kind=self.kind, user=self.user, individual=self.individual)
        return looks.filter(Q(on=None) | Q(on=self.on)).first()

    @property
    def href(self) -> str:
        """Return the address where somebody looks at it."""
        args = [self.kind.value, self.user.pk, self.on.isoformat()]
        if self.individual is None:
            return reverse("unusual_access_user", args=args)
        return reverse("unusual_access_person", args=[*args, self.individual.pk])


def people_of(rows: Collection[Any]) -> list[UUID]:
    """Return the ids of the people of the rows of `unusual_lines`, each once."""
    ids = {row[COLUMNS.index("line_individual")] for row in rows}
    return sorted(ids - {None})


def named(rows: Collection[Any]) -> list[Line]:
    """Return the rows of `unusual_lines` with the users and people; the caller has logged that these are shown."""
    people = Individual.objects.in_bulk(people_of(rows))
    users = User.objects.in_bulk([row[COLUMNS.index("line_user")] for row in rows])
    return [
        Line(UnusualKind(kind), users[user_id], people.get(individual_id), *rest)
        for kind, user_id, individual_id, *rest in rows
    ]
