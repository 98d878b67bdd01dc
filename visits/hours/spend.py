"""What the hours of a contract year cost, against its maximum budget (T4.16, T9.11). Pounds are Decimals."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from contracts.models import ContractYear
from core import clock
from core.dates import Period
from visits.hours import totals

PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Month:
    """A month of the year, as far as it lies in it. Of one that lies ahead there are no pounds yet."""

    period: Period
    minutes: int
    pounds: Decimal | None
    so_far: Decimal | None

    @property
    def label(self) -> str:
        return f"{self.period.from_on:%b %Y}"


@dataclass(frozen=True)
class Money:
    """A contract year month by month. `pace`: pounds at its end if it goes on as so far; none before it began."""

    year: ContractYear
    months: list[Month]
    so_far: Decimal
    pace: Decimal | None
    is_over: bool

    @property
    def words(self) -> str:
        """How it goes, in a sentence."""
        if self.pace is None:
            return "The year has not begun."
        last, maximum = f"{self.year.last_on:%-d %B %Y}", self.year.maximum
        begin = f"The year is over: £{self.pace:,}" if self.is_over else f"At this pace £{self.pace:,} by {last}"
        if maximum is None:
            return f"{begin}. The contract names no maximum."
        if self.pace <= maximum:
            return f"{begin}, £{maximum - self.pace:,} below the maximum of £{maximum:,}."
        if self.is_over:
            return f"{begin}, £{self.pace - maximum:,} above the maximum of £{maximum:,}."
        return (
            f"{begin}, £{self.pace - maximum:,} above the maximum of £{maximum:,}, "
            f"which would be reached about {self._reached_on:%-d %B %Y}."
        )

    @property
    def _reached_on(self) -> datetime.date:
        return self.year.from_on + datetime.timedelta(days=int(self.year.days * self.year.maximum / self.pace))

    @property
    def series(self) -> list[tuple[str, list]]:
        """For a chart: pounds so far by month, the same pace to the end, the maximum."""
        lines = [("Spent", [None if one.so_far is None else float(one.so_far) for one in self.months])]
        if self.pace is not None and not self.is_over:
            lines.append(("At this pace", [round(float(self.pace) * share, 2) for share in self._shares]))
        if self.year.maximum is not None:
            lines.append(("Maximum", [float(self.year.maximum)] * len(self.months)))
        return lines

    @property
    def _shares(self) -> list[float]:
        """How much of the year is gone at the end of each month."""
        return [(one.period.until_on - self.year.from_on).days / self.year.days for one in self.months]


def money(year: ContractYear, user) -> Money:
    """What the hours delivered in the year cost so far, as far as `user` may count them; two queries.

    The block price is spread evenly over the days. Pounds so far are rounded to pennies, halves up, and a month is the
    difference of two of them, so that the months add up.
    """
    whole = year.period
    visits = totals.hours_query(user, whole, year.contract_id).visits.order_by()
    by_month = dict(visits.values(month=TruncMonth("local_on")).annotate(n=Sum("minutes")).values_list("month", "n"))
    day_after = min(clock.today() + totals.DAY, year.until_on)
    months: list[Month] = []
    minutes, before = 0, Decimal(0)
    for period in _months(whole):
        counted = by_month.get(period.from_on.replace(day=1), 0)
        if period.from_on >= day_after:
            months.append(Month(period, counted, None, None))
            continue
        minutes += counted
        so_far = _pounds(year, minutes, (min(period.until_on, day_after) - year.from_on).days)
        months.append(Month(period, counted, so_far - before, so_far))
        before = so_far
    gone = (day_after - year.from_on).days
    pace = (before * year.days / gone).quantize(PENNY, ROUND_HALF_UP) if gone > 0 else None
    return Money(year, months, before, pace, clock.today() >= year.until_on)


def _months(whole: Period) -> list[Period]:
    found, begin = [], whole.from_on
    while begin < whole.until_on:
        end = min(begin.replace(day=1) + relativedelta(months=1), whole.until_on)
        found.append(Period(begin, end))
        begin = end
    return found


def _pounds(year: ContractYear, minutes: int, days: int) -> Decimal:
    """For so many minutes delivered, and so many days of the year gone."""
    by_hour = (year.hourly_rate or 0) * Decimal(minutes) / 60
    block = (year.block_price or 0) * Decimal(days) / year.days
    return (by_hour + block).quantize(PENNY, ROUND_HALF_UP)


def table(found: Money) -> Iterator[list[str]]:
    """The months for a spreadsheet, the headers first."""
    yield ["Month", "Delivered (minutes)", "Pounds", "Pounds so far", "Maximum of the year"]
    maximum = "" if found.year.maximum is None else str(found.year.maximum)
    for one in found.months:
        yield [one.label, str(one.minutes), *("" if x is None else str(x) for x in (one.pounds, one.so_far)), maximum]
