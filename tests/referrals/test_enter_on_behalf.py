"""A manager enters a referral that arrived by email, telephone or letter."""

import datetime

import pytest
from django.db import transaction

from accounts.enums import Permission as P
from accounts.permissions import can
from core import clock
from core.errors import Refused
from core.models import Message, StateChange
from referrals import readiness
from referrals.models import Referral
from referrals.services import answer, ask
from tests.referrals.referral_builders import accept_referral, attach_all, enter_referral

HOURS_AGO = datetime.timedelta(hours=5)


def test_a_referral_entered_later_keeps_the_time_it_arrived(cast):
    """Given a call five hours ago; when Ben enters it; then it was received then and needs its documents."""
    received_at = clock.now() - HOURS_AGO
    referral = enter_referral(cast, reached_us_at=received_at, referrer_words="Jo Bell, duty worker, 01632 960114")
    assert (referral.state, referral.received_at, referral.hours_since(clock.now())) == ("sent", received_at, 5)
    assert StateChange.objects.get(record_id=referral.pk, verb="send").reason == "Received by phone"
    with pytest.raises(Refused, match="must be attached"), transaction.atomic():
        accept_referral(cast, referral, keyworker=cast.priya)
    attach_all(referral, cast.ben)
    assert accept_referral(cast, referral, keyworker=cast.priya).state == "open"


def test_the_referrer_is_required(cast):
    with pytest.raises(Refused, match="who is referring"), transaction.atomic():
        enter_referral(cast, reached_us_at=clock.now() - HOURS_AGO)


def test_a_referral_cannot_arrive_in_the_future(cast):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        enter_referral(cast, reached_us_at=clock.now() + HOURS_AGO, referrer_words="Jo Bell")
    assert refusal.value.field == "received_on"


def test_the_referrer_sees_it_among_their_own_referrals(cast):
    """Given a telephone referral by Priya; when Ben enters it; then she reads it, is notified and answers queries."""
    referral = enter_referral(cast, reached_us_at=clock.now() - HOURS_AGO, referrer=cast.priya)
    readers = {name for name, user in cast.everybody().items() if can(user, P.READ_REFERRAL, referral)}
    assert readers == {"priya", "ben", "dana"}
    ask(referral=referral, question="Is there a dog?", by=cast.ben)
    assert Message.objects.filter(to=cast.priya, key__contains=str(referral.pk)).exists()
    answer(referral=referral, words="A small one", by=cast.priya)
    assert Referral.objects.get(pk=referral.pk).state == "sent"


def test_the_referrers_page_does_not_reveal_who_is_known(cast):
    """Given a referral of Maya, who is known; then Rui's page does not reveal that."""
    status = {}
    for name in ("Maya Lindqvist", "Owen Castellan"):
        referral = enter_referral(cast, reached_us_at=clock.now() - HOURS_AGO, referrer=cast.rui, full_name=name)
        status[name] = readiness.status_text(referral, cast.terms)
    assert status["Maya Lindqvist"] == status["Owen Castellan"]
