"""One missed visit is on the list of those who plan until somebody knows how the person is (R05)."""

import pytest
from django.urls import reverse

from casework.duties import duty_items
from casework.services import end_package, record_admission
from core import clock
from core.dates import add_working_days
from tests.factories import days_ago
from tests.visits.test_attempts import REACHED, TRIED
from tests.visits.test_engagement import log_outcome
from visits.models import EngagementDuty
from visits.services import follow_up_visit, log_contact, strike_visit


def missed(cast, user=None) -> list:
    items = duty_items(user or cast.ben, cast.today)
    return [item for item in items if item.kind == "missed-visit"]


def test_a_visit_without_an_answer_is_due_for_worker_and_leaders_at_once(cast):
    """Given a visit without an answer whose worker records no more; then it is due in two working days."""
    visit = log_outcome(cast, "no answer", ago=0)
    for user in (cast.amara, cast.tess, cast.ben):
        (item,) = missed(cast, user)
        assert item.label == "A missed visit: find out how they are"
        assert item.href == reverse("visit_follow_up", args=[visit.pk])
        assert item.due_on == add_working_days(clock.today(), 2)
    assert not EngagementDuty.objects.exists(), "it is derived: three in a row raise a duty of their own"
    assert cast.package.is_open


@pytest.mark.parametrize("outcome", ["declined", "cancelled by us", "cancelled by person", "unsafe", "yes"])
def test_no_other_outcome_leaves_open_how_the_person_is(cast, outcome):
    log_outcome(cast, outcome, ago=1)
    assert missed(cast) == []


def log_call(cast, *, was_reached: bool, with_whom: str = "person") -> None:
    log_contact(
        package=cast.package, at=clock.now(), with_whom=with_whom, how="call", about="Rang", was_reached=was_reached,
        by=cast.amara,
    )  # fmt: skip


ENDS = {
    "seen": lambda cast, visit: log_outcome(cast, "yes", ago=1),
    "declined at the door": lambda cast, visit: log_outcome(cast, "declined", ago=1),
    "spoken to": lambda cast, visit: log_call(cast, was_reached=True),
    "followed up": lambda cast, visit: follow_up_visit(visit=visit, by=cast.amara, **REACHED),
    "struck": lambda cast, visit: strike_visit(visit=visit, reason="Another person", by=cast.amara),
    "in hospital": lambda cast, visit: record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(1), by=cast.amara
    ),
    "ended": lambda cast, visit: end_package(
        package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known"
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_it_ends_once_it_is_known_how_the_person_is(cast, how):
    visit = log_outcome(cast, "no answer", ago=2)
    assert missed(cast)
    ENDS[how](cast, visit)
    assert missed(cast) == []


def test_a_call_without_an_answer_or_with_somebody_else_does_not_end_it(cast):
    log_outcome(cast, "no answer", ago=2)
    log_call(cast, was_reached=False)
    log_call(cast, was_reached=True, with_whom="other")
    assert missed(cast)


def test_an_attempt_or_three_in_a_row_are_one_duty_and_not_two(cast):
    visit = log_outcome(cast, "no answer", ago=4)
    follow_up_visit(visit=visit, by=cast.amara, **{**TRIED, "done": "not reached", "words": ""})
    assert missed(cast) == []
    for ago in (3, 2):
        log_outcome(cast, "no answer", ago=ago)
    assert missed(cast) == []
    assert EngagementDuty.objects.raised().outstanding().count() == 1


def test_once_the_person_was_seen_the_pages_say_so(cast, client):
    visit = log_outcome(cast, "no answer", ago=2)
    duty = follow_up_visit(visit=visit, by=cast.amara, **{**TRIED, "done": "not reached", "words": ""})
    client.force_login(cast.amara)
    pages = (reverse("visit", args=[visit.pk]), reverse("engagement", args=[duty.pk]))
    assert all("Seen or spoken to since" not in client.get(page).text for page in pages)
    log_outcome(cast, "yes", ago=1)
    for page in pages:
        text = " ".join(client.get(page).text.split())
        assert "Seen or spoken to since, on " in text, page
        assert "Record what you tried and what worked." in text, page
        assert "do not know yet how they are" not in text, page
