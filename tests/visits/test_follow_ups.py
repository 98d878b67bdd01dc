"""What was tried about missed visits: of one visit by choice, corrected with a reason, and read the next time (R05)."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.walls import raise_wall
from casework.services import end_package, open_package
from core.errors import Conflict, NotPossible, Refused
from tests.visits.test_engagement import log_outcome
from visits.models import EngagementDuty
from visits.services import correct_follow_up, follow_up_visit, settle_engagement, strike_visit

DONE = {"done": "spoke", "words": "She had overslept", "tried": "A text first", "worked": "Ringing at noon"}


def follow_up(cast, ago=1, by=None, **changed) -> EngagementDuty:
    visit = log_outcome(cast, "no answer", ago=ago)
    return follow_up_visit(visit=visit, by=by or cast.amara, **{**DONE, **changed})


def correct(duty, by, **changed) -> EngagementDuty:
    columns = {"revision": duty.revision, "reason": "A slip", **DONE, **changed}
    with transaction.atomic():
        return correct_follow_up(duty=duty, by=by, **columns)


# One missed visit


def test_what_worked_is_recorded_from_the_page_of_one_missed_visit(cast, client):
    visit = log_outcome(cast, "declined", ago=1)
    client.force_login(cast.amara)
    address = reverse("visit_follow_up", args=[visit.pk])
    assert address in client.get(reverse("visit", args=[visit.pk])).text
    client.post(address, DONE)
    row = EngagementDuty.objects.get()
    assert (row.is_single, row.met_by, row.met_on, row.worked) == (True, cast.amara, cast.today, DONE["worked"])
    page = client.get(reverse("visit", args=[visit.pk])).text
    assert DONE["worked"] in page
    assert address not in page, "it is recorded once"
    assert cast.package.is_open, "missed visits never end support"


@pytest.mark.parametrize("outcome", ["yes", "cancelled by us", "cancelled by person", "unsafe"])
def test_only_a_missed_visit_is_followed_up(cast, outcome):
    visit = log_outcome(cast, outcome, ago=1)
    with pytest.raises(NotPossible, match="missed"):
        follow_up_visit(visit=visit, by=cast.amara, **DONE)


def test_it_is_recorded_once_and_not_for_a_visit_entered_in_error(cast):
    row = follow_up(cast)
    with pytest.raises(NotPossible, match="already"), transaction.atomic():
        follow_up_visit(visit=row.visit, by=cast.ben, **DONE)
    visit = log_outcome(cast, "no answer", ago=2)
    strike_visit(visit=visit, reason="Another person", by=cast.amara)
    visit.refresh_from_db()
    with pytest.raises(NotPossible, match="missed"):
        follow_up_visit(visit=visit, by=cast.amara, **DONE)


@pytest.mark.parametrize(("changed", "message"), [({"tried": " "}, "you tried"), ({"words": " "}, "the outcome")])
def test_it_needs_what_was_tried_and_the_outcome(cast, changed, message):
    with pytest.raises(Refused, match=message):
        follow_up(cast, **changed)


def test_a_record_of_each_visit_takes_no_duty_away(cast):
    """Given each of three missed visits was followed up; then the third raises the duty all the same."""
    for ago in (5, 4, 3):
        follow_up(cast, ago=ago)
    duty = EngagementDuty.objects.outstanding().get()
    assert not duty.is_single
    settle_engagement(duty=duty, by=cast.ben, **DONE)
    assert EngagementDuty.objects.filter(met_on__isnull=False).count() == 4


# Corrected


def test_who_recorded_it_corrects_it_with_a_reason_and_history(cast, client):
    row = correct(follow_up(cast), cast.amara, worked="Ringing at one")
    assert row.worked == "Ringing at one"
    client.force_login(cast.amara)
    page = client.get(reverse("record_changes", args=["follow-up", row.pk])).text
    for text in ("Ringing at noon", "Ringing at one", "A slip"):
        assert text in page


def test_a_manager_corrects_what_a_worker_recorded_and_a_colleague_does_not(cast, client):
    row = follow_up(cast)
    with pytest.raises(Refused, match="manager"):
        correct(row, cast.tess, worked="Ringing at one")
    client.force_login(cast.tess)
    address = reverse("engagement_correct", args=[row.pk])
    assert address not in client.get(reverse("engagement", args=[row.pk])).text
    client.force_login(cast.ben)
    assert address in client.get(reverse("engagement", args=[row.pk])).text
    response = client.post(address, {**DONE, "worked": "Ringing at one", "revision": 1, "reason": "A slip"})
    assert response.url == reverse("engagement", args=[row.pk])
    row.refresh_from_db()
    assert (row.worked, row.met_by) == ("Ringing at one", cast.amara)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": " ", "worked": "Letters"}, "what was wrong"),
        ({}, "not changed"),
        ({"tried": " "}, "you tried"),
    ],
)
def test_a_correction_needs_a_reason_and_a_change(cast, changed, message):
    with pytest.raises(Refused, match=message):
        correct(follow_up(cast), cast.amara, **changed)


def test_of_two_corrections_the_second_learns_of_the_first(cast):
    row = follow_up(cast)
    correct(EngagementDuty.objects.get(), cast.ben, worked="Letters")
    with pytest.raises(Conflict):
        correct(row, cast.amara, worked="Ringing at one")


def test_what_nobody_did_yet_is_not_corrected(cast):
    for ago in (5, 4, 3):
        log_outcome(cast, "no answer", ago=ago)
    with pytest.raises(NotPossible, match="Record first"):
        correct(EngagementDuty.objects.get(), cast.ben)


# What worked before


def test_the_next_follow_up_shows_what_worked_before_also_in_other_support(cast, client):
    follow_up(cast, ago=1)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben, destination="not known")
    again = open_package(
        individual=cast.individual, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben
    )
    duty = EngagementDuty.objects.create(package=again, visit=EngagementDuty.objects.get().visit, due_on=cast.today)
    client.force_login(cast.ben)
    page = client.get(reverse("engagement", args=[duty.pk])).text
    assert "What was tried before" in page
    assert DONE["worked"] in page


def test_what_was_recorded_about_a_visit_in_error_is_not_shown_again(cast, client):
    row = follow_up(cast, ago=2)
    strike_visit(visit=row.visit, reason="Another person", by=cast.amara)
    visit = log_outcome(cast, "no answer", ago=1)
    client.force_login(cast.amara)
    assert DONE["worked"] not in client.get(reverse("visit_follow_up", args=[visit.pk])).text
    assert DONE["worked"] not in client.get(reverse("person_visits", args=[cast.individual.pk])).text


def test_a_wall_hides_it(cast, client):
    row = follow_up(cast)
    raise_wall(user=cast.ben, record_id=cast.individual.pk, reason="Her cousin", by=cast.dana)
    client.force_login(cast.ben)
    for name in ("engagement", "engagement_correct"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
