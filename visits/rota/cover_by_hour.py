"""Planned visits against workers present, hour by hour (T4.13)."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from core import clock
from core.dates import bank_holiday
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.models import Absence, Worker, WorkingPattern

ByHour = Counter[tuple[datetime.date, int]]

HOUR = datetime.timedelta(hours=1)
FIRST, LAST = 8, 22
EVENING = 18


@dataclass(frozen=True)
class Hour:
    """One hour of local time in London: visits planned, and workers present for all of it."""

    hour: int
    planned: int
    workers: int

    @property
    def words(self) -> str:
        return f"{self.hour:02}:00"

    @property
    def short(self) -> int:
        """How many more visits there are than workers."""
        return max(0, self.planned - self.workers)

    @property
    def is_evening(self) -> bool:
        return self.hour >= EVENING


@dataclass(frozen=True)
class DayByHour:
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
        return max(self.hours, key=lambda hour: hour.planned)

    @property
    def peak_words(self) -> str:
        """The number of visits in the busiest hour, as "3 at 11:00"."""
        return f"{self.peak.planned} at {self.peak.words}" if self.peak.planned else "None"

    @property
    def short_hours(self) -> list[Hour]:
        return [hour for hour in self.hours if hour.short]

    @property
    def short_words(self) -> str:
        """The understaffed hours, as "1 short at 11:00, 2 short at 19:00 (evening)"."""
        return ", ".join(
            f"{hour.short} short at {hour.words}{' (evening)' if hour.is_evening else ''}" for hour in self.short_hours
        )


def by_hour(workers: QuerySet[Worker], visits: PlannedQuerySet, days: list[datetime.date]) -> list[DayByHour]:
    """Return each of `days` with its hours, counted among `workers` and `visits`.

    Held visits need no worker. Workers without working hours on file are not counted: see `without_working_hours`.
    """
    planned = _planned_by_hour(visits, days)
    present = _workers_by_hour(workers, days)
    first = min([FIRST, *(hour for _, hour in planned)])
    last = max([LAST, *(hour + 1 for _, hour in planned)])
    return [
        DayByHour(day, [Hour(hour, planned[day, hour], present[day, hour]) for hour in range(first, last)])
        for day in days
    ]


def without_working_hours(workers: QuerySet[Worker], day: datetime.date) -> QuerySet[Worker]:
    """Return those of `workers` with no working hours on file for `day` and the six days after."""
    patterns = WorkingPattern.objects.within(day, day + datetime.timedelta(days=7))
    return workers.exclude(pk__in=patterns.values("worker"))


def _planned_by_hour(visits: PlannedQuerySet, days: list[datetime.date]) -> ByHour:
    counts: ByHour = Counter()
    rows = visits.upcoming().within(days[0], days[-1] + datetime.timedelta(days=1)).with_holds().filter(is_held=False)
    for starts_at, ends_at, count in rows.order_by().values_list("starts_at", "ends_at").annotate(n=Count("pk")):
        instant = starts_at.replace(minute=0, second=0, microsecond=0)
        while instant < ends_at:
            local = instant.astimezone(clock.LONDON)
            if days[0] <= local.date() <= days[-1]:
                counts[local.date(), local.hour] += count
            instant += HOUR
    return counts


def _workers_by_hour(workers: QuerySet[Worker], days: list[datetime.date]) -> ByHour:
    until_on = days[-1] + datetime.timedelta(days=1)
    left_on_by_worker = dict(workers.order_by().values_list("pk", "left_on"))
    absences = list(Absence.objects.within(days[0], until_on).filter(worker__in=workers.order_by().values("pk")))
    counts: ByHour = Counter()
    for row in WorkingPattern.objects.within(days[0], until_on).filter(worker__in=workers.order_by().values("pk")):
        for day in days:
            is_on = row.weekday == day.weekday() and row.from_on <= day and (row.until_on is None or day < row.until_on)
            left_on = left_on_by_worker.get(row.worker_id)
            if not is_on or (left_on and left_on < day) or _is_away(row.worker_id, day, absences):
                continue
            for hour in range(row.starts.hour + bool(row.starts.minute), row.ends.hour):
                counts[day, hour] += 1
    return counts


def _is_away(worker_id: UUID, day: datetime.date, absences: Iterable[Absence]) -> bool:
    return any(
        absence.worker_id == worker_id
        and absence.from_on <= day
        and (absence.until_on is None or day < absence.until_on)
        for absence in absences
    )
