"""Telling, claiming, delivering, withholding."""

import datetime
import threading
import uuid

import pytest
from django.core import mail
from django.db import connection

from accounts.walls import raise_wall
from core import clock, tasks
from core.messages import queue_message
from core.models import DemoText, Message
from core.vetoes import may_send
from tests.factories import MessageFactory

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def cast(cast):
    """Given the cast, with nothing left in the outbox."""
    Message.objects.update(state="withheld", reason="not of this test")
    return cast


def one_to(user, **more) -> Message:
    return MessageFactory(to=user, **more)


def go() -> None:
    """What the worker does: claim and deliver until nothing is left."""
    while message := tasks.claim():
        tasks.deliver(message)


@pytest.fixture
def answer():
    """Register an answer for the length of a test."""
    registered = []

    def register(function):
        may_send.register(function)
        registered.append(function)

    yield register
    for function in registered:
        may_send._checks.remove(function)


def test_the_same_event_is_told_once(cast):
    for _ in range(2):
        queue_message(cast.ben, key="event:1", subject="Something happened", body="Sign in.")
    assert sorted(Message.objects.filter(key__startswith="event:1").values_list("channel", flat=True)) == [
        "email",
        "in app",
    ]


def test_the_same_event_is_told_to_everybody(cast):
    for user in (cast.ben, cast.dana):
        queue_message(user, key="event:1", subject="Something happened", body="Sign in.")
    assert Message.objects.filter(key__startswith="event:1").count() == 4


def test_a_channel_without_address_is_left_out(cast):
    cast.ben.telephone = ""
    assert queue_message(cast.ben, key="k", subject="S", body="B", channels=["text"]) == []


def test_a_message_speaks_of_its_person(cast):
    about = uuid.uuid4()
    messages = queue_message(cast.ben, key="k", subject="S", body="B", individual_id=cast.individual.pk, about=[about])
    assert set(messages[0].about_ids) == {about, cast.individual.pk}


def test_what_is_queued_goes_by_mail(cast):
    message = one_to(cast.ben, path="/people/")
    go()
    message.refresh_from_db()
    assert (message.state, message.sent_at is not None) == ("sent", True)
    (sent,) = mail.outbox
    assert sent.to == [cast.ben.email]
    assert sent.extra_headers["Message-ID"].startswith(f"<{message.pk}@")
    assert "/people/" in sent.body


def test_what_is_told_inside_is_read_inside(cast):
    """Given a line for Ben; when it is delivered; then he reads it, no mail goes, and nobody else reads it."""
    queue_message(cast.ben, key="k", subject="For Ben", body="B", channels=["in app"])
    assert not Message.objects.in_app(cast.ben).exists()
    go()
    assert [message.subject for message in Message.objects.in_app(cast.ben).unread()] == ["For Ben"]
    assert not Message.objects.in_app(cast.dana).exists()
    assert mail.outbox == []


def test_nothing_goes_through_a_wall(cast):
    """Given a message already queued; when a wall is raised before it goes; then it is withheld."""
    message = one_to(cast.ben, about_ids=[cast.package.pk])
    raise_wall(record_id=cast.package.pk, user=cast.ben, reason="Named", by=cast.sunita)
    go()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("withheld", "not for this recipient")
    assert mail.outbox == []


def test_nothing_goes_to_a_closed_account(cast):
    message = one_to(cast.ben)
    cast.ben.is_active = False
    cast.ben.save()
    go()
    message.refresh_from_db()
    assert message.state == "withheld"
    assert "closed" in message.reason


def test_every_reason_is_kept(cast, answer):
    answer(lambda message: "it is too late in the day")
    cast.ben.is_active = False
    cast.ben.save()
    message = one_to(cast.ben)
    go()
    message.refresh_from_db()
    assert message.reason == "the recipient's account is closed; it is too late in the day"


def test_an_answer_that_breaks_lets_nothing_go(cast, answer):
    """Given an answer that raises; when the worker delivers; then the message did not leave and is not lost."""

    def broken(message):
        raise LookupError("the answer broke")

    answer(broken)
    message = one_to(cast.ben)
    other = one_to(cast.dana)
    go()
    for row in (message, other):
        row.refresh_from_db()
        assert (row.state, row.reason) == ("withheld", "whether it may go could not be found out")
    assert mail.outbox == []


def test_to_the_person_only_what_is_safe(cast):
    """Given a number that somebody else may hold; when a text is queued to it; then it is withheld."""
    text = one_to(cast.maya, channel="text", address=cast.maya.telephone, individual_id=cast.individual.pk)
    letter = one_to(cast.maya, individual_id=cast.individual.pk)
    go()
    text.refresh_from_db()
    letter.refresh_from_db()
    assert (text.state, letter.state) == ("withheld", "sent")
    assert not DemoText.objects.exists()


def test_nothing_goes_to_somebody_who_died(cast):
    message = one_to(cast.maya, individual_id=cast.individual.pk)
    cast.individual.died_on = cast.today
    cast.individual.save()
    go()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("withheld", "the person has died")


def test_a_withdrawn_consent_stops_what_is_queued(cast):
    message = one_to(cast.rosa, individual_id=cast.individual.pk)
    cast.consent.withdrawn_at = clock.now()
    cast.consent.save()
    go()
    message.refresh_from_db()
    assert (message.state, message.reason) == ("withheld", "the person's consent was withdrawn")


def test_a_retry_sends_a_text_once(cast):
    """Given a worker that died after handing over; when another takes the message; then one text has arrived."""
    message = one_to(cast.amara, channel="text", address=cast.amara.telephone)
    claimed = tasks.claim()
    tasks._send(claimed)  # and the worker dies here
    assert tasks.claim() is None, "a fresh claim is respected"
    with clock.frozen_at(clock.now() + tasks.MAXIMUM_WAIT + MINUTE):
        again = tasks.claim()
        assert (again.pk, again.attempts) == (message.pk, 2)
        assert tasks.deliver(again)
    assert DemoText.objects.filter(reference=message.pk).count() == 1


def test_a_server_that_does_not_answer_is_tried_again(cast, settings):
    """Given a mail server that is away; when it is tried eight times; then the message is given up, with why."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = one_to(cast.ben)
    now = clock.now()
    for attempt in range(1, tasks.MAXIMUM_ATTEMPTS + 1):
        with clock.frozen_at(now + attempt * (tasks.MAXIMUM_WAIT + MINUTE)):
            claimed = tasks.claim()
            assert claimed.attempts == attempt
            assert not tasks.deliver(claimed)
    message.refresh_from_db()
    assert message.state == "failed"
    assert "refused" in message.reason
    with clock.frozen_at(now + datetime.timedelta(days=1)):
        assert tasks.claim() is None


def test_the_oldest_goes_first(cast):
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

    def work():
        ready.wait(10)
        try:
            while message := tasks.claim():
                if tasks.deliver(message):
                    sent.append(message.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(sent) == len(set(sent)) == 10
    assert set(Message.objects.filter(pk__in=sent).values_list("state", "attempts")) == {("sent", 1)}
