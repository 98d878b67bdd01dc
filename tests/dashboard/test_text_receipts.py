"""Delivery receipts of texts: who may report, what is recorded, and what is ignored."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from twilio.request_validator import RequestValidator

from core.channel_settings import HttpTexts, ReceiptMapping, TwilioTexts
from core.models import Message
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
TOKEN = "t" * 40
AUTH_TOKEN = "the-auth-token"


@pytest.fixture
def message(cast):
    return MessageFactory(to=cast.ben, channel="text", address="07700 900982", provider_reference="m-1")


@pytest.fixture
def company(settings):
    receipts = ReceiptMapping(
        token=TOKEN,
        id_path="message.id",
        reference_path="message.ref",
        status_path="status",
        delivered=frozenset({"delivered"}),
        undelivered=frozenset({"failed", "expired"}),
    )
    settings.SMS_HTTP = HttpTexts("https://sms.example.org", "POST", {}, False, "to", "text", receipts=receipts)


@pytest.fixture
def twilio(settings):
    settings.TWILIO = TwilioTexts("AC1", "+441614960000", AUTH_TOKEN)
    settings.SITE_ADDRESS = "https://casework.example.org"


def post(content, *, token: str = TOKEN, kind: str = "application/json"):
    data = json.dumps(content) if kind == "application/json" and not isinstance(content, str) else content
    return Client(enforce_csrf_checks=True).post(reverse("text_receipt", args=[token]), data, content_type=kind)


def receipt_of(message: Message) -> str:
    message.refresh_from_db()
    assert bool(message.receipt) == bool(message.receipt_at)
    return message.receipt


@pytest.mark.usefixtures("company")
def test_a_receipt_is_recorded_by_the_companys_id_or_by_ours(message):
    answer = post({"message": {"id": "m-1"}, "status": "FAILED"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert receipt_of(message) == "undelivered"
    assert "did not deliver" in message.reason
    assert post({"message": {"ref": str(message.pk)}, "status": "delivered"}).status_code == 204
    assert receipt_of(message) == "delivered"
    assert message.reason == ""


@pytest.mark.usefixtures("company")
def test_a_form_is_read_as_well(settings, message):
    settings.SMS_HTTP = HttpTexts(
        "https://sms.example.org",
        "POST",
        {},
        False,
        "to",
        "text",
        receipts=ReceiptMapping(TOKEN, id_path="id", status_path="status", delivered=frozenset({"delivered"})),
    )
    assert post("id=m-1&status=delivered", kind="application/x-www-form-urlencoded").status_code == 204
    assert receipt_of(message) == "delivered"


@pytest.mark.usefixtures("company")
def test_a_late_failure_does_not_undo_an_arrival_and_a_receipt_counts_once(message):
    post({"message": {"id": "m-1"}, "status": "delivered"})
    message.refresh_from_db()
    first_at = message.receipt_at
    post({"message": {"id": "m-1"}, "status": "failed"})
    post({"message": {"id": "m-1"}, "status": "delivered"})
    assert receipt_of(message) == "delivered"
    assert message.receipt_at == first_at


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    "content",
    [
        {"message": {"id": "m-2"}, "status": "failed"},
        {"message": {"ref": str(uuid.uuid4())}, "status": "failed"},
        {"message": {"ref": "m-1"}, "status": "failed"},
        {"message": {"id": "m-1"}, "status": "queued"},
        {"message": {}, "status": "failed"},
        {"message": {"id": {"a": "m-1"}}, "status": "failed"},
        [],
        "no JSON",
        "[" * 5000,
    ],
)
def test_what_is_not_known_is_answered_alike_and_ignored(message, content):
    answer = post(content)
    assert (answer.status_code, answer.content) == (204, b"")
    assert receipt_of(message) == ""


@pytest.mark.usefixtures("company")
def test_a_receipt_is_only_about_a_text(cast):
    email = MessageFactory(to=cast.ben)
    post({"message": {"ref": str(email.pk)}, "status": "failed"})
    assert receipt_of(email) == ""


@pytest.mark.usefixtures("company")
def test_another_token_and_a_long_receipt_are_refused_without_words(client, message):
    content = {"message": {"id": "m-1"}, "status": "failed"}
    for answer, status in (
        (post(content, token="u" * 40), 404),
        (post({**content, "padding": "x" * 20_000}), 413),
    ):
        assert (answer.status_code, answer.content) == (status, b"")
    assert client.get(reverse("text_receipt", args=[TOKEN])).status_code == 405
    assert receipt_of(message) == ""


def test_without_a_company_there_is_nothing_to_report_to(settings, message):
    settings.SMS_HTTP = settings.TWILIO = None
    assert post({"message": {"id": "m-1"}, "status": "failed"}).status_code == 404
    assert Client().post(reverse("twilio_receipt", args=[message.pk]), {}).status_code == 404


def post_signed(reference, fields: dict, *, token: str = AUTH_TOKEN, signed: dict | None = None):
    path = reverse("twilio_receipt", args=[reference])
    signature = RequestValidator(token).compute_signature(f"https://casework.example.org{path}", signed or fields)
    client = Client(enforce_csrf_checks=True)
    return client.post(path, fields, headers={"X-Twilio-Signature": signature})


@pytest.mark.usefixtures("twilio")
def test_twilios_receipt_is_recorded_when_it_is_signed(message):
    fields = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}
    assert post_signed(message.pk, fields).status_code == 204
    assert receipt_of(message) == "undelivered"
    assert message.reason == "Twilio’s error 30003"
    assert post_signed(message.pk, {"MessageSid": "SM1", "MessageStatus": "sent"}).status_code == 204
    assert receipt_of(message) == "undelivered"
    assert post_signed(message.pk, {"MessageSid": "SM1", "MessageStatus": "delivered"}).status_code == 204
    assert receipt_of(message) == "delivered"


@pytest.mark.usefixtures("twilio")
def test_a_receipt_that_twilio_has_not_signed_is_refused(message):
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    path = reverse("twilio_receipt", args=[message.pk])
    for answer in (
        Client().post(path, fields),
        Client().post(path, fields, headers={"X-Twilio-Signature": "nonsense"}),
        post_signed(message.pk, fields, token="of-another-account"),
        post_signed(message.pk, fields, signed={**fields, "MessageStatus": "failed"}),
    ):
        assert (answer.status_code, answer.content) == (403, b"")
    assert receipt_of(message) == ""


@pytest.mark.usefixtures("twilio")
def test_a_signed_receipt_of_a_text_that_we_do_not_know_is_ignored(message):
    assert post_signed(uuid.uuid4(), {"MessageStatus": "delivered"}).status_code == 204
    assert receipt_of(message) == ""
