"""The four-week rule, 2024 to 2040: leap years, clock changes and bank holidays make no difference."""

import datetime
import itertools
import os
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from casework.hospital.hold_calculation import (
    HoldTerms,
    computed_holds,
    hold_period,
    join_spells,
    recompute,
    released_days,
)
from casework.models import HospitalSpell
from core import clock
from core.dates import is_working_day
from tests.casework.test_holds import ADMITTED, DAY, admit
from tests.cast import assemble
from tests.snapshots import build_once

date = datetime.date
MANY = 10 if os.environ.get("SOAK") == "1" else 1
often = settings(max_examples=200 * MANY, deadline=None)

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
LENGTHS = st.one_of(st.none(), st.integers(0, 120))
EFFECTS = st.sampled_from(["continue", "resume", "end", "extend"])
READMISSIONS = st.sampled_from(["", "asked", "same", "new"])


def four_weeks(_day):
    return HoldTerms(28, False)


class FakeRows(list):
    """A stand-in for the related manager of a spell's overrides."""

    def all(self):
        return self


def spell(pk, admitted_on, length, overrides=(), readmission="", resumed=None):
    discharged_on = None if length is None else admitted_on + length * DAY
    return SimpleNamespace(
        pk=pk,
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        overrides=FakeRows(overrides),
        readmission=readmission,
        resumed_on=discharged_on + resumed * DAY if discharged_on and resumed is not None else None,
    )


@st.composite
def overrides_of(draw, admitted_on, number):
    from_on = admitted_on + draw(st.integers(0, 60)) * DAY
    length = draw(st.one_of(st.none(), st.integers(1, 60)))
    effect = draw(EFFECTS)
    if effect == "extend":
        length = length or 30
    return SimpleNamespace(
        effect=effect,
        from_on=from_on,
        until_on=None if length is None else from_on + length * DAY,
        recorded_at=number,
    )


@st.composite
def spells(draw):
    """Generate up to five spells near each other, ordered by admission, with only the attributes needed."""
    begins = draw(DAYS)
    rows = []
    for n, gap in enumerate(draw(st.lists(st.integers(0, 50), min_size=1, max_size=5))):
        begins += gap * DAY
        overrides = [draw(overrides_of(begins, f"{n}{k}")) for k in range(draw(st.integers(0, 3)))]
        rows.append(spell(n, begins, draw(LENGTHS), overrides, draw(READMISSIONS), draw(st.none() | st.integers(0, 9))))
    return rows


def list_holds(spells_drawn):
    """Return the holds of a package that began before all the spells and is still open."""
    package = {"starts_on": date(2020, 1, 1), "ended_on": None, "terms_on": four_weeks}
    return [row for stay in join_spells(spells_drawn) for row in computed_holds(stay, **package)]


@often
@given(DAYS)
def test_the_last_held_day_is_twenty_eight_days_after_admission(admitted_on):
    """Given an admission on any day; then the next 28 calendar days are on hold and support ends after them."""
    (row,) = list_holds([spell(0, admitted_on, None)])
    held_days = [row["from_on"] + n * DAY for n in range(1, (row["last_held_on"] - row["from_on"]).days + 1)]
    assert len(held_days) == 28
    assert held_days[-1] == row["last_held_on"] == admitted_on + datetime.timedelta(weeks=4)
    assert row["last_held_on"].weekday() == admitted_on.weekday(), "four whole weeks, whatever holidays are among them"
    period = hold_period(join_spells([spell(0, admitted_on, None)])[0], four_weeks)
    assert period.ends_on - period.last_held_on == DAY


@pytest.mark.parametrize(
    ("admitted_on", "last_held_on"),
    [
        (date(2027, 2, 1), date(2027, 3, 1)),
        (date(2028, 2, 1), date(2028, 2, 29)),  # a leap year
        (date(2028, 2, 2), date(2028, 3, 1)),
        (date(2027, 3, 27), date(2027, 4, 24)),  # the clocks go forward, Easter
        (date(2027, 10, 30), date(2027, 11, 27)),  # the clocks go back
        (date(2026, 12, 24), date(2027, 1, 21)),  # Christmas and New Year
    ],
)
def test_the_days_by_hand(admitted_on, last_held_on):
    (row,) = list_holds([spell(0, admitted_on, None)])
    assert row["last_held_on"] == last_held_on


def test_bank_holidays_are_days():
    """Given the four weeks with Good Friday and Easter Monday 2027; then both count as held days."""
    days = [date(2027, 3, 20) + n * DAY for n in range(1, 29)]
    assert sum(not is_working_day(day) for day in days if day.weekday() < 5) == 2
    assert list_holds([spell(0, date(2027, 3, 20), None)])[0]["last_held_on"] == days[-1]


@often
@given(spells())
def test_joined_stays_are_apart_and_lose_no_spell(spells_drawn):
    joined = join_spells(spells_drawn)
    for before, after in itertools.pairwise(joined):
        assert before.discharged_on is not None
        assert before.discharged_on < after.admitted_on
        assert after.before is before
    for each in spells_drawn:
        (around,) = [stay for stay in joined if each in stay.spells]
        assert around.admitted_on <= each.admitted_on
        if around.discharged_on is not None:
            assert each.discharged_on is not None
            assert each.discharged_on <= around.discharged_on
    assert sum(len(stay.overrides) for stay in joined) == sum(len(each.overrides) for each in spells_drawn)


@often
@given(spells(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(spells_drawn, random):
    """Given the same spells recorded in another order; then the same days are on hold."""
    assume(len({each.admitted_on for each in spells_drawn}) == len(spells_drawn))
    shuffled = list(spells_drawn)
    random.shuffle(shuffled)
    assert list_holds(sorted(shuffled, key=lambda each: each.admitted_on)) == list_holds(spells_drawn)


@often
@given(spells(), DAYS, LENGTHS, st.none() | st.integers(1, 90), st.booleans())
def test_every_hold_is_within_its_stay_and_package(spells_drawn, starts_on, length, days, extends):
    """Given any spells, overrides and package; then each hold is within both and within its hold period."""
    ended_on = None if length is None else starts_on + length * DAY
    stays = join_spells(spells_drawn)

    def terms_on(_day):
        return None if days is None else HoldTerms(days, extends)

    all_rows = []
    for stay in stays:
        rows = computed_holds(stay, starts_on=starts_on, ended_on=ended_on, terms_on=terms_on)
        period = hold_period(stay, terms_on)
        if days is None:
            assert rows == []
            continue
        for row in rows:
            assert row["from_on"] >= max(stay.admitted_on, starts_on)
            assert row["admitted_on"] <= stay.admitted_on
            assert row["from_on"] <= row["last_held_on"], "no hold begins after its last day"
            for end in (stay.discharged_on, ended_on):
                assert end is None or (row["until_on"] is not None and row["until_on"] <= end)
            assert row["until_on"] is None or row["until_on"] > row["from_on"]
            if not extends:
                assert (row["last_held_on"] - row["admitted_on"]).days == days, "never longer than the terms say"
            for begins, ends in released_days(stay, period):
                day = max(begins, row["from_on"])
                before_end = (ends is None or day < ends) and (row["until_on"] is None or day < row["until_on"])
                assert not before_end, "on hold although an override continues support"
        all_rows += rows
    for before, after in itertools.pairwise(all_rows):
        assert before["until_on"] is not None, "only the last hold is open"
        assert before["until_on"] <= after["from_on"], "two holds overlap"


@often
@given(DAYS, st.integers(1, 27), st.integers(1, 40), st.integers(0, 50))
def test_a_readmission_in_the_same_stay_keeps_a_hold_period_that_still_runs(admitted_on, length, gap, resumed):
    """Given a second stay; then it keeps the hold period only if that still ran on the readmission, and support had not
    restarted by then: after that a new clock starts (T5.4).
    """
    again = admitted_on + (length + gap) * DAY
    rows = list_holds([spell(0, admitted_on, length, resumed=resumed), spell(1, again, None, readmission="same")])
    keeps = again <= admitted_on + 28 * DAY and resumed > gap
    assert rows[-1]["from_on"] == again
    assert rows[-1]["admitted_on"] == (admitted_on if keeps else again)
    for decision in ("", "asked", "new"):
        rows = list_holds([spell(0, admitted_on, length), spell(1, again, None, readmission=decision)])
        assert rows[-1]["admitted_on"] == again


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


@settings(
    max_examples=15 * MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    lengths=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 40)), min_size=1, max_size=4),
    order=st.randoms(use_true_random=False),
)
def test_recomputing_changes_nothing_in_any_order(cast, lengths, order):
    """Given closed spells recorded in two orders; then holds are equal, also when recomputed."""
    columns = ("from_on", "until_on", "admitted_on", "last_held_on")
    results = []
    for shuffled in (False, True):
        rows = [(ADMITTED - (60 - begins) * DAY, length) for begins, length in dict(lengths).items()]
        if shuffled:
            order.shuffle(rows)
        HospitalSpell.objects.filter(individual=cast.individual).update(
            struck_at=clock.now(), struck_by=cast.ben, struck_reason="The next example"
        )
        for admitted_on, length in rows:
            admit(cast, admitted_on, recorded_on=ADMITTED + 40 * DAY, discharged_on=admitted_on + length * DAY)
        before = list(cast.package.holds.order_by("from_on").values_list("pk", *columns))
        recompute(cast.individual)
        assert list(cast.package.holds.order_by("from_on").values_list("pk", *columns)) == before
        results.append([row[1:] for row in before])
    assert results[0] == results[1]


@pytest.mark.parametrize("year", range(2024, 2041))
def test_the_sweep_ends_on_the_day_of_every_year(year):
    """Given a clock change during the hold; then support ends on the right calendar day."""
    for month in (3, 10):
        last_sunday = max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
        for admitted_on in (last_sunday - DAY, last_sunday):
            period = hold_period(join_spells([spell(0, admitted_on, None)])[0], four_weeks)
            assert period.ends_on == admitted_on + 29 * DAY
            assert clock.day_of(clock.instant_on(period.ends_on, datetime.time(0))) == period.ends_on


@often
@given(DAYS, st.integers(28, 90), st.sampled_from(["continue", "resume"]))
def test_an_override_after_the_last_held_day_does_not_extend_the_hold(admitted_on, after, effect):
    """Given an override from a later day; then the hold is still open at its end, so that the sweep ends it."""
    word = SimpleNamespace(effect=effect, from_on=admitted_on + (after + 2) * DAY, until_on=None, recorded_at=0)
    (row,) = list_holds([spell(0, admitted_on, None, [word])])
    assert (row["until_on"], row["last_held_on"]) == (None, admitted_on + 28 * DAY)
