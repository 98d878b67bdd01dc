"""The contracted hours of a worker by contract: divided by a manager, or in equal parts until somebody divides them."""

import datetime
from collections import Counter
from contextlib import suppress
from datetime import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.models import Contract
from contracts.services import appoint
from core.dates import Period
from core.errors import NotPossible, Refused
from tests.casework.test_package import DAY, make_worker
from tests.instant import ORDINARY
from workforce.hours.by_contract import (
    average_minutes,
    contracted_in,
    hours_by_contract,
    lost_to_sickness,
    minutes_on,
)
from workforce.models import ContractShare, HoursDivision, Worker
from workforce.services import (
    change_contracted_hours,
    change_details,
    correct_division,
    divide_hours,
    end_division,
    end_employment,
    record_absence,
    set_working_pattern,
    withdraw_absence,
    withdraw_division,
)

pytestmark = pytest.mark.instant(ORDINARY)


@pytest.fixture
def amal(cast):
    """Given Amal, who works 37 hours a week on both contracts since a hundred days."""
    return make_worker(cast, "amal", contracts=[cast.tameside, cast.links], minutes_a_week=2220)


def divide(cast, worker, tameside, links, from_on=None, **more):
    with transaction.atomic():
        return divide_hours(
            worker=worker,
            from_on=from_on or cast.today,
            shares={cast.tameside: tameside, cast.links: links},
            by=cast.ben,
            **more,
        )


def minutes_by_contract(cast, worker, day) -> tuple[int, int]:
    """Return the worker's minutes a week of the two contracts on the day."""
    hours = [minutes_on(day, contract).get(worker.pk) for contract in (cast.tameside, cast.links)]
    return tuple(row.minutes if row else 0 for row in hours)


# Which contract has which hours


def test_all_hours_of_a_worker_of_one_contract_are_its_hours(cast):
    assert minutes_by_contract(cast, cast.worker, cast.today) == (2220, 0)
    assert not minutes_on(cast.today, cast.tameside)[cast.worker.pk].needs_dividing


def test_hours_that_nobody_divided_are_in_equal_parts_and_say_so(cast, amal):
    assert minutes_by_contract(cast, amal, cast.today) == (1110, 1110)
    assert minutes_on(cast.today, cast.links)[amal.pk].needs_dividing


def test_parts_are_whole_minutes_that_add_up(cast, amal):
    change_contracted_hours(worker=amal, from_on=cast.today, minutes_a_week=601, by=cast.ben)
    assert sorted(minutes_by_contract(cast, amal, cast.today)) == [300, 301]


def test_a_division_counts_from_its_first_day_until_its_last(cast, amal):
    """Given 60 and 40 per cent of 37 hours for ten days; then 22 h 12 and 14 h 48 on those days only."""
    divide(cast, amal, 60, 40, from_on=cast.today, until_on=cast.today + 10 * DAY)
    days = [cast.today - DAY, cast.today, cast.today + 9 * DAY, cast.today + 10 * DAY]
    assert [minutes_by_contract(cast, amal, day) for day in days] == [
        (1110, 1110),
        (1332, 888),
        (1332, 888),
        (1110, 1110),
    ]
    assert not minutes_on(cast.today, cast.links)[amal.pk].needs_dividing


def test_a_division_follows_the_contracted_hours(cast, amal):
    divide(cast, amal, 25, 75)
    change_contracted_hours(worker=amal, from_on=cast.today + 7 * DAY, minutes_a_week=1200, by=cast.ben)
    assert minutes_by_contract(cast, amal, cast.today + 6 * DAY) == (555, 1665)
    assert minutes_by_contract(cast, amal, cast.today + 7 * DAY) == (300, 900)


def test_a_contract_may_have_none_of_the_hours(cast, amal):
    divide(cast, amal, 100, 0)
    assert minutes_by_contract(cast, amal, cast.today) == (2220, 0)


def test_a_worker_with_a_post_in_one_of_the_contracts_works_for_that_one(cast, amal):
    """Given a post in Links from today; then all hours are its hours from today, and equal parts before."""
    appoint(user=amal.user, role="support_worker", contract=cast.links, from_on=cast.today, by=cast.alan)
    assert minutes_by_contract(cast, amal, cast.today) == (0, 2220)
    assert minutes_by_contract(cast, amal, cast.today - DAY) == (1110, 1110)
    appoint(user=amal.user, role="support_worker", contract=cast.tameside, from_on=cast.today + DAY, by=cast.alan)
    assert minutes_by_contract(cast, amal, cast.today + DAY) == (1110, 1110)


def test_a_contract_that_has_ended_has_no_part_of_hours_that_nobody_divided(cast, amal):
    Contract.objects.filter(pk=cast.links.pk).update(ends_on=cast.today)
    assert minutes_by_contract(cast, amal, cast.today) == (1110, 1110)
    assert minutes_by_contract(cast, amal, cast.today + DAY) == (2220, 0)


def test_days_before_the_first_and_after_the_last_have_no_hours(cast, amal):
    end_employment(worker=amal, left_on=cast.today, reason="retired", by=cast.ben)
    days = (amal.started_on - DAY, amal.started_on, cast.today, cast.today + DAY)
    assert [minutes_by_contract(cast, amal, day)[0] for day in days] == [0, 1110, 1110, 0]


# Every day, whatever changes: a kind of change, the day in days from today, and its values.
CHANGES = st.one_of(
    st.tuples(st.just("hours"), st.integers(-100, 40), st.integers(1, 3600)),
    st.tuples(st.just("division"), st.integers(-100, 40), st.tuples(st.integers(0, 50), st.integers(0, 50))),
    st.tuples(st.just("post"), st.integers(-100, 40), st.tuples(st.integers(0, 2), st.integers(1, 60))),
    st.tuples(st.just("contract ends"), st.integers(-100, 40), st.integers(0, 2)),
    st.tuples(st.just("leaves"), st.integers(-100, 40), st.none()),
)


def make_change(cast, worker, contracts, change):
    kind, days, value = change
    day = cast.today + days * DAY
    if kind == "hours":
        change_contracted_hours(worker=worker, from_on=day, minutes_a_week=value, by=cast.ben)
    elif kind == "division":
        percents = (*value, 100 - sum(value))
        shares = dict(zip(contracts, percents, strict=True))
        divide_hours(worker=worker, from_on=day, until_on=day + 30 * DAY, shares=shares, by=cast.ben)
    elif kind == "post":
        place, length = value
        post = {"user": worker.user, "role": "support_worker", "contract": contracts[place]}
        appoint(**post, from_on=day, until_on=day + length * DAY, by=cast.alan)
    elif kind == "contract ends":
        Contract.objects.filter(pk=contracts[value].pk).update(ends_on=day)
    else:
        end_employment(worker=worker, left_on=day, reason="retired", by=cast.ben)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(changes=st.lists(CHANGES, max_size=6))
def test_the_parts_of_each_day_add_up_to_the_contracted_hours(cast, amal, changes):
    """Given any hours, divisions, posts and ends; then on each day the contracts have all the hours between them."""
    point = transaction.savepoint()
    contracts = [cast.tameside, cast.links, copy_of(cast.links)]
    amal.contracts.set(contracts)
    for change in changes:
        with suppress(Refused), transaction.atomic():
            make_change(cast, amal, contracts, change)
    worker = Worker.objects.get(pk=amal.pk)
    period = Period(cast.today - 120 * DAY, cast.today + 80 * DAY)
    by_day: Counter[datetime.date] = Counter()
    for row in hours_by_contract(period, [amal.pk]):
        for day in days_of(Period(row.from_on, row.until_on)):
            by_day[day] += row.minutes
    for day in days_of(period):
        is_employed = Worker.objects.employed(day).filter(pk=worker.pk).exists()
        row = worker.contracted_hours.on(day).first()
        assert by_day[day] == (row.minutes_a_week if row and is_employed else 0), day
    transaction.savepoint_rollback(point)


def copy_of(contract) -> Contract:
    columns = {"council": contract.council, "starts_on": contract.starts_on, "email": contract.email}
    return Contract.objects.create(name="Third", telephone="01632 960199", hours="every day", **columns)


def days_of(period) -> list[datetime.date]:
    return [period.from_on + count * DAY for count in range(period.days)]


def test_contracted_hours_that_were_typed_wrongly_are_entered_again_from_the_same_day(cast, amal):
    """Given 27 hours instead of 37 from today, and 20 from next month; then 37 count until then, and 27 never."""
    change_contracted_hours(worker=amal, from_on=cast.today + 30 * DAY, minutes_a_week=1200, by=cast.ben)
    change_contracted_hours(worker=amal, from_on=cast.today, minutes_a_week=1620, by=cast.ben)
    change_contracted_hours(worker=amal, from_on=cast.today, minutes_a_week=2280, by=cast.ben)
    days = [cast.today - DAY, cast.today, cast.today + 29 * DAY, cast.today + 30 * DAY]
    assert [sum(minutes_by_contract(cast, amal, day)) for day in days] == [2220, 2280, 2280, 1200]
    change_contracted_hours(worker=amal, from_on=amal.started_on, minutes_a_week=2100, by=cast.ben)
    assert sum(minutes_by_contract(cast, amal, cast.today - DAY)) == 2100


# Averages and hours of days


def test_the_average_counts_each_day_with_its_hours(cast, amal):
    """Given ten days, four of them with 40 per cent of 37 hours, and one worker of the contract besides: 37 hours."""
    divide(cast, amal, 0, 100, from_on=amal.started_on)
    divide(cast, amal, 60, 40, from_on=cast.today)
    period = Period(cast.today - 6 * DAY, cast.today + 4 * DAY)
    assert average_minutes(cast.links, period) == 2220 + (6 * 2220 + 4 * 888) / 10
    assert average_minutes(cast.tameside, period) == 3 * 2220 + 4 * 1332 / 10


MONDAY = datetime.date(2027, 4, 5)
APRIL = Period(datetime.date(2027, 4, 1), datetime.date(2027, 5, 1))  # 22 days from Monday to Friday


def lost(contract, worker, period=APRIL) -> int:
    own_ids = set(worker.absences.values_list("pk", flat=True))
    return sum(minutes for pk, minutes, _reason in lost_to_sickness(contract, period) if pk in own_ids)


def be_sick(cast, worker, days, from_on=MONDAY):
    until_on = from_on + days * DAY if days else None
    return record_absence(worker=worker, kind="sickness", from_on=from_on, until_on=until_on, by=cast.ben)


def test_a_day_has_a_fifth_of_the_week_without_a_working_pattern(cast, amal):
    """Given 37 hours, 60 per cent of them Tameside's, and three days sick: 3 × 444 minutes, so 799 and 533."""
    divide(cast, amal, 60, 40)
    be_sick(cast, amal, 3)
    assert (lost(cast.tameside, amal), lost(cast.links, amal)) == (799, 533)
    assert dict(contracted_in(cast.tameside, APRIL))[amal.pk] == 5861, "22 × 266.4"


def test_weekends_have_no_hours_without_a_working_pattern(cast, amal):
    divide(cast, amal, 100, 0)
    be_sick(cast, amal, 2, from_on=MONDAY + 5 * DAY)
    assert lost(cast.tameside, amal) == 0


def test_a_working_pattern_says_how_many_hours_a_day_has(cast):
    """Given 12 hours a week, eight on Saturday and four on Sunday; then a sick Saturday loses eight."""
    worker = make_worker(cast, "quentin", minutes_a_week=720)
    hours = {5: (time(9), time(17)), 6: (time(9), time(13))}
    set_working_pattern(worker=worker, from_on=MONDAY, hours=hours, by=cast.ben)
    absence = be_sick(cast, worker, 6)
    assert lost(cast.tameside, worker) == 480
    withdraw_absence(absence=absence, reason="Another worker", by=cast.ben)
    assert lost(cast.tameside, worker) == 0
    change_contracted_hours(worker=worker, from_on=MONDAY, minutes_a_week=600, by=cast.ben)
    be_sick(cast, worker, 6)
    assert lost(cast.tameside, worker) == 400, "two thirds of the contracted hours: breaks are not paid"


def test_an_absence_loses_hours_up_to_the_last_day_only(cast):
    worker = make_worker(cast, "quentin", minutes_a_week=600)
    be_sick(cast, worker, None)
    assert lost(cast.tameside, worker) == 20 * 120, "5 to 30 April"
    end_employment(worker=worker, left_on=MONDAY + DAY, reason="retired", by=cast.ben)
    assert lost(cast.tameside, worker) == 2 * 120
    assert dict(contracted_in(cast.tameside, APRIL))[worker.pk] == 4 * 120, "1, 2, 5 and 6 April"


def test_leave_loses_no_hours(cast):
    record_absence(worker=cast.worker, kind="leave", from_on=MONDAY, by=cast.ben)
    assert lost_to_sickness(cast.tameside, APRIL) == []


# A worker who leaves a contract, and a contract that ends


def test_leaving_a_contract_changes_no_day_before(cast, amal):
    """Given 75 per cent of 37 hours for Links, a division that ended, and Links left; then those days stay divided."""
    divide(cast, amal, 25, 75, from_on=cast.today - 30 * DAY, until_on=cast.today)
    change_details(worker=amal, specialisms=[], contracts=[cast.tameside], by=cast.ben)
    assert minutes_by_contract(cast, amal, cast.today - DAY) == (555, 1665)
    assert minutes_by_contract(cast, amal, cast.today) == (2220, 0)
    assert average_minutes(cast.links, Period(cast.today - 10 * DAY, cast.today)) == 2220 + 1665, "with Gwen"


@pytest.mark.parametrize("to_another", [False, True])
def test_hours_that_nobody_divided_stay_where_they_counted_when_a_contract_is_left(cast, amal, to_another):
    """Given hours that nobody divided, or all of one contract; then leaving it moves the days from today on only."""
    if to_another:
        amal.contracts.set([cast.links])
    before = minutes_by_contract(cast, amal, cast.today - DAY)
    assert before == ((0, 2220) if to_another else (1110, 1110))
    change_details(worker=amal, specialisms=[], contracts=[cast.tameside], by=cast.ben)
    for ago in (1, 40, 99):
        assert minutes_by_contract(cast, amal, cast.today - ago * DAY) == before
    assert minutes_by_contract(cast, amal, cast.today) == (2220, 0)


def test_the_share_of_a_contract_that_has_ended_goes_to_those_that_run(cast, amal):
    """Given 60 and 40 per cent and Links ending; then Tameside has all 37 hours, and after its own end each its share.

    Of 20, 40 and 40 per cent the third share goes to the others as 1 to 2, and somebody has to divide them again.
    """
    third = copy_of(cast.links)
    amal.contracts.add(third)
    divide(cast, amal, 60, 40)
    Contract.objects.filter(pk=cast.links.pk).update(ends_on=cast.today + 4 * DAY)
    assert minutes_by_contract(cast, amal, cast.today + 4 * DAY) == (1332, 888)
    assert minutes_by_contract(cast, amal, cast.today + 5 * DAY) == (2220, 0)
    assert not minutes_on(cast.today + 5 * DAY, cast.tameside)[amal.pk].needs_dividing
    Contract.objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today + 9 * DAY)
    assert minutes_by_contract(cast, amal, cast.today + 10 * DAY) == (1332, 888)
    Contract.objects.update(ends_on=None)
    shares = {cast.tameside: 20, cast.links: 40, third: 40}
    divide_hours(worker=amal, from_on=cast.today + 20 * DAY, shares=shares, by=cast.ben)
    Contract.objects.filter(pk=third.pk).update(ends_on=cast.today + 30 * DAY)
    assert minutes_by_contract(cast, amal, cast.today + 30 * DAY) == (444, 888)
    assert minutes_by_contract(cast, amal, cast.today + 31 * DAY) == (740, 1480)
    needs = [minutes_on(cast.today + n * DAY, cast.links)[amal.pk].needs_dividing for n in (30, 31)]
    assert needs == [False, True]


def test_an_absence_counts_each_day_by_the_pattern_in_force(cast):
    """Given five days of six hours, and from the second week three days of ten; then 1800 and 1800 minutes are lost."""
    worker = make_worker(cast, "quentin", minutes_a_week=1800)
    set_working_pattern(
        worker=worker, from_on=MONDAY - 7 * DAY, hours={day: (time(9), time(15)) for day in range(5)}, by=cast.ben
    )
    set_working_pattern(
        worker=worker, from_on=MONDAY + 7 * DAY, hours={day: (time(8), time(18)) for day in (0, 2, 4)}, by=cast.ben
    )
    be_sick(cast, worker, 14)
    assert lost(cast.tameside, worker) == 3600
    first_days = Period(APRIL.from_on, MONDAY + 9 * DAY)  # Thursday 1 April to Tuesday 13 April
    assert lost(cast.tameside, worker, first_days) == 1800 + 600, "the new pattern has Monday, and no Tuesday"


# Setting, correcting, ending and withdrawing


def test_a_new_division_ends_the_one_before(cast, amal):
    first = divide(cast, amal, 50, 50, from_on=cast.today - 10 * DAY)
    divide(cast, amal, 20, 80)
    first.refresh_from_db()
    assert first.until_on == cast.today


@pytest.mark.parametrize(
    ("tameside", "links", "days", "words"),
    [
        (60, 50, 0, "They add up to 110%"),
        (60, 30, 0, "They add up to 90%"),
        (150, -50, 0, "must add up to 100%"),
        (50, 50, -101, "The worker starts on"),
    ],
)
def test_a_division_that_cannot_be_is_refused(cast, amal, tameside, links, days, words):
    with pytest.raises(Refused, match=words):
        divide(cast, amal, tameside, links, from_on=cast.today + days * DAY)
    assert not HoursDivision.objects.exists()


def test_hours_go_only_to_contracts_that_run_and_that_the_worker_works_on(cast, amal):
    with pytest.raises(Refused, match="Amara Okafor does not work on Community Links"):
        divide(cast, cast.worker, 50, 50)
    Contract.objects.filter(pk=cast.links.pk).update(ends_on=cast.today - DAY)
    cast.links.refresh_from_db()
    with pytest.raises(Refused, match="Community Links does not run on"):
        divide(cast, amal, 50, 50)
    divide(cast, amal, 100, 0)


def test_days_of_a_later_division_are_refused(cast, amal):
    later = divide(cast, amal, 50, 50, from_on=cast.today + 10 * DAY)
    with pytest.raises(Refused, match="Enter a last day before it"):
        divide(cast, amal, 40, 60)
    with pytest.raises(Refused, match="Correct that division instead"):
        divide(cast, amal, 40, 60, from_on=later.from_on)
    divide(cast, amal, 40, 60, until_on=later.from_on)


def test_a_correction_replaces_a_division_and_the_wrong_one_is_on_file(cast, amal):
    wrong = divide(cast, amal, 50, 50)
    right = correct_division(
        division=wrong,
        from_on=cast.today - 5 * DAY,
        until_on=None,
        shares={cast.tameside: 70, cast.links: 30},
        reason="The Council agreed 70 per cent",
        by=cast.ben,
    )
    assert list(HoursDivision.objects.all()) == [right]
    assert minutes_by_contract(cast, amal, cast.today - 5 * DAY) == (1554, 666)
    wrong = HoursDivision.with_struck.get(pk=wrong.pk)
    assert (wrong.struck_by, wrong.struck_reason) == (cast.ben, "The Council agreed 70 per cent")
    assert wrong.shares_text == "Community Links 50%, Support at home 50%"


def test_a_correction_needs_a_reason_and_changes_nothing_when_refused(cast, amal):
    division = divide(cast, amal, 50, 50)
    for shares, reason, words in (((70, 30), " ", "Enter the reason"), ((70, 40), "A slip", "They add up to 110%")):
        with pytest.raises(Refused, match=words), transaction.atomic():
            correct_division(
                division=division,
                from_on=cast.today,
                until_on=None,
                shares=dict(zip((cast.tameside, cast.links), shares, strict=True)),
                reason=reason,
                by=cast.ben,
            )
    assert minutes_by_contract(cast, amal, cast.today) == (1110, 1110)
    assert HoursDivision.objects.get() == division


def test_a_division_ends_and_can_be_withdrawn(cast, amal):
    division = divide(cast, amal, 70, 30)
    with pytest.raises(Refused, match="End it later, or withdraw it"), transaction.atomic():
        end_division(division=division, until_on=cast.today, by=cast.ben)
    end_division(division=division, until_on=cast.today + DAY, by=cast.ben)
    assert minutes_by_contract(cast, amal, cast.today) == (1554, 666)
    assert minutes_by_contract(cast, amal, cast.today + DAY) == (1110, 1110)
    withdraw_division(division=division, reason="Never agreed", by=cast.ben)
    assert minutes_by_contract(cast, amal, cast.today) == (1110, 1110)
    with pytest.raises(NotPossible), transaction.atomic():
        end_division(division=division, until_on=cast.today + DAY, by=cast.ben)
    assert ContractShare.objects.filter(division=division).count() == 2
