"""Rules of repetition: a text of RFC 5545, read on the clocks of London and turned into instants day by day."""

import datetime

from dateutil.rrule import rrule, rrulestr

from core import clock
from core.errors import Refused

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_WEEKS = 8


def weekly(weekdays, every: int = 1) -> str:
    """The rule for these days of the week (0 Monday) in every so manieth week, as text."""
    days = ",".join(CODES[day] for day in sorted(set(weekdays)))
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={days}"


def read(text: str, from_on: datetime.date) -> rrule:
    """The rule, counted from the week of `from_on`. Raises Refused for a text that is no weekly rule of ours."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    weeks, days = parts.get("INTERVAL", "1"), parts.get("BYDAY", "").split(",")
    is_ours = parts.keys() <= {"FREQ", "INTERVAL", "BYDAY"} and parts.get("FREQ") == "WEEKLY"
    if not is_ours or not weeks.isdecimal() or not 1 <= int(weeks) <= MOST_WEEKS or not set(days) <= set(CODES):
        raise Refused("Say on which days of the week, and every how many weeks.", field="weekdays")
    return rrulestr(text, dtstart=datetime.datetime.combine(from_on, datetime.time()))


def dates(text: str, begins_on: datetime.date, from_on: datetime.date, until_on: datetime.date) -> list[datetime.date]:
    """The dates of the rule that counts from `begins_on`, between the two days (`until_on` exclusive)."""
    first = datetime.datetime.combine(max(begins_on, from_on), datetime.time())
    last = datetime.datetime.combine(until_on, datetime.time()) - datetime.timedelta(seconds=1)
    return [found.date() for found in read(text, begins_on).between(first, last, inc=True)] if first <= last else []


def instants(day: datetime.date, begins: datetime.time, minutes: int) -> tuple[datetime.datetime, datetime.datetime]:
    """When a visit of `minutes` begins and ends that begins at this local time; of a repeated time the first.

    Raises ValueError where the clocks leave the time out.
    """
    starts_at = clock.instant_on(day, begins)
    return starts_at, starts_at + datetime.timedelta(minutes=minutes)


def words(text: str) -> str:
    """The rule in words: "every Monday and Thursday", "every 2 weeks on Friday"."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    names = [NAMES[CODES.index(code)] for code in parts["BYDAY"].split(",")]
    days = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    every = parts.get("INTERVAL", "1")
    return f"every {days}" if every == "1" else f"every {every} weeks on {days}"
