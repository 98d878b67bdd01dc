"""Reminders before an update is due, escalation when it is late, and the lists of managers."""

import datetime

import pytest
from django.urls import reverse

from casework.services import end_package
from core import clock
from core.models import Message
from reviews.models import KeyworkerUpdate
from reviews.services import acknowledge_update, raise_updates, remind_of_updates, send_update_to_check, submit_update
from tests.reviews.updates import DAY, make_update, saved, send, terms_with


@pytest.fixture
def update(cast):
    """Given a written update due in ten days, with reminders two and seven days before."""
    terms = terms_with(cast, update_reminder_days=[2, 7], update_needs_check=True)
    return make_update(cast, terms=terms, due_on=cast.today + 10 * DAY)


def remind(day) -> int:
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        return remind_of_updates(on=day)


def messages(kind, update) -> list:
    rows = Message.objects.filter(key__startswith=f"{kind}:{update.pk}:", channel="in app").order_by("recorded_at")
    return [(message.key.split(":")[2], message.to.full_name) for message in rows]


def test_the_worker_is_reminded_once_on_each_day_of_the_terms(cast, update):
    assert [remind(update.due_on - days * DAY) for days in (8, 7, 6, 3, 2, 1, 0)] == [0, 1, 0, 0, 1, 0, 0]
    assert messages("update-reminder", update) == [("7", cast.amara.full_name), ("2", cast.amara.full_name)]


def test_a_late_sweep_sends_only_the_newest_reminder(cast, update):
    assert remind(update.due_on - DAY) == 1
    assert messages("update-reminder", update) == [("2", cast.amara.full_name)]


def test_the_managers_are_reminded_while_they_check_it(cast, update):
    send_update_to_check(update=update, by=cast.amara)
    remind(update.due_on - 7 * DAY)
    assert {name for _, name in messages("update-reminder", update)} == {cast.ben.full_name, cast.dana.full_name}


def test_a_late_update_is_escalated_once(cast, update):
    assert [remind(update.due_on + days * DAY) for days in (0, 1, 2, 21)] == [1, 1, 0, 0]
    late = Message.objects.filter(key__startswith=f"update-late:{update.pk}", channel="in app")
    assert {message.to for message in late} == {cast.ben, cast.dana, cast.amara}


def test_sending_settles_what_asked_for_it(cast):
    update = make_update(cast, terms=terms_with(cast, update_reminder_days=[7]), due_on=cast.today + 3 * DAY)
    remind(cast.today)
    asked = Message.objects.filter(key__startswith=f"update-reminder:{update.pk}", channel="in app")
    assert asked.unread().exists()
    submit_update(update=saved(update), by=cast.amara)
    assert not asked.unread().exists()
    assert remind(update.due_on + DAY) == 0


def test_without_the_term_there_are_no_reminders(cast):
    update = make_update(cast)
    assert remind(update.due_on) == 0


def test_nobody_is_chased_after_the_end(cast, update):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert remind(update.due_on + DAY) == 0


def test_a_server_off_for_three_weeks_raises_each_update_once_dated_when_it_was_due(cast):
    """Given an update due today, and no sweep for three weeks; then one sweep raises it for today, and tells once."""
    due_on = cast.package.starts_on + 42 * DAY
    day = due_on + 21 * DAY
    with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
        raise_updates(on=day)
        assert raise_updates(on=day) == 0
    update = KeyworkerUpdate.objects.get(package=cast.package)
    assert update.due_on == due_on
    assert Message.objects.filter(key__startswith=f"update-raised:{update.pk}", channel="in app").count() == 1
    assert remind(day) >= 1
    assert remind(day) == 0


# The page


@pytest.fixture
def late_page(client, cast):
    def get(who="ben") -> str:
        client.force_login(getattr(cast, who))
        response = client.get(reverse("updates_late"))
        return response.content.decode() if response.status_code == 200 else str(response.status_code)

    return get


@pytest.mark.parametrize(("days", "listed"), [(8, []), (7, ["due"]), (0, ["due"]), (-1, ["late"]), (-300, ["late"])])
def test_each_list_has_its_own_range(cast, client, days, listed):
    """Given an update that is not sent; then it is on one list only: overdue, or due within a week."""
    make_update(cast, due_on=cast.today + days * DAY)
    client.force_login(cast.ben)
    context = client.get(reverse("updates_late")).context
    assert [name for name in ("late", "due", "unread", "unread_reviews") if context[name].rows] == listed


@pytest.mark.parametrize("ago", [1, 300])
def test_what_is_sent_and_not_acknowledged_is_listed_however_long_ago(cast, client, ago):
    with clock.frozen_at(clock.now() - ago * DAY):
        update = send(cast, make_update(cast, due_on=clock.today()))
    client.force_login(cast.ben)
    assert [row.pk for row in client.get(reverse("updates_late")).context["unread"].rows] == [update.pk]
    acknowledge_update(update=update, by=cast.priya)
    assert client.get(reverse("updates_late")).context["unread"].rows == []


def test_it_says_who_writes_it_and_how_far_it_is(cast, late_page):
    update = make_update(cast, due_on=cast.today)
    page = late_page()
    assert cast.amara.full_name in page
    assert "2 of 4 parts written" in page
    KeyworkerUpdate.objects.filter(pk=update.pk).update(how_it_is="", progress="")
    assert "Not started" in late_page()


def test_what_is_sent_leaves_the_page(cast, late_page):
    send(cast, make_update(cast, due_on=cast.today))
    assert "of 4 parts written" not in late_page()


def test_it_is_for_managers(cast, late_page):
    assert (late_page("amara"), late_page("priya")) == ("403", "404")
