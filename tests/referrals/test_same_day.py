"""A referral that asks for a response on the same day: alerted to, marked and rung about, at any hour."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import clock
from core.models import Message
from design import formatting
from referrals.services import answer, ask, put_on_waiting_list, withdraw
from tests.pages.world import PDF, refer
from tests.referrals.referral_builders import enter_referral, send_referral
from tests.visits.escalation_builders import make_shift
from workforce.models import OnCallShift

NOON, NIGHT = datetime.time(12), datetime.time(23, 30)


@pytest.fixture
def on_call(cast) -> None:
    """Omar is on call, around the clock."""
    shift = make_shift(cast.tameside, cast.omar)
    OnCallShift.objects.filter(pk=shift.pk).update(
        starts_at=clock.instant_on(cast.today), ends_at=clock.instant_on(cast.today + datetime.timedelta(days=2))
    )


def messages_to(user, **filters) -> list[tuple[str, str]]:
    rows = Message.objects.filter(to=user, **filters).order_by("recorded_at", "channel")
    return list(rows.values_list("channel", "subject"))


def open_page(client, user, name, *args) -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("on_call")
@pytest.mark.parametrize("time", [NOON, NIGHT])
def test_the_on_call_senior_is_alerted_at_once(cast, time):
    with clock.frozen_at(clock.instant_on(cast.today, time)):
        referral = send_referral(cast, asks_same_day=True)
    subject = f"Same-day referral {referral.reference}: respond today"
    assert sorted(messages_to(cast.omar)) == [("in app", subject), ("text", subject)]
    body = Message.objects.filter(to=cast.omar, channel="text").get().body
    assert cast.priya.telephone in body
    assert referral.full_name not in body
    assert ("in app", subject) in messages_to(cast.ben)


def test_with_nobody_on_the_rota_everybody_who_could_be_is_alerted(cast):
    send_referral(cast, asks_same_day=True)
    assert "text" in [channel for channel, _ in messages_to(cast.omar)]


@pytest.mark.usefixtures("on_call")
def test_another_referral_alerts_nobody(cast):
    referral = send_referral(cast)
    assert messages_to(cast.omar) == []
    assert ("in app", f"New referral {referral.reference}") in messages_to(cast.ben)


@pytest.mark.usefixtures("on_call")
def test_one_that_came_by_telephone_alerts_too(cast):
    enter_referral(cast, reached_us_at=clock.now(), asks_same_day=True, referrer_words="Petra Lund, 0161 496 0188")
    assert {channel for channel, _ in messages_to(cast.omar)} == {"in app", "text"}


@pytest.mark.usefixtures("on_call")
def test_an_answer_alerts_again_and_a_withdrawal_says_that_it_is_over(cast):
    referral = send_referral(cast, asks_same_day=True)
    ask(referral=referral, question="Is she alone?", by=cast.ben)
    referral.refresh_from_db()
    answer(referral=referral, words="Yes", by=cast.priya)
    assert [channel for channel, _ in messages_to(cast.omar)].count("text") == 2
    referral.refresh_from_db()
    withdraw(referral=referral, reason="She went to hospital", by=cast.priya)
    assert messages_to(cast.omar)[-1] == ("in app", f"Same-day referral {referral.reference} withdrawn")


@pytest.mark.usefixtures("on_call")
def test_the_on_call_senior_reads_it_until_it_is_decided_and_no_other_referral(cast, client):
    referral, other = send_referral(cast, asks_same_day=True), send_referral(cast, full_name="Somebody Else")
    page = open_page(client, cast.omar, "referral", referral.pk)
    assert "Same-day request" in page
    assert "Ring the referrer" in page
    assert referral.full_name in open_page(client, cast.omar, "home")
    assert client.get(reverse("referral", args=[other.pk])).status_code in (403, 404)
    assert other.full_name not in open_page(client, cast.omar, "home")
    withdraw(referral=referral, reason="She went to hospital", by=cast.priya)
    assert client.get(reverse("referral", args=[referral.pk])).status_code in (403, 404)


@pytest.mark.usefixtures("on_call")
@pytest.mark.parametrize(
    ("time", "number"), [(NOON, "0161 496 0100"), (NIGHT, "07700 900103"), (NIGHT, "01632 960111")]
)
def test_the_sender_is_told_to_ring(cast, client, time, number):
    """In service hours the office; outside them the on-call senior and the Council's duty team."""
    draft = refer(cast.tameside, cast.priya, sent=False, asks_same_day=True)
    client.force_login(cast.priya)
    with clock.frozen_at(clock.instant_on(cast.today, time)):
        page = client.post(reverse("referral_send", args=[draft.pk]), follow=True).content.decode()
    assert "Referral sent" in page
    assert "Ring now as well" in page
    assert number in page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sender_of_another_referral_is_not(cast, client):
    referral = send_referral(cast)
    assert "Ring now" not in open_page(client, cast.priya, "referral", referral.pk)


def test_it_is_marked_in_every_list_and_on_its_page(cast, client):
    referral = send_referral(cast, asks_same_day=True, wanted_minutes=60 * 90)
    for user, name, args in (
        (cast.ben, "home", []),
        (cast.ben, "referrals", []),
        (cast.priya, "referrals", []),
        (cast.ben, "referral", [referral.pk]),
        (cast.priya, "referral", [referral.pk]),
    ):
        assert "Same-day request" in open_page(client, user, name, *args), (user, name)
    put_on_waiting_list(referral=referral, reason="No room", band=1, band_agreed_with="Petra Lund", by=cast.ben)
    assert "Same-day request" in open_page(client, cast.ben, "waiting_list")


def test_after_its_day_it_is_late_until_it_has_its_response(cast, client):
    with clock.frozen_at(clock.instant_on(cast.today, NOON)):
        referral = send_referral(cast, asks_same_day=True, wanted_minutes=60 * 90)
        assert "late" not in pill_of(open_page(client, cast.ben, "referral", referral.pk))
    with clock.frozen_at(clock.instant_on(cast.today + datetime.timedelta(days=1), NOON)):
        assert "1 day waiting" in open_page(client, cast.ben, "home")
        for name, args in (("referrals", []), ("referral", [referral.pk])):
            pill = pill_of(open_page(client, cast.ben, name, *args))
            assert "cw-pill--late" in pill
            assert "Same-day request: 1 day overdue" in pill
        put_on_waiting_list(referral=referral, reason="No room", band=1, band_agreed_with="Petra Lund", by=cast.ben)
        assert "late" not in pill_of(open_page(client, cast.ben, "waiting_list"))


def test_on_the_waiting_list_no_response_is_needed_today(cast, client):
    """Given a same-day request that was put on the waiting list on its day; then the next day asks for no response."""
    referral = send_referral(cast, asks_same_day=True, wanted_minutes=60 * 60)
    assert "A response is needed today." in open_page(client, cast.ben, "referral", referral.pk)
    put_on_waiting_list(referral=referral, reason="No room", band=1, band_agreed_with="Petra Lund", by=cast.ben)
    with clock.frozen_at(clock.now() + datetime.timedelta(days=1)):
        page = open_page(client, cast.ben, "referral", referral.pk)
    assert "A response is needed today." not in page
    assert f"A response was asked for on {formatting.weekday(referral.received_at)}," in page


def pill_of(page) -> str:
    """Return the pill of the same-day request, with its tone."""
    return re.search(r"<strong[^>]*>\s*Same-day request[^<]*", page)[0]


def test_a_withdrawn_one_is_still_marked_in_the_list(cast, client):
    withdraw(referral=send_referral(cast, asks_same_day=True), reason="She moved", by=cast.priya)
    assert "Same-day request" in open_page(client, cast.ben, "referrals")


@pytest.mark.usefixtures("on_call")
def test_who_may_not_decide_reads_whom_to_ring_and_a_late_response_says_so(cast, client):
    """Given a same-day request of yesterday; then the senior reads the manager's number, and the manager that it is
    late.
    """
    with clock.frozen_at(clock.now() - datetime.timedelta(days=1)):
        referral = send_referral(cast, asks_same_day=True)
    senior = open_page(client, cast.omar, "referral", referral.pk)
    assert "You cannot decide this. Ring the manager:" in senior
    manager = open_page(client, cast.ben, "referral", referral.pk)
    assert f"The response was due on {formatting.weekday(referral.received_at)}. Ring the referrer now:" in manager
    assert "You cannot decide this." not in manager
    assert "A response is needed today." not in manager
    assert "The risk is assessed." not in manager
    type(referral).objects.filter(pk=referral.pk).update(
        same_day_risk="Low", same_day_risk_by=cast.ben, same_day_risk_at=clock.now()
    )
    manager = open_page(client, cast.ben, "referral", referral.pk)
    assert "The risk is assessed. The decision is still missing." in manager


@pytest.mark.usefixtures("on_call")
def test_the_on_call_senior_reads_it_and_attaches_nothing(cast, client):
    """Given Omar, who may read a same-day referral; then no document of his counts as one of the Council's."""
    referral = send_referral(cast, asks_same_day=True)
    open_page(client, cast.omar, "referral", referral.pk)
    assert client.get(reverse("referral_attach", args=[referral.pk])).status_code == 403
    file = SimpleUploadedFile("assessment.pdf", PDF)
    client.post(reverse("referral_attach", args=[referral.pk]), {"kind": "risk assessment", "file": file})
    assert not referral.documents.filter(recorded_by=cast.omar).exists()
    for user in (cast.ben, cast.priya):
        open_page(client, user, "referral_attach", referral.pk)
