"""The cost of the hours of a contract year, against its maximum budget (T4.3, T11.1). Pounds are Decimals."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from accounts.models import User
from contracts.models import ContractYear
from core import clock
from core.dates import Period
from visits.hours import totals

PENNY = Decimal("0.01")


@dataclass(frozen=True)
class MonthSpend:
    """A month, or the part of it inside the year. A month in the future has no pounds yet."""

    period: Period
    minutes: int
    pounds: Decimal | None
    so_far: Decimal | None

    @property
    def label(self) -> str:
        return f"{self.period.from_on:%b %Y}"


@dataclass(frozen=True)
class YearSpend:
    """A contract year month by month. `pace`: pounds at its end at the rate so far; None before it began."""

    year: ContractYear
    months: list[MonthSpend]
    so_far: Decimal
    pace: Decimal | None
    is_over: bool

    @property
    def is_over_maximum(self) -> bool:
        """Whether the pace leads beyond the maximum."""
        return self.pace is not None and self.year.maximum is not None and self.pace > self.year.maximum

    @property
    def summary(self) -> str:
        """Return the pace and the maximum as a sentence."""
        if self.pace is None:
            return "The year has not started."
        last, maximum = f"{self.year.last_on:%-d %B %Y}", self.year.maximum
        begin = f"Final cost £{self.pace:,}" if self.is_over else f"Forecast £{self.pace:,} by {last}"
        if maximum is None:
            return f"{begin}. There is no maximum budget."
        if self.pace == maximum:
            return f"{begin}, the same as the maximum budget."
        if self.pace < maximum:
            return f"{begin}, £{maximum - self.pace:,} under the maximum budget of £{maximum:,}."
        if self.is_over:
            return f"{begin}, £{self.pace - maximum:,} over the maximum budget of £{maximum:,}."
        return (
            f"{begin}, £{self.pace - maximum:,} over the maximum budget of £{maximum:,}. "
            f"The maximum would be reached around {self._reached_on(self.pace, maximum):%-d %B %Y}."
        )

    def _reached_on(self, pace: Decimal, maximum: Decimal) -> datetime.date:
        return self.year.from_on + datetime.timedelta(days=int(self.year.days * maximum / pace))

    @property
    def series(self) -> list[tuple[str, list[float | None]]]:
        """Return the lines of a chart in thousand pounds: spent by month, the forecast to the end, the maximum."""
        amounts = [None if month.so_far is None else _thousands(month.so_far) for month in self.months]
        lines: list[tuple[str, list[float | None]]] = [("Spent", amounts)]
        if self.pace is not None and not self.is_over:
            lines.append(("Forecast", [_thousands(self.pace, share) for share in self._shares]))
        if self.year.maximum is not None:
            lines.append(("Maximum", [_thousands(self.year.maximum)] * len(self.months)))
        return lines

    @property
    def _shares(self) -> list[float]:
        """Return the share of the year, from 0 to 1, that has passed at the end of each month."""
        return [(month.period.until_on - self.year.from_on).days / self.year.days for month in self.months]


def _thousands(pounds: Decimal, share: float = 1) -> float:
    return round(float(pounds) * share / 1000, 1)


def year_spend(year: ContractYear, user: User) -> YearSpend:
    """Return the cost so far of the hours delivered in the year that `user` may count; two queries.

    The block price is spread evenly over the days. Pounds so far are rounded to pennies, halves up, and a month is the
    difference of two of them, so that the months add up. The pace is worked out before rounding.
    """
    visits = totals.hours_query(user, year.period, year.contract_id).visits.order_by()
    by_month = dict(visits.values(month=TruncMonth("local_on")).annotate(n=Sum("minutes")).values_list("month", "n"))
    day_after = min(clock.today() + totals.DAY, year.period.until_on)
    months: list[MonthSpend] = []
    minutes, before, exact = 0, Decimal(0), Decimal(0)
    for period in _months(year.period):
        month_minutes = by_month.get(period.from_on.replace(day=1), 0)
        if period.from_on >= day_after:
            months.append(MonthSpend(period, month_minutes, None, None))
            continue
        minutes += month_minutes
        exact = _cost(year, minutes, (min(period.until_on, day_after) - year.from_on).days)
        so_far = exact.quantize(PENNY, ROUND_HALF_UP)
        months.append(MonthSpend(period, month_minutes, so_far - before, so_far))
        before = so_far
    days_gone = (day_after - year.from_on).days
    pace = (exact * year.days / days_gone).quantize(PENNY, ROUND_HALF_UP) if days_gone > 0 else None
    return YearSpend(year, months, before, pace, clock.today() >= year.period.until_on)


def _months(year: Period) -> list[Period]:
    months, begin = [], year.from_on
    while begin < year.until_on:
        end = min(begin.replace(day=1) + relativedelta(months=1), year.until_on)
        months.append(Period(begin, end))
        begin = end
    return months


def _cost(year: ContractYear, minutes: int, days: int) -> Decimal:
    """Return the cost of `minutes` delivered when `days` of the year have passed, in pounds before rounding."""
    by_hour = (year.hourly_rate or 0) * Decimal(minutes) / 60
    block = (year.block_price or 0) * Decimal(days) / year.days
    return by_hour + block


def table(spend: YearSpend) -> Iterator[list[str]]:
    """Return the months for a spreadsheet, the headers first."""
    yield ["Month", "Delivered (minutes)", "Cost (£)", "Cumulative cost (£)", "Maximum budget (£)"]
    maximum = "" if spend.year.maximum is None else str(spend.year.maximum)
    for month in spend.months:
        pounds = ("" if amount is None else str(amount) for amount in (month.pounds, month.so_far))
        yield [month.label, str(month.minutes), *pounds, maximum]
