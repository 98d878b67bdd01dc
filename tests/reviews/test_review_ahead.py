"""Every package in force has a review ahead, or the duty to agree its date: after anything, in any order (T4.7)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.models import SupportPackage
from casework.services import end_package, record_death
from core import clock
from core.errors import Refused
from dashboard.home.reader import duties_of_week
from reviews import services
from reviews.models import Review
from reviews.package_reviews.next_review import without_review_ahead

DAY = datetime.timedelta(days=1)


def reviews_of(cast, **columns):
    return Review.objects.filter(package=cast.package, **columns).order_by("-due_on", "pk")


def conduct(cast, next_in: int | None) -> None:
    review = reviews_of(cast, state="due").last()
    if review is not None:
        next_on = clock.today() + next_in * DAY if next_in else None
        texts = {"outcome": "Go on", "participants": "Maya", "next_review_on": next_on}
        services.conduct_review(review=review, conducted_on=clock.today(), by=cast.amara, **texts)


def act_on(cast, service, state: str, **arguments) -> None:
    """Do it with the newest review in this state, if there is one."""
    review = reviews_of(cast, state=state).first()
    if review is not None:
        service(review=review, by=cast.ben, **arguments)


def correct(cast, next_in: int | None) -> None:
    review = reviews_of(cast, conducted_on__isnull=False).first()
    if review is not None:
        next_on = review.conducted_on + next_in * DAY if next_in else None
        columns = {"conducted_on": review.conducted_on, "outcome": "Stop", "participants": "Maya"}
        arguments = {"revision": review.revision, "reason": "A slip", "by": cast.amara, "next_review_on": next_on}
        services.correct_review(review=review, **columns, **arguments)


ACTIONS = {
    "ask": lambda cast: services.ask_for_review(package=cast.package, asked_by="provider", by=cast.ben),
    "conduct": lambda cast: conduct(cast, None),
    "conduct and agree the next": lambda cast: conduct(cast, 40),
    "share": lambda cast: act_on(cast, services.share_review, "conducted"),
    "strike": lambda cast: act_on(cast, services.strike_review, "shared", reason="Another person"),
    "withdraw": lambda cast: act_on(cast, services.withdraw_review, "conducted", reason="Not held"),
    "withdraw the request": lambda cast: act_on(cast, services.withdraw_review_request, "due"),
    "correct to no next": lambda cast: correct(cast, None),
    "correct to another next": lambda cast: correct(cast, 50),
}


def is_without(cast) -> bool:
    return without_review_ahead(SupportPackage.objects.filter(pk=cast.package.pk), clock.today()).exists()


def check(cast) -> None:
    """Before the sweep nobody is asked for a date that is agreed; after it there is a review, or the duty."""
    asked_before = is_without(cast)
    services.raise_reviews(on=clock.today())
    has_review = reviews_of(cast).outstanding().exists()
    assert has_review != is_without(cast)
    assert asked_before == is_without(cast)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 60)), max_size=8),
    first_in=st.none() | st.integers(1, 90),
)
@example(steps=[("ask", 0), ("conduct and agree the next", 0), ("share", 0), ("strike", 0)], first_in=None)
@example(steps=[("ask", 0), ("conduct and agree the next", 0), ("correct to no next", 9)], first_in=30)
@example(steps=[("conduct and agree the next", 5), ("withdraw", 0), ("conduct", 3)], first_in=10)
def test_every_active_package_has_a_review_ahead_or_the_duty(cast, steps, first_in):
    with transaction.atomic():
        first_on = cast.today + first_in * DAY if first_in else None
        SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=first_on)
        now = clock.now()
        check(cast)
        for name, days in steps:
            now += days * DAY
            with clock.frozen_at(now):
                try:
                    with transaction.atomic():
                        ACTIONS[name](cast)
                except Refused:
                    continue
                check(cast)
        transaction.set_rollback(True)


def test_the_duty_is_on_the_home_page_of_the_lead_and_the_manager_until_a_date_is_agreed(cast):
    def kinds(user) -> set[str]:
        return {item.kind for item in duties_of_week(user, cast.today) if item.package_id == cast.package.pk}

    for user in (cast.amara, cast.ben):
        assert "review-next" in kinds(user)
        client = Client()
        client.force_login(user)
        assert client.get(reverse("review_ask", args=[cast.package.pk])).status_code == 200
    for user in (cast.lewis, cast.priya):
        assert "review-next" not in kinds(user)
    services.ask_for_review(
        package=cast.package, asked_by="provider", due_on=cast.today + 200 * DAY, asked_how="in person", by=cast.ben
    )
    assert "review-next" not in kinds(cast.ben)


@pytest.mark.parametrize("how", ["an end is agreed", "it has ended", "death", "the contract does not run"])
def test_nobody_is_asked_where_there_is_no_support_ahead(cast, how):
    assert is_without(cast)
    if how == "death":
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    elif how == "the contract does not run":
        type(cast.tameside).objects.filter(pk=cast.tameside.pk).update(ends_on=cast.today - DAY)
    else:
        ended_on = cast.today + (1 if how == "an end is agreed" else 0) * DAY
        end_package(package=cast.package, ended_on=ended_on, reason="choice", by=cast.ben)
    assert not is_without(cast)
