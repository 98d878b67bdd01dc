"""Messages that did not arrive: the administrator's list, and what is done about them."""

import datetime
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse

from accounts.walls import raise_wall
from core import clock, tasks, undelivered
from core.errors import NotPossible, Refused
from core.messages import queue_email, queue_message
from core.models import Message
from tests.factories import MessageFactory

REFUSED = "The mail server refused this address."


@pytest.fixture
def cast(cast):
    """Given the cast with an empty outbox."""
    Message.objects.update(state="withheld", reason="not of this test")
    return cast


def failed(user, **more) -> Message:
    return MessageFactory(to=user, **{"state": "failed", "reason": REFUSED, "attempts": 1} | more)


def send_all() -> None:
    while message := tasks.claim():
        tasks.deliver(message)


def page_of(client, user, name="undelivered_messages") -> str:
    client.force_login(user)
    return " ".join(unescape(client.get(reverse(name)).text).split())


def test_the_administrator_reads_what_did_not_arrive_on_the_home_page_and_the_list(cast, client):
    """Given messages of every state; then those that failed, may have arrived or were not delivered are listed."""
    now = clock.now()
    failed(cast.ben)
    failed(cast.dana, state="unconfirmed", reason="It may have arrived.")
    failed(
        cast.omar, channel="text", address="07700 900123", state="sent", sent_at=now, reason="", receipt="undelivered"
    )
    failed(cast.tess, state="withheld", reason="the recipient's account is closed")
    failed(cast.amara, state="sent", sent_at=now, reason="")
    assert "3 messages did not arrive" in page_of(client, cast.alan, "home")
    page = page_of(client, cast.alan)
    for user in (cast.ben, cast.dana, cast.omar):
        assert user.full_name in page
    assert cast.tess.full_name not in page
    assert "The company that delivers texts could not deliver it." in page
    assert "May have arrived" in page
    assert cast.ben.email not in page
    assert undelivered.masked(cast.ben.email) in page
    assert "07700 900123" not in page
    assert "…123" in page


def test_a_manager_has_neither_the_list_nor_the_count(cast, client):
    failed(cast.ben)
    assert "did not arrive" not in page_of(client, cast.ben, "home")
    assert client.get(reverse("undelivered_messages")).status_code == 403


def test_the_name_of_somebody_behind_a_wall_is_not_on_the_list(cast, client):
    from_wall = failed(cast.maya)
    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Cousins", by=cast.sunita)
    page = page_of(client, cast.alan)
    assert cast.maya.full_name not in page
    assert "Someone whose account you do not manage" in page
    assert str(from_wall.pk) in page


def test_sent_again_goes_to_the_present_address_once(cast, client):
    """Given a failed email, and a corrected address; when it is sent again twice; then one email arrives there."""
    message = failed(cast.ben, body="Sign in to read it.")
    cast.ben.email = "ben.new@example.org"
    cast.ben.save()
    client.force_login(cast.alan)
    for _ in range(2):
        client.post(reverse("message_send_again", args=[message.pk]))
    send_all()
    assert [sent.to for sent in mail.outbox] == [["ben.new@example.org"]]
    message.refresh_from_db()
    assert (message.handled_by, message.handled_note) == (cast.alan, "Sent again")
    assert not Message.objects.undelivered().exists()
    with pytest.raises(NotPossible, match="dealt with"):
        undelivered.send_again(message_id=message.pk, by=cast.alan)


def test_what_is_sent_again_and_fails_is_back_on_the_list(cast):
    message = failed(cast.ben)
    again = undelivered.send_again(message_id=message.pk, by=cast.alan)
    assert again.pk != message.pk, "a company for texts ignores a reference that it knows"
    Message.objects.filter(pk=again.pk).update(state="failed", reason=REFUSED)
    assert list(Message.objects.undelivered()) == [again]


def test_done_needs_a_note_and_takes_the_message_off_the_list(cast, client):
    message = failed(cast.ben)
    client.force_login(cast.alan)
    address = reverse("message_handled", args=[message.pk])
    assert "What you did" in client.get(address).text
    assert client.post(address, {"note": " "}).status_code == 200
    assert Message.objects.undelivered().count() == 1
    client.post(address, {"note": "Rang him"})
    message.refresh_from_db()
    assert (message.handled_note, message.handled_by, message.handled_at is None) == ("Rang him", cast.alan, False)
    assert not Message.objects.undelivered().exists()
    assert client.get(address).status_code == 302
    with pytest.raises(Refused, match="what you did"):
        undelivered.record_handled(message_id=message.pk, note="", by=cast.alan)


def test_a_code_that_failed_cannot_be_sent_again(cast, client):
    """Given a secret email that failed, so that its text is gone; then the list says so and the service refuses."""
    message = queue_email("duty@example.org", key="code:1", subject="Code", body="123456", is_secret=True)
    Message.objects.update(state="failed", reason=REFUSED, body="", path="")
    page = page_of(client, cast.alan)
    assert "It cannot be sent again. It had a code or a link, and its text was deleted." in page
    assert "An address without an account" in page
    assert reverse("message_send_again", args=[message.pk]) not in page
    with pytest.raises(NotPossible, match="text was deleted"):
        undelivered.send_again(message_id=message.pk, by=cast.alan)


def test_what_was_read_in_casework_is_not_sent_again(cast):
    queue_message(cast.ben, key="event:1", subject="S", body="B")
    email = Message.objects.get(key=f"event:1:{cast.ben.pk}:email")
    Message.objects.filter(pk=email.pk).update(state="failed", reason=REFUSED)
    Message.objects.filter(key=f"event:1:{cast.ben.pk}:in app").update(read_at=clock.now())
    with pytest.raises(NotPossible, match="read in Casework"):
        undelivered.send_again(message_id=email.pk, by=cast.alan)


def test_the_status_page_says_what_is_tried_again_and_when(cast, client):
    failed(cast.ben, state="queued", attempts=3, due_at=clock.now() + datetime.timedelta(minutes=4), reason="OSError")
    page = page_of(client, cast.alan, "system_status")
    assert "Messages we will try again" in page
    assert "3 times" in page
    assert "Messages not delivered: 0" in page.replace("</a>", "")
