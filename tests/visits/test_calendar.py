"""The private calendar address: tasks and visits with initials, until it is revoked or the posts end."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.walls import raise_wall
from casework.models import RecordAccess
from casework.services import allocate
from contracts.models import Post
from core import clock, duties
from core.errors import Refused
from tests.factories import PlannedVisitFactory, ReviewFactory, UpdateFactory, at_ten, days_ago
from visits.models import CalendarFeed
from visits.rota import calendar
from visits.services import make_feed, revoke_feed


def get_feed(token):
    return Client().get(reverse("calendar", args=[token]))


def events_of(token) -> list[dict]:
    return [dict(event) for event in Calendar.from_ical(get_feed(token).content).walk("VEVENT")]


def summaries(token) -> list[str]:
    return [str(event["SUMMARY"]) for event in events_of(token)]


def add_update(cast, due_on):
    return UpdateFactory(package=cast.package, terms=cast.terms, due_on=due_on)


def test_it_shows_times_and_initials_and_no_more(cast):
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    add_update(cast, days_ago(-3))
    token = make_feed(by=cast.amara)
    answer = get_feed(token)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Visit\\, M.L." in text
    assert "SUMMARY:Keyworker update\\, M.L." in text
    assert f"DTSTART:{visit.starts_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}\r\n" in text
    for word in ("Lindqvist", "Maya", "Canal", "Ashton", "Amara", "Okafor", "Priya"):
        assert word not in text
    feed = CalendarFeed.objects.get()
    assert token not in feed.fingerprint
    assert feed.read_on == clock.today()


def test_a_review_is_in_the_calendar_of_the_worker_and_of_the_keyworker(cast):
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(-5), meets_at=at_ten(days_ago(-3)))
    for user, count in ((cast.amara, 1), (cast.priya, 1), (cast.lewis, 0)):
        meetings = [event for event in events_of(make_feed(by=user)) if "review-meeting" in event["UID"]]
        assert len(meetings) == count, user


def test_a_task_is_on_its_day_and_an_overdue_one_on_today(cast):
    update = add_update(cast, days_ago(-3))
    token = make_feed(by=cast.amara)
    (event,) = [event for event in events_of(token) if event["SUMMARY"] == "Keyworker update, M.L."]
    assert event["DTSTART"].dt == days_ago(-3)
    assert str(event["URL"]).endswith(reverse("update", args=[update.pk]))
    with clock.frozen_at(at_ten(days_ago(-8))):
        (event,) = [event for event in events_of(token) if "Keyworker update" in event["SUMMARY"]]
        assert (event["SUMMARY"], event["DTSTART"].dt) == ("Overdue: Keyworker update, M.L.", clock.today())


def test_a_worker_has_their_own_tasks_and_who_leads_workers_those_of_the_team(cast):
    """Given an update on Maya, led by Amara, and one on Tomasz, led by Lewis, whom Amara covers."""
    add_update(cast, days_ago(-3))
    UpdateFactory(package=cast.other_package, terms=cast.terms, due_on=days_ago(-3))
    allocate(package=cast.other_package, worker=cast.worker, kind="support", from_on=cast.today, by=cast.ben)
    updates = {user: [] for user in (cast.amara, cast.ben)}
    for user in updates:
        updates[user] = [text for text in summaries(make_feed(by=user)) if text.startswith("Keyworker update")]
    assert updates[cast.amara] == ["Keyworker update, M.L."]
    assert sorted(updates[cast.ben]) == ["Keyworker update, M.L.", "Keyworker update, T.Z."]


def test_it_looks_eight_weeks_ahead(cast):
    for days in (55, 56):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(-days))
    assert summaries(make_feed(by=cast.amara)).count("Visit, M.L.") == 1


def test_it_has_a_bound(cast, monkeypatch):
    monkeypatch.setattr(calendar, "MOST", 2)
    for days in (1, 2, 3):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(-days))
    add_update(cast, days_ago(-3))
    assert len(events_of(make_feed(by=cast.amara))) == 2


def test_times_are_right_over_the_clock_change(cast):
    # Ten in London is nine in UTC before the clocks go back on 25 October 2026, and ten after it.
    with clock.frozen_at(clock.instant_on(datetime.date(2026, 10, 20), datetime.time(12))):
        for day in (24, 26):
            PlannedVisitFactory(package=cast.package, worker=cast.worker, on=datetime.date(2026, 10, day))
        text = get_feed(make_feed(by=cast.amara)).content.decode()
    assert "DTSTART:20261024T090000Z" in text
    assert "DTSTART:20261026T100000Z" in text


def test_every_kind_of_task_has_a_label_without_anything_of_its_row():
    for kind in duties.kinds():
        assert kind.fixed_label, kind.key


def test_a_manager_and_a_keyworker_have_one_and_a_person_has_none(cast, client: Client):
    for user in (cast.ben, cast.priya):
        assert get_feed(make_feed(by=user)).status_code == 200
    with pytest.raises(Refused):
        make_feed(by=cast.maya)


def test_a_revoked_address_stops_working(cast):
    first = make_feed(by=cast.amara)
    second = make_feed(by=cast.amara)
    assert (get_feed(first).status_code, get_feed(second).status_code) == (404, 200)
    revoke_feed(by=cast.amara)
    assert get_feed(second).status_code == 404
    assert get_feed("a-guess").status_code == 404


def test_a_suspended_account_has_no_calendar(cast):
    token = make_feed(by=cast.amara)
    cast.amara.suspended_at, cast.amara.suspended_reason = clock.now(), "Lost telephone"
    cast.amara.save()
    assert get_feed(token).status_code == 404


def test_it_ends_with_the_post(cast):
    token = make_feed(by=cast.amara)
    Post.objects.filter(user=cast.amara).update(until_on=days_ago(-1))
    assert get_feed(token).status_code == 200
    with clock.frozen_at(at_ten(days_ago(-1))):
        assert get_feed(token).status_code == 404


def test_walled_visits_and_tasks_are_left_out(cast):
    PlannedVisitFactory(package=cast.package, worker=cast.worker)
    add_update(cast, days_ago(-3))
    token = make_feed(by=cast.amara)
    raise_wall(record_id=cast.individual.pk, user=cast.amara, reason="Named in a concern", by=cast.sunita)
    assert "BEGIN:VEVENT" not in get_feed(token).content.decode()


def test_reading_it_opens_no_record(cast):
    PlannedVisitFactory(package=cast.package, worker=cast.worker)
    token = make_feed(by=cast.amara)
    before = RecordAccess.objects.count()
    get_feed(token)
    assert RecordAccess.objects.count() == before


def test_details_lead_to_it_for_who_has_work(cast, client: Client):
    for user, leads in ((cast.amara, True), (cast.priya, True), (cast.maya, False)):
        client.force_login(user)
        assert (reverse("my_calendar") in client.get(reverse("my_details")).text) is leads
