"""Support that ended by a stay which was entered in error: a manager undoes the end, and every page says so (T5.4)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.hospital.hold_explanation import explain
from casework.models import SupportPackage
from casework.services import correct_spell, open_package, record_death, strike_admission, undo_ending
from core import clock
from core.models import Message
from tests.casework.test_holds import ADMITTED, DAY, LAST_HELD, admit, freeze_on, sweep
from tests.cast import assemble
from tests.factories import PlannedVisitFactory
from tests.snapshots import build_once
from workforce.services import end_employment

date = datetime.date
TODAY = date(2027, 3, 5)


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


@pytest.fixture
def spell(cast):
    """Given a stay that ended support on 2 March."""
    spell = admit(cast)
    assert sweep(LAST_HELD + DAY) == 1
    return spell


def strike(cast, spell, by=None) -> None:
    with freeze_on(TODAY):
        strike_admission(spell=spell, reason="It was her sister", by=by or cast.amara)


def to_undo(user) -> list:
    with freeze_on(TODAY):
        return [item.due_on for item in duty_items(user, TODAY) if item.kind == "ending-in-error"]


def undo(cast, on=TODAY) -> SupportPackage:
    with freeze_on(on), transaction.atomic():
        return undo_ending(package=SupportPackage.objects.get(pk=cast.package.pk), reason="No stay", by=cast.ben)


def asked_messages():
    return Message.objects.filter(key__startswith="ending-in-error", channel="in app").unread()


def asked() -> set:
    return {message.to for message in asked_messages()}


def test_it_is_a_duty_of_the_managers_with_a_message_until_the_end_is_undone(cast, spell):
    assert to_undo(cast.ben) == []
    strike(cast, spell)
    assert [to_undo(user) for user in (cast.ben, cast.dana, cast.amara, cast.priya)] == [[TODAY], [TODAY], [], []]
    assert asked() == {cast.ben, cast.dana}
    assert undo(cast).is_open
    assert (to_undo(cast.ben), asked()) == ([], set())


def test_a_corrected_admission_is_one_too(cast, spell):
    with freeze_on(TODAY):
        correct_spell(
            spell=spell, admitted_on=date(2027, 2, 20), discharged_on=None, resumed_on=None, reason="x", by=cast.ben
        )
    assert to_undo(cast.ben) == [TODAY]


def test_a_corrected_discharge_leaves_the_cause(cast, spell):
    """Given support that ended by the rule; then a discharge that is recorded late changes nothing."""
    with freeze_on(TODAY):
        days = {"discharged_on": date(2027, 2, 25), "resumed_on": None}
        correct_spell(spell=spell, admitted_on=ADMITTED, **days, reason="x", by=cast.ben)
    assert to_undo(cast.ben) == []


def test_a_struck_stay_that_was_not_the_cause_asks_nothing(cast, spell):
    """Given an earlier stay too; when that is struck; then the one that ended support still explains the end."""
    earlier = admit(cast, ADMITTED - 9 * DAY, recorded_on=TODAY, discharged_on=ADMITTED - 5 * DAY)
    strike(cast, earlier)
    assert to_undo(cast.ben) == []


def test_after_a_death_or_with_a_later_package_there_is_nothing_to_undo(cast, spell):
    strike(cast, spell)
    with freeze_on(TODAY), transaction.atomic():
        open_package(
            individual=cast.individual, contract=cast.tameside, starts_on=TODAY, minutes_a_week=60, by=cast.ben
        )
        assert to_undo(cast.ben) == []
        transaction.set_rollback(True)
    assert to_undo(cast.ben) == [TODAY]
    with freeze_on(TODAY):
        record_death(individual=cast.individual, died_on=TODAY, by=cast.ben)
    assert to_undo(cast.ben) == []


def test_every_text_says_so(cast, spell, client: Client):
    with freeze_on(TODAY):
        client.force_login(cast.ben)
        assert "make a new referral" in client.get(reverse("person", args=[cast.individual.pk])).text
    strike(cast, spell)
    with freeze_on(TODAY):
        pages = [client.get(reverse(name, args=[pk])).text for name, pk in pages_of(cast)]
        text = " ".join(explain(SupportPackage.objects.get(pk=cast.package.pk)))
    for page in [*(" ".join(page.split()) for page in pages), text]:
        assert "because of a hospital stay that was entered in error" in page
        assert "longer than the hold" not in page
        assert "needs a new referral to come back" not in page
    assert reverse("package_undo_ending", args=[cast.package.pk]) in pages[0]


def pages_of(cast) -> list:
    person, package = cast.individual.pk, cast.package.pk
    return [("person", person), ("person_hospital", person), ("package", package)]


def test_undoing_says_who_did_not_return_why_and_who_has_the_planned_visits(cast, spell, client: Client):
    """Given a lead who left after the end, with two visits planned; then the page names them, and why."""
    strike(cast, spell)
    with freeze_on(TODAY):
        for days in (1, 3):
            PlannedVisitFactory(package=cast.package, worker=cast.worker, on=TODAY + days * DAY)
        end_employment(worker=cast.worker, left_on=TODAY - DAY, reason="New job", by=cast.ben)
        client.force_login(cast.ben)
        address = reverse("package_undo_ending", args=[cast.package.pk])
        page = " ".join(client.post(address, {"reason": "No stay"}, follow=True).text.split())
    assert f"{cast.worker} did not return as lead worker: " in page
    assert "4 March 2027" in page
    assert f"{cast.worker} still has 2 planned visits." in page
    message = Message.objects.filter(key__startswith="ending-undone", to=cast.priya).first()
    assert "A worker could not return" in message.body


def test_undoing_says_nothing_of_workers_where_all_returned(cast, spell, client: Client):
    strike(cast, spell)
    with freeze_on(TODAY):
        client.force_login(cast.ben)
        address = reverse("package_undo_ending", args=[cast.package.pk])
        page = client.post(address, {"reason": "No stay"}, follow=True).text
    assert "Support continues." in page
    assert "did not return" not in page
