"""A stay that was longer than its hold, recorded afterwards: somebody decides what follows (T5.4)."""

import datetime

import pytest

from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.services import record_resumption, strike_admission
from core import clock
from tests.casework.test_holds import ADMITTED, DAY, LAST_HELD, admit, freeze_on, record_override
from tests.cast import assemble
from tests.snapshots import build_once

date = datetime.date
HOME_ON = date(2027, 3, 15)
TODAY = date(2027, 3, 20)


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def to_decide(user, on=TODAY) -> list:
    with freeze_on(on):
        return [item.due_on for item in duty_items(user, on) if item.kind == "long-stay"]


def admit_long(cast, discharged_on=HOME_ON, **columns):
    return admit(cast, recorded_on=TODAY, discharged_on=discharged_on, **columns)


def test_the_keyworker_and_those_who_record_stays_must_decide(cast):
    admit_long(cast)
    assert [to_decide(user) for user in (cast.priya, cast.ben, cast.amara)] == [[HOME_ON]] * 3
    assert [to_decide(user) for user in (cast.kofi, cast.lewis)] == [[], []]


@pytest.mark.parametrize(
    ("discharged_on", "is_asked"), [(LAST_HELD, False), (LAST_HELD + DAY, False), (LAST_HELD + 2 * DAY, True)]
)
def test_only_a_stay_that_went_on_after_the_hold_is_asked_about(cast, discharged_on, is_asked):
    admit_long(cast, discharged_on)
    assert bool(to_decide(cast.ben)) == is_asked


def test_it_is_decided_once_support_has_restarted(cast):
    spell = admit_long(cast)
    with freeze_on(TODAY):
        record_resumption(spell=spell, resumed_on=TODAY, by=cast.amara)
    assert to_decide(cast.ben) == []


def test_it_is_decided_once_support_has_ended(cast):
    spell = admit_long(cast)
    record_override(cast, spell, "end", TODAY, recorded_on=TODAY)
    assert to_decide(cast.ben) == []


def test_where_support_went_on_from_the_last_day_by_a_decision_nobody_is_asked(cast):
    spell = admit_long(cast)
    record_override(cast, spell, "resume", LAST_HELD + DAY, recorded_on=TODAY)
    assert to_decide(cast.ben) == []


def test_a_pause_of_the_hold_before_its_last_day_answers_nothing(cast):
    spell = admit_long(cast)
    record_override(cast, spell, "continue", date(2027, 2, 8), recorded_on=TODAY, until_on=date(2027, 2, 15))
    assert to_decide(cast.ben) == [HOME_ON]


def test_a_stay_entered_by_mistake_asks_nothing(cast):
    spell = admit_long(cast)
    with freeze_on(TODAY):
        strike_admission(spell=spell, reason="Another person", by=cast.ben)
    assert to_decide(cast.ben) == []


def test_two_stays_without_a_gap_count_to_the_end_of_the_second(cast):
    admit_long(cast, date(2027, 2, 20))
    admit(cast, date(2027, 2, 20), recorded_on=TODAY, discharged_on=HOME_ON)
    assert to_decide(cast.ben) == [HOME_ON]


def test_before_the_cut_over_nothing_is_asked(cast):
    admit_long(cast)
    cast.tameside.cut_over_on = LAST_HELD + 2 * DAY
    cast.tameside.save(update_fields=["cut_over_on"])
    assert to_decide(cast.ben) == []


def test_a_wall_hides_the_question(cast):
    admit_long(cast)
    raise_wall(user=cast.ben, record_id=cast.individual.pk, reason="Her cousin", by=cast.dana)
    assert to_decide(cast.ben) == []


def test_a_stay_that_is_not_over_ends_support_by_itself(cast):
    admit(cast)
    assert to_decide(cast.ben, LAST_HELD) == []
