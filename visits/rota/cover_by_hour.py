"""Planned demand against cover, hour by hour (T4.13): how many visits are planned, how many workers are there."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from core import clock
from core.dates import bank_holiday
from workforce.models import Absence, WorkingPattern

HOUR = datetime.timedelta(hours=1)
FIRST, LAST = 8, 22
EVENING = 18


@dataclass(frozen=True)
class Hour:
    """From `hour` to the next, by the clocks in London: visits planned, and workers who are there for all of it."""

    hour: int
    planned: int
    there: int

    @property
    def words(self) -> str:
        return f"{self.hour:02}:00"

    @property
    def short(self) -> int:
        """How many more visits there are than workers."""
        return max(0, self.planned - self.there)

    @property
    def is_evening(self) -> bool:
        return self.hour >= EVENING


@dataclass(frozen=True)
class Day:
    day: datetime.date
    hours: list[Hour]

    @property
    def bank_holiday(self) -> str:
        return bank_holiday(self.day)

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() > 4

    @property
    def peak(self) -> Hour:
        """The hour with most visits, the first of several."""
        return max(self.hours, key=lambda one: one.planned)

    @property
    def short_hours(self) -> list[Hour]:
        return [one for one in self.hours if one.short]


def by_hour(workers, visits, days: list[datetime.date]) -> list[Day]:
    """Each of `days` with its hours; `workers` and `visits` are querysets, of which those that count are taken.

    Visits held in hospital ask for nobody. Workers without working hours on file are counted nowhere: see `unknown`.
    """
    planned = _planned(visits, days)
    there = _there(workers, days)
    first = min([FIRST, *(hour for _, hour in planned)])
    last = max([LAST, *(hour + 1 for _, hour in planned)])
    return [Day(day, [Hour(hour, planned[day, hour], there[day, hour]) for hour in range(first, last)]) for day in days]


def unknown(workers, day: datetime.date):
    """The workers of whom no working hours are on file for `day` and the week after."""
    known = WorkingPattern.objects.within(day, day + datetime.timedelta(days=7))
    return workers.employed(day).exclude(pk__in=known.values("worker"))


def _planned(visits, days) -> Counter:
    found: Counter = Counter()
    rows = visits.standing().within(days[0], days[-1] + datetime.timedelta(days=1)).with_holds().filter(is_held=False)
    for starts_at, ends_at, count in rows.order_by().values_list("starts_at", "ends_at").annotate(n=Count("pk")):
        instant = starts_at.replace(minute=0, second=0, microsecond=0)
        while instant < ends_at:
            local = instant.astimezone(clock.LONDON)
            if days[0] <= local.date() <= days[-1]:
                found[local.date(), local.hour] += count
            instant += HOUR
    return found


def _there(workers, days) -> Counter:
    until_on = days[-1] + datetime.timedelta(days=1)
    employed = dict(workers.order_by().values_list("pk", "left_on"))
    away = list(Absence.objects.within(days[0], until_on).filter(worker__in=workers.order_by().values("pk")))
    found: Counter = Counter()
    for row in WorkingPattern.objects.within(days[0], until_on).filter(worker__in=workers.order_by().values("pk")):
        for day in days:
            is_on = row.weekday == day.weekday() and row.from_on <= day and (row.until_on is None or day < row.until_on)
            left_on = employed.get(row.worker_id)
            if not is_on or (left_on and left_on < day) or _is_away(row.worker_id, day, away):
                continue
            for hour in range(row.starts.hour + bool(row.starts.minute), row.ends.hour):
                found[day, hour] += 1
    return found


def _is_away(worker_id, day, away) -> bool:
    return any(
        one.worker_id == worker_id and one.from_on <= day and (one.until_on is None or day < one.until_on)
        for one in away
    )
