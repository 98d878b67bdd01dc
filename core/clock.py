"""The time. No other module reads the system clock.

Instants are aware and in UTC; a day is a date in Europe/London.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from core.errors import Refused

LONDON = ZoneInfo("Europe/London")
REPEATED = "repeated"  # the field of a form that asks which of two times was meant
_set_to: ContextVar[datetime.datetime | None] = ContextVar("clock set to", default=None)


def now() -> datetime.datetime:
    """Return this instant, aware, in UTC; or the instant set by `frozen_at`.

    Tests shift it for the whole process by the setting CLOCK_SHIFT; everywhere else the shift is zero.
    """
    return _set_to.get() or timezone.now() + settings.CLOCK_SHIFT


def today() -> datetime.date:
    """Return today's date in Europe/London."""
    return day_of(now())


def day_of(instant: datetime.datetime) -> datetime.date:
    """Return the date in Europe/London on which an aware instant falls."""
    return instant.astimezone(LONDON).date()


def instant_on(
    day: datetime.date, time: datetime.time = datetime.time(6), *, is_second: bool = False
) -> datetime.datetime:
    """Return the instant at which clocks in London show `time` on `day`; of a repeated time the first, or the second.

    Raises ValueError for a time that does not exist because the clocks go forward.
    """
    local = datetime.datetime.combine(day, time, tzinfo=LONDON).replace(fold=int(is_second))
    instant = local.astimezone(datetime.UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{time:%H:%M} does not exist on {day}: the clocks go forward.")
    return instant


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the instant at which a day begins in London."""
    return instant_on(day, datetime.time(0))


def parse_local_time(day: datetime.date, time: datetime.time, *, field: str, repeated: str = "") -> datetime.datetime:
    """Return `instant_on` of a time that somebody typed.

    Raises Refused at `field` for a time that does not exist, and at the field "repeated" for one that the clocks show
    twice, until `repeated` says which of them: "first" or "second".
    """
    if not repeated and is_repeated(day, time):
        raise Refused(f"The clocks went back: choose which {time:%H:%M} it was.", field=REPEATED)
    try:
        return instant_on(day, time, is_second=repeated == "second")
    except ValueError as error:
        raise Refused(str(error), field=field) from error


def parse_local_times(
    day: datetime.date,
    begins: datetime.time,
    ends: datetime.time,
    *,
    field: str,
    repeated: str,
    may_end_next_day: bool = False,
) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the instants of two times on `day` as `parse_local_time` does.

    An end before the start is in the second of two hours that the clocks show, where the start is in the first; else
    with `may_end_next_day` it is on the next day.
    """
    begins_at = parse_local_time(day, begins, field=field, repeated=repeated)
    if ends < begins and repeated == "first" and is_repeated(day, begins) and is_repeated(day, ends):
        return begins_at, instant_on(day, ends, is_second=True)
    if ends < begins and may_end_next_day:
        day += datetime.timedelta(days=1)
    return begins_at, parse_local_time(day, ends, field=field, repeated=repeated)


def is_repeated(day: datetime.date, time: datetime.time) -> bool:
    """Return whether clocks in London show `time` twice on `day`, because they go back."""
    first = datetime.datetime.combine(day, time, tzinfo=LONDON)
    return first.astimezone(datetime.UTC) < first.replace(fold=1).astimezone(datetime.UTC)


def repeated_answer(*instants: datetime.datetime) -> str:
    """Return which of two times the first instant is whose local time comes twice: "first" or "second"; else ""."""
    local = (instant.astimezone(LONDON) for instant in instants)
    return next(
        ("second" if each.fold else "first" for each in local if is_repeated(each.date(), each.time())),
        "",
    )


@contextmanager
def frozen_at(instant: datetime.datetime) -> Iterator[None]:
    """Set the time to `instant` (aware) inside the block: for demo history, and for a sweep of another day."""
    token = _set_to.set(instant.astimezone(datetime.UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
