"""A date that is taken back, a meeting elsewhere, a request withdrawn, support ended: who had the date hears of it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.services import end_package
from core import clock, duties
from core.models import Message
from reviews.models import Review
from reviews.services import arrange_review, ask_as_representative, ask_for_review, withdraw_review_request
from tests.casework.consent_builders import give_consent

DAY = datetime.timedelta(days=1)
WEEK = 7 * DAY


@pytest.fixture
def consent(cast):
    return give_consent(cast.representative, ConsentPurpose.ASK_REVIEW, cast.maya)


@pytest.fixture
def review(cast, consent):
    """A review with a date, to which Rosa is invited."""
    row = ask_for_review(package=cast.package, asked_by="provider", by=cast.ben)
    return arrange(cast, row, meets_at=clock.now() + WEEK, representatives=[cast.representative])


def arrange(cast, review, **columns) -> Review:
    row = Review.objects.get(pk=review.pk)
    same = {name: getattr(row, name) for name in ("meets_at", "meeting_kind", "meeting_place", "proposals")}
    return arrange_review(review=row, revision=row.revision, by=cast.ben, **{**same, **columns})


def recipients(key: str) -> set:
    return {row.to for row in Message.objects.filter(key__startswith=f"{key}:", channel="in app")}


def page_of(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_a_date_that_is_taken_back_reaches_everybody_who_had_it(cast, review):
    arrange(cast, review, meets_at=None, moved_reason="The worker is ill")
    assert recipients(f"review-called-off:{review.pk}") == {cast.maya, cast.priya, cast.rosa, cast.amara}
    assert cast.ben not in recipients("review-called-off"), "who called it off knows"
    assert "The day we had is called off" in page_of(cast.maya, "my_reviews")
    assert "The day we had is called off" in page_of(cast.rosa, "my_people_reviews")
    assert "The date is called off: The worker is ill" in page_of(cast.priya, "review", review.pk)
    for message in Message.objects.filter(key__startswith="review-called-off"):
        assert "ill" not in message.subject + message.body
        assert "Maya" not in message.subject + message.body


@pytest.mark.parametrize("columns", [{"meeting_kind": "online"}, {"meeting_place": "The library"}])
def test_another_kind_of_meeting_or_place_reaches_everybody_who_had_the_date(cast, review, columns):
    before = Message.objects.filter(key__startswith="review-arranged", channel="in app").count()
    arrange(cast, review, **columns)
    changed = Message.objects.filter(subject__endswith="where or how we meet has changed", channel="in app")
    assert {row.to for row in changed} == {cast.maya, cast.priya, cast.rosa, cast.amara}
    arrange(cast, review, wishes="In the morning")
    assert Message.objects.filter(key__startswith="review-arranged", channel="in app").count() == before + 4


def test_who_is_not_invited_any_more_hears_of_it(cast, review):
    arrange(cast, review, representatives=[])
    assert recipients(f"review-called-off:{review.pk}") == {cast.rosa}
    subjects = Message.objects.filter(key__startswith="review-called-off").values_list("subject", flat=True)
    assert set(subjects) == {"The review you were invited to: you are not invited any more"}


@pytest.mark.parametrize(("asked_by", "asker"), [("person", "maya"), ("keyworker", "priya")])
def test_who_asked_hears_that_a_manager_withdrew_it_and_reads_why(cast, asked_by, asker):
    user = getattr(cast, asker)
    row = ask_for_review(package=cast.package, asked_by=asked_by, by=user, reason="My evenings")
    withdraw_review_request(review=row, by=cast.ben, reason="We agreed it at the visit")
    assert recipients(f"review-called-off:{row.pk}") == {user}
    name, *args = ("my_reviews",) if asked_by == "person" else ("review", row.pk)
    assert "We agreed it at the visit" in page_of(user, name, *args)


def test_a_representative_who_asked_hears_it_and_reads_why(cast, consent):
    row = ask_as_representative(
        package=cast.package, representative=cast.representative, reason="", urgency="weeks", by=cast.rosa
    )
    withdraw_review_request(review=row, by=cast.ben, reason="There is one next week")
    assert recipients(f"review-called-off:{row.pk}") == {cast.rosa}
    assert "There is one next week" in page_of(cast.rosa, "my_people_reviews")


def test_a_request_with_a_date_that_is_withdrawn_reaches_all_who_had_it(cast, consent):
    row = ask_for_review(package=cast.package, asked_by="keyworker", by=cast.priya)
    arrange(cast, row, meets_at=clock.now() + WEEK, representatives=[cast.representative])
    withdraw_review_request(review=Review.objects.get(pk=row.pk), by=cast.priya, reason="We spoke")
    assert recipients(f"review-called-off:{row.pk}") == {cast.maya, cast.rosa}
    assert "does not take place" in page_of(cast.maya, "my_reviews")
    page = page_of(cast.rosa, "my_people_reviews")
    assert "does not take place" in page
    assert "We spoke" not in page, "Rosa did not ask"


def test_who_withdrew_their_own_request_does_not_read_that_it_is_called_off(cast):
    row = ask_for_review(package=cast.package, asked_by="person", by=cast.maya)
    withdraw_review_request(review=row, by=cast.maya)
    assert recipients("review-called-off") == set()
    assert "does not take place" not in page_of(cast.maya, "my_reviews")


def test_the_end_of_support_reaches_those_who_had_the_date(cast, review):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert duties.expire_ended(on=cast.today) >= 1
    assert {cast.maya, cast.rosa} <= recipients(f"review-called-off:{review.pk}")
    assert "does not take place" in page_of(cast.maya, "my_reviews")


def test_a_keyworker_reads_the_reason_they_gave_and_not_that_of_another(cast):
    own = ask_for_review(package=cast.package, asked_by="keyworker", by=cast.priya, reason="The evenings")
    ask_for_review(package=cast.package, asked_by="carer", by=cast.amara, reason="The mornings")
    page = page_of(cast.priya, "person_reviews", cast.individual.pk)
    assert "The evenings" in page
    assert "The mornings" not in page
    assert "The evenings" in page_of(cast.priya, "review", own.pk)
