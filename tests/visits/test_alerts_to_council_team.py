"""The Council's team hears of an urgent change beside the keyworker or in their place, and rings the service."""

import pytest
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import KeyworkerTerm
from casework.services import change_keyworker
from contracts.models import Council
from contracts.services import appoint
from core.models import Message
from core.tasks import send_messages, send_urgent_messages
from core.vetoes import may_send
from design import formatting
from tests.visits.escalation_builders import make_shift
from tests.visits.test_alerts import log, users_notified
from visits import services
from visits.models import Alert


def to_team(cast) -> Message:
    return Message.objects.get(key__startswith="alert:", channel="in app", to=cast.duty)


@pytest.mark.parametrize("urgency", ["today", "now"])
def test_the_councils_team_is_told_beside_the_keyworker_and_rings_the_service(cast, client, urgency):
    """Given terms that ask for a keyworker; then its team, which opens no record, reads whom to ring (T3.2)."""
    make_shift(cast.tameside, cast.omar)
    log(cast, urgency)
    assert {cast.priya, cast.duty} <= set(users_notified("alert:"))
    message, alert = to_team(cast), Alert.objects.get()
    assert (message.path, message.individual_id) == ("", cast.individual.pk)
    assert may_send.objections(message) == []
    assert cast.package.reference in message.subject
    for number in (cast.tameside.telephone, cast.omar.telephone):
        assert number in message.body
    assert formatting.time(alert.recorded_at) in message.body
    assert Message.objects.get(key__startswith="alert:", channel="in app", to=cast.priya).path
    client.force_login(cast.duty)
    assert client.get(reverse("alert", args=[alert.pk])).status_code == 404
    send_messages()
    send_urgent_messages()
    page = " ".join(client.get(reverse("notifications")).content.decode().split())
    assert message.subject in page
    assert message.body in page


def test_without_a_keyworker_the_councils_team_hears_of_every_change(cast):
    """Given a person without a keyworker, by terms that ask for one and by terms that do not; then its team hears."""
    KeyworkerTerm.objects.filter(individual=cast.individual).update(until_on=cast.today)
    log(cast, "now")
    assert set(users_notified("alert:")) == {cast.ben, cast.dana, cast.duty}
    appoint(user=cast.duty, role="duty_team", contract=cast.links, from_on=cast.today, by=None)
    log(cast, package=cast.links_package, worker=cast.links_worker, by=cast.gwen)
    sent = Message.objects.filter(individual_id=cast.links_individual.pk, channel="in app", key__startswith="alert:")
    assert {message.to for message in sent} == {cast.nadia, cast.duty}


def test_where_the_terms_ask_for_no_keyworker_one_hears_alone(cast):
    appoint(user=cast.priya, role="keyworker", contract=cast.links, from_on=cast.today, by=None)
    appoint(user=cast.duty, role="duty_team", contract=cast.links, from_on=cast.today, by=None)
    change_keyworker(individual=cast.links_individual, user=cast.priya, from_on=cast.today, by=cast.nadia)
    log(cast, package=cast.links_package, worker=cast.links_worker, by=cast.gwen)
    assert set(users_notified("alert:")) == {cast.nadia, cast.priya}


def test_a_wall_hides_the_alert_from_the_councils_team(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.duty, reason="His aunt", by=cast.sunita)
    log(cast, "now")
    assert cast.duty not in users_notified("alert:")


def test_once_somebody_at_the_council_deals_with_it_its_team_hears_no_more(cast):
    log(cast)
    services.accept_alert(alert=Alert.objects.get(), by=cast.priya)
    log(cast, "now")
    assert users_notified("alert:").count(cast.duty) == 1


def test_the_address_of_the_councils_team_gets_the_same_without_a_reference(cast):
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email="team@hub.example")
    for _ in range(2):
        log(cast)
    (email,) = Message.objects.filter(key__startswith="alert-team:")
    assert (email.address, email.to, email.individual_id, email.path) == ("team@hub.example", None, None, "")
    assert email.body == to_team(cast).body
    for hidden in (cast.package.reference, "Maya", "sleeps", "Amara"):
        assert hidden not in email.subject + email.body
    log(cast, "now")
    assert Message.objects.filter(key__startswith="alert-team:").count() == 2


def test_the_teams_address_gets_nothing_twice(cast):
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email=cast.duty.email)
    log(cast)
    assert not Message.objects.filter(key__startswith="alert-team:").exists()
