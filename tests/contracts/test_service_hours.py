"""Within which hours a message is read: worked out by hand, on a winter day and on the nights the clocks change."""

import datetime

import pytest

from contracts.models import Terms
from contracts.service_hours import read_by, read_from
from core import clock

HOURS = {"day_starts_at": datetime.time(8), "day_ends_at": datetime.time(22)}
FRIDAY = datetime.date(2026, 12, 4)


def at(text: str, day: datetime.date = FRIDAY) -> datetime.datetime:
    plus, _, time = text.rpartition(" ")
    return clock.instant_on(day + datetime.timedelta(days=int(plus or 0)), datetime.time.fromisoformat(time))


@pytest.mark.parametrize(
    ("comes", "is_read_from", "is_read_by"),
    [
        ("10:00", "10:00", "14:00"),
        ("06:30", "08:00", "12:00"),
        ("08:00", "08:00", "12:00"),
        ("16:00", "16:00", "20:00"),
        ("17:15", "17:15", "20:00"),  # four hours would be 21:15
        ("20:00", "20:00", "20:00"),
        ("20:01", "1 08:00", "1 12:00"),
        ("23:30", "1 08:00", "1 12:00"),
        ("00:10", "08:00", "12:00"),
    ],
)
def test_four_service_hours_and_two_before_closing(comes, is_read_from, is_read_by):
    terms = Terms(**HOURS)
    assert read_from(terms, at(comes)) == at(is_read_from)
    assert read_by(terms, at(comes)) == at(is_read_by)


def test_terms_without_hours_count_by_the_clock():
    assert read_from(Terms(), at("23:30")) == at("23:30")
    assert read_by(Terms(), at("23:30")) == at("1 03:30")


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 28), datetime.date(2026, 10, 24)])
def test_the_night_of_a_clock_change_ends_at_eight_by_the_clocks_of_the_morning(day):
    assert read_by(Terms(**HOURS), at("21:00", day)) == at("1 12:00", day)


def test_a_service_that_is_open_for_less_than_two_hours_reads_at_its_opening():
    terms = Terms(day_starts_at=datetime.time(9), day_ends_at=datetime.time(10))
    assert read_by(terms, at("07:00")) == at("09:00")
