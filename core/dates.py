"""Working days, periods and ages. Periods are half-open: the first day counts, `until` does not."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta


@cache
def _bank_holidays(year: int) -> dict[datetime.date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday(day: datetime.date) -> str:
    """Return the name of England's bank holiday on `day`, or "" when it is none."""
    return _bank_holidays(day.year).get(day, "")


def is_working_day(day: datetime.date) -> bool:
    """Return whether `day` is Monday to Friday and no bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def bank_holidays(from_year: int, last_year: int) -> list[datetime.date]:
    """Return the bank holidays of England in these years, both included."""
    return [day for year in range(from_year, last_year + 1) for day in sorted(_bank_holidays(year))]


def add_working_days(day: datetime.date, count: int) -> datetime.date:
    """Return the date `count` working days after `day`; the day itself does not count."""
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_day_up_to(day: datetime.date) -> datetime.date:
    """Return `day` if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def birthday(born_on: datetime.date, age: int) -> datetime.date:
    """Return the day on which somebody reaches `age` in law; born on 29 February: 1 March in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return datetime.date(born_on.year + age, 3, 1)


def age_on(born_on: datetime.date, day: datetime.date) -> int:
    """Return the age in whole years on `day`."""
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def born_text(born_on: datetime.date | None, about: int | None) -> str:
    """Return a date of birth in words: "9 Mar 1990", "about 1958" when only a year was said, or "not known"."""
    if born_on is not None:
        return f"{born_on:%-d %b %Y}"
    return f"about {about}" if about is not None else "not known"


@dataclass(frozen=True, order=True)
class Period:
    """Days from `from_on` (inclusive) until `until_on` (exclusive)."""

    from_on: datetime.date
    until_on: datetime.date

    @property
    def last_on(self) -> datetime.date:
        return self.until_on - datetime.timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days

    def __contains__(self, day: datetime.date) -> bool:
        return self.from_on <= day < self.until_on

    def __str__(self) -> str:
        last = self.last_on
        if (self.from_on.day, self.until_on.day) != (1, 1):
            if self.from_on == last:
                return f"{last:%-d %B %Y}"
            year = "" if self.from_on.year == last.year else f" {self.from_on.year}"
            return f"{self.from_on:%-d %B}{year} to {last:%-d %B %Y}"
        if self.from_on.year != last.year:
            return f"{self.from_on:%B %Y} to {last:%B %Y}"
        return f"{last:%B %Y}" if self.from_on.month == last.month else f"{self.from_on:%B} to {last:%B %Y}"


def quarter_of(day: datetime.date) -> Period:
    """Return the calendar quarter of `day`. The quarters of a financial year from April are the same four."""
    start = datetime.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(start, start + relativedelta(months=3))


def quarters_before(day: datetime.date, count: int) -> list[Period]:
    """Return the `count` quarters that had ended by `day`, newest first."""
    return _periods_before(quarter_of, day, count)


def half_year_of(day: datetime.date) -> Period:
    """Return the half of the financial year of `day`: from April until September, or from October until March."""
    months = (day.month - 4) % 6
    start = day.replace(day=1) - relativedelta(months=months)
    return Period(start, start + relativedelta(months=6))


def half_years_before(day: datetime.date, count: int) -> list[Period]:
    """Return the `count` half-years that had ended by `day`, newest first."""
    return _periods_before(half_year_of, day, count)


def _periods_before(period_of: Callable[[datetime.date], Period], day: datetime.date, count: int) -> list[Period]:
    periods, current = [], period_of(day)
    for _ in range(count):
        current = period_of(current.from_on - datetime.timedelta(days=1))
        periods.append(current)
    return periods
