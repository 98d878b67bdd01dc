"""A review with a date is on the person's first page and beside their visits, and on that of whoever asked for it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from design import formatting
from reviews.agreed_steps.enums import AgreedStep
from reviews.services import arrange_review, ask_for_review, conduct_review, drop_agreed_step, share_review
from tests.factories import ReviewFactory
from tests.portal.test_represented_reviews import arrange, ask, consent  # noqa: F401
from tests.portal.test_represented_reviews import page_of as page_of_representative

DAY = datetime.timedelta(days=1)


@pytest.fixture
def review(cast):
    """Given a review at home next week, to which the sister is asked to come."""
    row = ask_for_review(package=cast.package, asked_by="person", by=cast.maya)
    meets_at = clock.instant_on(clock.today() + 7 * DAY, datetime.time(14))
    arranged = {"meeting_kind": "at home", "invited": "Rosa, your sister"}
    return arrange_review(review=row, revision=row.revision, meets_at=meets_at, by=cast.ben, **arranged)


def page_of(user, name) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.get(reverse(name)).content.decode().split())


@pytest.mark.parametrize("is_easy_read", [False, True])
@pytest.mark.parametrize("name", ["me", "my_visits"])
def test_the_person_reads_day_place_who_comes_and_how_to_ask_for_another_day(cast, review, name, is_easy_read):
    cast.maya.easy_read = is_easy_read
    cast.maya.save(update_fields=["easy_read"])
    page = page_of(cast.maya, name)
    for text in ("2pm", "We come to your home.", "Rosa, your sister", "day"):
        assert text in page
    assert ("another day is better" if is_easy_read else reverse("my_message_write")) in page


def test_who_asks_for_a_review_reads_when_the_next_one_is(cast, review):
    """Given a review next week; then the page to ask for one says when it is, and how to bring it forward."""
    page = page_of(cast.maya, "my_review_ask")
    assert "You have a review already:" in page
    assert "at 2pm" in page
    assert f"{reverse('my_message_write')}?about=review" in page
    assert "You have a review already:" not in page_of(cast.tomasz, "my_review_ask")


@pytest.mark.parametrize("name", ["me", "my_visits", "my_reviews"])
def test_a_message_about_a_review_has_its_subject(cast, review, name):
    assert f"{reverse('my_message_write')}?about=review" in page_of(cast.maya, name)


def test_what_a_shared_review_agreed_is_on_the_persons_page(cast):
    """Given a review that agreed more hours and the end of support; when it is shared; then Maya reads both in plain
    words, by when they are done while they are not, and that one is not needed; before that she reads neither.
    """
    today = clock.today()
    row = ReviewFactory(package=cast.package, terms=cast.terms, due_on=today - DAY)
    columns = {"conducted_on": today - DAY, "outcome": "As agreed", "participants": "Maya"}
    agreed = {"hours_change": "up", "hours_minutes": 60, "next_route": "exit"}
    row = conduct_review(review=row, by=cast.amara, **columns, **agreed)
    more, end = AgreedStep.MORE_HOURS.to_person, AgreedStep.END.to_person
    assert more not in page_of(cast.maya, "my_reviews")
    share_review(review=row, by=cast.amara)
    page = page_of(cast.maya, "my_reviews")
    due = formatting.long_day(today + 13 * DAY)
    assert f"{more} We do this by {due}." in page
    assert end in page
    drop_agreed_step(review=row, step=AgreedStep.MORE_HOURS, reason="She has enough", by=cast.ben)
    page = page_of(cast.maya, "my_reviews")
    assert f"{more} This is not needed any more." in page
    assert "She has enough" not in page


def test_the_representative_who_asked_reads_it_on_their_first_page(cast, consent):  # noqa: F811
    arrange(cast, ask(cast))
    page = " ".join(page_of_representative(cast.rosa, "me").text.split())
    assert "A review with" in page
    assert "The library" in page


def test_a_review_of_an_earlier_day_is_not_to_come(cast, review):
    with clock.frozen_at(review.meets_at + DAY):
        assert "Rosa, your sister" not in page_of(cast.maya, "me")
