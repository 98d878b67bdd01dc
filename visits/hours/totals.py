"""Hours commissioned against hours delivered (T4.3, T4.16): the rows that count, and their sums by SQL.

A sum and the list behind it are of the same queryset. Minutes are integers; hours a week are counted by the day, a
seventh for each, and kept as seven times the minutes until they are shown.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least, TruncWeek

from accounts.enums import Permission
from accounts.walls import hidden_from
from casework.enums import AllocationKind
from casework.models import Allocation, SupportPackage, WeeklyHours
from casework.people.primary import about_people, primary_of
from core import clock
from core.dates import Period
from core.sql import DaysBetween
from visits.models import Visit

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
BY = ("person", "worker", "contract", "week")
EVERYBODY, NOBODY = "everybody", "nobody"  # each lead's hours; those of the days on which nobody leads
PRIMARY_PERSON = primary_of("package__case__individual")


@dataclass(frozen=True)
class HoursSums:
    """What one line counts. `sevenfold` minutes are seven times as many; travel is part of no other figure."""

    commissioned_sevenfold: int = 0
    held_sevenfold: int = 0
    delivered: int = 0
    travel: int = 0
    visits: int = 0
    by_known: int = 0  # visits by the lead or a buddy of that day
    planned: int = 0  # visits that were planned
    as_planned: int = 0  # of these, with the very times of the plan

    def __add__(self, other: "HoursSums") -> "HoursSums":
        return HoursSums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def commissioned(self) -> int:
        """Minutes commissioned, held days included."""
        return _a_seventh(self.commissioned_sevenfold)

    @property
    def held(self) -> int:
        """Of these, the minutes of the days on which support was held."""
        return _a_seventh(self.held_sevenfold)

    @property
    def to_deliver(self) -> int:
        """Minutes commissioned for the days on which support was not held."""
        return _a_seventh(self.commissioned_sevenfold - self.held_sevenfold)


def _a_seventh(minutes: int) -> int:
    """A seventh, halves rounded up."""
    return (2 * minutes + 7) // 14


@dataclass(frozen=True)
class HoursQuery:
    """Whose hours, of which days. `day_after` bounds what is commissioned: what lies ahead is not counted yet."""

    packages: QuerySet
    visits: QuerySet
    period: Period
    day_after: datetime.date

    @property
    def weeks(self) -> list[Period]:
        """The weeks of the period, from Monday, the first and last as far as they lie in it."""
        found, begin = [], self.period.from_on
        while begin < self.period.until_on:
            end = min(begin + WEEK - DAY * begin.weekday(), self.period.until_on)
            found.append(Period(begin, end))
            begin = end
        return found


def hours_query(user, period: Period, contract=None) -> HoursQuery:
    """What `user` may count in the period, in one contract or all of theirs; walled records count nowhere."""
    packages = SupportPackage.objects.allowing(user, Permission.SEE_HOURS)
    if contract is not None:
        packages = packages.filter(case__contract=contract)
    visits = happened(packages, period).exclude(pk__in=hidden_from(user))
    return HoursQuery(packages, visits, period, min(period.until_on, clock.today() + DAY))


def happened(packages: QuerySet, period: Period) -> QuerySet:
    """The visits and calls that took place, by the London date of their start, none struck through."""
    return Visit.objects.took_place().within(period.from_on, period.until_on).filter(package__in=packages.values("pk"))


def by_known(visits: QuerySet) -> QuerySet:
    """Those by somebody who was lead or buddy of the person on that day (T8.9)."""
    known = Allocation.objects.filter(
        Q(until_on=None) | Q(until_on__gt=OuterRef("local_on")),
        package=OuterRef("package"),
        worker=OuterRef("worker"),
        from_on__lte=OuterRef("local_on"),
        kind__in=[AllocationKind.LEAD, AllocationKind.BUDDY],
    )
    return visits.filter(Exists(known))


def as_planned(visits: QuerySet) -> QuerySet:
    """Those whose times are to the minute those of the plan."""
    return visits.filter(started_at=F("planned__starts_at"), ended_at=F("planned__ends_at"))


def commissioned_segments(asked: HoursQuery, *, held: bool = False, lead: str = "") -> QuerySet:
    """The dated hours of the packages, each with `begins`, `ends` (exclusive) and `days`: how many of them count.

    `held`: the days on which support was held, and no others. `lead`: a row for each worker who leads (EVERYBODY) or
    for one (their id), with the days of their lead; the days without any (NOBODY).
    """
    begins: list = [F("from_on"), F("package__starts_on"), F("package__case__contract__cut_over_on")]
    ends: list = [F("until_on"), F("package__ended_on")]
    rows = WeeklyHours.objects.within(asked.period.from_on, asked.day_after)
    rows = rows.filter(package__in=asked.packages.values("pk"))
    if held:
        rows = rows.filter(package__suspensions__from_on__lt=asked.day_after)
        begins.append(F("package__suspensions__from_on"))
        ends.append(F("package__suspensions__until_on"))
    if lead not in ("", NOBODY):
        whose = {} if lead == EVERYBODY else {"package__allocations__worker": lead}
        rows = rows.filter(package__allocations__kind=AllocationKind.LEAD, **whose)
        begins.append(F("package__allocations__from_on"))
        ends.append(F("package__allocations__until_on"))
    begins, ends = [*begins, _day(asked.period.from_on)], [*ends, _day(asked.day_after)]
    rows = rows.annotate(begins=Greatest(*begins), ends=Least(*ends))
    days = Greatest(DaysBetween(F("ends"), F("begins")), 0)
    if lead == NOBODY:
        days = days - Coalesce(Subquery(_led_days()), 0)
    return rows.annotate(days=days).filter(days__gt=0)


def _led_days() -> QuerySet:
    """For each of the pieces outside, on how many of its days somebody led."""
    shared = DaysBetween(Least(F("until_on"), OuterRef("ends")), Greatest(F("from_on"), OuterRef("begins")))
    leads = Allocation.objects.leads().filter(package=OuterRef("package")).order_by()
    leads = leads.annotate(shared=Greatest(shared, 0, output_field=IntegerField()))
    return leads.values("package").annotate(total=Sum("shared")).values("total")


def for_line(asked: HoursQuery, by: str, key: str) -> HoursQuery:
    """The same question of one line. Of a worker: their visits; whose hours they lead is asked by `pieces`.

    Raises ValueError for a key that is none.
    """
    if by == "week":
        week = next((week for week in asked.weeks if week.from_on.isoformat() == key), None)
        if week is None:
            raise ValueError(f"{key} begins no week of the period.")
        visits = asked.visits.within(week.from_on, week.until_on)
        return replace(asked, visits=visits, period=week, day_after=min(week.until_on, asked.day_after))
    if by == "worker":
        return replace(asked, visits=asked.visits.none() if key == NOBODY else asked.visits.filter(worker=UUID(key)))
    if by == "contract":
        packages = asked.packages.filter(case__contract=UUID(key))
    else:
        person = UUID(key)
        packages = asked.packages.filter(about_people("case__individual", [person]))
    return replace(asked, packages=packages, visits=asked.visits.filter(package__in=packages.values("pk")))


def _day(day: datetime.date) -> Value:
    return Value(day, output_field=DateField())


def sums(asked: HoursQuery, by: str) -> dict[str, HoursSums]:
    """For each person, worker, contract or week (by its key) what it counts; as many queries for many as for one.

    Keys are ids; of a week its first day, ISO; NOBODY for the hours of days without a lead.
    """
    found: dict[str, dict[str, int]] = {}
    for name, counted in (*_hours_by(asked, by), *_visits_by(asked, by)):
        for key, number in counted:
            if number:
                found.setdefault(str(key), {})[name] = int(number)
    return {key: HoursSums(**numbers) for key, numbers in found.items()}


def _hours_by(asked: HoursQuery, by: str) -> Iterable[tuple[str, Iterable]]:
    for name, held in (("commissioned_sevenfold", False), ("held_sevenfold", True)):
        if by == "week":
            yield name, _by_week(commissioned_segments(asked, held=held), asked.weeks)
        elif by == "worker":
            yield (
                name,
                _grouped(commissioned_segments(asked, held=held, lead=EVERYBODY), F("package__allocations__worker")),
            )
            yield name, [(NOBODY, _total(commissioned_segments(asked, held=held, lead=NOBODY)))]
        else:
            key = PRIMARY_PERSON if by == "person" else F("package__case__contract")
            yield name, _grouped(commissioned_segments(asked, held=held), key)


def _grouped(rows: QuerySet, key) -> list:
    counted = rows.order_by().values(key=key).annotate(number=Sum(F("days") * F("minutes")))
    return list(counted.values_list("key", "number"))


def _total(rows: QuerySet) -> int:
    return rows.aggregate(number=Sum(F("days") * F("minutes")))["number"] or 0


def _by_week(rows: QuerySet, weeks: list[Period]) -> list:
    """One question for all the weeks, with a sum for each."""
    shares = {
        week.from_on.isoformat(): Sum(
            F("minutes")
            * Greatest(DaysBetween(Least(F("ends"), _day(week.until_on)), Greatest(F("begins"), _day(week.from_on))), 0)
        )
        for week in weeks
    }
    return list(rows.aggregate(**shares).items())


def _visits_by(asked: HoursQuery, by: str) -> Iterable[tuple[str, Iterable]]:
    key = {
        "person": PRIMARY_PERSON,
        "worker": F("worker"),
        "contract": F("package__case__contract"),
        "week": Cast(Greatest(Cast(TruncWeek("local_on"), DateField()), _day(asked.period.from_on)), CharField()),
    }[by]
    rows = list(
        asked.visits.order_by()
        .values(key=key)
        .annotate(
            delivered=Sum("minutes"),
            travel=Sum("travel_minutes"),
            visits=Count("pk"),
            planned_ones=Count("planned"),
        )
    )
    for name, column in (("delivered",) * 2, ("travel",) * 2, ("visits",) * 2, ("planned", "planned_ones")):
        yield name, [(row["key"], row[column]) for row in rows]
    for name, narrowed in (("by_known", by_known(asked.visits)), ("as_planned", as_planned(asked.visits))):
        yield name, narrowed.order_by().values(key=key).annotate(number=Count("pk")).values_list("key", "number")
