"""Where walls hide a person from every manager, who is on call is alerted; from them too, they read whom to ring."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.services import declare_relation
from core import clock
from core.models import Message
from core.vetoes import may_send
from tests.factories import PlannedVisitFactory, days_ago
from tests.visits.escalation_builders import make_shift
from tests.visits.phone_notes import note, send
from tests.visits.test_alerts import log, more_packages
from tests.visits.test_engagement import log_outcome
from tests.visits.test_rota import make_recurring_visit
from visits import services
from visits.models import Alert
from visits.notifications import notify_unplannable

DUTY_TEAM = "If you reach no one, ring the Council’s duty team on 01632 960111."


@pytest.fixture(autouse=True)
def on_call(cast):
    """Given Omar on call, and a wall between Maya and every manager."""
    make_shift(cast.tameside, cast.omar)
    wall_off(cast, cast.ben, cast.dana)


def wall_off(cast, *users) -> None:
    for user in users:
        raise_wall(record_id=cast.individual.pk, user=user, reason="Cousins", by=cast.sunita)


def declare(cast) -> None:
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)


def log_crisis(cast) -> None:
    columns = {"with_whom": "person", "how": "call", "about": "She rang and cried.", "was_crisis": True}
    services.log_contact(package=cast.package, at=clock.now(), urgency="today", by=cast.amara, **columns)


def send_note(cast, **changed) -> None:
    client = Client()
    client.force_login(cast.amara)
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    send(client, note(cast.amara, planned=planned, **changed))


def send_crisis_note(cast) -> None:
    send_note(cast, support_kinds=["crisis"])


def send_note_after_a_wall(cast) -> None:
    """Send a note that its author may not open any more."""
    declare(cast)
    send_note(cast, ended=["ten to"])


def leave_an_alert(cast) -> None:
    """Leave an alert until its reminder is due."""
    log(cast)
    with clock.frozen_at(clock.now() + datetime.timedelta(hours=3)):
        services.remind_of_alerts(on=clock.today())


def miss_three_visits(cast) -> None:
    for ago in (3, 2, 1):
        log_outcome(cast, "no answer", ago=ago)


def skip_a_visit(cast) -> None:
    notify_unplannable(make_recurring_visit(cast, from_on=cast.today), cast.today + datetime.timedelta(days=3))


# What happens, and how the key of its message begins.
EVENTS = [
    (log, "alert:"),
    (log_crisis, "alert:"),
    (leave_an_alert, "alert-reminder:"),
    (send_crisis_note, "phone-asks:"),
    (send_note_after_a_wall, "phone-asks:"),
    (miss_three_visits, "engagement:"),
    (skip_a_visit, "not made:"),
    (declare, "relation:"),
]


def messages(cast, key) -> list[Message]:
    """Return what those who lead at the provider read in Casework."""
    leading = (cast.omar, cast.ben, cast.dana)
    return list(Message.objects.filter(key__startswith=key, channel="in app", to__in=leading).select_related("to"))


@pytest.mark.parametrize(("happen", "key"), EVENTS)
def test_who_is_on_call_is_alerted_and_opens_the_record(cast, client, happen, key):
    happen(cast)
    (message,) = messages(cast, key)
    assert message.to == cast.omar
    assert may_send.objections(message) == []
    assert cast.package.reference in message.subject or key == "phone-asks:"
    client.force_login(cast.omar)
    assert client.get(message.path).status_code == 200


@pytest.mark.parametrize(("happen", "key"), EVENTS)
def test_where_nobody_may_open_the_record_somebody_is_told_whom_to_ring(cast, happen, key):
    wall_off(cast, cast.omar)
    happen(cast)
    sent = messages(cast, key)
    assert {message.to for message in sent} in ({cast.ben, cast.dana}, {cast.omar})
    for message in sent:
        assert (message.individual_id, message.about_ids, message.path) == (None, [], "")
        assert may_send.objections(message) == []
        text = message.subject + message.body
        assert "Ask another senior or manager to " in message.body
        assert message.body.endswith(DUTY_TEAM)
        assert (cast.amara.telephone in text) == (key not in ("alert-reminder:", "relation:"))
        for hidden in (cast.package.reference, "Maya", "Lindqvist", "Amara"):
            assert hidden not in text


def test_an_author_behind_a_wall_is_not_asked_to_plan_the_visit(cast):
    wall_off(cast, cast.amara)
    skip_a_visit(cast)
    assert not Message.objects.filter(key__startswith="not made:", to=cast.amara).exists()


def test_who_is_on_call_picks_the_alert_up_and_closes_it(cast, client):
    log(cast)
    alert = Alert.objects.get()
    client.force_login(cast.omar)
    assert reverse("alert", args=[alert.pk]) in client.get(reverse("home")).content.decode()
    client.post(reverse("alert_accept", args=[alert.pk]))
    client.post(reverse("alert_close", args=[alert.pk]), {"done": "I rang her."})
    alert.refresh_from_db()
    assert (alert.closed_by, alert.done) == (cast.omar, "I rang her.")


def test_a_manager_behind_a_wall_reads_of_every_alert(cast):
    """No limit holds for them: the alerts are not on their home page."""
    wall_off(cast, cast.omar)
    for package in (cast.package, *more_packages(cast, 2)):
        for user in (cast.omar, cast.ben, cast.dana):
            raise_wall(record_id=package.pk, user=user, reason="Cousins", by=cast.sunita)
        log(cast, package=package)
    assert len(messages(cast, "alert:")) == 6
