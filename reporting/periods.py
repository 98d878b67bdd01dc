"""The periods of returns: quarters, or half-years where the terms ask for a return every six months (T9.6, C12)."""

import datetime
from collections.abc import Callable, Collection, Iterator

from dateutil.relativedelta import relativedelta

from contracts.enums import ReturnInterval
from contracts.models import Contract
from core.dates import Period, half_year_of, half_years_before, quarter_of, quarters_before
from reporting.cut_over import is_before

# For how long before a cut-over returns are offered all the same.
WITHOUT_RECORDS = relativedelta(years=1)
DAY = datetime.timedelta(days=1)


def periods_to_report(contract: Contract, today: datetime.date, reported: Collection[Period] = ()) -> list[Period]:
    """Return every quarter or half-year, or part of one, in which the contract ran and that is over, newest first.

    Of those before the cut-over only the last year's are offered. Of a period that has a return for its first days,
    because the contract was to end then or the interval changed, the days after it are offered. `reported` are the
    periods of all returns.
    """
    offered_from = quarter_of(today).from_on - WITHOUT_RECORDS
    return [
        part
        for period in _periods(contract, today)
        if (part := _not_reported(contract.part_of(period), reported))
        and part.until_on <= today
        and (period.until_on > offered_from or not is_before(contract, part))
    ]


def _periods(contract: Contract, today: datetime.date) -> Iterator[Period]:
    """Yield the whole periods back to the start of the contract, newest first, with those of today."""
    half = half_year_of(today)
    while half.until_on > contract.starts_on:
        yield from _periods_of(contract, half)
        half = half_year_of(half.from_on - DAY)


def _periods_of(contract: Contract, half: Period) -> list[Period]:
    """Return the half-year where the terms of the last day of its first quarter ask for one, else its two quarters.

    So terms that change the interval later leave no day without a return and none with two.
    """
    first = quarter_of(half.from_on)
    part = contract.part_of(first)
    terms = contract.find_terms(part.last_on) if part else None
    if terms is not None and terms.return_interval == ReturnInterval.HALF_YEARLY:
        return [half]
    return [quarter_of(half.last_on), first]


def _not_reported(part: Period | None, reported: Collection[Period]) -> Period | None:
    """Return the days of `part` after those that a return covers; None if there are none."""
    if part is None:
        return None
    covered = [period for period in reported if period.from_on < part.until_on and period.until_on > part.from_on]
    from_on = max((period.until_on for period in covered), default=part.from_on)
    return Period(from_on, part.until_on) if from_on < part.until_on else None


def is_half_year(period: Period) -> bool:
    """Return whether a return on these days is of a half-year, or of more than one quarter of it."""
    return quarter_of(period.from_on) != quarter_of(period.last_on)


def periods_before(period: Period, count: int) -> list[Period]:
    """Return the `count` whole periods before that of a return, newest first: half-years for one of a half-year."""
    before: Callable[[datetime.date, int], list[Period]]
    before = half_years_before if is_half_year(period) else quarters_before
    return before(period.from_on, count)


def noun_of(period: Period) -> str:
    """Return "quarter" or "half-year"."""
    return "half-year" if is_half_year(period) else "quarter"
