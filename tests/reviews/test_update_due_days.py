"""Due days of updates, 2024 to 2040: from the start, from what was sent, with and without pauses, and late sweeps."""

import datetime
import os
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.models import Hold, SupportPackage
from casework.services import change_keyworker
from contracts.models import Contract
from contracts.services import set_terms
from core import clock
from reviews.models import KeyworkerUpdate
from reviews.services import next_update_due_on, postpone_updates, raise_updates, submit_update
from tests.cast import FULL_TERMS, assemble
from tests.factories import SpellFactory
from tests.reviews.updates import WRITTEN
from tests.snapshots import build_once

DAY = datetime.timedelta(days=1)
MANY = 5 if os.environ.get("SOAK") == "1" else 1
few = settings(
    max_examples=12 * MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
STARTS = st.dates(datetime.date(2024, 1, 1), datetime.date(2038, 12, 31))


@pytest.fixture
def cast(db):
    return build_once(assemble)


def freeze_on(day):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


@contextmanager
def supported_from(cast, starts_on, **terms_columns):
    """Let Maya's support begin on a day, under terms of the whole time; afterwards all is as before."""
    with transaction.atomic():
        first = datetime.date(2020, 1, 1)
        Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=first, ends_on=None)
        SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=starts_on)
        cast.package.refresh_from_db()
        columns = {**FULL_TERMS, "update_days": 42, **terms_columns}
        set_terms(contract=cast.tameside, from_on=first, by=None, **columns)
        struck = {"struck_at": clock.now(), "struck_by": cast.alan, "struck_reason": "Replaced"}
        cast.tameside.terms.exclude(from_on=first).update(**struck)
        yield
        transaction.set_rollback(True)


def sweep(day):
    with freeze_on(day):
        raise_updates(on=day)
        postpone_updates(on=day)


def send_due(cast, day) -> KeyworkerUpdate:
    KeyworkerUpdate.objects.filter(package=cast.package, state="due").update(**WRITTEN)
    update = KeyworkerUpdate.objects.get(package=cast.package, state="due")
    with freeze_on(day):
        submit_update(update=update, by=cast.amara)
    return update


@few
@given(starts_on=STARTS, early=st.integers(-20, 13), later=st.integers(0, 60))
def test_each_is_due_forty_two_days_after_the_last_was_sent(cast, starts_on, early, later):
    """Given support from any day; when the first is sent early or late; then each due day counts from the sending."""
    with supported_from(cast, starts_on):
        due_on = starts_on + 42 * DAY
        assert next_update_due_on(cast.package, starts_on) == due_on
        sweep(due_on - 15 * DAY)
        assert not KeyworkerUpdate.objects.filter(package=cast.package).exists()
        sent_on = due_on - early * DAY
        sweep(max(sent_on, due_on - 14 * DAY))
        update = send_due(cast, sent_on)
        assert (update.due_on, update.met_on, update.is_sent_late) == (due_on, sent_on, sent_on > due_on)
        following = sent_on + 42 * DAY
        sweep(following + later * DAY)
        assert KeyworkerUpdate.objects.get(package=cast.package, state="due").due_on == following


@few
@given(starts_on=STARTS, changed_after=st.integers(0, 41))
def test_a_change_of_keyworker_does_not_reset_it(cast, starts_on, changed_after):
    with supported_from(cast, starts_on):
        cast.individual.keyworker_terms.all()._raw_delete("default")
        for user, day in ((cast.priya, starts_on), (cast.kofi, starts_on + (changed_after + 1) * DAY)):
            change_keyworker(individual=cast.individual, user=user, from_on=day, by=cast.ben)
        sweep(starts_on + 42 * DAY)
        assert KeyworkerUpdate.objects.get(package=cast.package).due_on == starts_on + 42 * DAY


def hold(cast, from_on, until_on):
    spell = SpellFactory(individual=cast.individual, admitted_on=from_on - DAY, discharged_on=until_on)
    dates = {"from_on": from_on, "until_on": until_on, "admitted_on": from_on - DAY, "last_held_on": until_on - DAY}
    return Hold.objects.create(package=cast.package, spell=spell, **dates)


@few
@given(
    starts_on=STARTS, begins=st.integers(1, 60), length=st.integers(1, 28), pauses=st.sampled_from([None, False, True])
)
def test_a_hold_pauses_only_where_the_terms_say_so(cast, starts_on, begins, length, pauses):
    """Given a hold; then its days before the due day do not count where the terms say so, and else they do."""
    with supported_from(cast, starts_on, hold_pauses_updates=pauses):
        hold(cast, starts_on + begins * DAY, starts_on + (begins + length) * DAY)
        day = starts_on + 100 * DAY
        extra = length if pauses else 0
        assert next_update_due_on(cast.package, day) == starts_on + (42 + extra) * DAY


def test_a_raised_update_moves_with_a_hold_where_the_terms_say_so(cast):
    starts_on = datetime.date(2030, 1, 7)
    with supported_from(cast, starts_on, hold_pauses_updates=True):
        sweep(starts_on + 30 * DAY)
        hold(cast, starts_on + 31 * DAY, starts_on + 36 * DAY)
        sweep(starts_on + 33 * DAY)
        assert KeyworkerUpdate.objects.get(package=cast.package).due_on == starts_on + 44 * DAY
        sweep(starts_on + 50 * DAY)
        assert KeyworkerUpdate.objects.get(package=cast.package).due_on == starts_on + 47 * DAY


@few
@given(starts_on=STARTS, off=st.integers(0, 40))
def test_a_late_sweep_raises_one_dated_when_it_was_due(cast, starts_on, off):
    with supported_from(cast, starts_on):
        for _ in range(2):
            sweep(starts_on + (42 + off) * DAY)
        assert [row.due_on for row in KeyworkerUpdate.objects.filter(package=cast.package)] == [starts_on + 42 * DAY]
