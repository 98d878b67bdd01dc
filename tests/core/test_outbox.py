"""What the outbox does with mail servers and text companies that refuse, do not answer, or break off."""

import datetime
from email import message_from_bytes

import pytest

from core import clock, sms, tasks
from core.errors import NotDeliverable, Unconfirmed
from core.messages import queue_email
from core.models import Message
from tests.factories import MessageFactory
from tests.smtp_server import mail_server

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cast(cast, settings):
    """Given the cast with an empty outbox, and emails that leave by SMTP."""
    Message.objects.update(state="withheld", reason="not of this test")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return cast


def email_to(user, **more) -> Message:
    return MessageFactory(to=user, **more)


def send_due() -> None:
    while message := tasks.claim():
        tasks.deliver(message)


def send_for_a_day(begins_at) -> None:
    """Send what is due, every half hour for a day."""
    for half_hours in range(48):
        with clock.frozen_at(begins_at + half_hours * 30 * MINUTE):
            send_due()


def test_a_server_that_accepts_gets_one_message_as_it_was_written(cast, settings):
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        message = email_to(cast.ben, body="First line.\n.\n..two dots\nÀ bientôt.", path="/people/")
        send_for_a_day(clock.now())
    message.refresh_from_db()
    assert (message.state, message.reason) == ("sent", "")
    (stored,) = [message_from_bytes(email) for email in server.emails]
    assert stored["Message-ID"].startswith(f"<{message.pk}@")
    text = stored.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert text.startswith("First line.\n.\n..two dots\nÀ bientôt.\n\n")


@pytest.mark.parametrize("end", [None, "close"])
def test_a_server_that_takes_a_message_and_does_not_answer_gets_it_once(cast, settings, end):
    """Given a server that stores the message and is silent or disconnects; then it is never sent again by itself."""
    with mail_server(END=end) as server:
        settings.EMAIL_PORT = server.port
        message = email_to(cast.ben)
        send_for_a_day(clock.now())
    message.refresh_from_db()
    assert (message.state, message.attempts, len(server.emails)) == ("unconfirmed", 1, 1)
    assert message.reason == "The mail server took the message and did not answer. It may have arrived."
    assert message.sent_at is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "The mail server refused this address."),
        ({"MAIL": "553 not allowed"}, "The mail server refused our own address. Check FROM_EMAIL."),
        ({"END": "554 5.7.1 rejected"}, "The mail server refused this message."),
    ],
)
def test_a_refusal_for_good_is_not_tried_again(cast, settings, answers, words):
    with mail_server(**answers) as server:
        settings.EMAIL_PORT = server.port
        message = email_to(cast.ben)
        send_for_a_day(clock.now())
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == ("failed", 1, words)
    assert (server.emails, server.connections) == ([], 1)


@pytest.mark.parametrize(
    "answers",
    [
        {"HELLO": "421 try later"},
        {"MAIL": None},
        {"MAIL": "530 5.7.0 authentication required"},
        {"RCPT": "451 greylisted"},
        {"RCPT": "close"},
        {"DATA": "close"},
        {"DATA": "452 no space"},
        {"END": "451 try later"},
    ],
)
def test_what_was_not_handed_over_is_tried_again_and_arrives_once(cast, settings, answers):
    """Given a server that breaks off before it has the message; when it works again; then one message arrives."""
    now = clock.now()
    with mail_server(**answers) as server:
        settings.EMAIL_PORT = server.port
        message = email_to(cast.ben)
        send_due()
        message.refresh_from_db()
        assert (message.state, message.attempts, server.emails) == ("queued", 1, [])
        assert message.reason
        assert cast.ben.email not in message.reason
        server.answers.update({"HELLO": "250 ok", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", "END": "250"})
        send_for_a_day(now + 2 * MINUTE)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason, len(server.emails)) == ("sent", 2, "", 1)


def test_each_wait_is_twice_as_long_as_the_one_before(cast, settings):
    """Given an unreachable server; then a message is tried after 1, 2, 4 … minutes, and given up after eight times."""
    settings.EMAIL_PORT = 1
    message = email_to(cast.ben)
    start, waits, now = clock.now(), [], clock.now()
    with clock.frozen_at(start):
        send_due()
    for _ in range(tasks.MAXIMUM_ATTEMPTS - 1):
        message.refresh_from_db()
        waits.append((message.due_at - now) // MINUTE)
        with clock.frozen_at(message.due_at - datetime.timedelta(seconds=1)):
            assert tasks.claim() is None
        now = message.due_at
        with clock.frozen_at(now):
            send_due()
    message.refresh_from_db()
    assert waits[-6:] == [2, 4, 8, 16, 32, 60]
    assert (message.state, message.attempts) == ("failed", 8)
    with clock.frozen_at(now + DAY):
        assert tasks.claim() is None


def test_an_urgent_message_is_tried_each_minute_at_first():
    waits = [tasks.back_off(attempts, is_urgent=True) // MINUTE for attempts in range(1, 15)]
    assert waits == [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 5, 5]
    ordinary = [tasks.back_off(attempts, is_urgent=False) // MINUTE for attempts in range(1, 9)]
    assert ordinary == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_code_that_could_not_be_sent_is_still_there_for_the_next_time(cast, settings):
    """Given a secret email to an unreachable server; then its text is emptied only when it has left or failed."""
    settings.EMAIL_PORT = 1
    message = queue_email("duty@example.org", key="code:1", subject="Your code", body="123456", is_secret=True)
    send_due()
    message.refresh_from_db()
    assert (message.state, message.body) == ("queued", "123456")
    with mail_server(END=None) as server:
        settings.EMAIL_PORT = server.port
        with clock.frozen_at(clock.now() + 2 * MINUTE):
            send_due()
    message.refresh_from_db()
    assert (message.state, message.body) == ("unconfirmed", "")


class RaisingSms:
    """A company for texts that answers as the test says."""

    error: Exception = OSError()

    def send(self, *, number, body, reference):
        raise self.error


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (NotDeliverable("This number cannot receive texts."), "failed", "This number cannot receive texts."),
        (Unconfirmed("The text may have arrived."), "unconfirmed", "The text may have arrived."),
    ],
)
def test_a_text_is_not_sent_again_where_its_company_says_so(cast, settings, error, state, reason):
    settings.SMS_ADAPTER = f"{__name__}.RaisingSms"
    RaisingSms.error = error
    sms.adapter.cache_clear()
    message = email_to(cast.omar, channel="text", address="07700 900123", is_urgent=True)
    send_for_a_day(clock.now())
    sms.adapter.cache_clear()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == (state, 1, reason)
