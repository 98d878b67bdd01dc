"""The form of a visit that did not go ahead asks only what such a visit has."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.models import GoalWording
from tests.factories import days_ago
from tests.visits.test_engagement import log_outcome
from visits.log.forms.visit import LogForm
from visits.models import EngagementDuty, Visit

MISSED = {
    "id": "0d5b6f0e-6f4b-4c35-9d6e-0a8f0e2b7c11",
    "did_happen": "no",
    "why_not": "no answer",
    "day_day": "2",
    "day_month": "3",
    "day_year": "2027",
    "started": "10:00",
    "notes": "Rang twice.",
}


def form(**answers) -> LogForm:
    return LogForm({**MISSED, **answers}, goals=GoalWording.objects.none(), planned_kind="call")


@pytest.mark.django_db
def test_a_missed_visit_needs_no_end_and_not_how_you_met():
    filled = form()
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data["ended"] == filled.cleaned_data["started"]
    assert filled.cleaned_data["columns"]["kind"] == "call", "what was planned"


@pytest.mark.django_db
def test_how_they_met_is_not_taken_from_a_visit_that_did_not_go_ahead():
    filled = form(kind="face to face")
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data["columns"]["kind"] == "call"


@pytest.mark.django_db
def test_a_visit_that_went_ahead_needs_both():
    filled = form(did_happen="yes", why_not="")
    assert filled.errors["ended"] == ["Enter the end time"]
    assert filled.errors["kind"] == ["Choose how you met"]


def send_missed(cast, client, user) -> str:
    """Log a missed visit of yesterday at ten, and return the address that follows."""
    day = days_ago(1)
    sent = {**MISSED, "id": str(uuid4()), "day_day": day.day, "day_month": day.month, "day_year": day.year}
    client.force_login(user)
    answer = client.post(reverse("visit_log", args=[cast.package.pk]), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def test_a_missed_visit_leads_to_its_follow_up(cast, client):
    """Given a missed visit; then saving it leads to the form for what was tried; after the third in a row, to the duty
    that it raises.
    """
    address = send_missed(cast, client, cast.amara)
    assert address == reverse("visit_follow_up", args=[Visit.objects.get().pk])
    assert "a missed visit" in client.get(address).text
    log_outcome(cast, "declined", ago=2)
    address = send_missed(cast, client, cast.amara)
    assert address == reverse("engagement", args=[EngagementDuty.objects.outstanding().get().pk])


def test_a_visit_of_no_length_has_one_time_and_no_minutes(cast, client):
    send_missed(cast, client, cast.amara)
    visit = Visit.objects.get()
    assert visit.times == "10:00"
    for address in (reverse("visit", args=[visit.pk]), reverse("person_visits", args=[cast.individual.pk])):
        page = client.get(address).text
        assert "10:00 to" not in page
        assert "0 min" not in page
    Visit.objects.filter(pk=visit.pk).update(outcome="yes")
    assert "the start and end times are the same" in client.get(reverse("visit", args=[visit.pk])).text
