"""A worker at no visit calls for help: the same people are alerted, in the same rounds, and one of them answers."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from contracts.services import appoint
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from design import formatting
from tests.visits.escalation_builders import make_shift
from visits.lone_working.models.escalation import Escalation
from visits.lone_working.on_call_lists import open_calls_of
from visits.services import (
    advance_escalations,
    answer_escalation,
    begin_escalation,
    call_without_visit,
    close_escalation,
    record_ringing,
)

MINUTE = datetime.timedelta(minutes=1)


def call(cast, **values) -> Escalation:
    return call_without_visit(contract=cast.tameside, by=cast.amara, **values)


def texted() -> list:
    return [message.to for message in Message.objects.filter(channel="text").order_by("recorded_at", "key")]


def open_page(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_a_worker_without_a_visit_calls_from_the_home_page(cast):
    """Given Amara without a visit today; then the page that her home page leads to alerts the on-call senior."""
    make_shift(cast.tameside, cast.omar)
    client = Client()
    client.force_login(cast.amara)
    assert reverse("call_for_help") in client.get(reverse("home")).content.decode()
    address = reverse("call_without_visit", args=[cast.tameside.pk])
    assert address in client.get(reverse("call_for_help")).content.decode()
    answer = client.post(address)
    escalation = Escalation.objects.get()
    assert answer.url == reverse("escalation", args=[escalation.pk])
    assert (escalation.package, escalation.contract, escalation.caller) == (None, cast.tameside, cast.amara)
    assert texted() == [cast.omar]
    page = client.get(answer.url).content.decode()
    assert "They did not say where they are" in page
    assert "999" in page
    assert "Your call for help" in client.get(reverse("visits")).content.decode()


def test_the_place_is_shown_to_those_who_answer_and_is_in_no_message(cast):
    make_shift(cast.tameside, cast.omar)
    escalation = call(cast, place="Behind the market hall,\x00 Ashton")
    assert "\x00" not in escalation.place
    page = open_page(cast.omar, "escalation", escalation.pk).content.decode()
    assert "Behind the market hall" in page
    for name in ("home", "escalations"):
        assert reverse("escalation", args=[escalation.pk]) in open_page(cast.omar, name).content.decode()
    message = Message.objects.filter(channel="text").get()
    assert message.subject == "A worker has asked for help."
    assert "market" not in message.subject + message.body
    assert cast.amara.telephone in message.body


def test_no_call_is_refused_for_a_long_place(cast):
    assert len(call(cast, place="x" * 5000).place) == 200


def test_it_goes_from_the_on_call_senior_to_the_managers_until_somebody_answers(cast):
    make_shift(cast.tameside, cast.omar)
    escalation = call(cast)
    with clock.frozen_at(clock.now() + 30 * MINUTE):
        assert advance_escalations(on=cast.today) == 1
        assert set(texted()) == {cast.omar, cast.ben, cast.dana}
        answer_escalation(escalation=escalation, by=cast.ben)
    with clock.frozen_at(clock.now() + 300 * MINUTE):
        assert advance_escalations(on=cast.today) == 0
        record_ringing(
            escalation=escalation,
            contact="worker",
            began_at=clock.now(),
            outcome="answered",
            conversation="She is safe",
            by=cast.ben,
        )
        close_escalation(escalation=escalation, done="She took a taxi home", by=cast.ben)
        with pytest.raises(NotPossible), transaction.atomic():
            answer_escalation(escalation=escalation, by=cast.ben)
    assert Message.objects.filter(to=cast.amara, key__startswith="call-answered:").exists()


def test_a_second_call_repeats_the_first_and_may_say_where(cast):
    escalation = call(cast)
    with clock.frozen_at(clock.now() + 2 * MINUTE):
        assert call(cast, place="At the bus station").pk == escalation.pk
    escalation.refresh_from_db()
    assert (escalation.place, escalation.steps.filter(outcome="joined").count()) == ("At the bus station", 1)
    call_without_visit(contract=cast.tameside, by=cast.lewis)
    assert Escalation.objects.count() == 2, "another worker's call is their own"


def test_a_call_made_again_waits_since_then(cast):
    """Given a call of yesterday that nobody closed; when its worker calls again; then home and list say when."""
    first = clock.now()
    call(cast)
    with clock.frozen_at(first + 24 * 60 * MINUTE):
        call(cast)
    with clock.frozen_at(first + 24 * 60 * MINUTE + 3 * MINUTE):
        page = " ".join(open_page(cast.ben, "home").text.split())
        assert "3 minutes waiting" in page
        assert f"Called again; first on {formatting.when(first)}" in page
        assert "called again" in open_page(cast.ben, "escalations").text


def test_a_call_in_another_contract_alerts_those_of_that_contract(cast):
    """Given Amara, who works for both contracts and whose call in the one nobody has closed, or nobody is left who
    could; when she calls in the other; then its managers are alerted, and both calls are on her home page.
    """
    appoint(user=cast.amara, role="on_call_senior", contract=cast.links, from_on=cast.today, by=None)
    first = call(cast)
    assert cast.nadia not in texted()
    second = call_without_visit(contract=cast.links, by=cast.amara, place="At the bus station")
    assert cast.nadia in texted()
    first.refresh_from_db()
    assert (first.contract, first.place, second.contract) == (cast.tameside, "", cast.links)
    assert [one.pk for one in open_calls_of(cast.amara)] == [first.pk, second.pk]
    assert call_without_visit(contract=cast.links, by=cast.amara).pk == second.pk


@pytest.mark.parametrize("name", ["tess", "omar", "ben"])
def test_nobody_answers_their_own_call(cast, name):
    """Given somebody who answers calls and needs help; then no button of theirs stops the others being alerted."""
    user = getattr(cast, name)
    escalation = call_without_visit(contract=cast.tameside, by=user)
    button = reverse("escalation_answer", args=[escalation.pk])
    assert button not in open_page(user, "escalation", escalation.pk).text
    assert button in open_page(cast.dana, "escalation", escalation.pk).text
    with pytest.raises(Refused, match="someone else"), transaction.atomic():
        answer_escalation(escalation=escalation, by=user)
    with clock.frozen_at(clock.now() + 30 * MINUTE):
        assert advance_escalations(on=cast.today) == 1
    answer_escalation(escalation=escalation, by=cast.dana)


def test_who_joins_a_call_does_not_answer_it_and_who_reports_an_urgent_concern_may(cast):
    concern = begin_escalation(package=cast.package, cause="act now", by=cast.ben)
    answer_escalation(escalation=concern, by=cast.ben)
    with clock.frozen_at(clock.now() + 2 * MINUTE):
        joined = begin_escalation(package=cast.package, cause="pressed", by=cast.omar)
        assert joined.pk == concern.pk
        with pytest.raises(Refused, match="someone else"), transaction.atomic():
            answer_escalation(escalation=joined, by=cast.omar)
        answer_escalation(escalation=joined, by=cast.ben)


def test_who_may_open_and_answer_it(cast):
    """Given Amara, whom Tess leads; then her team leader and those of the contract open it, and nobody else: not Lewis,
    who leads another team.
    """
    appoint(user=cast.lewis, role="team_leader", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    escalation = call(cast)
    for user in (cast.ben, cast.amara):
        raise_wall(record_id=cast.individual.pk, user=user, reason="A cousin", by=cast.dana)
    statuses = {
        name: open_page(getattr(cast, name), "escalation", escalation.pk).status_code
        for name in ("amara", "tess", "omar", "ben", "dana", "lewis", "nadia", "priya", "farah")
    }
    opens = dict.fromkeys(("amara", "tess", "omar", "ben", "dana"), 200)
    assert statuses == opens | dict.fromkeys(("lewis", "nadia", "priya", "farah"), 404)


def test_it_is_made_in_the_callers_own_contract_only(cast):
    client = Client()
    for user, status in ((cast.amara, 404), (cast.farah, 404), (cast.gwen, 302)):
        client.force_login(user)
        assert client.post(reverse("call_without_visit", args=[cast.links.pk])).status_code == status
    assert Escalation.objects.get().caller == cast.gwen
