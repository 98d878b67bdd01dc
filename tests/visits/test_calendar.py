"""The private calendar address: initials and times only, until it is revoked."""

import datetime

from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from core import clock
from tests.factories import PlannedVisitFactory
from visits.models import CalendarFeed
from visits.rota.calendar import _fold
from visits.services import make_feed, revoke_feed


def get_feed(token):
    return Client().get(reverse("calendar", args=[token]))


def test_it_shows_times_and_initials_and_no_more(cast):
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    token = make_feed(worker=cast.worker, by=cast.amara)
    answer = get_feed(token)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:M.L." in text
    assert f"DTSTART:{visit.starts_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}\r\n" in text
    for word in ("Lindqvist", "Maya", "Canal", "Ashton"):
        assert word not in text
    feed = CalendarFeed.objects.get()
    assert token not in feed.fingerprint
    assert feed.read_on == clock.today()


def test_a_revoked_address_stops_working(cast):
    first = make_feed(worker=cast.worker, by=cast.amara)
    second = make_feed(worker=cast.worker, by=cast.amara)
    assert (get_feed(first).status_code, get_feed(second).status_code) == (404, 200)
    revoke_feed(worker=cast.worker, by=cast.amara)
    assert get_feed(second).status_code == 404


def test_a_suspended_account_has_no_calendar(cast):
    token = make_feed(worker=cast.worker, by=cast.amara)
    cast.amara.suspended_at, cast.amara.suspended_reason = clock.now(), "Lost telephone"
    cast.amara.save()
    assert get_feed(token).status_code == 404


def test_walled_visits_are_left_out(cast):
    PlannedVisitFactory(package=cast.package, worker=cast.worker)
    token = make_feed(worker=cast.worker, by=cast.amara)
    raise_wall(record_id=cast.individual.pk, user=cast.amara, reason="Named in a concern", by=cast.sunita)
    assert "BEGIN:VEVENT" not in get_feed(token).content.decode()


def test_long_lines_are_folded_between_characters():
    lines = _fold("SUMMARY:" + "ü" * 80)
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    assert lines.replace("\r\n ", "") == "SUMMARY:" + "ü" * 80
