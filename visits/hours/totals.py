"""Hours commissioned against hours delivered (T4.3, T4.16): the rows that count, and their sums by SQL.

A sum and the list behind it come from the same queryset. Minutes are integers; weekly hours count a seventh for each
day, so sums of them are seven times the minutes (`_x7`) until they are shown.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    Expression,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least, TruncWeek

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage, WeeklyHours
from casework.people.primary import about_people, primary_of
from contracts.models import Contract
from core import clock
from core.dates import Period
from core.sql import DaysBetween
from visits.log.models.visit import VisitQuerySet
from visits.models import Visit

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
KeyedNumbers = Collection[tuple[Any, Any]]  # a key (id or text) and its number
BY = ("person", "worker", "contract", "week")
EVERYBODY, NOBODY = "everybody", "nobody"  # each lead's hours; those of the days on which nobody leads
PRIMARY_PERSON = primary_of("package__case__individual")


@dataclass(frozen=True)
class HoursSums:
    """The sums of one line. Minutes `_x7` are seven times as many; travel is part of no other figure."""

    commissioned_minutes_x7: int = 0
    held_minutes_x7: int = 0
    delivered: int = 0
    travel: int = 0
    visits: int = 0
    by_lead_or_buddy: int = 0  # visits by the lead or a buddy of that day
    planned: int = 0  # visits that were planned
    as_planned: int = 0  # of these, with the very times of the plan

    def __add__(self, other: "HoursSums") -> "HoursSums":
        return HoursSums(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @property
    def commissioned(self) -> int:
        """Minutes commissioned, held days included."""
        return divide_by_seven(self.commissioned_minutes_x7)

    @property
    def held(self) -> int:
        """Of these, the minutes of the days on which support was held."""
        return divide_by_seven(self.held_minutes_x7)

    @property
    def to_deliver(self) -> int:
        """Minutes commissioned for the days on which support was not held."""
        return divide_by_seven(self.commissioned_minutes_x7 - self.held_minutes_x7)

    @property
    def below(self) -> int:
        """Minutes that should have been delivered and were not; 0 where more were."""
        return max(0, self.to_deliver - self.delivered)


def divide_by_seven(minutes: int) -> int:
    """Return a seventh, halves rounded up."""
    return (2 * minutes + 7) // 14


@dataclass(frozen=True)
class HoursQuery:
    """What is counted. `day_after` (exclusive) limits the commissioned hours: the future does not count yet."""

    packages: QuerySet[SupportPackage]
    visits: VisitQuerySet
    period: Period
    day_after: datetime.date

    @property
    def weeks(self) -> list[Period]:
        """Return the weeks of the period, from Monday; the first and last are cut to the period."""
        weeks, begin = [], self.period.from_on
        while begin < self.period.until_on:
            end = min(begin + WEEK - DAY * begin.weekday(), self.period.until_on)
            weeks.append(Period(begin, end))
            begin = end
        return weeks


def hours_query(user: User, period: Period, contract: Contract | UUID | None = None) -> HoursQuery:
    """Return what `user` may count in the period, in one contract or all of theirs, without walled records."""
    packages = SupportPackage.objects.allowing(user, Permission.SEE_HOURS)
    if contract is not None:
        packages = packages.filter(case__contract=contract)
    visits = visits_made(packages, period).exclude(pk__in=hidden_from(user))
    return HoursQuery(packages, visits, period, min(period.until_on, clock.today() + DAY))


def visits_made(packages: QuerySet[SupportPackage], period: Period) -> VisitQuerySet:
    """Return the visits and calls that took place, by the London date of their start, none struck through."""
    visits: VisitQuerySet = Visit.objects.took_place().within(period.from_on, period.until_on)
    return visits.filter(package__in=packages.values("pk"))


def by_lead_or_buddy(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits by somebody who was lead or buddy of the person on that day (T8.2)."""
    allocations = Allocation.objects.filter(
        Q(until_on=None) | Q(until_on__gt=OuterRef("local_on")),
        package=OuterRef("package"),
        worker=OuterRef("worker"),
        from_on__lte=OuterRef("local_on"),
        kind__in=[AllocationKind.LEAD, AllocationKind.BUDDY],
    )
    return visits.filter(Exists(allocations))


def as_planned(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits whose times equal those of the plan to the minute."""
    return visits.filter(started_at=F("planned__starts_at"), ended_at=F("planned__ends_at"))


def commissioned_segments(query: HoursQuery, *, is_held: bool = False, lead: str = "") -> QuerySet[WeeklyHours]:
    """Return the dated hours of the packages with `begins`, `ends` (exclusive) and `days`, how many of them count.

    `is_held`: only the days on which support was held. `lead`: a row for each worker who leads (EVERYBODY) or for one
    (their id), with the days of their lead; or the days without a lead (NOBODY).
    """
    begins: list[Expression | F] = [F("from_on"), F("package__starts_on"), F("package__case__contract__cut_over_on")]
    ends: list[Expression | F] = [F("until_on"), F("package__ended_on")]
    rows = WeeklyHours.objects.within(query.period.from_on, query.day_after)
    rows = rows.filter(package__in=query.packages.values("pk"))
    if is_held:
        rows = rows.filter(package__holds__from_on__lt=query.day_after)
        begins.append(F("package__holds__from_on"))
        ends.append(F("package__holds__until_on"))
    if lead not in ("", NOBODY):
        whose = {} if lead == EVERYBODY else {"package__allocations__worker": lead}
        rows = rows.filter(package__allocations__kind=AllocationKind.LEAD, **whose)
        begins.append(F("package__allocations__from_on"))
        ends.append(F("package__allocations__until_on"))
    begins, ends = [*begins, _day(query.period.from_on)], [*ends, _day(query.day_after)]
    segments = rows.annotate(begins=Greatest(*begins), ends=Least(*ends))
    days: Expression = Greatest(DaysBetween(F("ends"), F("begins")), 0)
    if lead == NOBODY:
        days = days - Coalesce(Subquery(_led_days()), 0)
    return segments.annotate(days=days).filter(days__gt=0)


def _led_days() -> QuerySet[Any, Any]:
    """Return, for each segment of the outer query, on how many of its days somebody led."""
    shared = DaysBetween(Least(F("until_on"), OuterRef("ends")), Greatest(F("from_on"), OuterRef("begins")))
    leads = Allocation.objects.leads().filter(package=OuterRef("package")).order_by()
    shared_days: QuerySet[Any, Any] = leads.annotate(shared=Greatest(shared, 0, output_field=IntegerField()))
    return shared_days.values("package").annotate(total=Sum("shared")).values("total")


def for_line(query: HoursQuery, by: str, key: str) -> HoursQuery:
    """Return the query of one line. Of a worker it narrows the visits only; `commissioned_segments` takes the lead.

    Raises ValueError for an unknown key.
    """
    if by == "week":
        week = next((week for week in query.weeks if week.from_on.isoformat() == key), None)
        if week is None:
            raise ValueError(f"{key} begins no week of the period.")
        visits = query.visits.within(week.from_on, week.until_on)
        return replace(query, visits=visits, period=week, day_after=min(week.until_on, query.day_after))
    if by == "worker":
        return replace(query, visits=query.visits.none() if key == NOBODY else query.visits.filter(worker=UUID(key)))
    if by == "contract":
        packages = query.packages.filter(case__contract=UUID(key))
    else:
        packages = query.packages.filter(about_people("case__individual", [UUID(key)]))
    return replace(query, packages=packages, visits=query.visits.filter(package__in=packages.values("pk")))


def _day(day: datetime.date) -> Value:
    return Value(day, output_field=DateField())


def sums(query: HoursQuery, by: str) -> dict[str, HoursSums]:
    """Return the sums of each person, worker, contract or week by its key; queries do not grow with the lines.

    Keys are ids; of a week its first day, ISO; NOBODY for the hours of days without a lead.
    """
    by_key: dict[str, dict[str, int]] = {}
    for name, numbers in (*_hours_by(query, by), *_visits_by(query, by)):
        for key, number in numbers:
            if number:
                by_key.setdefault(str(key), {})[name] = int(number)
    return {key: HoursSums(**columns) for key, columns in by_key.items()}


def _hours_by(query: HoursQuery, by: str) -> Iterable[tuple[str, KeyedNumbers]]:
    for name, is_held in (("commissioned_minutes_x7", False), ("held_minutes_x7", True)):
        if by == "week":
            yield name, _by_week(commissioned_segments(query, is_held=is_held), query.weeks)
        elif by == "worker":
            by_lead = commissioned_segments(query, is_held=is_held, lead=EVERYBODY)
            yield name, _sum_by_key(by_lead, F("package__allocations__worker"))
            yield name, [(NOBODY, _total(commissioned_segments(query, is_held=is_held, lead=NOBODY)))]
        else:
            key = PRIMARY_PERSON if by == "person" else F("package__case__contract")
            yield name, _sum_by_key(commissioned_segments(query, is_held=is_held), key)


def _sum_by_key(rows: QuerySet[WeeklyHours], key: Combinable) -> KeyedNumbers:
    groups = rows.order_by().values(key=key).annotate(number=Sum(F("days") * F("minutes")))
    return list(groups.values_list("key", "number"))


def _total(rows: QuerySet[WeeklyHours]) -> int:
    total: int | None = rows.aggregate(number=Sum(F("days") * F("minutes")))["number"]
    return total or 0


def _by_week(rows: QuerySet[WeeklyHours], weeks: list[Period]) -> KeyedNumbers:
    """Return the sum of each week, in one query."""
    shares = {
        week.from_on.isoformat(): Sum(
            F("minutes")
            * Greatest(DaysBetween(Least(F("ends"), _day(week.until_on)), Greatest(F("begins"), _day(week.from_on))), 0)
        )
        for week in weeks
    }
    return list(rows.aggregate(**shares).items())


def _visits_by(query: HoursQuery, by: str) -> Iterable[tuple[str, KeyedNumbers]]:
    key = {
        "person": PRIMARY_PERSON,
        "worker": F("worker"),
        "contract": F("package__case__contract"),
        "week": Cast(Greatest(Cast(TruncWeek("local_on"), DateField()), _day(query.period.from_on)), CharField()),
    }[by]
    rows = list(
        query.visits.order_by()
        .values(key=key)
        .annotate(
            delivered=Sum("minutes"),
            travel=Sum("travel_minutes"),
            visits=Count("pk"),
            planned_visits=Count("planned"),
        )
    )
    for name, column in (("delivered",) * 2, ("travel",) * 2, ("visits",) * 2, ("planned", "planned_visits")):
        yield name, [(row["key"], row[column]) for row in rows]
    for name, visits in (
        ("by_lead_or_buddy", by_lead_or_buddy(query.visits)),
        ("as_planned", as_planned(query.visits)),
    ):
        yield name, visits.order_by().values(key=key).annotate(number=Count("pk")).values_list("key", "number")
