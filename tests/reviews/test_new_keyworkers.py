"""A new keyworker hears of updates and reviews; who reads it is asked of today, not of the day on which it was sent."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.duties import duty_items
from casework.services import change_keyworker, record_keyworker_absence
from core import clock
from core.models import Message
from reviews import services
from reviews.models import KeyworkerUpdate, Review
from tests.factories import ReviewFactory, UpdateFactory
from tests.reviews.updates import WRITTEN, terms_with

DAY = datetime.timedelta(days=1)


@pytest.fixture
def terms(cast):
    return terms_with(cast, acknowledge_days=5)


def leave(cast) -> None:
    cast.individual.keyworker_terms.update(until_on=cast.today)


def send_update(cast, terms) -> KeyworkerUpdate:
    update = UpdateFactory(package=cast.package, terms=terms, **WRITTEN)
    return services.submit_update(update=update, by=cast.amara)


def share(cast, terms) -> Review:
    review = ReviewFactory(package=cast.package, terms=terms, due_on=cast.today)
    services.conduct_review(review=review, conducted_on=cast.today, outcome="On", participants="Maya", by=cast.amara)
    return services.share_review(review=Review.objects.get(pk=review.pk), by=cast.amara)


def label(cast, kind, day=None) -> list:
    return [row.label for row in duty_items(cast.ben, day or cast.today) if row.kind == kind]


def recipients(key: str) -> set:
    return {row.to for row in Message.objects.filter(key__startswith=f"{key}:", channel="in app")}


def page_of(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_without_a_keyworker_managers_find_out_who_reads_it_at_once(cast, terms):
    leave(cast)
    send_update(cast, terms)
    share(cast, terms)
    assert label(cast, "update-not-acknowledged") == ["Find out who reads this update at the Council"]
    assert label(cast, "review-not-acknowledged") == ["Find out who reads this review at the Council"]


def test_once_there_is_a_keyworker_they_are_asked_and_hear_of_it(cast, terms):
    leave(cast)
    update, review = send_update(cast, terms), share(cast, terms)
    assert services.notify_new_keyworkers(on=cast.today) == 0
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert label(cast, "update-not-acknowledged") == label(cast, "review-not-acknowledged") == []
    later = cast.today + 10 * DAY
    assert label(cast, "update-not-acknowledged", later) == ["Ask the keyworker to acknowledge the update"]
    assert label(cast, "review-not-acknowledged", later) == ["Ask the keyworker to acknowledge the review"]
    assert services.notify_new_keyworkers(on=cast.today) == 2
    assert recipients(f"update-passed-on:{update.pk}") == {cast.kofi}
    assert recipients(f"review-passed-on:{review.pk}") == {cast.kofi}
    assert services.notify_new_keyworkers(on=cast.today) == 0, "once"
    services.acknowledge_review(review=review, by=cast.kofi)
    unread = Message.objects.filter(key__startswith="review-passed-on", channel="in app", read_at=None)
    assert not unread.exists()


def test_the_next_keyworker_hears_of_what_the_last_one_did_not_acknowledge(cast, terms):
    update = send_update(cast, terms)
    tomorrow = cast.today + DAY
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=tomorrow, by=cast.ben)
    assert services.notify_new_keyworkers(on=cast.today) == 0, "not before they begin"
    with clock.frozen_at(clock.instant_on(tomorrow, datetime.time(9))):
        assert services.notify_new_keyworkers(on=tomorrow) == 1
    assert recipients(f"update-passed-on:{update.pk}") == {cast.kofi}


def test_a_keyworker_who_was_sent_it_hears_nothing_more(cast, terms):
    send_update(cast, terms)
    assert services.notify_new_keyworkers(on=cast.today) == 0


def test_nothing_is_locked_again_and_again_where_nobody_reads_it(cast, terms):
    share(cast, terms)
    leave(cast)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert services.chase_acknowledgements(on=cast.today + 6 * DAY) == 0
    assert not [query for query in queries if "FOR UPDATE" in query["sql"] and "reviews_" in query["sql"]]


def test_the_page_says_who_reads_it_today(cast, terms):
    leave(cast)
    update = send_update(cast, terms)
    assert "no current keyworker" in page_of(cast.amara, "update", update.pk)
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    page = " ".join(page_of(cast.amara, "update", update.pk).split())
    assert f"{cast.kofi.full_name} can read it now" in page
    assert "no current keyworker" not in page


def test_a_keyworker_who_is_away_is_still_the_keyworker(cast, terms):
    record_keyworker_absence(
        user=cast.priya, from_on=cast.today, last_on=cast.today + 6 * DAY, cover=None, by=cast.priya
    )
    update = send_update(cast, terms)
    page = page_of(cast.amara, "update", update.pk)
    assert "no current keyworker" not in page
    assert "is away now" in page


@pytest.mark.parametrize(
    ("has_keyworker", "words"), [(True, "Update sent to Priya"), (False, "no keyworker to read it")]
)
def test_the_confirmation_says_to_whom_it_was_sent(cast, terms, has_keyworker, words):
    if not has_keyworker:
        leave(cast)
    update = UpdateFactory(package=cast.package, terms=terms, **WRITTEN)
    client = Client()
    client.force_login(cast.amara)
    page = client.post(reverse("update_send", args=[update.pk]), follow=True).content.decode()
    assert words in page
