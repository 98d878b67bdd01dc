"""Texts through a company: over HTTP as the settings say, and through Twilio, against servers on this machine."""

import uuid

import pytest

from core import outbound, sms, tasks
from core.channel_settings import HttpTexts, TwilioTexts
from core.errors import NotDeliverable, NotNow, Unconfirmed
from core.models import Message
from core.outbound import exchange, value_at
from core.sms.http import HttpSms
from core.sms.twilio import TwilioSms
from tests.factories import MessageFactory
from tests.local_servers import HANG, HANG_UP, http_server

NUMBER, REFERENCE = "07700 900982", uuid.UUID(int=7)
ACCOUNT = "AC" + "0" * 32


@pytest.fixture
def server():
    with http_server() as server:
        yield server


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch):
    """Wait for an answer for less time than in production, so that the tests are quick."""
    monkeypatch.setattr(outbound, "CONNECT_WAIT", 1.0)
    monkeypatch.setattr(outbound, "READ_WAIT", 0.5)


def mapping(url: str, **changed) -> HttpTexts:
    columns = {
        "url": f"{url}/messages",
        "method": "POST",
        "headers": {"Authorization": "Bearer secret"},
        "is_form": False,
        "number_field": "message.to",
        "body_field": "message.text",
        "sender_field": "from",
        "sender": "Casework",
        "reference_field": "client_ref",
        "reference_header": "Idempotency-Key",
        "more_fields": {"route": "uk"},
        "id_path": "messages.0.id",
    }
    return HttpTexts(**{**columns, **changed})


def send(settings, url: str, **changed) -> str:
    settings.SMS_HTTP = mapping(url, **changed)
    return HttpSms().send(number=NUMBER, body="Are you safe?", reference=REFERENCE)


def test_a_text_is_sent_as_the_settings_say(settings, server):
    """Given a company that takes JSON; then each value is in its field, and the company's id comes back."""
    server.answer = lambda asked: (201, {"messages": [{"id": "m-1"}]})
    assert send(settings, server.url) == "m-1"
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/messages")
    assert asked.json == {
        "message": {"to": "+447700900982", "text": "Are you safe?"},
        "from": "Casework",
        "client_ref": str(REFERENCE),
        "route": "uk",
    }
    assert asked.headers["authorization"] == "Bearer secret"
    assert asked.headers["idempotency-key"] == str(REFERENCE)


def test_a_form_is_sent_where_the_company_takes_one(settings, server):
    sent = send(settings, server.url, is_form=True, method="PUT", id_path="", number_field="to", body_field="text")
    assert sent == ""
    assert server.asked[0].method == "PUT"
    assert server.asked[0].form["to"] == "+447700900982"


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, NotDeliverable), (422, NotDeliverable), (401, NotNow), (404, NotNow), (429, NotNow), (503, NotNow)],
)
def test_the_status_says_whether_it_is_tried_again(settings, server, status, error):
    server.answer = lambda asked: (status, {"error": f"the number {NUMBER}"})
    with pytest.raises(error, match=f"status {status}") as raised:
        send(settings, server.url)
    assert "900982" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_the_settings_may_name_other_statuses(settings, server):
    server.answer = lambda asked: (400, {})
    with pytest.raises(NotNow):
        send(settings, server.url, never_statuses=frozenset({410}))


@pytest.mark.parametrize("answer", [HANG, HANG_UP])
def test_a_text_without_an_answer_is_not_confirmed(settings, server, answer):
    """Given a company that took the request and then said nothing; then nobody knows, and it was asked once."""
    server.answer = lambda asked: answer
    with pytest.raises(Unconfirmed, match="may have arrived"):
        send(settings, server.url)
    assert len(server.asked) == 1


def test_a_company_that_cannot_be_reached_is_tried_again(settings, server):
    with http_server() as gone:
        url = gone.url
    with pytest.raises(NotNow, match="could not be reached"):
        send(settings, url)


def test_a_server_without_a_certificate_gets_nothing(settings, server):
    with pytest.raises(NotNow, match="no certificate"):
        send(settings, server.url.replace("http:", "https:"))
    assert server.asked == []


@pytest.mark.parametrize("content", ["", "<html>Sign in to the network</html>", "[]", '{"messages": [{"id": {}}]}'])
def test_an_answer_that_is_not_the_companys_confirms_nothing(settings, server, content):
    server.answer = lambda asked: (200, content)
    with pytest.raises(Unconfirmed):
        send(settings, server.url)


def test_no_more_is_read_of_an_answer_than_is_needed(settings, server):
    """Given an answer of 10 MB; then its beginning is read."""
    server.answer = lambda asked: (200, "x" * 10_000_000)
    assert len(exchange("POST", server.url).text) == outbound.MOST_BYTES
    with pytest.raises(Unconfirmed):
        send(settings, server.url)


def test_a_redirect_is_not_followed(settings, server):
    """Given a company that sends us elsewhere; then neither the text nor the secret goes there."""
    server.answer = lambda asked: (307, {}, ("Location", f"{server.url}/elsewhere"))
    with pytest.raises(NotNow, match="status 307"):
        send(settings, server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize("number", ["999", "07700 900982 ext 4", "no number"])
def test_a_number_that_takes_no_texts_is_never_asked_for(settings, server, number):
    settings.SMS_HTTP = mapping(server.url)
    with pytest.raises(NotDeliverable):
        HttpSms().send(number=number, body="Are you safe?", reference=REFERENCE)
    assert server.asked == []


def test_values_are_read_by_their_path():
    data = {"a": [{"b": "c"}, 5], "yes": True}
    assert [value_at(data, path) for path in ("a.0.b", "a.1", "a.2", "a.b", "x", "yes", "a")] == [
        "c",
        "5",
        "",
        "",
        "",
        "",
        "",
    ]


@pytest.fixture
def twilio(settings, server):
    settings.TWILIO = TwilioTexts(ACCOUNT, "+441614960000", "the-auth-token", server.url)
    settings.SITE_ADDRESS = "https://casework.example.org"
    server.answer = lambda asked: (201, {"sid": "SM1", "status": "queued"})
    return TwilioSms()


def send_by(adapter) -> str:
    return adapter.send(number=NUMBER, body="Are you safe?", reference=REFERENCE)


def test_twilio_takes_a_text_and_gives_its_sid(twilio, server):
    assert send_by(twilio) == "SM1"
    (asked,) = server.asked
    assert asked.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert asked.form == {
        "To": "+447700900982",
        "From": "+441614960000",
        "Body": "Are you safe?",
        "StatusCallback": f"https://casework.example.org/texts/receipts/twilio/{REFERENCE}/",
    }
    assert asked.headers["authorization"].startswith("Basic ")


def test_a_messaging_service_of_twilio_may_send(settings, twilio, server):
    settings.TWILIO = TwilioTexts(ACCOUNT, "MG1", "the-auth-token", server.url)
    send_by(TwilioSms())
    assert server.asked[0].form["MessagingServiceSid"] == "MG1"
    assert "From" not in server.asked[0].form


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, 21211, NotDeliverable),
        (400, 21610, NotDeliverable),
        (400, 21606, NotNow),
        (401, 20003, NotNow),
        (429, 20429, NotNow),
        (503, None, NotNow),
    ],
)
def test_twilios_refusals_say_whether_it_is_tried_again(twilio, server, status, code, error):
    """Given a refusal; then a number that is no mobile is given up, and a fault of the account is tried again."""
    server.answer = lambda asked: (status, {"code": code, "message": f"The number {NUMBER} is wrong", "status": status})
    with pytest.raises(error) as raised:
        send_by(twilio)
    assert "900982" not in str(raised.value)


@pytest.mark.parametrize("answer", [HANG, HANG_UP, (201, "nonsense"), (201, "[]"), (201, "x" * 10_000_000)])
def test_a_text_that_twilio_does_not_answer_is_not_confirmed(twilio, server, answer):
    server.answer = lambda asked: answer
    with pytest.raises(Unconfirmed, match="may have arrived"):
        send_by(twilio)
    assert len(server.asked) == 1


@pytest.fixture
def _own_adapter():
    """Forget the adapter before and after a test that names another one."""
    sms.adapter.cache_clear()
    yield
    sms.adapter.cache_clear()


@pytest.mark.usefixtures("_own_adapter")
def test_the_outbox_stores_the_companys_id(cast, settings, server):
    """Given a text in the outbox; when it is sent; then the company's id is stored, by which its receipt comes."""
    settings.SMS_ADAPTER, settings.SMS_HTTP = "core.sms.http.HttpSms", mapping(server.url)
    server.answer = lambda asked: (200, {"messages": [{"id": "m-2"}]})
    Message.objects.update(state="withheld", reason="not of this test")
    message = MessageFactory(to=cast.ben, channel="text", address=NUMBER)
    assert tasks.deliver(tasks.claim())
    message.refresh_from_db()
    assert (message.state, message.provider_reference) == ("sent", "m-2")
    assert server.asked[0].headers["idempotency-key"] == str(message.pk)
