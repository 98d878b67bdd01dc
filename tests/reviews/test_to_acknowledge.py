"""What the keyworker has still to acknowledge has a last day by the terms, and is overdue after it, on each page."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from core import clock
from reviews.services import acknowledge_review, acknowledge_update
from tests.reviews.test_review_acknowledgement import make_shared
from tests.reviews.updates import DAY, make_update, send, terms_with

KINDS = {"update-to-acknowledge", "review-to-acknowledge"}


def on(day):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


def to_do(user, day) -> dict[str, tuple]:
    return {item.kind: (item.due_on, item.days_late) for item in duty_items(user, day) if item.kind in KINDS}


def page_of(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


@pytest.fixture
def sent(cast):
    """Given an update and a review that were sent today, under terms of five days."""
    terms = terms_with(cast, acknowledge_days=5)
    return send(cast, make_update(cast, terms=terms)), make_shared(cast, terms=terms)


def test_it_is_a_duty_of_the_keyworker_alone_until_it_is_done(cast, sent):
    update, review = sent
    last_on = cast.today + 5 * DAY
    assert to_do(cast.priya, cast.today) == dict.fromkeys(KINDS, (last_on, 0))
    assert to_do(cast.priya, last_on + 2 * DAY) == dict.fromkeys(KINDS, (last_on, 2))
    for user in (cast.amara, cast.ben, cast.kofi):
        assert to_do(user, last_on + 2 * DAY) == {}
    acknowledge_update(update=update, by=cast.priya)
    acknowledge_review(review=review, by=cast.priya)
    assert to_do(cast.priya, last_on) == {}


def test_every_page_has_the_day_and_says_when_it_is_overdue(cast, sent):
    update, review = sent
    pages = (("home",), ("updates",), ("duties",), ("update", update.pk), ("review", review.pk))
    for name, *args in pages:
        assert "Overdue" not in re.sub("<h2.*?</h2>", "", page_of(cast.priya, name, *args)), name
    last_on = cast.today + 5 * DAY
    with on(last_on + DAY):
        for name, *args in pages:
            page = page_of(cast.priya, name, *args)
            assert "1 day overdue" in page or f"{last_on:%-d %b}" in page and ">Overdue<" in page, name
        page = page_of(cast.priya, "home")
        assert page.count(">Overdue<") == 2
        assert "Acknowledge the update" not in page, "it is in the list of what to read"
        assert "Acknowledge the update" in page_of(cast.priya, "duties")
        assert ">Overdue<" not in page_of(cast.ben, "update", update.pk)


def test_without_the_term_there_is_no_day(cast):
    send(cast)
    assert to_do(cast.priya, cast.today + 60 * DAY) == {}
    with on(cast.today + 60 * DAY):
        assert "Acknowledge by" not in page_of(cast.priya, "updates")


def test_what_a_newer_update_replaced_is_not_overdue(cast, sent):
    update, _ = sent
    send(cast, make_update(cast, terms=update.terms, due_on=cast.today + 40 * DAY), on=cast.today + 3 * DAY)
    assert to_do(cast.priya, cast.today + 20 * DAY)["update-to-acknowledge"] == (cast.today + 8 * DAY, 12)
    with on(cast.today + 20 * DAY):
        assert page_of(cast.priya, "updates").count(">Overdue<") == 1
        assert ">Overdue<" not in page_of(cast.priya, "update", update.pk)
