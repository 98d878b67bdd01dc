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


def when(value: datetime.date | None) -> str:
    """Return "20 Nov 16:05" for an instant, "9 Nov" for a date; the year if it is not this one."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{short_day(value)} {time(value)}"
    return short_day(value)


def weekday(value: datetime.date | None) -> str:
    """Return "Tue 24 Nov" for a date or an instant, "" for None."""
    if not value:
        return ""
    value = local(value)
    return f"{LONG_DAYS[value.weekday()][:3]} {value.day} {MONTHS[value.month - 1]}"


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
