"""The demo as it is started, 40 people, told on other days than today: by `make soak`."""

import datetime

import pytest

from core import clock
from demo.build import make
from demo.coverage import missing_states

PEOPLE = 40
MONDAY = datetime.date(2026, 11, 23)
# A week, then the days on which a year, a quarter or summer time begins or ends, and the one in four years.
DAYS = [MONDAY + datetime.timedelta(days=n) for n in range(7)] + [
    datetime.date(2027, 1, 1),
    datetime.date(2027, 3, 28),
    datetime.date(2027, 3, 31),
    datetime.date(2027, 10, 31),
    datetime.date(2028, 2, 29),
]


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_can_be_told_on_any_day(day, settings):
    """Whole, and with every state to be seen."""
    settings.DEMO = True
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        assert make(people=PEOPLE, seed=1).people == PEOPLE
        assert missing_states() == []
