"""Who gets an update: the keyworker, the cover while they are away, or the Council's team. Never nobody."""

import pytest
from django.urls import reverse

from accounts.models import CodeLink
from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.recipients import council_recipients, keyworker_or_cover
from casework.services import change_keyworker, record_keyworker_absence, withdraw_keyworker_absence
from contracts.models import Council, Post
from contracts.services import appoint
from core import clock
from core.models import Message
from reviews.models import Review
from reviews.services import acknowledge_update, arrange_review, conduct_review, record_acknowledgement, share_review
from tests.factories import ReviewFactory
from tests.reviews.updates import DAY, send


def told(update) -> set:
    rows = Message.objects.filter(key__startswith=f"update-sent:{update.pk}", channel="in app")
    return {message.to for message in rows}


@pytest.fixture
def away(cast):
    """Given Priya, who is away this week; Kofi covers."""
    return record_keyworker_absence(
        user=cast.priya, from_on=cast.today, last_on=cast.today + 6 * DAY, cover=cast.kofi, by=cast.priya
    )


def test_the_cover_gets_reads_and_acknowledges_it(cast, away, client):
    update = send(cast)
    assert update.recipient == cast.kofi
    assert told(update) == {cast.kofi}
    client.force_login(cast.kofi)
    assert client.get(reverse("update", args=[update.pk])).status_code == 200
    client.post(reverse("update_acknowledge", args=[update.pk]), {"answer": "Thanks"})
    update.refresh_from_db()
    assert update.acknowledged_by == cast.kofi


def make_review(cast, **columns) -> Review:
    """Return a review that took place today and is not shared."""
    review = ReviewFactory(**{"package": cast.package, "terms": cast.terms, "due_on": cast.today} | columns)
    return conduct_review(review=review, conducted_on=cast.today, outcome="Go on", participants="Maya", by=cast.amara)


def told_of(key: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=key, channel="in app")}


def test_the_cover_gets_reads_and_acknowledges_a_review(cast, away, client):
    review = share_review(review=make_review(cast), by=cast.amara)
    assert told_of(f"review-shared:{review.pk}") == {cast.kofi}
    client.force_login(cast.kofi)
    page = client.get(reverse("person_reviews", args=[cast.individual.pk])).content.decode()
    assert "For you to acknowledge" in page
    client.post(reverse("review_acknowledge", args=[review.pk]))
    review.refresh_from_db()
    assert review.acknowledged_by == cast.kofi.full_name


def test_without_a_cover_the_team_and_managers_hear_that_nobody_reads_a_review(cast):
    record_keyworker_absence(
        user=cast.priya, from_on=cast.today, last_on=cast.today + 6 * DAY, cover=None, by=cast.priya
    )
    review = share_review(review=make_review(cast), by=cast.amara)
    assert told_of(f"review-shared:{review.pk}") == {cast.duty, cast.ben, cast.dana}


def arrange_for_keyworker(cast) -> Review:
    review = ReviewFactory(package=cast.package, terms=cast.terms, asked_by="keyworker", asked_on=cast.today)
    return arrange_review(review=review, revision=review.revision, meets_at=clock.now() + 7 * DAY, by=cast.amara)


def test_the_cover_hears_of_the_date_of_a_review(cast, away):
    review = arrange_for_keyworker(cast)
    assert told_of(f"review-arranged:{review.pk}") == {cast.maya, cast.kofi}
    assert not review.is_to_answer


def test_a_keyworker_without_cover_gets_the_date_and_somebody_still_tells_them(cast):
    record_keyworker_absence(
        user=cast.priya, from_on=cast.today, last_on=cast.today + 6 * DAY, cover=None, by=cast.priya
    )
    review = arrange_for_keyworker(cast)
    assert told_of(f"review-arranged:{review.pk}") == {cast.maya, cast.priya}
    assert review.is_to_answer


# Where the terms ask for no keyworker


def test_without_a_keyworker_that_the_terms_ask_for_a_review_is_shared_with_the_person(cast, client):
    appoint(user=cast.duty, role="duty_team", contract=cast.links, from_on=cast.today, by=None)
    review = make_review(cast, package=cast.links_package, terms=cast.links_terms)
    client.force_login(cast.nadia)
    address = reverse("person_reviews", args=[cast.links_individual.pk])
    page = client.get(address).content.decode()
    assert "Share with the person" in page
    assert "keyworker" not in client.get(reverse("review", args=[review.pk])).content.decode()
    page = client.post(reverse("review_share", args=[review.pk]), follow=True).content.decode()
    assert "Outcome shared with the person." in page
    assert "Shared with the person" in page
    assert "Not acknowledged yet" not in page
    assert told_of(f"review-shared:{review.pk}") == set()


def test_a_keyworker_whom_the_terms_do_not_ask_for_reads_a_review(cast, client):
    appoint(user=cast.priya, role="keyworker", contract=cast.links, from_on=cast.today, by=None)
    change_keyworker(individual=cast.links_individual, user=cast.priya, from_on=cast.today, by=cast.nadia)
    review = make_review(cast, package=cast.links_package, terms=cast.links_terms)
    client.force_login(cast.nadia)
    address = reverse("person_reviews", args=[cast.links_individual.pk])
    assert "Share with the keyworker" in client.get(address).content.decode()
    page = client.post(reverse("review_share", args=[review.pk]), follow=True).content.decode()
    assert "Outcome shared with the keyworker." in page
    assert told_of(f"review-shared:{review.pk}") == {cast.priya}


def test_the_access_of_the_cover_ends_with_the_absence(cast, away, client):
    update = send(cast)
    with clock.frozen_at(clock.instant_on(cast.today + 7 * DAY) + 12 * (DAY / 24)):
        client.force_login(cast.kofi)
        assert client.get(reverse("update", args=[update.pk])).status_code == 404
        client.force_login(cast.priya)
        assert client.get(reverse("update", args=[update.pk])).status_code == 200


def test_a_withdrawn_absence_gives_nothing(cast, away, client):
    withdraw_keyworker_absence(absence=away, reason="Wrong week", by=cast.priya)
    update = send(cast)
    assert update.recipient == cast.priya
    client.force_login(cast.kofi)
    assert client.get(reverse("update", args=[update.pk])).status_code == 404


def test_alerts_reach_both(cast, away):
    assert council_recipients(cast.package, cast.today) == [cast.priya, cast.kofi]


def test_a_cover_behind_a_wall_gets_nothing(cast, away, client):
    raise_wall(user=cast.kofi, record_id=cast.individual.pk, reason="His cousin", by=cast.ben)
    assert keyworker_or_cover(cast.package, cast.today) is None
    update = send(cast)
    assert told(update) == {cast.duty, cast.ben, cast.dana}
    client.force_login(cast.kofi)
    assert client.get(reverse("update", args=[update.pk])).status_code == 404


def test_a_cover_whose_post_ended_gives_way_to_the_team(cast, away):
    Post.objects.filter(user=cast.kofi).update(until_on=cast.today)
    assert told(send(cast)) == {cast.duty, cast.ben, cast.dana}


def test_without_a_cover_the_team_gets_it(cast):
    record_keyworker_absence(user=cast.priya, from_on=cast.today, last_on=cast.today, cover=None, by=cast.priya)
    update = send(cast)
    assert update.recipient is None
    assert told(update) == {cast.duty, cast.ben, cast.dana}


# The Council's team


@pytest.fixture
def nobody(cast):
    """Given nobody who is Maya's keyworker, and a team with an inbox."""
    cast.individual.keyworker_terms.update(until_on=cast.today)
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email="team@hub.example")
    cast.package.refresh_from_db()


def test_the_inbox_of_the_team_gets_a_link(cast, nobody):
    update = send(cast)
    link = CodeLink.objects.get(record_id=update.pk)
    assert link.email == "team@hub.example"
    mail = Message.objects.get(key=f"code-link:{link.pk}")
    assert cast.individual.full_name not in mail.subject + mail.body
    acknowledge_update(update=update, link=link, by=None)


def test_an_update_without_a_keyworker_is_a_duty_of_the_managers_at_once(cast, nobody):
    update = send(cast)
    items = {item.kind: item for item in duty_items(cast.ben, cast.today)}
    assert items["update-not-acknowledged"].label == "Find out who reads this update at the Council"
    record_acknowledgement(
        update=update,
        reader_name="Jo",
        report_method="email",
        reported_on=cast.today,
        answer="Will name one",
        by=cast.ben,
    )
    assert "update-not-acknowledged" not in [item.kind for item in duty_items(cast.ben, cast.today)]


def test_an_address_with_an_account_gets_no_link(cast, nobody):
    Council.objects.filter(pk=cast.tameside.council_id).update(team_email=cast.duty.email)
    update = send(cast)
    assert not CodeLink.objects.filter(record_id=update.pk).exists()
    assert cast.duty in told(update)
