"""When a package is on hold (T5.4): examples worked out by hand."""

import datetime

import pytest

from casework.models import Hold, SupportPackage
from casework.services import (
    end_expired_holds,
    open_package,
    override,
    record_admission,
    record_discharge,
    strike_admission,
)
from contracts.services import set_terms
from core import clock
from core.errors import Refused
from core.models import Message, StateChange
from tests.cast import FULL_TERMS, assemble
from tests.snapshots import build_once

date = datetime.date
DAY = datetime.timedelta(days=1)
ADMITTED = date(2027, 2, 1)
LAST_HELD = date(2027, 3, 1)


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027. Each test sets the clock to its own days."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def freeze_on(day: datetime.date):
    """Freeze the clock at noon of that day."""
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


def admit(cast, admitted_on=ADMITTED, *, recorded_on=None, **more):
    with freeze_on(recorded_on or admitted_on):
        return record_admission(
            individual=cast.individual,
            hospital="Stonefield Hospital",
            kind="mental health",
            admitted_on=admitted_on,
            by=cast.amara,
            **more,
        )


def record_override(cast, spell, effect, from_on, recorded_on=None, **more):
    more = {"said_by": cast.priya, "said_on": from_on, **more}
    with freeze_on(recorded_on or from_on):
        return override(
            spell=spell,
            effect=effect,
            from_on=from_on,
            **more,
            authority="Priya Nair by telephone",
            reason="The ward asked for visits",
            by=cast.ben,
        )


def list_holds(package) -> list[tuple]:
    return list(package.holds.order_by("from_on").values_list("from_on", "until_on", "last_held_on"))


def sweep(day) -> int:
    with freeze_on(day):
        return end_expired_holds(on=day)


def test_the_example_of_the_contract(cast):
    """Given an admission on 1 February 2027; then the last held day is 1 March and support ends on 2 March."""
    admit(cast)
    (hold,) = Hold.objects.all()
    assert (hold.from_on, hold.until_on) == (ADMITTED, None)
    assert (hold.last_held_on, hold.ends_on, hold.hold_days) == (LAST_HELD, date(2027, 3, 2), 28)
    assert sweep(LAST_HELD) == 0
    assert sweep(date(2027, 3, 2)) == 1
    package = SupportPackage.objects.get(pk=cast.package.pk)
    assert (package.state, package.ended_on, package.end_reason) == ("ended", date(2027, 3, 2), "hold expired")


@pytest.mark.parametrize(("day", "number"), [(ADMITTED, 0), (date(2027, 2, 2), 1), (LAST_HELD, 28)])
def test_the_day_of_admission_is_not_counted(cast, day, number):
    admit(cast)
    assert Hold.objects.get().day_number(day) == number


def test_a_late_sweep_ends_it_on_the_right_day(cast):
    """Given a sweep that is a week late; when it runs; then support ended on the right day, not today."""
    admit(cast)
    assert sweep(date(2027, 3, 9)) == 1
    assert SupportPackage.objects.get(pk=cast.package.pk).ended_on == date(2027, 3, 2)


def test_two_sweeps_end_it_once(cast):
    admit(cast)
    assert [sweep(date(2027, 3, 2)), sweep(date(2027, 3, 2)), sweep(date(2027, 3, 3))] == [1, 0, 0]
    assert StateChange.objects.filter(record_id=cast.package.pk, verb="end").count() == 1
    messages = Message.objects.filter(key__startswith=f"hold-expired:{cast.package.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.priya, cast.amara, cast.ben, cast.dana}


def test_the_sweep_is_recorded_as_ending_it(cast):
    admit(cast)
    sweep(date(2027, 3, 2))
    move = StateChange.objects.get(record_id=cast.package.pk, verb="end")
    assert move.recorded_by is None
    assert "1 February 2027" in move.reason


def test_allocations_and_hours_end_with_the_package(cast):
    admit(cast)
    sweep(date(2027, 3, 2))
    for rows in (cast.package.allocations, cast.package.weekly_hours):
        assert list(rows.values_list("until_on", flat=True)) == [date(2027, 3, 2)]


def test_the_hold_that_ended_a_package_stays_on_record(cast):
    """Given a package that ended at the end of its hold; then the hold is recorded until that day."""
    admit(cast)
    sweep(date(2027, 3, 2))
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 3, 2), LAST_HELD)]


def test_a_discharge_in_time_ends_the_hold_and_not_the_package(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 20)):
        record_discharge(spell=spell, discharged_on=date(2027, 2, 19), by=cast.amara)
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 2, 19), LAST_HELD)]
    assert sweep(date(2027, 4, 1)) == 0


def test_a_discharge_on_the_day_of_admission_holds_nothing(cast):
    admit(cast, discharged_on=ADMITTED)
    assert list_holds(cast.package) == []


def test_a_readmission_after_support_resumed_starts_a_new_hold_period(cast):
    first = admit(cast)
    with freeze_on(date(2027, 2, 10)):
        record_discharge(spell=first, discharged_on=date(2027, 2, 10), by=cast.amara)
    admit(cast, date(2027, 2, 20))
    assert list_holds(cast.package)[-1] == (date(2027, 2, 20), None, date(2027, 3, 20))


def test_overlapping_spells_are_one_stay_from_the_first_admission(cast):
    """Given a stay on the second ward; when the first is entered late; then there is one hold from the first day."""
    admit(cast, date(2027, 2, 8))
    admit(cast, date(2027, 2, 3), recorded_on=date(2027, 2, 15), discharged_on=date(2027, 2, 9))
    assert list_holds(cast.package) == [(date(2027, 2, 3), None, date(2027, 3, 3))]


def test_a_transfer_keeps_the_hold_period(cast):
    """Given an admission to another hospital on the day of discharge; then it is the same stay."""
    admit(cast, date(2027, 2, 3), recorded_on=date(2027, 2, 12), discharged_on=date(2027, 2, 12))
    admit(cast, date(2027, 2, 12))
    assert list_holds(cast.package) == [(date(2027, 2, 3), None, date(2027, 3, 3))]


def test_a_second_stay_without_discharge_is_refused(cast):
    admit(cast)
    with pytest.raises(Refused, match="has no discharge yet"):
        admit(cast, date(2027, 2, 5))


def test_striking_a_stay_removes_its_hold(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 3)):
        strike_admission(spell=spell, reason="It was her sister", by=cast.ben)
    assert list_holds(cast.package) == []
    spell.refresh_from_db()
    assert (spell.struck_by, spell.struck_reason) == (cast.ben, "It was her sister")


def test_an_admission_in_the_future_is_refused(cast):
    with pytest.raises(Refused, match="future"):
        admit(cast, date(2027, 2, 2), recorded_on=ADMITTED)
    spell = admit(cast)
    with freeze_on(ADMITTED), pytest.raises(Refused, match="future"):
        record_discharge(spell=spell, discharged_on=date(2027, 2, 2), by=cast.amara)


def test_a_discharge_is_recorded_once(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 3)):
        record_discharge(spell=spell, discharged_on=date(2027, 2, 3), by=cast.amara)
        with pytest.raises(Refused, match="already"):
            record_discharge(spell=spell, discharged_on=date(2027, 2, 2), by=cast.amara)


def test_an_override_to_continue_applies_from_its_day(cast):
    """Given an override said on 10 February and recorded on the 15th; then the hold ends on the 10th."""
    spell = admit(cast)
    decision = record_override(cast, spell, "continue", date(2027, 2, 10), recorded_on=date(2027, 2, 15))
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 2, 10), LAST_HELD)]
    assert clock.day_of(decision.recorded_at) == date(2027, 2, 15)
    assert sweep(date(2027, 3, 2)) == 0


def test_an_override_to_resume_applies_from_its_day(cast):
    spell = admit(cast)
    record_override(cast, spell, "resume", date(2027, 2, 24))
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 2, 24), LAST_HELD)]
    assert sweep(date(2027, 3, 2)) == 0


def test_an_override_from_the_first_day_prevents_the_hold(cast):
    spell = admit(cast)
    record_override(cast, spell, "continue", ADMITTED)
    assert list_holds(cast.package) == []


def test_the_keyworker_may_end_it(cast):
    spell = admit(cast)
    record_override(cast, spell, "end", date(2027, 2, 16))
    package = SupportPackage.objects.get(pk=cast.package.pk)
    assert (package.ended_on, package.end_reason) == (date(2027, 2, 16), "keyworker")
    assert sweep(date(2027, 3, 2)) == 0


def test_silent_terms_hold_no_package(cast):
    """Given a contract without a hospital rule; when the person is admitted; then support continues."""
    with freeze_on(ADMITTED):
        record_admission(
            individual=cast.links_individual,
            hospital="Stonefield Hospital",
            kind="acute",
            admitted_on=ADMITTED,
            by=cast.gwen,
        )
    assert list_holds(cast.links_package) == []
    assert sweep(date(2027, 6, 1)) == 0


def test_one_person_in_two_contracts_is_held_in_one(cast):
    with freeze_on(ADMITTED):
        second = open_package(
            individual=cast.individual, contract=cast.links, starts_on=ADMITTED, minutes_a_week=60, by=cast.nadia
        )
    admit(cast)
    assert len(list_holds(cast.package)) == 1
    assert list_holds(second) == []


def test_the_terms_on_the_day_of_admission_apply(cast):
    """Given longer terms from 10 February and an admission on 1 February; then the older terms apply."""
    set_terms(contract=cast.tameside, from_on=date(2027, 2, 10), by=None, **{**FULL_TERMS, "hold_days": 90})
    spell = admit(cast)
    assert list_holds(cast.package)[0][2] == LAST_HELD
    with freeze_on(date(2027, 2, 9)):
        record_discharge(spell=spell, discharged_on=date(2027, 2, 9), by=cast.amara)
    admit(cast, date(2027, 2, 11))
    assert list_holds(cast.package)[1][2] == date(2027, 2, 11) + 90 * DAY


def test_a_stay_that_began_before_support_is_held_from_the_first_day(cast):
    admit(cast, cast.package.starts_on - 10 * DAY, recorded_on=ADMITTED)
    assert list_holds(cast.package)[0][0] == cast.package.starts_on


def test_the_message_about_a_hold_names_its_last_day(cast):
    admit(cast)
    message = Message.objects.filter(key__startswith=f"held:{cast.package.pk}", to=cast.priya).first()
    assert "1 March 2027" in message.body
    assert cast.individual.full_name not in message.subject + message.body
