import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import (
    Period,
    add_working_days,
    age_on,
    birthday,
    half_year_of,
    half_years_before,
    is_working_day,
    quarter_of,
    quarters_before,
)

date = datetime.date
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def test_ten_working_days_over_christmas():
    """Given receipt on Friday 18 December 2026; then Christmas Day, the Boxing Day holiday and New Year are skipped."""
    assert add_working_days(date(2026, 12, 18), 10) == date(2027, 1, 6)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 12, 25),
        date(2026, 12, 28),  # Boxing Day falls on a Saturday
        date(2027, 1, 1),
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2026, 8, 31),  # the summer holiday of England, not Scotland's
        date(2026, 12, 19),
        date(2026, 12, 20),
    ],
)
def test_days_off(day):
    assert not is_working_day(day)


def test_a_scottish_bank_holiday_is_a_working_day_in_england():
    assert is_working_day(date(2026, 8, 3))
    assert is_working_day(date(2026, 11, 30))


@given(DAYS, st.integers(1, 30))
def test_adding_working_days_counts_working_days_only(day, count):
    end = add_working_days(day, count)
    days = [day + datetime.timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, days)) == count
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2008, 6, 12), 18, date(2026, 6, 12)),
    ],
)
def test_birthdays(born, age, day):
    assert birthday(born, age) == day
    assert age_on(born, day) == age
    assert age_on(born, day - datetime.timedelta(days=1)) == age - 1


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), DAYS)
def test_age_changes_on_birthdays_only(born, day):
    age = age_on(born, day)
    assert birthday(born, age) <= day < birthday(born, age + 1)


@pytest.mark.parametrize(
    ("day", "first", "until", "words"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1), "January to March 2026"),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1), "January to March 2026"),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1), "April to June 2026"),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1), "October to December 2026"),
    ],
)
def test_quarters(day, first, until, words):
    quarter = quarter_of(day)
    assert quarter == Period(first, until)
    assert str(quarter) == words


def test_a_period_over_new_year_names_both_years():
    assert str(Period(date(2026, 11, 1), date(2027, 2, 1))) == "November 2026 to January 2027"


def test_a_period_of_one_month_or_one_day_names_it_once():
    assert str(Period(date(2026, 3, 1), date(2026, 4, 1))) == "March 2026"
    assert str(Period(date(2026, 12, 1), date(2027, 1, 1))) == "December 2026"
    assert str(Period(date(2026, 3, 31), date(2026, 4, 1))) == "31 March 2026"
    assert str(Period(date(2025, 3, 1), date(2026, 4, 1))) == "March 2025 to March 2026"


@given(DAYS)
def test_a_period_is_half_open(day):
    quarter = quarter_of(day)
    assert day in quarter
    assert quarter.from_on in quarter
    assert quarter.until_on not in quarter
    assert quarter.last_on in quarter
    assert quarter_of(quarter.until_on).from_on == quarter.until_on
    assert 90 <= quarter.days <= 92


def test_previous_quarters_are_complete_and_newest_first():
    assert quarters_before(date(2026, 5, 5), 3) == [
        Period(date(2026, 1, 1), date(2026, 4, 1)),
        Period(date(2025, 10, 1), date(2026, 1, 1)),
        Period(date(2025, 7, 1), date(2025, 10, 1)),
    ]


@pytest.mark.parametrize(
    ("day", "first", "words"),
    [
        (date(2026, 3, 31), date(2025, 10, 1), "October 2025 to March 2026"),
        (date(2026, 4, 1), date(2026, 4, 1), "April to September 2026"),
        (date(2026, 9, 30), date(2026, 4, 1), "April to September 2026"),
        (date(2026, 10, 1), date(2026, 10, 1), "October 2026 to March 2027"),
        (date(2027, 1, 31), date(2026, 10, 1), "October 2026 to March 2027"),
    ],
)
def test_half_years_are_of_the_financial_year(day, first, words):
    half = half_year_of(day)
    assert (half.from_on, str(half)) == (first, words)


@given(DAYS)
def test_a_half_year_is_two_quarters(day):
    half = half_year_of(day)
    assert day in half
    assert quarter_of(half.from_on).from_on == half.from_on
    assert quarter_of(half.from_on).until_on == quarter_of(half.last_on).from_on
    assert quarter_of(half.last_on).until_on == half.until_on
    assert half_years_before(day, 1) == [half_year_of(half.from_on - datetime.timedelta(days=1))]
