"""What a review agreed is a duty until it is done, or a manager records that it is not needed."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.services import change_hours, end_package, plan_end
from core import clock
from core.errors import NotPossible, Refused
from plans.models import ExitPlan, SupportPlan
from plans.services import start, write_exit_plan
from reviews import services
from reviews.models import Review, StepNotNeeded
from risk.models import RiskReview
from tests.factories import ReviewFactory
from tests.reviews.updates import DAY, terms_with
from tests.risk.test_assessments import make_assessment

KINDS = ("review-hours", "review-exit-plan", "review-package", "review-plan", "review-risk")


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def hold(cast, *, ago=3, **agreed) -> Review:
    """Conduct a review of Maya's some days ago that agreed this."""
    review = ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today - ago * DAY)
    columns = {"conducted_on": cast.today - ago * DAY, "outcome": "As agreed", "participants": "Maya"}
    return services.conduct_review(review=review, by=cast.amara, **columns | agreed)


def due(user, cast) -> list:
    return [item for item in duty_items(user, cast.today, is_reading=False) if item.kind in KINDS]


def change(cast, minutes, *, ago=0) -> None:
    columns = {"reason": "The review", "agreed_by": "Priya", "by": cast.ben}
    change_hours(package=cast.package, from_on=cast.today - ago * DAY, minutes=minutes, **columns)


def minutes_now(cast) -> int:
    return cast.package.weekly_hours.on(cast.today).get().minutes


def write_exit(cast, **columns) -> ExitPlan:
    plan = ExitPlan.objects.filter(package=cast.package).first()
    values = {"where_to": "independence", "conditions": [], "arrangements": [], "by": cast.amara}
    return write_exit_plan(package=cast.package, revision=plan.revision if plan else 1, **values | columns)


# More and fewer hours


@pytest.mark.parametrize(
    ("agreed", "words", "wrong", "right"),
    [
        ({"hours_change": "up", "hours_minutes": 60}, "more hours, not yet changed", -30, 60),
        ({"hours_change": "down", "hours_minutes": 60}, "fewer hours, not yet changed", 30, -60),
        ({"hours_change": "same", "next_route": "step down"}, "a step down to less support, not yet started", 30, -60),
    ],
)
def test_a_change_of_hours_is_a_duty_until_they_change_that_way(cast, agreed, words, wrong, right):
    review = hold(cast, **agreed)
    [duty] = due(cast.ben, cast)
    assert duty.label == f"Agreed at the review of {review.conducted_on:%-d %b %Y}: {words}"
    assert (duty.due_on, duty.href) == (
        review.conducted_on + 14 * DAY,
        reverse("package_hours", args=[cast.package.pk]),
    )
    before = minutes_now(cast)
    change(cast, before + wrong, ago=1)
    assert due(cast.ben, cast), "the hours changed the other way"
    change(cast, before + right)
    assert due(cast.ben, cast) == []


def test_hours_from_before_the_review_do_not_count(cast):
    change(cast, minutes_now(cast) + 60, ago=4)
    hold(cast, hours_change="up", hours_minutes=30)
    assert [item.kind for item in due(cast.ben, cast)] == ["review-hours"]


def test_hours_that_stay_ask_for_nothing(cast):
    hold(cast, hours_change="same", next_route="continue")
    assert due(cast.ben, cast) == []


def test_fewer_hours_and_a_step_down_are_one_duty(cast):
    hold(cast, hours_change="down", hours_minutes=30, next_route="step down")
    assert len(due(cast.ben, cast)) == 1


def test_a_worker_reads_the_duty_and_a_keyworker_learns_it_when_it_is_shared(cast):
    """Given hours that only managers change; then the worker has no link, and the keyworker nothing before sharing."""
    review = hold(cast, hours_change="up", hours_minutes=60)
    assert due(cast.amara, cast) == []
    words = "more hours, not yet changed"
    address = reverse("package_hours", args=[cast.package.pk])
    pages = [("person", cast.individual.pk), ("review", review.pk), ("person_reviews", cast.individual.pk)]
    for page in pages:
        assert words in get_page(cast.ben, *page)
        assert address in get_page(cast.ben, *page)
        assert words in get_page(cast.amara, *page)
        assert address not in get_page(cast.amara, *page)
        assert words not in get_page(cast.priya, *page)
    services.share_review(review=review, by=cast.amara)
    assert words in get_page(cast.priya, "review", review.pk)
    assert words not in get_page(cast.priya, "person", cast.individual.pk), "a duty of the service"


def test_a_later_review_replaces_what_was_agreed(cast):
    hold(cast, hours_change="up", hours_minutes=60)
    hold(cast, ago=1, hours_change="same", next_route="continue")
    assert due(cast.ben, cast) == []


def test_the_end_of_support_ends_it(cast):
    hold(cast, hours_change="up", hours_minutes=60)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert due(cast.ben, cast) == []


# The end of support


def test_the_exit_plan_is_written_after_the_review(cast):
    """Given an exit plan from the start; then it is saved again after a review that agreed the end."""
    plan = write_exit(cast)
    ExitPlan.objects.filter(pk=plan.pk).update(written_on=cast.today - 40 * DAY)
    hold(cast, next_route="exit")
    [duty] = due(cast.amara, cast)
    assert duty.label.endswith("the end of support, not yet planned")
    assert duty.href == reverse("person_exit", args=[cast.individual.pk])
    assert reverse("exit_write", args=[cast.package.pk]) in get_page(cast.amara, "person_exit", cast.individual.pk)
    write_exit(cast, where_words="A flat of her own")
    assert due(cast.amara, cast) == []


def test_an_exit_plan_from_before_the_column_counts_from_its_first_save(cast):
    write_exit(cast)
    ExitPlan.objects.update(written_on=None)
    hold(cast, next_route="exit")
    assert due(cast.amara, cast) == []


def test_without_exit_plans_a_manager_ends_the_package(cast):
    terms_with(cast, asks_exit_plan=None)
    hold(cast, next_route="exit")
    assert due(cast.amara, cast) == []
    [duty] = due(cast.ben, cast)
    assert duty.href == reverse("package", args=[cast.package.pk])


@pytest.mark.parametrize("where", ["package", "exit plan"])
def test_direct_payments_are_what_follows_support(cast, where):
    hold(cast, next_route="direct payments")
    assert [item.kind for item in due(cast.ben, cast)] == ["review-package"]
    if where == "package":
        plan_end(package=cast.package, expected_end_on=None, exit_route="direct payment", by=cast.ben)
    else:
        write_exit(cast, where_to="direct payment")
    assert due(cast.ben, cast) == []


# Not needed


def test_a_manager_records_that_it_is_not_needed_and_withdraws_that(cast):
    review = hold(cast, hours_change="up", hours_minutes=60)
    client = Client()
    client.force_login(cast.ben)
    address = reverse("review_step_drop", args=[review.pk, "more-hours"])
    assert address in get_page(cast.ben, "review", review.pk)
    assert address not in get_page(cast.amara, "review", review.pk)
    client.post(address, {"reason": "Maya feels better"})
    assert due(cast.ben, cast) == []
    assert "Maya feels better" in get_page(cast.amara, "review", review.pk)
    dropped = StepNotNeeded.objects.get()
    client.post(reverse("review_step_resume", args=[dropped.pk]), {"reason": "Another person"})
    assert len(due(cast.ben, cast)) == 1
    assert "Maya feels better" not in get_page(cast.amara, "review", review.pk)


def test_a_correction_to_another_step_asks_for_that(cast):
    review = hold(cast, hours_change="up", hours_minutes=60)
    services.drop_agreed_step(review=review, step="more-hours", reason="Better already", by=cast.ben)
    review.refresh_from_db()
    columns = {"conducted_on": review.conducted_on, "outcome": "Less", "participants": "Maya", "reason": "A slip"}
    changed = {"hours_change": "down", "hours_minutes": 30}
    services.correct_review(review=review, revision=review.revision, by=cast.amara, **columns, **changed)
    assert due(cast.ben, cast)[0].label.endswith("fewer hours, not yet changed")


def test_only_what_was_agreed_is_dropped_once_and_with_a_reason(cast):
    review = hold(cast, hours_change="up", hours_minutes=60)
    for step, reason, error in (("end", "No", NotPossible), ("more-hours", " ", Refused)):
        with pytest.raises(error), transaction.atomic():
            services.drop_agreed_step(review=review, step=step, reason=reason, by=cast.ben)
    services.drop_agreed_step(review=review, step="more-hours", reason="Better", by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        services.drop_agreed_step(review=review, step="more-hours", reason="Better", by=cast.ben)


# The plan changes


def test_a_plan_that_changes_is_due_until_a_new_version_is_started(cast):
    SupportPlan.objects.update(recorded_at=clock.now() - 9 * DAY, state="agreed")
    hold(cast, changes_plan=False)
    assert due(cast.amara, cast) == []
    review = hold(cast, ago=2, changes_plan=True)
    (item,) = due(cast.amara, cast)
    assert item.label.endswith("changes to the support plan, no new version yet")
    assert "Support plan" in get_page(cast.amara, "review", review.pk)
    services.start_plan_from_review(review=review, by=cast.amara)
    assert due(cast.amara, cast) == []


def test_a_version_started_on_the_page_of_the_plan_counts_as_well(cast):
    SupportPlan.objects.update(recorded_at=clock.now() - 9 * DAY)
    hold(cast, changes_plan=True)
    start(package=cast.package, by=cast.amara)
    assert due(cast.amara, cast) == []


# The risk assessment


@pytest.fixture
def risk(cast):
    """An assessment whose review is due in 30 days, from before the review of the package."""
    with clock.frozen_at(clock.now() - 9 * DAY):
        return make_assessment(cast, days=30)


def test_a_risk_review_that_the_review_says_was_done_is_due_until_it_is_recorded_there(cast, risk):
    hold(cast, is_risk_reviewed=False)
    assert due(cast.amara, cast) == []
    hold(cast, ago=2, is_risk_reviewed=True)
    (item,) = due(cast.amara, cast)
    assert item.label.endswith("the review of the risk assessment, not yet recorded there")
    assert item.href == reverse("person_risk", args=[cast.individual.pk])
    RiskReview.objects.update(met_on=cast.today, how="unchanged", met_by=cast.amara)
    assert due(cast.amara, cast) == []


@pytest.mark.parametrize(("days", "count"), [(20, 1), (31, 0)])
def test_an_earlier_day_agreed_is_due_until_the_risk_review_is_by_then(cast, risk, days, count):
    """Given a risk review that is due in 30 days; then only an earlier day that a review agreed is a duty."""
    hold(cast, risk_review_on=cast.today + days * DAY)
    assert len(due(cast.amara, cast)) == count
    RiskReview.objects.update(due_on=cast.today + 20 * DAY)
    assert due(cast.amara, cast) == []


# Something is worse


@pytest.mark.parametrize("question", ["social_network", "quality_of_life", "managing_distress"])
def test_what_is_worse_asks_for_a_review_of_risk_in_two_weeks(cast, risk, question):
    """Given a review at which one answer was worse; then the risk assessment is reviewed, by a worker."""
    review = hold(cast, is_risk_reviewed=False, **{question: "worse"})
    (item,) = due(cast.amara, cast)
    assert (
        item.label
        == f"Something was worse at the review of {review.conducted_on:%-d %b %Y}: risk not yet reviewed since"
    )
    assert (item.due_on, item.href) == (
        review.conducted_on + 14 * DAY,
        reverse("person_risk", args=[cast.individual.pk]),
    )
    assert "risk not yet reviewed since" in get_page(cast.amara, "review", review.pk)
    RiskReview.objects.update(met_on=cast.today, how="unchanged", met_by=cast.amara)
    assert due(cast.amara, cast) == []


@pytest.mark.parametrize("answer", ["better", "same", "not said", "not asked", ""])
def test_other_answers_ask_for_no_review_of_risk(cast, risk, answer):
    hold(cast, is_risk_reviewed=False, social_network=answer, quality_of_life=answer, managing_distress=answer)
    assert due(cast.amara, cast) == []


def test_what_is_worse_and_reviewed_at_once_is_one_duty(cast, risk):
    """Given a review that says that risk was reviewed; then only recording that there is due, once."""
    hold(cast, is_risk_reviewed=True, managing_distress="worse")
    (item,) = due(cast.amara, cast)
    assert item.label.endswith("the review of the risk assessment, not yet recorded there")


@pytest.mark.parametrize(("days", "count"), [(11, 0), (12, 1)])
def test_a_risk_review_that_is_due_by_then_anyway_is_not_asked_for_twice(cast, risk, days, count):
    """Given something that was worse three days ago; then a risk review due in two weeks of that day is enough."""
    RiskReview.objects.update(due_on=cast.today + days * DAY)
    hold(cast, is_risk_reviewed=False, quality_of_life="worse")
    assert len(due(cast.amara, cast)) == count


def test_without_an_assessment_what_is_worse_asks_for_one(cast):
    """Given nobody assessed risk; then it is due until an assessment is in force."""
    hold(cast, is_risk_reviewed=False, managing_distress="worse")
    assert len(due(cast.amara, cast)) == 1
    make_assessment(cast, days=30)
    assert due(cast.amara, cast) == []


def test_a_manager_says_why_what_is_worse_needs_no_review_of_risk(cast, risk):
    review = hold(cast, is_risk_reviewed=False, managing_distress="worse")
    services.drop_agreed_step(review=review, step="worse", reason="It was the cold", by=cast.ben)
    assert due(cast.amara, cast) == []
    assert "It was the cold" in get_page(cast.amara, "review", review.pk)


def test_a_later_review_at_which_nothing_is_worse_replaces_it(cast, risk):
    hold(cast, is_risk_reviewed=False, managing_distress="worse")
    hold(cast, ago=1, is_risk_reviewed=False, managing_distress="better")
    assert due(cast.amara, cast) == []
