"""The quarter of these tests: April to June 2027, seen on 6 July."""

import datetime

from contracts.models import Contract
from core import clock
from core.dates import Period
from reporting.figures import total
from reporting.indicators import INDICATORS, totals

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2027, 4, 1)
LAST = datetime.date(2027, 6, 30)
AFTER = datetime.date(2027, 7, 1)
QUARTER = Period(FIRST, AFTER)
TODAY = datetime.date(2027, 7, 6)


def freeze_on(day: datetime.date, hour: int = 12):
    """Freeze the clock at that hour of the day."""
    return clock.frozen_at(clock.instant_on(day, datetime.time(hour)))


def count(key: str, contract: Contract) -> int:
    """Return the value of the indicator in the quarter, with nothing hidden: of its rows, and from the database."""
    indicator = INDICATORS[key]
    value = total(indicator.rows(contract, QUARTER))
    assert totals([(indicator, contract, QUARTER)]) == [value]
    return value
