"""Who can be reached now: a keyworker whose post or account has ended is nobody's keyworker."""

import datetime

import pytest

from accounts.services import suspend_access
from accounts.walls import raise_wall
from casework.recipients import council_recipients, everybody_concerned, keyworker_of, workers_of
from casework.services import declare_relation, record_admission
from contracts.models import Post
from core import clock
from core.models import Message
from reviews.models import KeyworkerUpdate, Review
from reviews.services import share_review, submit_update
from tests.factories import ReviewFactory, UpdateFactory

DAY = datetime.timedelta(days=1)


def _post_ended(cast):
    Post.objects.filter(user=cast.priya).update(until_on=cast.today)


def _post_of_another_contract(cast):
    Post.objects.filter(user=cast.priya).update(contract=cast.links)


def _suspended(cast):
    suspend_access(user=cast.priya, reason="Left the Council", by=cast.alan)


def _closed(cast):
    cast.priya.is_active = False
    cast.priya.save()


ENDED = [_post_ended, _post_of_another_contract, _suspended, _closed]


def told(prefix: str) -> set:
    return {message.to for message in Message.objects.filter(key__startswith=prefix, channel="in app")}


def test_the_keyworker_is_reached(cast):
    assert keyworker_of(cast.individual, cast.today) == cast.priya
    assert council_recipients(cast.package, cast.today) == [cast.priya]
    assert set(everybody_concerned(cast.package, cast.today)) == {cast.priya, cast.amara, cast.ben, cast.dana}


@pytest.mark.parametrize("end", ENDED)
def test_without_a_keyworker_the_councils_team_is_told(cast, end):
    end(cast)
    assert keyworker_of(cast.individual, cast.today) is None
    assert council_recipients(cast.package, cast.today) == [cast.duty]


@pytest.mark.parametrize("end", ENDED)
def test_a_hospital_stay_and_an_update_go_to_the_team_and_the_managers(cast, end):
    end(cast)
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today - DAY, by=cast.amara
    )
    assert told("held:") == {cast.duty, cast.ben, cast.dana, cast.amara}
    update = UpdateFactory(package=cast.package, terms=cast.terms, how_it_is="Well", progress="Cooks")
    sent = submit_update(update=update, by=cast.amara)
    assert sent.recipient is None
    assert told("update-sent:") == {cast.duty, cast.ben, cast.dana}
    assert not Message.objects.filter(to=cast.duty).exclude(path="").exists(), "the team reads no records"
    assert KeyworkerUpdate.objects.get(pk=update.pk).state == "sent"


def test_a_review_without_a_keyworker_is_not_shared_with_nobody(cast):
    _post_ended(cast)
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    Review.objects.filter(pk=review.pk).update(state="conducted", conducted_on=cast.today, outcome="Goes on")
    review.refresh_from_db()
    share_review(review=review, by=cast.ben)
    assert told("review-shared:") == {cast.duty, cast.ben, cast.dana}


def test_without_a_lead_who_may_know_the_managers_are_told(cast):
    assert workers_of(cast.package, cast.today) == [cast.amara]
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    assert workers_of(cast.package, cast.today) == [cast.ben, cast.dana]
    raise_wall(record_id=cast.individual.pk, user=cast.dana, reason="Her aunt", by=cast.sunita)
    assert workers_of(cast.package, cast.today) == [cast.ben]


def test_a_suspended_worker_is_not_told(cast):
    suspend_access(user=cast.amara, reason="An allegation", by=cast.ben)
    assert workers_of(cast.package, clock.today()) == [cast.ben, cast.dana]


def test_a_worker_whose_role_in_the_contract_ended_is_not_told(cast):
    """Given a lead whose role ended and who reads no record any more; then the managers are notified in their place."""
    Post.objects.filter(user=cast.amara).update(until_on=cast.today)
    assert workers_of(cast.package, cast.today) == [cast.ben, cast.dana]
    Post.objects.filter(user=cast.amara).update(until_on=cast.today + DAY)
    assert workers_of(cast.package, cast.today) == [cast.amara]
