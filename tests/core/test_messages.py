"""Messages: queued, claimed, delivered or withheld."""

import datetime
import smtplib
import threading
import uuid

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.urls import reverse

from accounts.walls import raise_wall
from core import clock, sms, tasks
from core.messages import queue_email, queue_message
from core.models import DemoText, Message
from core.vetoes import may_send
from tests.casework.consent_builders import stop_consent
from tests.factories import MessageFactory

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def cast(cast):
    """Given the cast with an empty outbox."""
    Message.objects.update(state="withheld", reason="not of this test")
    return cast


def one_to(user, **more) -> Message:
    return MessageFactory(to=user, **more)


def send_all() -> None:
    """Claim and deliver messages until none is left, as the worker does."""
    while message := tasks.claim():
        tasks.deliver(message)


@pytest.fixture
def register_check():
    """Return a function that registers a `may_send` check for the length of a test."""
    checks = []

    def register(function):
        may_send.register(function)
        checks.append(function)

    yield register
    for function in checks:
        may_send._checks.remove(function)


def test_one_event_makes_one_message(cast):
    for _ in range(2):
        queue_message(cast.ben, key="event:1", subject="Something happened", body="Sign in.")
    assert sorted(Message.objects.filter(key__startswith="event:1").values_list("channel", flat=True)) == [
        "email",
        "in app",
    ]


def test_one_event_makes_one_message_for_each_user(cast):
    for user in (cast.ben, cast.dana):
        queue_message(user, key="event:1", subject="Something happened", body="Sign in.")
    assert Message.objects.filter(key__startswith="event:1").count() == 4


def test_a_channel_without_an_address_is_left_out(cast):
    cast.ben.telephone = ""
    assert queue_message(cast.ben, key="k", subject="S", body="B", channels=["text"]) == []


def test_a_message_carries_the_id_of_its_person(cast):
    about = uuid.uuid4()
    messages = queue_message(cast.ben, key="k", subject="S", body="B", individual_id=cast.individual.pk, about=[about])
    assert set(messages[0].about_ids) == {about, cast.individual.pk}


def test_a_queued_message_is_mailed(cast):
    message = one_to(cast.ben, path="/people/")
    send_all()
    message.refresh_from_db()
    assert (message.state, message.sent_at is not None) == ("sent", True)
    (sent,) = mail.outbox
    assert sent.to == [cast.ben.email]
    assert sent.extra_headers["Message-ID"].startswith(f"<{message.pk}@")
    assert "/people/" in sent.body


def test_an_address_without_an_account_gets_an_email_and_its_code_is_not_stored(cast):
    """Given a code for an address without an account; when it has been sent; then its text is gone from the outbox."""
    for _ in range(2):
        message = queue_email("duty@example.org", key="code:1", subject="Your code", body="123456", is_secret=True)
    send_all()
    message.refresh_from_db()
    assert (message.state, message.body, message.path) == ("sent", "", "")
    assert [(sent.to, "123456" in sent.body) for sent in mail.outbox] == [(["duty@example.org"], True)]


def test_a_message_waits_until_it_is_due(cast):
    message = one_to(cast.ben, due_at=clock.now() + datetime.timedelta(hours=1))
    send_all()
    assert mail.outbox == []
    with clock.frozen_at(clock.now() + datetime.timedelta(hours=1)):
        send_all()
    assert [sent.to for sent in mail.outbox] == [[message.address]]


def test_an_in_app_message_is_read_in_the_app(cast):
    """Given an in-app message for Ben; when it is delivered; then only he reads it and no mail is sent."""
    queue_message(cast.ben, key="k", subject="For Ben", body="B", channels=["in app"])
    assert not Message.objects.in_app(cast.ben).exists()
    send_all()
    assert [message.subject for message in Message.objects.in_app(cast.ben).unread()] == ["For Ben"]
    assert not Message.objects.in_app(cast.dana).exists()
    assert mail.outbox == []


def test_a_wall_withholds_a_message(cast):
    """Given a queued message; when a wall is raised before delivery; then it is withheld."""
    message = one_to(cast.ben, about_ids=[cast.package.pk])
    raise_wall(record_id=cast.package.pk, user=cast.ben, reason="Named", by=cast.sunita)
    send_all()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("withheld", "not for this recipient")
    assert mail.outbox == []


def test_a_closed_account_gets_no_message(cast):
    message = one_to(cast.ben)
    cast.ben.is_active = False
    cast.ben.save()
    send_all()
    message.refresh_from_db()
    assert message.state == "withheld"
    assert "closed" in message.reason


def test_every_reason_for_withholding_is_recorded(cast, register_check):
    register_check(lambda message: "it is too late in the day")
    cast.ben.is_active = False
    cast.ben.save()
    message = one_to(cast.ben)
    send_all()
    message.refresh_from_db()
    assert message.reason == "the recipient's account is closed; it is too late in the day"


def test_a_failing_check_withholds_the_message(cast, register_check):
    """Given a check that raises; when the worker delivers; then messages are withheld and not lost."""

    def fail(message):
        raise LookupError("the check failed")

    register_check(fail)
    message = one_to(cast.ben)
    other = one_to(cast.dana)
    send_all()
    for row in (message, other):
        row.refresh_from_db()
        assert (row.state, row.reason) == ("withheld", "we could not check whether this message may be sent")
    assert mail.outbox == []


def test_messages_go_only_to_safe_addresses_of_the_person(cast):
    """Given a number that somebody else may hold; when a text is queued to it; then it is withheld."""
    text = one_to(cast.maya, channel="text", address=cast.maya.telephone, individual_id=cast.individual.pk)
    letter = one_to(cast.maya, individual_id=cast.individual.pk)
    send_all()
    text.refresh_from_db()
    letter.refresh_from_db()
    assert (text.state, letter.state) == ("withheld", "sent")
    assert not DemoText.objects.exists()


def test_somebody_who_died_gets_no_message(cast):
    message = one_to(cast.maya, individual_id=cast.individual.pk)
    cast.individual.died_on = cast.today
    cast.individual.save()
    send_all()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("withheld", "the person has died")


def test_a_withdrawn_consent_stops_queued_messages(cast):
    """Given a message about the plan; then it is sent while the person agrees, and withheld once they stopped."""
    sent = one_to(cast.rosa, individual_id=cast.individual.pk, path=reverse("me"))
    send_all()
    queued = one_to(cast.rosa, individual_id=cast.individual.pk, path=reverse("me"))
    stop_consent(cast.consent, cast.maya)
    send_all()
    sent.refresh_from_db()
    queued.refresh_from_db()
    assert sent.state == "sent"
    assert (queued.state, queued.reason) == ("withheld", "the person does not consent to this, or no longer")


def test_a_retry_sends_a_text_message_once(cast):
    """Given a worker killed after sending; when another retries; then one text message has arrived."""
    message = one_to(cast.amara, channel="text", address=cast.amara.telephone)
    claimed_message = tasks.claim()
    tasks._send(claimed_message)  # the worker is killed here
    assert tasks.claim() is None, "a fresh claim is respected"
    with clock.frozen_at(clock.now() + tasks.MAXIMUM_WAIT + MINUTE):
        again = tasks.claim()
        assert (again.pk, again.attempts) == (message.pk, 2)
        assert tasks.deliver(again)
    assert DemoText.objects.filter(reference=message.pk).count() == 1


def test_a_server_that_does_not_answer_is_tried_again(cast, settings):
    """Given an unreachable mail server; when delivery fails eight times; then it has failed, with the reason."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = one_to(cast.ben)
    now = clock.now()
    for attempt in range(1, tasks.MAXIMUM_ATTEMPTS + 1):
        with clock.frozen_at(now + attempt * (tasks.LONGEST_BACK_OFF + MINUTE)):
            claimed_message = tasks.claim()
            assert claimed_message.attempts == attempt
            assert not tasks.deliver(claimed_message)
    message.refresh_from_db()
    assert message.state == "failed"
    assert message.reason == "The server refused the connection."
    with clock.frozen_at(now + datetime.timedelta(days=1)):
        assert tasks.claim() is None


class RefusingServer(BaseEmailBackend):
    """A mail server that does not know the address, and says so as real ones do."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({to: (550, b"No such user") for mail in email_messages for to in mail.to})


def test_the_reason_that_administrators_read_has_no_address(cast, settings, client):
    """Given Maya, whose mail server refuses her address; then the list of messages not delivered says so without it."""
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"
    one_to(cast.maya, channel="email", address=cast.maya.email)
    send_all()
    client.force_login(cast.alan)
    page = client.get(reverse("undelivered_messages")).text
    assert "The mail server refused this address." in page
    assert cast.maya.email not in page


def test_production_without_a_company_for_texts_says_that_none_was_sent(cast, settings):
    """Given a call for help by text and no company that delivers texts; then it does not count as sent."""
    settings.SMS_ADAPTER = "core.sms.NoSms"
    sms.adapter.cache_clear()
    message = one_to(cast.omar, channel="text", address="07700 900123", is_urgent=True)
    send_all()
    sms.adapter.cache_clear()
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("queued", None)
    assert "name no company" in message.reason
    assert not DemoText.objects.exists()


def test_the_oldest_message_goes_first(cast):
    with clock.frozen_at(clock.now() - MINUTE):
        older = one_to(cast.ben)
    one_to(cast.dana)
    assert tasks.claim().pk == older.pk


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(cast):
    """Given ten messages; when two workers send at once; then each went exactly once."""
    for _ in range(10):
        one_to(cast.ben)
    sent, ready = [], threading.Barrier(2)

    def deliver_all():
        ready.wait(10)
        try:
            while message := tasks.claim():
                if tasks.deliver(message):
                    sent.append(message.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=deliver_all) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(sent) == len(set(sent)) == 10
    assert set(Message.objects.filter(pk__in=sent).values_list("state", "attempts")) == {("sent", 1)}
