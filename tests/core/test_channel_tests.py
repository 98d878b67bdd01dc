"""A channel of messages is tested by a code that comes back; the service goes live after that."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse

from contracts.services import go_live, save_provider, undo_going_live
from core import channel_tests, clock
from core.errors import NotPossible, Refused
from core.models import Channel, ChannelTest, DemoText
from tests.contracts.test_set_up import PROVIDER

pytestmark = pytest.mark.django_db


def code_in(text: str) -> str:
    return re.search(r"\b\d{6}\b", text)[0]


def test_the_code_of_an_email_comes_back(cast, client):
    client.force_login(cast.alan)
    client.post(reverse("channel_test_send", args=["email"]))
    (sent,) = mail.outbox
    assert sent.to == [cast.alan.email]
    page = reverse("channel_test", args=["email"])
    wrong = "000000" if code_in(sent.body) != "000000" else "111111"
    assert "not the code that was sent" in client.post(page, {"code": wrong}).content.decode()
    assert channel_tests.last_passed(Channel.EMAIL) is None
    assert client.post(page, {"code": code_in(sent.body)}).status_code == 302
    assert channel_tests.last_passed(Channel.EMAIL)


def test_a_code_works_once_for_half_an_hour_and_for_whoever_sent_it(cast):
    channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    code = code_in(mail.outbox[-1].body)
    with pytest.raises(NotPossible):
        channel_tests.confirm_test(channel=Channel.EMAIL, code=code, by=cast.ben)
    with clock.frozen_at(clock.now() + ChannelTest.LASTS), pytest.raises(NotPossible):
        channel_tests.confirm_test(channel=Channel.EMAIL, code=code, by=cast.alan)
    with clock.frozen_at(clock.now() + ChannelTest.LASTS - datetime.timedelta(seconds=1)):
        channel_tests.confirm_test(channel=Channel.EMAIL, code=code, by=cast.alan)
    with pytest.raises(NotPossible):
        channel_tests.confirm_test(channel=Channel.EMAIL, code=code, by=cast.alan)


def test_another_mail_server_needs_another_test(cast, settings):
    channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    channel_tests.confirm_test(channel=Channel.EMAIL, code=code_in(mail.outbox[-1].body), by=cast.alan)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.kestrel.example"
    assert channel_tests.last_passed(Channel.EMAIL) is None


def test_texts_are_tested_once_a_company_is_named(cast, client, settings):
    client.force_login(cast.alan)
    channel_tests.send_test(channel=Channel.TEXT, by=cast.alan)
    channel_tests.confirm_test(channel=Channel.TEXT, code=code_in(DemoText.objects.get().body), by=cast.alan)
    settings.SMS_ADAPTER = "core.sms.NoSms"
    assert client.get(reverse("channel_test", args=["text"])).status_code == 404
    assert "No company is named" in client.get(reverse("set_up")).content.decode()


def test_a_message_that_cannot_be_sent_is_a_clear_refusal(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(Refused, match="could not be sent"):
        channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    assert not ChannelTest.objects.exists()


def test_the_service_goes_live_once_nothing_is_missing_that_it_needs(cast, client):
    client.force_login(cast.alan)
    provider = save_provider(revision=1, by=cast.alan, **PROVIDER)
    assert "It is not live yet" in client.get(reverse("home")).content.decode()
    page = client.post(reverse("set_up_live"), follow=True).content.decode()
    assert "Before you go live:" in page
    provider.refresh_from_db()
    assert provider.live_at is None
    go_live(missing=(), by=cast.alan)
    assert "It is not live yet" not in client.get(reverse("home")).content.decode()
    with pytest.raises(NotPossible):
        go_live(missing=(), by=cast.alan)


def test_going_live_too_early_is_taken_back(cast, client):
    client.force_login(cast.alan)
    with pytest.raises(NotPossible, match="not live"):
        undo_going_live(by=cast.alan)
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    go_live(missing=(), by=cast.alan)

    assert client.post(reverse("set_up_not_live")).status_code == 302

    assert "It is not live yet" in client.get(reverse("home")).content.decode()
    with pytest.raises(NotPossible, match="not live"):
        undo_going_live(by=cast.alan)
