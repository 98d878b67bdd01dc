"""One urgent row: a time in words, a sentence, and one action."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casework.danger import DangerRank
from casework.duties import DutyItem
from core import clock
from dashboard.home.reader import Reader
from design import formatting

# What must be done within this time is for now; what is later, for today.
SOON = datetime.timedelta(hours=2)
MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Time:
    """The time at the left of a row: words on a colour, and what they are counted from."""

    words: str
    tone: str
    counted_from: str = ""


@dataclass(frozen=True, kw_only=True)
class UrgentRow:
    """Something that somebody must do: now (`is_now`), today where `due_at` is today, else in the table of the week.

    `record_id` is the record that it is about: a second row about it is left out. Rows with the same words in `several`
    become one where they are many; it leads to `several_href`. `about` is what it is about where that is no person.
    """

    danger: DangerRank
    time: Time
    due_at: datetime.datetime
    sentence: str
    href: str
    action: str
    detail: str = ""
    telephone: str = ""
    person: str = ""
    about: str = "The service"
    lead: str = ""
    is_now: bool = False
    dealt_with_by: str = ""  # who is dealing with it already, and since when
    record_id: UUID | None = None
    duty: DutyItem | None = None  # from the register
    several: str = ""
    several_href: str = ""
    number: int = 1  # how many rows it is for

    @property
    def kind(self) -> str:
        """The key of its kind of duty; "" for what is no duty."""
        return self.duty.kind if self.duty else ""

    @property
    def may_be_in_danger(self) -> bool:
        """Whether a worker may be: no such row is left out."""
        return self.danger is DangerRank.WORKER

    @property
    def may_come_to_harm(self) -> bool:
        """Whether a worker or a person may, known or not, and nobody deals with it yet."""
        return self.danger <= DangerRank.SAFEGUARDING and not self.dealt_with_by

    @property
    def order(self) -> tuple[Any, ...]:
        """By danger, and what somebody deals with last; each the earliest first."""
        return bool(self.dealt_with_by), self.danger, self.due_at, self.sentence


Source = Callable[[Reader], Iterable[UrgentRow]]


def waiting(since: datetime.datetime, now: datetime.datetime, tone: str = "late") -> Time:
    """Return how long something has waited: "68 minutes waiting", since when."""
    length = now - since
    words = "Just now" if length < MINUTE else f"{formatting.duration(length)} waiting"
    return Time(words, tone, f"Since {_time_of(since, now)}")


def by(due_at: datetime.datetime, now: datetime.datetime) -> Time:
    """Return how much time is left until an instant, or by how much it has passed."""
    if abs(now - due_at) < MINUTE:
        return Time("Due now", "late", f"Due {_time_of(due_at, now)}")
    if due_at <= now:
        return Time(f"{formatting.duration(now - due_at)} overdue", "late", f"Due {_time_of(due_at, now)}")
    if due_at - now <= SOON:
        return Time(f"{formatting.duration(due_at - now)} left", "late", f"By {_time_of(due_at, now)}")
    return Time(f"By {_time_of(due_at, now)}", "soon")


def first_at(starts_at: datetime.datetime, now: datetime.datetime, tone: str = "soon") -> Time:
    """Return when the first of several things is; "Now" if it has begun."""
    if starts_at - now < MINUTE:
        return Time("Now", "late")
    return Time(f"First at {_time_of(starts_at, now)}", tone)


def overdue_since(due_on: datetime.date, day: datetime.date) -> Time:
    """Return by how many days something is overdue, or that it is due today."""
    if due_on >= day:
        return Time("Due today", "soon")
    return Time(f"{formatting.duration(day - due_on)} overdue", "late", f"Due {formatting.weekday(due_on)}")


def _time_of(instant: datetime.datetime, now: datetime.datetime) -> str:
    """Return the time of today, with the day of another day: "11:32", "Wed 25 Nov 11:32"."""
    time = formatting.time(instant)
    return time if clock.day_of(instant) == clock.day_of(now) else f"{formatting.weekday(instant)} {time}"
