"""A review is seen coming: who conducts it has it on their pages and arranges it; managers learn if it is overdue."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from casework.duties import duty_items
from core import clock
from core.models import Message
from reviews import services
from reviews.models import Review
from scheduler.sweeps import SWEEPS
from tests.factories import ReviewFactory
from tests.reviews.updates import make_update, terms_with
from visits.services import make_feed

DAY = datetime.timedelta(days=1)


def make_review(cast, days: int, **columns) -> Review:
    return ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today + days * DAY, **columns)


def arrange(cast, review, days: int) -> Review:
    review = Review.objects.get(pk=review.pk)
    meets_at = clock.now() + days * DAY
    return services.arrange_review(review=review, revision=review.revision, meets_at=meets_at, by=cast.ben)


def recipients(key: str) -> set:
    return {row.to for row in Message.objects.filter(key__startswith=f"{key}:", channel="in app")}


def to_arrange(cast, user=None, on=None) -> list:
    return [row for row in duty_items(user or cast.amara, on or cast.today) if row.kind == "review-to-arrange"]


def home_of(user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("home"))


def test_who_supports_the_person_has_the_review_on_their_home_page_and_nobody_else(cast):
    review = arrange(cast, make_review(cast, 9), 3)
    assert [row.pk for row in home_of(cast.amara).context["reviews_ahead"]] == [review.pk]
    assert reverse("review", args=[review.pk]) in home_of(cast.amara).content.decode()
    for user in (cast.lewis, cast.ben):
        assert home_of(user).context["reviews_ahead"] == [], user


def test_the_review_is_in_the_calendar_of_who_supports_the_person(cast):
    review = arrange(cast, make_review(cast, 9), 3)
    for user, count in ((cast.amara, 1), (cast.lewis, 0)):
        address = reverse("calendar", args=[make_feed(by=user)])
        events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
        found = [event for event in events if str(event["UID"]).startswith("review-meeting-")]
        assert len(found) == count, user
        for event in found:
            assert event["DTSTART"].dt == review.meets_at.replace(microsecond=0)
            assert str(event["SUMMARY"]) == "Review, M.L."


def test_the_duty_says_when_it_takes_place(cast):
    review = make_review(cast, 3)
    (item,) = [row for row in duty_items(cast.amara, cast.today) if row.kind == "review"]
    assert item.note == "No date yet."
    arrange(cast, review, 2)
    (item,) = [row for row in duty_items(cast.amara, cast.today) if row.kind == "review"]
    assert item.note.startswith("Takes place ")


def test_somebody_arranges_a_review_four_weeks_ahead(cast):
    """Given a review that nobody asked for; when it is due in four weeks; then its workers have to arrange it."""
    review = make_review(cast, 29)
    assert to_arrange(cast) == []
    assert services.remind_of_reviews(on=cast.today) == 0
    tomorrow = cast.today + DAY
    assert [row.href for row in to_arrange(cast, on=tomorrow)] == [reverse("review_arrange", args=[review.pk])]
    assert services.remind_of_reviews(on=tomorrow) == 1
    assert recipients(f"review-to-arrange:{review.pk}") == {cast.amara}
    assert services.remind_of_reviews(on=tomorrow) == 0, "once"
    arrange(cast, review, 20)
    assert to_arrange(cast, on=tomorrow) == []
    assert not Message.objects.filter(key__startswith="review-to-arrange", channel="in app", read_at=None).exists()


def test_a_review_that_somebody_asked_for_is_one_duty(cast):
    services.ask_for_review(package=cast.package, asked_by="person", urgency="soon", by=cast.maya)
    assert to_arrange(cast) == []


def test_managers_learn_of_an_overdue_review_once(cast):
    review = make_review(cast, -1)
    assert services.remind_of_reviews(on=cast.today) == 1
    assert {cast.ben, cast.amara} <= recipients(f"review-late:{review.pk}")
    assert services.remind_of_reviews(on=cast.today) == 0
    services.conduct_review(review=review, conducted_on=cast.today, outcome="On", participants="Maya", by=cast.amara)
    assert not Message.objects.filter(key__startswith="review-late", channel="in app", read_at=None).exists()


@pytest.mark.parametrize(
    "name",
    [
        "raise reviews",
        "remind of reviews",
        "remind of keyworker updates",
        "remind keyworkers to acknowledge updates and reviews",
    ],
)
def test_workers_share_the_sweeps_of_reviews_and_updates(cast, name):
    """Given something that is due; when a worker does its part, and again; then it is done once."""
    if name == "remind of reviews":
        make_review(cast, -1)
    if name == "remind of keyworker updates":
        make_update(cast, due_on=cast.today)
    if name.startswith(("remind keyworkers", "raise")):
        review = make_review(cast, 0)
        Review.objects.filter(pk=review.pk).update(terms=terms_with(cast, acknowledge_days=5))
        columns = {"conducted_on": cast.today, "outcome": "On", "participants": "Maya", "by": cast.amara}
        columns["next_review_on"] = cast.today + 60 * DAY
        services.conduct_review(review=Review.objects.get(pk=review.pk), **columns)
        services.share_review(review=Review.objects.get(pk=review.pk), by=cast.amara)
    on = cast.today + 6 * DAY
    sweep = SWEEPS[name]
    ids = list(sweep.due(on))
    assert ids
    done = sum(bool(sweep.act(pk, on)) for pk in ids)
    assert done == len(ids)
    assert list(sweep.due(on)) == []
    assert not any(sweep.act(pk, on) for pk in ids), "a part may be started twice"
    assert sweep.run(on=on) == 0
