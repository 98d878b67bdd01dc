"""A contract that does not run raises no new duty outside its dates; what has begun continues."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import SupportPackage
from contracts.models import Contract
from core.duties import expire_ended
from core.errors import NotPossible
from plans.exit.rules import without_exit_plan
from reviews.models import KeyworkerUpdate, Review
from reviews.services import (
    ask_for_review,
    conduct_review,
    next_update_due_on,
    raise_reviews,
    raise_updates,
    submit_update,
    write_update,
)
from risk.models import RiskReview
from risk.positive_risk.services import review_decision
from risk.services import confirm_risk, resume_risk_reviews
from tests.risk.positive_risk_builders import draft_decision, make_decision
from tests.risk.test_assessments import make_assessment

DAY = datetime.timedelta(days=1)


def set_dates(cast, **dates) -> None:
    """Given other dates of the contract of Maya's support."""
    Contract.objects.filter(pk=cast.tameside.pk).update(**dates)
    for package in (cast.package, cast.individual):
        package.refresh_from_db()


def end_yesterday(cast) -> None:
    set_dates(cast, ends_on=cast.today - DAY)


NOT_RUNNING = [{"ends_on": -1}, {"starts_on": 1}]


@pytest.mark.parametrize("dates", NOT_RUNNING)
def test_no_update_is_raised_on_a_day_outside_the_dates(cast, dates):
    """Given support for sixty days, so that the first update was due after 42."""
    set_dates(cast, **{name: cast.today + days * DAY for name, days in dates.items()})
    assert raise_updates(on=cast.today) == 0
    assert next_update_due_on(cast.package, cast.today) is None


def test_an_update_is_raised_on_the_last_day(cast):
    set_dates(cast, ends_on=cast.today)
    raise_updates(on=cast.today)
    assert KeyworkerUpdate.objects.filter(package=cast.package, state="due").count() == 1


def test_an_update_that_was_raised_continues_and_raises_no_other(cast):
    raise_updates(on=cast.today)
    end_yesterday(cast)
    assert expire_ended(on=cast.today) == 0
    update = KeyworkerUpdate.objects.get(package=cast.package)
    texts = {"how_it_is": "Well", "progress": "She cooks", "what_changed": "", "next_weeks": ""}
    update = write_update(update=update, revision=update.revision, by=cast.amara, **texts)
    submit_update(update=update, by=cast.amara)
    assert raise_updates(on=cast.today + 42 * DAY) == 0


@pytest.mark.parametrize("dates", NOT_RUNNING)
def test_no_review_is_raised_on_a_day_outside_the_dates(cast, dates):
    SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=cast.today + 9 * DAY)
    set_dates(cast, **{name: cast.today + days * DAY for name, days in dates.items()})
    assert raise_reviews(on=cast.today) == 0
    with pytest.raises(NotPossible, match="the contract runs from"):
        ask_for_review(package=cast.package, due_on=cast.today + DAY, asked_by="person", by=cast.amara)


def test_a_review_that_was_asked_for_takes_place_after_the_end(cast):
    review = ask_for_review(package=cast.package, due_on=cast.today + DAY, asked_by="person", by=cast.amara)
    end_yesterday(cast)
    conduct_review(review=review, conducted_on=cast.today, outcome="Well", participants="Maya", by=cast.amara)
    assert Review.objects.get().state == "conducted"


def test_the_page_offers_a_review_while_the_contract_runs(cast):
    client, address = Client(), reverse("person_reviews", args=[cast.individual.pk])
    client.force_login(cast.amara)
    assert "Request a review" in client.get(address).content.decode()
    end_yesterday(cast)
    assert "Request a review" not in client.get(address).content.decode()


def test_a_risk_review_begins_when_a_contract_runs_again(cast):
    """Given an assessment confirmed after the contract ended; then its next review is due once the contract runs."""
    assessment = make_assessment(cast, days=5)
    end_yesterday(cast)
    assert RiskReview.objects.outstanding().count() == 1, "what has begun continues"
    confirm_risk(assessment=assessment, note="With her", review_on=cast.today + 60 * DAY, by=cast.amara)
    assert not RiskReview.objects.outstanding().exists()
    assert resume_risk_reviews(on=cast.today) == 0
    set_dates(cast, ends_on=cast.today)
    assert [resume_risk_reviews(on=cast.today), resume_risk_reviews(on=cast.today)] == [1, 0]
    assert RiskReview.objects.outstanding().get().due_on == cast.today + 60 * DAY


def test_the_review_of_a_decision_raises_no_other_after_the_end(cast):
    risk = make_decision(draft_decision(cast.package, cast.amara), cast.amara)
    end_yesterday(cast)
    review = risk.reviews.outstanding().get()
    columns = {"reviewed_on": cast.today, "outcome": "continues", "words": "As before"}
    review_decision(review=review, next_on=cast.today + 90 * DAY, by=cast.amara, **columns)
    assert [(row.state, row.met_on) for row in risk.reviews.all()] == [("reviewed", cast.today)]


@pytest.mark.parametrize(("ends_after", "is_missing"), [(0, True), (-1, False)])
def test_an_exit_plan_is_missing_if_support_began_while_the_contract_ran(cast, ends_after, is_missing):
    """The plan was missing from the first day of support, sixty days ago."""
    set_dates(cast, starts_on=cast.starts_on - 30 * DAY, ends_on=cast.starts_on + ends_after * DAY)
    missing = without_exit_plan(SupportPackage.objects.filter(pk=cast.package.pk), cast.today)
    assert missing.exists() is is_missing
