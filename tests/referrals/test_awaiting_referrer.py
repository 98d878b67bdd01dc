"""The referrer reads which of their referrals need a document or an answer, what is missing, and since when."""

import datetime

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from core import clock
from referrals.awaiting_referrer import QUESTION, awaiting_referrer
from referrals.models import Referral
from referrals.services import ask, send, start, withdraw
from tests.pages.world import DAY, particulars, refer


def page_of(user, name) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.get(reverse(name)).content.decode().split())


def awaited(user) -> list[tuple]:
    return [(row.referral.pk, row.missing, row.since) for row in awaiting_referrer(user)]


def make(cast) -> Referral:
    """Return a sent referral without the Council's documents."""
    return send(referral=start(contract=cast.tameside, by=cast.rui, **particulars(cast.tameside)), by=cast.rui)


def test_what_is_missing_is_listed_with_the_day_on_home_and_in_the_list(cast):
    referral = make(cast)
    (row,) = awaiting_referrer(cast.rui)
    assert (row.referral, row.since) == (referral, cast.today)
    assert row.missing
    for name in ("home", "referrals"):
        page = page_of(cast.rui, name)
        assert "Referrals that need something from you" in page
        assert referral.reference in page
        assert all(escape(missing) in page for missing in row.missing)
    for user in (cast.priya, cast.ben, cast.kofi):
        assert awaited(user) == []
        assert "need something from you" not in page_of(user, "home")
    withdraw(referral=referral, reason="They moved", by=cast.rui)
    assert awaited(cast.rui) == []


def test_a_question_is_missing_since_it_was_asked(cast):
    referral = refer(cast.tameside, cast.rui)
    assert awaited(cast.rui) == []
    with clock.frozen_at(clock.instant_on(cast.today + 2 * DAY, datetime.time(12))):
        ask(referral=referral, question="Is there a dog?", by=cast.ben)
    assert awaited(cast.rui) == [(referral.pk, [QUESTION], cast.today + 2 * DAY)]
