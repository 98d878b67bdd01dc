"""A page that corrects or withdraws opens no form that its service would always refuse: it leads back and says why."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from casework.models import WeeklyHours
from casework.services import change_hours, declare_relation, withdraw_change, withdraw_relation
from core import clock
from plans.models import SupportPlan
from plans.services import offer, start
from reviews.services import ask_for_review, conduct_review, share_review
from tests.factories import VisitFactory
from visits.services import strike_visit
from workforce.services import divide_hours, record_absence, withdraw_absence, withdraw_division

DAY = datetime.timedelta(days=1)


@pytest.fixture
def opened(cast, client):
    """Return a function that opens a page as the manager and returns its refusal, "" where the form is shown."""
    client.force_login(cast.ben)

    def open_page(name, *args) -> str:
        response = client.get(reverse(name, args=args))
        if response.status_code == 200:
            return ""
        assert response.status_code == 302
        return str(list(get_messages(response.wsgi_request))[-1])

    return open_page


def test_a_review_that_has_not_taken_place_is_not_corrected(cast, opened):
    review = ask_for_review(package=cast.package, due_on=cast.today, asked_by="person", by=cast.amara)
    for name in ("review_correct", "review_withdraw"):
        assert "Due" in opened(name, review.pk) or "due" in opened(name, review.pk)
    review = conduct_review(
        review=review, conducted_on=cast.today, outcome="Continues", participants="Maya", by=cast.amara
    )
    assert [opened(name, review.pk) for name in ("review_correct", "review_withdraw")] == ["", ""]
    assert opened("review_conduct", review.pk)
    share_review(review=review, by=cast.amara)
    assert opened("review_correct", review.pk) == ""
    assert opened("review_withdraw", review.pk)


def test_the_first_hours_and_a_withdrawn_change_are_not_corrected(cast, opened):
    first = cast.package.weekly_hours.get()
    later = change_hours(
        package=cast.package, minutes=90, from_on=cast.today, reason="Needs", agreed_by="Priya Nair", by=cast.ben
    )
    names = ("package_hours_correct", "package_hours_withdraw")
    assert {opened(name, cast.package.pk, first.pk) for name in names} == {
        "The package began with this. Enter a change instead."
    }
    assert {opened(name, cast.package.pk, later.pk) for name in names} == {""}
    withdraw_change(change=later, reason="Another person", by=cast.ben)
    assert opened("package_hours_withdraw", cast.package.pk, later.pk) == "This change is already withdrawn."
    assert WeeklyHours.objects.count() == 3


def test_the_end_of_a_package_that_is_open_is_not_undone(cast, opened):
    assert "Open" in opened("package_undo_ending", cast.package.pk)


def test_what_is_withdrawn_already_is_not_withdrawn_again(cast, opened):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    absence = record_absence(worker=cast.worker, kind="leave", from_on=clock.today(), by=cast.ben)
    pages = [
        ("visit_strike", visit.pk),
        ("visit_correct", visit.pk),
        ("worker_absence_withdraw", cast.worker.pk, absence.pk),
    ]
    assert [opened(*page) for page in pages] == ["", "", ""]
    strike_visit(visit=visit, reason="Another person", by=cast.ben)
    withdraw_absence(absence=absence, reason="Another worker", by=cast.ben)
    assert {opened(*page) for page in pages} == {"This is already marked as entered in error."}


def test_what_is_typed_in_a_form_that_closes_meanwhile_comes_back(cast, client):
    """Given a form that was open when somebody else withdrew the absence; then the text is shown with the refusal."""
    absence = record_absence(worker=cast.worker, kind="leave", from_on=clock.today(), by=cast.ben)
    withdraw_absence(absence=absence, reason="Another worker", by=cast.dana)
    client.force_login(cast.ben)
    address = reverse("worker_absence_withdraw", args=[cast.worker.pk, absence.pk])
    page = client.post(address, {"reason": "It was Lewis"}).content.decode()
    assert "It was Lewis" in page
    assert "already marked" in page


def test_a_withdrawn_division_is_not_corrected_ended_or_withdrawn(cast, opened):
    division = divide_hours(worker=cast.worker, from_on=cast.today, shares={cast.tameside: 100}, by=cast.ben)
    names = ("worker_division_correct", "worker_division_end", "worker_division_withdraw")
    assert [opened(name, cast.worker.pk, division.pk) for name in names] == ["", "", ""]
    withdraw_division(division=division, reason="Another worker", by=cast.ben)
    assert {opened(name, cast.worker.pk, division.pk) for name in names} == {
        "This is already marked as entered in error."
    }


def test_a_connection_that_is_withdrawn_is_not_withdrawn_again(cast, opened):
    relation = declare_relation(
        user=cast.lewis, individual=cast.individual, declared_on=cast.today, words="Neighbour", by=cast.ben
    )
    page = ("worker_relation_withdraw", cast.other_worker.pk, relation.pk)
    assert opened(*page) == ""
    withdraw_relation(relation=relation, reason="Another person", by=cast.ben)
    assert opened(*page) == "This connection is already withdrawn."


def test_a_plan_is_edited_as_a_draft_and_has_its_people_named_until_it_is_answered(cast, opened):
    """Given a plan in force; then no form that changes it opens. Given its next version; then each in its state."""
    plan = SupportPlan.objects.get(package=cast.package)
    names = ("plan_write", "goal_add", "participant_add")
    assert all("Agreed" in opened(name, plan.pk) for name in names)
    assert "Agreed" in opened("goal_change", plan.goal_wordings.first().pk)
    draft = start(package=cast.package, by=cast.amara)
    assert [opened(name, draft.pk) for name in names] == ["", "", ""]
    assert opened("goal_change", draft.goal_wordings.first().pk) == ""
    offer(plan=draft, by=cast.amara)
    assert [bool(opened(name, draft.pk)) for name in names] == [True, True, False]
