"""The weekly summary: how many tasks on Monday at seven, once for each user and week, whatever the server did."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from contracts.models import Post
from core import clock, message_choices, sweeps, tasks
from core.models import Message
from scheduler.sweeps import SWEEPS
from tests.factories import PlannedVisitFactory, UpdateFactory
from visits.log.weekly_summary import SWEEP, send_weekly_summaries, summary_of

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
SEVEN = datetime.time(7)


@pytest.fixture
def monday(cast) -> datetime.date:
    """Return the Monday after today."""
    return cast.today + DAY * (7 - cast.today.weekday())


def at(day: datetime.date, time: datetime.time = SEVEN):
    return clock.frozen_at(clock.instant_on(day, time))


def run(day: datetime.date, time: datetime.time = SEVEN) -> int:
    """Run the sweep as the scheduler does, at this local time."""
    with at(day, time):
        return sweeps.run(sweeps.Sweep(SWEEP, send_weekly_summaries), on=clock.today()) or 0


def summaries(user) -> list[Message]:
    return list(Message.objects.filter(to=user, key__startswith="weekly-summary:").order_by("key"))


def add_update(cast, due_on, **columns):
    return UpdateFactory(package=cast.package, terms=cast.terms, due_on=due_on, **columns)


def text(cast, user, monday) -> str:
    with at(monday):
        return summary_of(user, monday, week_from=monday)


def test_it_says_how_many_are_due_overdue_and_not_logged(cast, monday):
    before = text(cast, cast.amara, monday)
    add_update(cast, monday + 6 * DAY)
    assert text(cast, cast.amara, monday) != before
    counted = text(cast, cast.amara, monday)
    assert "due this week" in counted
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=monday - DAY)
    assert text(cast, cast.amara, monday) == counted.removesuffix(".") + ", 1 visit is not logged."


def test_what_is_due_after_the_week_is_not_counted(cast, monday):
    before = text(cast, cast.amara, monday)
    add_update(cast, monday + 7 * DAY)
    assert text(cast, cast.amara, monday) == before


def test_it_is_sent_on_monday_at_seven_and_once(cast, monday):
    add_update(cast, monday + DAY)
    assert run(monday, datetime.time(6, 59)) == 0
    assert run(monday) > 0
    assert run(monday, datetime.time(7, 5)) == 0
    assert run(monday + 3 * DAY) == 0
    (message,) = summaries(cast.amara)
    for word in ("Maya", "Lindqvist", "M.L."):
        assert word not in message.subject + message.body
    with at(monday):
        while waiting := tasks.claim():
            tasks.deliver(waiting)
    assert [sent.subject for sent in mail.outbox if sent.to == [cast.amara.email]].count(message.subject) == 1


def test_a_task_that_comes_later_in_the_week_sends_none(cast, monday):
    Post.objects.exclude(user=cast.lewis).update(until_on=cast.today + DAY)
    run(monday)
    assert summaries(cast.amara) == []
    Post.objects.filter(user=cast.amara).update(until_on=None)
    add_update(cast, monday + 4 * DAY)
    run(monday + 2 * DAY)
    assert summaries(cast.amara) == []


def test_a_server_that_was_off_for_three_weeks_sends_one(cast, monday):
    add_update(cast, monday + DAY)
    assert run(monday) > 0
    run(monday + 3 * WEEK + 2 * DAY, datetime.time(15))
    assert [message.key[-10:] for message in summaries(cast.amara)] == [
        f"{monday:%Y-%m-%d}",
        f"{monday + 3 * WEEK:%Y-%m-%d}",
    ]


def test_a_run_that_failed_is_done_again_and_nobody_gets_two(cast, monday):
    add_update(cast, monday + DAY)
    with at(monday):
        send_weekly_summaries(on=monday)  # without a row of the run, as where it was stopped
        send_weekly_summaries(on=monday)
    assert len(summaries(cast.amara)) == 1


@pytest.mark.parametrize(
    ("day", "utc"), [(datetime.date(2026, 10, 26), 7), (datetime.date(2027, 3, 29), 6)], ids=["back", "forward"]
)
def test_on_the_monday_after_a_clock_change_it_is_seven_in_london(cast, day, utc):
    due = datetime.datetime.combine(day, datetime.time(utc), tzinfo=datetime.UTC)
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=day + DAY)
    with clock.frozen_at(due - datetime.timedelta(minutes=1)):
        assert send_weekly_summaries(on=day) == 0
    with clock.frozen_at(due):
        send_weekly_summaries(on=day)
    assert len(summaries(cast.amara)) == 1


def test_whose_post_has_ended_gets_none(cast, monday):
    add_update(cast, monday + DAY)
    Post.objects.filter(user=cast.amara).update(until_on=monday)  # the Sunday was the last day
    run(monday)
    assert summaries(cast.amara) == []
    assert len(summaries(cast.tess)) == 1


def test_a_suspended_user_and_a_person_get_none(cast, monday):
    add_update(cast, monday + DAY)
    cast.amara.suspended_at, cast.amara.suspended_reason = clock.now(), "Lost telephone"
    cast.amara.save()
    run(monday)
    assert summaries(cast.amara) + summaries(cast.maya) == []


def test_what_is_walled_off_is_not_counted(cast, monday):
    raise_wall(record_id=cast.individual.pk, user=cast.amara, reason="Named in a concern", by=cast.sunita)
    before = text(cast, cast.amara, monday)
    add_update(cast, monday + DAY)
    assert text(cast, cast.amara, monday) == before


@pytest.mark.parametrize(("chosen", "number"), [({"weekly": False}, 0), ({"emails": "none"}, 0), ({}, 1)])
def test_the_user_chooses(cast, monday, chosen, number):
    add_update(cast, monday + DAY)
    columns = {"emails": "each", "summary_time": None, "quiet_from": None, "quiet_until": None}
    message_choices.choose_messages(by=cast.amara, **columns | chosen)
    run(monday)
    assert len(summaries(cast.amara)) == number


def test_quiet_hours_hold_it_back(cast, monday):
    add_update(cast, monday + DAY)
    eight = datetime.time(8)
    message_choices.choose_messages(
        emails="each", summary_time=None, quiet_from=datetime.time(22), quiet_until=eight, by=cast.amara
    )
    run(monday)
    assert summaries(cast.amara)[0].due_at == clock.instant_on(monday, eight)


def test_who_chooses_no_emails_while_one_waits_for_the_end_of_quiet_hours_gets_none(cast, monday):
    add_update(cast, monday + DAY)
    quiet = {"summary_time": None, "quiet_from": datetime.time(22), "quiet_until": datetime.time(8)}
    message_choices.choose_messages(emails="each", **quiet, by=cast.amara)
    run(monday)
    message_choices.choose_messages(emails="none", **quiet, by=cast.amara)
    with at(monday, datetime.time(9)):
        while waiting := tasks.claim():
            tasks.deliver(waiting)
    (message,) = summaries(cast.amara)
    assert message.subject not in [sent.subject for sent in mail.outbox if sent.to == [cast.amara.email]]
    assert message.state == "withheld"


def test_the_choice_is_on_the_page_for_who_has_tasks(cast, client: Client):
    path = reverse("my_notifications")
    client.force_login(cast.amara)
    assert 'name="weekly"' in client.get(path).text
    client.post(path, {"emails": "each"})
    assert message_choices.choice_of(cast.amara).weekly is False
    client.force_login(cast.maya)
    assert 'name="weekly"' not in client.get(path).text
    client.post(path, {"emails": "each"})
    assert message_choices.choice_of(cast.maya).weekly is True


def test_the_sweep_is_scheduled():
    assert SWEEPS[SWEEP].run is send_weekly_summaries
