"""Notes that no page would have sent: by a wrong clock, of nobody, of what the contract does not ask, typed twice."""

import datetime
from uuid import uuid4

import pytest
from django.test import Client

from contracts.enums import ExcludedActivity
from core import clock, drafts
from scheduler import sweeps
from tests.factories import PlannedVisitFactory, days_ago
from tests.visits.notes import note, send
from visits.models import PhoneEntry, Visit
from visits.phone import intake
from visits.phone.data import PASS_DAYS, blank_form, holder_of, pass_for

LONG_AGO = datetime.datetime(1990, 1, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture
def amara(cast, client):
    """Amara's phone, signed in."""
    client.force_login(cast.amara)
    return client


def page_of(client, entry) -> str:
    answer = client.get(f"/phone/notes/{entry.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_clock_that_stands_in_1990_does_not_stop_the_judging(cast, amara):
    """Before the first terms there are none: those of today say what is asked."""
    good = note(cast.amara, package=cast.package, written_at=LONG_AGO)
    bad = note(cast.amara, package=cast.package, written_at=LONG_AGO, ended=["ten to"])
    assert [answer["asks"] for answer in send(amara, good, bad)] == [False, True]
    assert Visit.objects.get().written_at == LONG_AGO
    assert "ten to" in page_of(amara, PhoneEntry.objects.asking().get())


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_clock_at_the_end_of_all_days_is_none(cast, amara, when):
    text = note(cast.amara, package=cast.package, written_at=LONG_AGO).replace(LONG_AGO.isoformat(), when)
    assert send(amara, text)[0]["asks"] is False
    assert PhoneEntry.objects.get().written_at is None


def test_a_note_of_nobody_asks_and_its_page_opens(cast, amara):
    assert send(amara, note(cast.amara, planned=None, package=None))[0]["asks"] is True
    assert "We cooked lentils." in page_of(amara, PhoneEntry.objects.asking().get())


def test_what_breaks_asks_and_is_not_tried_for_ever(cast, amara, monkeypatch):
    def broken(**given):
        raise KeyError("something nobody thought of")

    monkeypatch.setattr(intake, "log_visit", broken)
    assert send(amara, note(cast.amara, package=cast.package))[0]["asks"] is True
    entry = PhoneEntry.objects.asking().get()
    assert entry.question == intake.BROKEN
    assert "We cooked lentils." in page_of(amara, entry)
    assert sweeps.tick(on=clock.today())["check notes from phones"] == 0


def test_a_note_that_is_taken_in_takes_what_was_typed_with_it(cast, amara):
    """Of a visit that was not planned only the window it names: another may hold another visit."""
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


def test_what_the_service_does_not_do_is_asked_of_all_and_kept_where_the_terms_name_it(cast, amara):
    shell = Client().get("/phone/").content.decode()
    asked = {f"outside_{one.value.replace(' ', '_')}": ["on"] for one in ExcludedActivity}
    assert not [name for name in asked if f'name="{name}"' not in shell]
    assert set(asked) <= set(blank_form().fields)
    named = cast.package.case.contract.terms_on(days_ago(1)).excluded_activities
    assert 0 < len(named) < len(asked), "the contract names some and not others"
    send(amara, note(cast.amara, package=cast.package, support_kinds=["medication", "travel"], **asked))
    assert set(Visit.objects.get().excluded_activities) == set(named)


def test_two_packs_of_a_day_are_the_same_and_the_pass_lasts_sixty_days(cast):
    device, now = uuid4(), clock.now()
    with clock.frozen_at(clock.instant_on(clock.day_of(now), datetime.time(9))):
        given = pass_for(cast.amara, device)
    with clock.frozen_at(clock.instant_on(clock.day_of(now), datetime.time(15))):
        assert pass_for(cast.amara, device) == given
    with clock.frozen_at(now + datetime.timedelta(days=PASS_DAYS)):
        assert holder_of(given) == cast.amara
    with clock.frozen_at(now + datetime.timedelta(days=PASS_DAYS + 1)), pytest.raises(ValueError, match="too old"):
        holder_of(given)
