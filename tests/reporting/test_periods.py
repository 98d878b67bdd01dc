"""The periods of returns, for any contract and any terms: no day without a return, and none with two."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contracts.enums import ReturnInterval
from contracts.models import Contract, Terms
from core.dates import Period, half_year_of, quarter_of
from reporting.periods import noun_of, periods_before, periods_to_report

DAY = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2040, 12, 31))
INTERVALS = st.sampled_from(ReturnInterval.values)


def make_contract(starts_on, ends_on=None, intervals=()) -> Contract:
    """Return a contract whose terms from each day ask for returns at such an interval. Nothing is saved."""
    contract = Contract(starts_on=starts_on, ends_on=ends_on)
    rows = Terms.objects.none()
    rows._result_cache = [Terms(contract=contract, from_on=day, return_interval=each) for day, each in intervals]
    contract._prefetched_objects_cache = {"terms": rows}
    return contract


CHANGES = st.tuples(DAYS, INTERVALS)


@given(DAYS, st.none() | st.integers(0, 1_500), CHANGES, CHANGES, INTERVALS, DAYS)
def test_every_day_of_a_contract_is_in_one_return(starts_on, length, change, later_change, first, today):
    """Given a contract whose terms change; then its periods follow each other, and nothing that is over is left out."""
    changes = sorted([change, later_change])
    ends_on = None if length is None else starts_on + length * DAY
    contract = make_contract(starts_on, ends_on, [(starts_on, first), *changes])
    periods = periods_to_report(contract, today)[::-1]
    assert all(before.until_on == after.from_on for before, after in pairwise(periods))
    assert all(half_year_of(period.from_on) == half_year_of(period.last_on) for period in periods)
    assert all(period.until_on <= today for period in periods)
    last_on = min(today - DAY, ends_on or today)
    over_on = last_on if last_on == ends_on else half_year_of(today).from_on - DAY
    covered_until = periods[-1].until_on if periods else starts_on
    assert not periods or periods[0].from_on == starts_on
    assert covered_until > over_on or over_on < starts_on


@given(DAYS, DAYS, INTERVALS)
def test_a_contract_with_one_interval_has_whole_periods_of_it(starts_on, today, interval):
    contract = make_contract(starts_on, None, [(starts_on, interval)])
    whole = half_year_of if interval == ReturnInterval.HALF_YEARLY else quarter_of
    for period in periods_to_report(contract, today):
        assert period == contract.part_of(whole(period.last_on))


@given(DAYS, st.lists(DAYS, min_size=1, max_size=6), INTERVALS, DAYS, INTERVALS)
def test_what_is_reported_once_is_not_offered_again(starts_on, days, first, changed_on, second):
    """Given returns that are opened as soon as they are offered, on any days; then no day is in two of them."""
    contract = make_contract(starts_on, None, [(starts_on, first), (changed_on, second)])
    reported: list[Period] = []
    for today in sorted(days):
        reported += periods_to_report(contract, today, reported)
        assert periods_to_report(contract, today, reported) == []
    reported.sort()
    assert all(before.until_on == after.from_on for before, after in pairwise(reported))


@given(DAYS, st.integers(1, 8))
def test_a_return_is_compared_with_periods_of_its_own_length(day, count):
    for of_day, noun in ((quarter_of, "quarter"), (half_year_of, "half-year")):
        period = of_day(day)
        before = periods_before(period, count)
        assert (noun_of(period), len(before)) == (noun, count)
        assert all(earlier == of_day(earlier.from_on) for earlier in before)
        assert all(later.from_on == earlier.until_on for later, earlier in pairwise([period, *before]))
