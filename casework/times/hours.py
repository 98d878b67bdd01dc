"""Times that suit a person and times that do not, and whether a visit keeps to them (R70, T4.16).

All by the clocks of London: a time that does not suit is the same in summer and winter.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from casework.times.enums import TimeKind, TimeReason
from core import clock
from design import formatting

DAY = datetime.timedelta(days=1)
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Interval = tuple[datetime.datetime, datetime.datetime]


@dataclass(frozen=True)
class WeeklyTime:
    """One time of the week, or of every day (`weekdays` empty), in force from a day until another (exclusive).

    Without `begins` and `ends` it is the whole day. One that ends at or before its beginning ends on the next day.
    """

    suits: bool
    weekdays: tuple[int, ...]
    begins: datetime.time | None
    ends: datetime.time | None
    reason: TimeReason
    words: str
    from_on: datetime.date
    until_on: datetime.date | None

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "WeeklyTime":
        """Return the time of a row of the database that was read as JSON."""
        return cls(
            suits=row["kind"] == TimeKind.SUITS,
            weekdays=tuple(row["weekdays"]),
            begins=datetime.time.fromisoformat(row["begins"]) if row["begins"] else None,
            ends=datetime.time.fromisoformat(row["ends"]) if row["ends"] else None,
            reason=TimeReason(row["reason"]),
            words=row["words"],
            from_on=datetime.date.fromisoformat(row["from_on"]),
            until_on=datetime.date.fromisoformat(row["until_on"]) if row["until_on"] else None,
        )

    @property
    def text(self) -> str:
        """When and why, such as "Friday, 12:00 to 14:00 (faith: Friday prayers)"."""
        times = f"{self.begins:%H:%M} to {self.ends:%H:%M}" if self.begins and self.ends else "all day"
        return self._with_times(times)

    @property
    def spoken_text(self) -> str:
        """The same as people say it, for the person: "Friday, midday to 2pm (faith: Friday prayers)"."""
        if self.begins is None or self.ends is None:
            return self._with_times("all day")
        times = f"{formatting.clock_time(self.begins)} to {formatting.clock_time(self.ends)}"
        return self._with_times(f"{times} the next day" if self.ends < self.begins else times)

    def _with_times(self, times: str) -> str:
        days = ", ".join(NAMES[day] for day in self.weekdays) or self._dates()
        label = str(self.reason.label).lower()
        if self.reason == TimeReason.OTHER:
            return f"{days}, {times} ({self.words})"
        return f"{days}, {times} ({label}: {self.words})" if self.words else f"{days}, {times} ({label})"

    def _dates(self) -> str:
        """Return the days of a time without weekdays: "every day", or the one date or dates it is for."""
        if self.until_on is None:
            return "Every day"
        first, last = self.from_on, self.until_on - DAY
        return f"{first:%-d %B %Y}" if first == last else f"{first:%-d %B %Y} to {last:%-d %B %Y}"

    def is_in_force_on(self, day: datetime.date) -> bool:
        """Return whether `day` is within its dates, whatever the weekday."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)

    def on(self, day: datetime.date) -> Interval | None:
        """Return its beginning and end by the clocks if it begins on `day`; None if it does not."""
        if not self.is_in_force_on(day) or (self.weekdays and day.weekday() not in self.weekdays):
            return None
        if self.begins is None or self.ends is None:
            midnight = datetime.datetime.combine(day, datetime.time.min)
            return midnight, midnight + DAY
        begin = datetime.datetime.combine(day, self.begins)
        end = datetime.datetime.combine(day, self.ends)
        return begin, end if end > begin else end + DAY


def objections(times: Iterable[WeeklyTime], starts_at: datetime.datetime, ends_at: datetime.datetime) -> list[str]:
    """Return why a visit between two instants does not keep to these times, as sentences; empty if it does.

    One that only touches a time that does not suit keeps to it. Where times that suit are in force on the day of the
    visit, it must be within them.
    """
    times = list(times)
    begin, end = _by_the_clocks(starts_at, ends_at)
    sentences = [
        f"The person says that this time does not suit: {time.text}."
        for time in times
        if not time.suits and any(_overlaps(begin, end, interval) for interval in _near(time, begin, end))
    ]
    suiting = [time for time in times if time.suits and time.is_in_force_on(begin.date())]
    if suiting and not _is_within(begin, end, [each for time in suiting for each in _near(time, begin, end)]):
        listed = "; ".join(time.text for time in suiting)
        sentences.append(f"It is outside the times that suit the person: {listed}.")
    return sentences


def _by_the_clocks(starts_at: datetime.datetime, ends_at: datetime.datetime) -> Interval:
    """Return the local times of two instants. In the repeated hour the earlier and the later of the two."""
    local = [instant.astimezone(clock.LONDON).replace(tzinfo=None, fold=0) for instant in (starts_at, ends_at)]
    return min(local), max(local)


def _near(time: WeeklyTime, begin: datetime.datetime, end: datetime.datetime) -> Iterator[Interval]:
    """Yield the intervals of a time that begin on the days of the visit, or on the day before."""
    day = begin.date() - DAY
    while day <= end.date():
        interval = time.on(day)
        if interval is not None:
            yield interval
        day += DAY


def _overlaps(begin: datetime.datetime, end: datetime.datetime, interval: Interval) -> bool:
    return begin < interval[1] and end > interval[0]


def _is_within(begin: datetime.datetime, end: datetime.datetime, intervals: list[Interval]) -> bool:
    """Return whether the intervals, joined where they touch, cover the whole time from `begin` to `end`."""
    covered_until = begin
    for first, last in sorted(intervals):
        if first > covered_until:
            break
        covered_until = max(covered_until, last)
    return covered_until >= end and any(first <= begin < last for first, last in intervals)
