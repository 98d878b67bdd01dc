"""The service's hours from a contract's terms: when somebody reads what a person writes, and by when it is read.

A message is read within four service hours, and at the latest two hours before closing, so that the on-call senior has
time to act. One that comes later is read after the next opening. Without hours in the terms, all hours count.
"""

import datetime

from contracts.models import Terms
from core import clock

READ_WITHIN = datetime.timedelta(hours=4)
BEFORE_CLOSING = datetime.timedelta(hours=2)
DAY = datetime.timedelta(days=1)


def has_hours(terms: Terms | None) -> bool:
    """Return whether the terms name the service's hours."""
    return terms is not None and terms.day_starts_at is not None and terms.day_ends_at is not None


def is_open_at(terms: Terms | None, at: datetime.datetime) -> bool:
    """Return whether the service runs at this instant; without terms, or with terms that name no hours, always."""
    if terms is None or terms.day_starts_at is None or terms.day_ends_at is None:
        return True
    day = clock.day_of(at)
    return clock.instant_on(day, terms.day_starts_at) <= at < clock.instant_on(day, terms.day_ends_at)


def opens_next_at(terms: Terms | None, at: datetime.datetime) -> datetime.datetime | None:
    """Return when the service opens next, after this instant; None while it is open, as `is_open_at`."""
    if terms is None or terms.day_starts_at is None or is_open_at(terms, at):
        return None
    opens_at = clock.instant_on(clock.day_of(at), terms.day_starts_at)
    return opens_at if at < opens_at else clock.instant_on(clock.day_of(at) + DAY, terms.day_starts_at)


def read_from(terms: Terms, at: datetime.datetime) -> datetime.datetime:
    """Return the instant from which somebody reads a message that comes `at`: `at` itself while there is time."""
    if terms.day_starts_at is None or terms.day_ends_at is None:
        return at
    day = clock.day_of(at)
    opens_at = clock.instant_on(day, terms.day_starts_at)
    if at > clock.instant_on(day, terms.day_ends_at) - BEFORE_CLOSING:
        return clock.instant_on(day + DAY, terms.day_starts_at)
    return max(at, opens_at)


def read_by(terms: Terms, at: datetime.datetime) -> datetime.datetime:
    """Return the instant by which a message that comes `at` is read; after it, the on-call senior is alerted."""
    starts_at = read_from(terms, at)
    if terms.day_ends_at is None:
        return starts_at + READ_WITHIN
    closes_at = clock.instant_on(clock.day_of(starts_at), terms.day_ends_at)
    return min(starts_at + READ_WITHIN, max(starts_at, closes_at - BEFORE_CLOSING))
