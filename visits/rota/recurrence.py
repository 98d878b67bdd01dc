"""Recurrences: RFC 5545 rules as text, read as local times in London."""

import datetime
from collections.abc import Iterable

from dateutil.rrule import rrule, rruleset, rrulestr

from core import clock
from core.errors import Refused

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_WEEKS = 8


def weekly(weekdays: Iterable[int], every: int = 1) -> str:
    """Return the rule for these days of the week (0 is Monday) every `every` weeks, as text."""
    days = ",".join(CODES[day] for day in sorted(set(weekdays)))
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={days}"


def parse(text: str, from_on: datetime.date) -> rrule | rruleset:
    """Return the rule, counted from the week of `from_on`. Raises Refused for a text that `weekly` does not make."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    weeks, days = parts.get("INTERVAL", "1"), parts.get("BYDAY", "").split(",")
    is_ours = parts.keys() <= {"FREQ", "INTERVAL", "BYDAY"} and parts.get("FREQ") == "WEEKLY"
    if not is_ours or not weeks.isdecimal() or not 1 <= int(weeks) <= MOST_WEEKS or not set(days) <= set(CODES):
        raise Refused("Choose the days of the week, and how often the visits repeat.", field="weekdays")
    return rrulestr(text, dtstart=datetime.datetime.combine(from_on, datetime.time()))


def dates(text: str, begins_on: datetime.date, from_on: datetime.date, until_on: datetime.date) -> list[datetime.date]:
    """Return the dates of the rule counted from `begins_on` that are from `from_on` until `until_on` (exclusive)."""
    first = datetime.datetime.combine(max(begins_on, from_on), datetime.time())
    last = datetime.datetime.combine(until_on, datetime.time()) - datetime.timedelta(seconds=1)
    if first > last:
        return []
    return [instant.date() for instant in parse(text, begins_on).between(first, last, inc=True)]


def instants(day: datetime.date, begins: datetime.time, minutes: int) -> tuple[datetime.datetime, datetime.datetime]:
    """Return start and end of a visit of `minutes` from this local time; the first of a repeated time.

    Raises ValueError for a time that the clocks skip.
    """
    starts_at = clock.instant_on(day, begins)
    return starts_at, starts_at + datetime.timedelta(minutes=minutes)


def weeks(text: str) -> int:
    """Return the number of weeks from one week with visits to the next."""
    return int(dict(part.partition("=")[::2] for part in text.split(";")).get("INTERVAL", "1"))


def words(text: str) -> str:
    """Return the rule as text for a page: "every Monday and Thursday", "every 2 weeks on Friday"."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    names = [NAMES[CODES.index(code)] for code in parts["BYDAY"].split(",")]
    days = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    every = parts.get("INTERVAL", "1")
    return f"every {days}" if every == "1" else f"every {every} weeks on {days}"
