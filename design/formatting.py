"""Days, times, sizes and numbers as people read them. Instants are shown in Europe/London."""

import datetime
from typing import Any

from core import clock

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(value: datetime.date | datetime.time) -> Any:
    """Return an aware instant in Europe/London; a date or a naive instant as it is."""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(clock.LONDON)
    return value


def day(value: datetime.date | None) -> str:
    """Return "9 Nov 2026" for a date or an instant, "" for None."""
    if not value:
        return ""
    value = local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: datetime.date | None) -> str:
    """Return "9 Nov", with the year when it is not the present one; "" for None."""
    if not value:
        return ""
    value = local(value)
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{value.day} {MONTHS[value.month - 1]}{year}"


def time(value: datetime.datetime | datetime.time | None) -> str:
    """Return "16:05" for an instant or a time of day, "" for None."""
    if value is None or value == "":
        return ""
    return f"{local(value):%H:%M}"


def clock_time(value: datetime.time) -> str:
    """Return a time of day as people say it: "8am", "8:30pm", "midday", "midnight"."""
    if value in (datetime.time(0), datetime.time(12)):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def spoken_time(value: datetime.datetime | datetime.time) -> str:
    """Return an instant or a time of day as people say it: "2pm", "3:30pm"."""
    value = local(value)
    return clock_time(value.time() if isinstance(value, datetime.datetime) else value)


def when(value: datetime.date | None) -> str:
    """Return "20 Nov 16:05" for an instant, "9 Nov" for a date; the year if it is not this one."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{short_day(value)} {time(value)}"
    return short_day(value)


def weekday(value: datetime.date | None) -> str:
    """Return "Tue 24 Nov" for a date or an instant, with the year when it is not the present one; "" for None."""
    if not value:
        return ""
    return f"{LONG_DAYS[local(value).weekday()][:3]} {short_day(value)}"


def long_day(value: datetime.date | None) -> str:
    """Return "Saturday 21 November" for a date or an instant, "" for None."""
    if not value:
        return ""
    value = local(value)
    return f"{LONG_DAYS[value.weekday()]} {value.day} {LONG_MONTHS[value.month - 1]}"


def hours(minutes: int | None) -> str:
    """Return whole minutes as "1 h 30 min", "45 min" or "6 h"; "" for None."""
    if minutes is None:
        return ""
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(int(minutes)), 60)
    parts = ([f"{whole} h"] if whole else []) + ([f"{rest} min"] if rest or not whole else [])
    return sign + " ".join(parts)


def decimal_hours(minutes: int | None) -> str:
    """Return whole minutes as "12.5 hours", "1 hour" or "0.75 hours"; "" for None."""
    if minutes is None:
        return ""
    number = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{number} hour" if number == "1" else f"{number} hours"


def hours_and_minutes(minutes: int | None) -> str:
    """Return whole minutes as "8 hours 42 minutes", "1 hour" or "45 minutes"; "" for None."""
    if minutes is None:
        return ""
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(int(minutes)), 60)
    parts = ([_count(whole, "hour")] if whole else []) + ([_count(rest, "minute")] if rest or not whole else [])
    return sign + " ".join(parts)


def duration(length: datetime.timedelta | None) -> str:
    """Return a length of time in its largest unit: "20 minutes", "3 hours", "8 days"; "" for None.

    Less than a minute is "less than a minute". Part units are left out.
    """
    if length is None:
        return ""
    minutes = abs(length) // datetime.timedelta(minutes=1)
    if not minutes:
        return "less than a minute"
    if minutes < 60:
        return _count(minutes, "minute")
    return _count(minutes // 60, "hour") if minutes < 24 * 60 else _count(minutes // (24 * 60), "day")


def time_ago(value: datetime.date | None) -> str:
    """Return how long ago an instant or a day is: "just now", "3 hours ago", "yesterday", "5 days ago"; "" for None.

    An instant counts in minutes, hours and full days, a date in days. In the future it is "in 3 hours", "tomorrow".
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        length = clock.now() - value
        if abs(length) < datetime.timedelta(minutes=1):
            return "just now"
    else:
        length = clock.today() - value
        names = {0: "today", 1: "yesterday", -1: "tomorrow"}
        if length.days in names:
            return names[length.days]
    return f"{duration(length)} ago" if length > datetime.timedelta(0) else f"in {duration(length)}"


def _count(number: int, unit: str) -> str:
    """Return a number with its unit: "1 hour", "2 hours"."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def size(count: int | None) -> str:
    """Return a number of bytes as "1.2 MB"; "" for None."""
    if count is None:
        return ""
    if count < 1024:
        return f"{int(count)} bytes"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} kB"
    return f"{count / 1024 / 1024:.1f} MB"


def figure(value: object) -> str:
    """Return a number as short text: 6, 6.5; "–" for None."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def initials(full_name: str) -> str:
    """Return the initials of a name: "M.L."."""
    return ".".join(part[0] for part in full_name.split()) + "."
