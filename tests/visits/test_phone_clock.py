"""Unusual notes from phones: wrong clocks, no person, excluded activities, sent twice."""

import datetime
from uuid import uuid4

import pytest
from django.test import Client

from contracts.enums import ExcludedActivity
from core import clock, drafts
from scheduler import sweeps
from tests.factories import PlannedVisitFactory, days_ago
from tests.visits.phone_notes import note, send
from visits.models import PhoneEntry, Visit
from visits.phone import intake
from visits.phone.data import PASS_DAYS, blank_form, holder_of, pass_for

LONG_AGO = datetime.datetime(1990, 1, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def amara(cast, client):
    """Amara's phone, signed in."""
    client.force_login(cast.amara)
    return client


def get_note_page(client, entry) -> str:
    answer = client.get(f"/phone/notes/{entry.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_phone_clock_set_to_1990_does_not_stop_the_intake(cast, amara):
    """Before the first terms, those of today decide which questions are asked."""
    good = note(cast.amara, package=cast.package, written_at=LONG_AGO)
    bad = note(cast.amara, package=cast.package, written_at=LONG_AGO, ended=["ten to"])
    assert [answer["asks"] for answer in send(amara, good, bad)] == [False, True]
    assert Visit.objects.get().written_at == LONG_AGO
    assert "ten to" in get_note_page(amara, PhoneEntry.objects.with_question().get())


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_phone_clock_at_the_latest_possible_date_is_ignored(cast, amara, when):
    text = note(cast.amara, package=cast.package, written_at=LONG_AGO).replace(LONG_AGO.isoformat(), when)
    assert send(amara, text)[0]["asks"] is False
    assert PhoneEntry.objects.get().written_at is None


def test_a_note_about_nobody_becomes_a_question(cast, amara):
    assert send(amara, note(cast.amara, planned=None, package=None))[0]["asks"] is True
    assert "We cooked lentils." in get_note_page(amara, PhoneEntry.objects.with_question().get())


def test_a_note_that_fails_becomes_a_question_and_is_not_retried(cast, amara, monkeypatch):
    def fail(**arguments):
        raise KeyError("an unexpected error")

    monkeypatch.setattr(intake, "log_visit", fail)
    assert send(amara, note(cast.amara, package=cast.package))[0]["asks"] is True
    entry = PhoneEntry.objects.with_question().get()
    assert entry.question == intake.BROKEN
    assert "We cooked lentils." in get_note_page(amara, entry)
    assert sweeps.tick(on=clock.today())["check offline notes"] == 0


def test_accepting_a_note_deletes_its_draft(cast, amara):
    """Only the draft of the named window is deleted: another window may have another visit."""
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    of_planned, of_package = f"visit_log_planned:{planned.pk}", f"visit_log:{cast.package.pk}"
    for key, tab in ((of_planned, "a1"), (of_package, "b1"), (of_package, "b2")):
        drafts.save_draft(user=cast.amara, key=key, fields={"notes": "We cooked"}, window_id=tab)
    drafts.save_draft(user=cast.ben, key=of_planned, fields={"notes": "Mine"}, window_id="c1")
    send(amara, note(cast.amara, planned=planned))
    send(amara, note(cast.amara, package=cast.package, day=days_ago(2), draft_window=["b1"], draft_continued_from=[""]))
    assert Visit.objects.count() == 2
    assert not drafts.saved_drafts(user=cast.amara, key=of_planned)
    assert [text.window_id for text in drafts.saved_drafts(user=cast.amara, key=of_package)] == ["b2"]
    assert drafts.saved_drafts(user=cast.ben, key=of_planned)


def test_excluded_activities_are_asked_always_and_kept_where_the_terms_name_them(cast, amara):
    shell = Client().get("/phone/").content.decode()
    answers = {f"outside_{one.value.replace(' ', '_')}": ["on"] for one in ExcludedActivity}
    assert not [name for name in answers if f'name="{name}"' not in shell]
    assert set(answers) <= set(blank_form().fields)
    named = cast.package.case.contract.terms_on(days_ago(1)).excluded_activities
    assert 0 < len(named) < len(answers), "the contract names some and not others"
    send(amara, note(cast.amara, package=cast.package, support_kinds=["medication", "travel"], **answers))
    assert set(Visit.objects.get().excluded_activities) == set(named)


def test_phone_data_is_stable_within_a_day_and_its_pass_lasts_sixty_days(cast):
    device, now = uuid4(), clock.now()
    with clock.frozen_at(clock.instant_on(clock.day_of(now), datetime.time(9))):
        first_pass = pass_for(cast.amara, device)
    with clock.frozen_at(clock.instant_on(clock.day_of(now), datetime.time(15))):
        assert pass_for(cast.amara, device) == first_pass
    with clock.frozen_at(now + datetime.timedelta(days=PASS_DAYS)):
        assert holder_of(first_pass) == cast.amara
    with clock.frozen_at(now + datetime.timedelta(days=PASS_DAYS + 1)), pytest.raises(ValueError, match="too old"):
        holder_of(first_pass)
