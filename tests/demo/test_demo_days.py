"""The demo data on other days than the test day: run by `make soak`.

With 40 people (the default) on twelve days; with the people who have a story on each day of a year.
"""

import datetime

import pytest

from casework.models import Hold
from core import clock
from demo.build import build
from demo.characters import LEAST_PEOPLE
from demo.coverage import missing_states
from visits.models import PlannedVisit

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
YEAR = [datetime.date(2027, 1, 1) + datetime.timedelta(days=n) for n in range(365)]

pytestmark = [pytest.mark.soak, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True


def check_day(day: datetime.date) -> None:
    """Check what the demo promises of its day."""
    assert missing_states() == []
    mine = PlannedVisit.objects.filter(worker__user__email="worker@demo.example", local_on=day)
    are_held = [visit.is_held for visit in mine.with_holds()]
    assert are_held.count(True) == 1
    assert are_held.count(False) in (2, 3), "three visits, and one more if a rule of the rota falls on this day"
    longest = Hold.objects.filter(until_on=None).earliest("from_on")
    assert longest.day_number(day) == 12


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_demo_can_be_made_on_any_day(day):
    """Given 40 people on this day; then the demo is complete and shows every state."""
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        assert build(people=PEOPLE, seed=1).people == PEOPLE
        check_day(day)


@pytest.mark.parametrize("day", YEAR, ids=str)
def test_the_smallest_demo_can_be_made_on_each_day_of_a_year(day):
    """Given the fewest people on this day; then the demo is complete and shows every state."""
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        assert build(people=LEAST_PEOPLE, seed=5, quarters=2).people == LEAST_PEOPLE
        check_day(day)
