"""After sending: the reference, what happens next, and by when an answer comes."""

import datetime
from html import unescape

import pytest
from django.urls import reverse

from contracts.services import set_terms
from core import clock
from referrals import readiness
from referrals.services import find_ineligible
from tests.cast import FULL_TERMS
from tests.pages.world import refer
from tests.referrals.referral_builders import enter_referral, send_referral


@pytest.fixture
def ten_working_days(cast) -> None:
    set_terms(
        contract=cast.tameside, from_on=datetime.date(2026, 12, 1), by=None,
        **{**FULL_TERMS, "decide_within_working_days": 10},
    )  # fmt: skip


def page_text(client, user, referral) -> str:
    client.force_login(user)
    return unescape(client.get(reverse("referral_confirmation", args=[referral.pk])).content.decode())


@pytest.mark.instant("2026-12-18T09:00")
@pytest.mark.usefixtures("ten_working_days")
def test_the_answer_is_due_after_the_bank_holidays(cast, client):
    """Received on Friday 18 December 2026, ten working days: that day, Christmas and New Year are not counted."""
    referral = send_referral(cast, planned_start_on=datetime.date(2026, 12, 30))
    assert readiness.answer_due_on(referral) == datetime.date(2027, 1, 6)
    page = page_text(client, cast.priya, referral)
    assert "Wednesday 6 January" in page
    assert referral.reference in page
    assert cast.tameside.telephone in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.instant("2026-12-18T09:00")
@pytest.mark.usefixtures("ten_working_days")
def test_a_decision_is_overdue_from_the_next_day_on(cast, client):
    referral = send_referral(cast, planned_start_on=datetime.date(2026, 12, 30))
    client.force_login(cast.ben)
    for day, words in ((datetime.date(2027, 1, 6), False), (datetime.date(2027, 1, 7), True)):
        with clock.frozen_at(clock.instant_on(day, datetime.time(9))):
            assert (readiness.days_late(referral) > 0) == words
            assert ("Decision overdue" in client.get(reverse("referrals")).content.decode()) == words


@pytest.mark.instant("2026-12-18T09:00")
@pytest.mark.usefixtures("ten_working_days")
def test_one_entered_late_is_due_from_the_day_on_which_it_came(cast):
    came_at = clock.now() - datetime.timedelta(days=3)  # Tuesday 15 December
    referral = enter_referral(cast, reached_us_at=came_at, referrer_words="Jo Bell, 01632 960114")
    assert readiness.answer_due_on(referral) == datetime.date(2026, 12, 31)


def test_without_such_a_term_the_page_says_so(cast, client):
    page = page_text(client, cast.priya, send_referral(cast))
    assert "We answer as soon as we can: the contract sets no time for it." in page


def test_it_leads_there_after_sending_and_is_reached_again(cast, client):
    draft = refer(cast.tameside, cast.rui, sent=False)
    client.force_login(cast.rui)
    address = reverse("referral_confirmation", args=[draft.pk])
    assert client.get(address).url == reverse("referral", args=[draft.pk])
    assert client.post(reverse("referral_send", args=[draft.pk])).url == address
    assert address in client.get(reverse("referral", args=[draft.pk])).content.decode()


def test_a_same_day_referral_says_whom_to_ring(cast, client):
    assert "Ring now as well" in page_text(client, cast.priya, send_referral(cast, asks_same_day=True))
    assert "Ring now" not in page_text(client, cast.priya, send_referral(cast))


def test_once_it_is_decided_the_page_says_so(cast, client):
    referral = send_referral(cast, lives_in_area="no")
    find_ineligible(referral=referral, reason="Lives elsewhere", by=cast.ben)
    assert "The referral is decided: not eligible." in page_text(client, cast.priya, referral)
