"""Texts in use or not: the choice, what goes by email then, and going live."""

import pytest
from django.db import transaction
from django.urls import reverse

from contracts.services import save_provider
from core import channel_tests, channels, clock
from core.errors import NotPossible, Refused
from core.models import Channel, ChannelTest, Message, NoTexts
from core.receipts import record_receipt
from dashboard.set_up.progress import blocking_parts
from tests.contracts.test_set_up import PROVIDER
from visits.models import Escalation
from visits.services import call_without_visit

pytestmark = pytest.mark.django_db


def test_the_choice_is_recorded_and_can_be_ended(cast):
    channels.stop_texts(by=cast.alan)
    assert not channels.texts_are_sent()
    with pytest.raises(Refused, match="chosen already"), transaction.atomic():
        channels.stop_texts(by=cast.ben)
    choice = channels.send_texts_again(by=cast.ben)
    assert (choice.recorded_by, choice.ended_by) == (cast.alan, cast.ben)
    assert choice.recorded_at <= choice.ended_at <= clock.now()
    assert channels.texts_are_sent()
    with pytest.raises(NotPossible):
        channels.send_texts_again(by=cast.ben)


def test_what_cannot_wait_goes_by_email_to_whoever_gets_no_text(cast, settings):
    cast.ben.telephone = "07700 900982"
    assert channels.immediate_channels(cast.ben) == (Channel.TEXT, Channel.IN_APP)
    cast.dana.telephone = ""
    assert channels.immediate_channels(cast.dana) == (Channel.EMAIL, Channel.IN_APP)
    settings.SMS_ADAPTER = "core.sms.NoSms"
    assert channels.immediate_channels(cast.ben) == (Channel.EMAIL, Channel.IN_APP)


def called(cast) -> set[tuple[str, str, bool]]:
    """Return user, channel and urgency of each message about the call for help."""
    messages = Message.objects.filter(key__startswith="call:")
    return {(message.to.full_name, message.channel, message.is_urgent) for message in messages}


def test_a_call_for_help_goes_out_by_text(cast):
    call_without_visit(contract=cast.package.case.contract, by=cast.amara)
    assert {channel for _name, channel, _urgent in called(cast)} == {"text", "in app"}


def test_a_call_for_help_goes_out_by_urgent_email_while_no_texts_are_sent(cast):
    """Given the choice to send no texts; when a worker calls for help; then nobody is alerted in Casework only."""
    channels.stop_texts(by=cast.alan)
    call_without_visit(contract=cast.package.case.contract, by=cast.amara)
    alerted = called(cast)
    assert Escalation.objects.count() == 1
    names = {name for name, _channel, _urgent in alerted}
    assert names
    assert alerted == {(name, channel, True) for name in names for channel in ("email", "in app")}


def test_the_service_goes_live_after_a_test_of_texts_or_without_texts(cast, client, settings):
    """Given texts that nobody has tested; then going live waits for the test, or for the choice to send none."""
    client.force_login(cast.alan)
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    text = "Messages, text messages"

    def is_blocked() -> bool:
        return any(part.startswith(text) for part in blocking_parts(cast.alan))

    assert is_blocked()
    assert text in client.post(reverse("set_up_live"), follow=True).text
    page = client.get(reverse("no_texts")).text
    assert "calls for help" in page.lower() or "call for help" in page
    form_id = {"id": page.partition('name="submission_id" value="')[2].partition('"')[0]}
    answer = client.post(reverse("no_texts"), {"submission_id": form_id["id"]})
    assert answer.status_code == 302
    assert not is_blocked()
    assert "Chosen on" in client.get(reverse("set_up")).text
    assert cast.alan.full_name in client.get(reverse("no_texts")).text
    assert client.get(reverse("channel_test", args=["text"])).status_code == 404

    assert client.post(reverse("send_texts_again")).status_code == 302
    assert is_blocked()
    assert "Earlier" in client.get(reverse("no_texts")).text, "who chose and ended it stays on the page"
    settings.SMS_ADAPTER = "core.sms.NoSms"
    assert is_blocked()
    assert NoTexts.objects.count() == 1


def test_a_user_sends_themselves_five_codes_within_ten_minutes(cast):
    for _ in range(channel_tests.MOST_CODES):
        channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    with pytest.raises(Refused, match="5 codes within 10 minutes"):
        channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    channel_tests.send_test(channel=Channel.TEXT, by=cast.alan)
    with clock.frozen_at(clock.now() + channel_tests.CODES_WITHIN):
        channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    assert ChannelTest.objects.count() == channel_tests.MOST_CODES + 2


def test_the_page_of_a_test_names_who_delivers_and_why_it_failed(cast, client, settings):
    client.force_login(cast.alan)
    assert "Delivered by: The demo" in client.get(reverse("channel_test", args=["text"])).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = reverse("channel_test", args=["email"])
    assert "127.0.0.1:9, with a password" in client.get(page).text
    answer = client.post(reverse("channel_test_send", args=["email"]), follow=True)
    assert "The server refused the connection." in answer.text


def test_a_receipt_without_any_reference_is_about_no_message(cast):
    assert record_receipt(channel=Channel.TEXT, receipt="delivered", by=None) is None
