"""A message that is on its way when the person decides against it: the decision waits for it, and nothing follows."""

import threading

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision
from casework.services import change_contact_point, lock_portal, record_no_digital_contact
from casework.services import stop_all_sharing as stop_all
from core.messages import queue_message
from core.models import Message
from core.tasks import claim, deliver, send_messages
from tests.casework.consent_builders import give_consent, stop_consent
from tests.cast import assemble
from tests.races import run_together

PATIENCE = 30


class SlowServer(EmailBackend):
    """A mail server that has taken the message and answers when the test lets it."""

    has_begun, may_answer = threading.Event(), threading.Event()

    def send_messages(self, messages):
        self.has_begun.set()
        assert self.may_answer.wait(PATIENCE)
        return super().send_messages(messages)


@pytest.fixture
def slow_server(settings):
    SlowServer.may_answer.set()
    settings.EMAIL_BACKEND = f"{__name__}.SlowServer"
    yield SlowServer
    SlowServer.may_answer.set()


def queue_to(user, cast, key: str) -> Message:
    columns = {"subject": "Something to read", "body": "Sign in.", "individual_id": cast.individual.pk}
    (message,) = queue_message(user, key=key, channels=["email"], **columns)
    return message


def in_thread(action) -> threading.Thread:
    def run():
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def call_email_unsafe(cast) -> None:
    point = cast.individual.contact_points.get(kind="email", value=cast.maya.email)
    change_contact_point(point=point, kind="email", value=point.value, is_safe=False, note="", by=cast.maya)


# Who is written to, and the decision against it.
DECISIONS = {
    "consent is withdrawn": ("rosa", lambda cast: stop_consent(ConsentDecision.objects.get(purpose="talk"), cast.maya)),
    "all sharing is stopped": (
        "rosa",
        lambda cast: stop_all(individual=cast.individual, party=cast.representative, how="in the portal", by=cast.maya),
    ),
    "the pages are locked": ("maya", lambda cast: lock_portal(individual=cast.individual, by=cast.amara)),
    "the address is not safe": ("maya", call_email_unsafe),
    "no digital contact": (
        "maya",
        lambda cast: record_no_digital_contact(
            individual=cast.individual, reason="A neighbour reads it", said_on=cast.today, by=cast.amara
        ),
    ),
}


def prepare(who: str):
    """The cast; Rosa may hear of Maya, and Maya's address is safe. Nothing waits to be sent."""
    cast = assemble()
    if who == "rosa":
        give_consent(cast.representative, ConsentPurpose.TALK, cast.maya)
    send_messages()
    return cast


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_waits_for_the_message_on_its_way_and_none_follows_it(slow_server, decision, mailoutbox):
    """Given a message that the mail server has just taken; when the person decides against it; then the decision is
    saved when the message has left, and a message that waits in the queue is withheld.
    """
    who, decide = DECISIONS[decision]
    cast = prepare(who)
    user = getattr(cast, who)
    first, second = queue_to(user, cast, "first"), queue_to(user, cast, "second")
    slow_server.has_begun.clear()
    slow_server.may_answer.clear()
    sending = in_thread(lambda: deliver(claim()))
    assert slow_server.has_begun.wait(PATIENCE)
    deciding = in_thread(lambda: decide(cast))
    deciding.join(1)
    assert deciding.is_alive(), "the decision waits"
    slow_server.may_answer.set()
    sending.join(PATIENCE)
    deciding.join(PATIENCE)
    send_messages()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("sent", "withheld")
    assert len([mail for mail in mailoutbox if mail.subject == first.subject]) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_stop_all_sharing_at_once_leave_one_withdrawal():
    cast = prepare("rosa")  # she sees the plan and hears from us
    actions = [
        lambda: stop_all(individual=cast.individual, party=cast.representative, how="in the portal", by=cast.maya)
    ] * 4
    results = run_together(actions, together=4)
    assert results.count(2) == 1, "one stops both purposes, the others are refused"
    assert ConsentDecision.objects.filter(answer="withdrawn").count() == 2
