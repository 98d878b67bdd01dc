"""Calls for help whose text messages do not arrive: the next people are asked at once."""

import datetime

import pytest

from contracts.services import appoint
from core import clock, sms, tasks
from core.models import Message
from tests.visits.escalation_builders import make_shift
from visits import services
from visits.models import Escalation

SECOND = datetime.timedelta(seconds=1)
MINUTE = datetime.timedelta(minutes=1)


class DeadSms:
    """A company for texts that does not answer."""

    def send(self, *, number, body, reference):
        raise OSError("no answer")


@pytest.fixture
def noon(cast):
    """Given a call for help at noon, with Omar on call, and an outbox without anything else."""
    Message.objects.update(state="withheld", reason="not of this test")
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(12))):
        make_shift(cast.tameside, cast.omar)
        services.begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
        yield clock.now()


@pytest.fixture
def dead_company(settings):
    settings.SMS_ADAPTER = f"{__name__}.DeadSms"
    sms.adapter.cache_clear()
    yield
    sms.adapter.cache_clear()


def send_due() -> None:
    while message := tasks.claim(only_urgent=True):
        tasks.deliver(message)


def sweep_at(instant) -> None:
    """Send what is due and run the sweep, as the urgent worker does every 20 seconds."""
    with clock.frozen_at(instant):
        send_due()
        services.advance_escalations(on=clock.today())


def texted() -> list:
    texts = Message.objects.filter(key__startswith="call:", channel="text").order_by("recorded_at", "to__full_name")
    return [message.to for message in texts.select_related("to")]


def test_the_managers_are_asked_within_20_seconds_where_the_text_to_the_senior_fails(cast, noon, dead_company):
    """Given a company for texts that is down; at 12:00:20 the managers are asked, and the senior again at 12:20."""
    sweep_at(noon + 20 * SECOND)
    assert texted() == [cast.omar, cast.ben, cast.dana]
    for seconds in range(40, 19 * 60, 20):
        sweep_at(noon + seconds * SECOND)
    assert Escalation.objects.get().round == 3, "the managers' ten minutes were over at 12:10:20"
    assert texted() == [cast.omar, cast.ben, cast.dana, cast.omar]


def test_a_company_that_is_down_has_no_message_every_20_seconds(cast, noon, dead_company):
    """Given a company that is down for an hour; then the rounds begin at 0:00, 0:20 seconds, and after the waits."""
    begun = []
    for seconds in range(20, 3600, 20):
        before = Escalation.objects.get().round
        sweep_at(noon + seconds * SECOND)
        if Escalation.objects.get().round > before:
            begun.append(seconds)
    # Round 3 after 10 minutes, round 4 after 20 more, and round 5 after 20 more.
    assert begun == [20, 620, 1820, 3020]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "unconfirmed", "attempts": 1},
        {"state": "failed", "attempts": 1},
        {"state": "withheld", "reason": "the recipient's account is closed"},
        {"state": "queued", "attempts": 1},
        {"state": "sending", "attempts": 2},
        {"receipt": "undelivered"},
    ],
)
def test_a_text_that_does_not_arrive_has_the_next_asked_at_once(cast, noon, columns):
    send_due()
    sent = columns if "receipt" in columns else {**columns, "sent_at": None}
    Message.objects.filter(key__startswith="call:", channel="text").update(**sent)
    with clock.frozen_at(noon + 20 * SECOND):
        assert services.advance_escalations(on=clock.today()) == 1
    assert texted() == [cast.omar, cast.ben, cast.dana]


@pytest.mark.parametrize(
    "columns", [{"receipt": ""}, {"receipt": "delivered"}, {"state": "sending", "sent_at": None}, {"to_go": True}]
)
def test_a_text_that_was_sent_or_is_being_sent_has_its_usual_wait(cast, noon, columns):
    if "to_go" not in columns:
        send_due()
        Message.objects.filter(key__startswith="call:", channel="text").update(**columns)
    for seconds in (20, 590):
        with clock.frozen_at(noon + seconds * SECOND):
            assert services.advance_escalations(on=clock.today()) == 0
    with clock.frozen_at(noon + 10 * MINUTE):
        assert services.advance_escalations(on=clock.today()) == 1


def test_where_one_of_two_texts_arrives_the_usual_wait_applies(cast):
    """Given two seniors and no rota; when the text to one is undelivered, all wait; when both are, nobody does."""
    appoint(user=cast.tess, role="on_call_senior", contract=cast.tameside, from_on=cast.today, by=None)
    services.begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    send_due()
    texts = Message.objects.filter(key__startswith="call:", channel="text")
    assert {message.to for message in texts} == {cast.omar, cast.tess}
    texts.filter(to=cast.omar).update(receipt="undelivered")
    assert services.advance_escalations(on=clock.today()) == 0
    texts.update(receipt="undelivered")
    assert services.advance_escalations(on=clock.today()) == 1


def test_a_call_that_was_answered_asks_nobody_else(cast, noon, dead_company):
    services.answer_escalation(escalation=Escalation.objects.get(), by=cast.omar)
    sweep_at(noon + 20 * SECOND)
    assert texted() == [cast.omar]


def test_each_new_press_goes_through_the_list_again(cast, noon, dead_company):
    """Given two rounds that did not arrive; when the worker presses again; then both groups are asked again at once."""
    sweep_at(noon + 20 * SECOND)
    with clock.frozen_at(noon + 2 * MINUTE):
        services.begin_escalation(package=cast.package, cause="pressed", by=cast.amara)
    sweep_at(noon + 2 * MINUTE + 20 * SECOND)
    assert texted()[3:] == [cast.omar, cast.ben, cast.dana]
