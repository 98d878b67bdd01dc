"""A visit of today that began before the admission was recorded is still to be logged, with its reason."""

import datetime

import pytest
from django.urls import reverse

from casework.services import record_admission
from core import clock
from dashboard.home import own_visits
from tests.factories import PlannedVisitFactory
from tests.visits.test_change_form import answers
from visits.duties import visits_to_log
from visits.models import Visit

HOUR = datetime.timedelta(hours=1)
REASON = "reason for this contact"


@pytest.fixture(autouse=True)
def afternoon():
    """Given that it is five in the afternoon."""
    with clock.frozen_at(clock.instant_on(clock.today(), datetime.time(17))):
        yield


def plan(cast, hour: int):
    starts_at = clock.instant_on(cast.today, datetime.time(hour))
    return PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR)


def admit(cast, hour: int) -> None:
    stay = {"hospital": "Stonefield", "kind": "acute", "admitted_on": cast.today}
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(hour))):
        record_admission(individual=cast.individual, **stay, by=cast.ben)


def test_a_visit_before_the_admission_was_recorded_stays_on_the_list_with_its_button(cast, client):
    planned = plan(cast, 10)
    admit(cast, 14)
    assert list(visits_to_log(cast.amara, cast.today)) == [planned]
    assert own_visits.words(own_visits.visits_today(cast.amara, cast.today)) == "1 visit today: 1 to log."
    client.force_login(cast.amara)
    address = f'href="{reverse("visit_log_planned", args=[planned.pk])}"'
    for name in ("home", "visits"):
        page = client.get(reverse(name)).text
        assert address in page, name
        assert "On hold: in hospital" in page, name
        assert "Not logged" in page, name
    person = client.get(reverse("person_visits", args=[cast.individual.pk])).text
    assert address in person
    assert "Not logged" in person


def test_a_visit_that_the_admission_came_before_is_not_on_the_list(cast, client):
    """Given an admission at nine; then the visit at ten is due no more, and who went all the same can log it."""
    planned = plan(cast, 10)
    admit(cast, 9)
    assert list(visits_to_log(cast.amara, cast.today)) == []
    assert own_visits.words(own_visits.visits_today(cast.amara, cast.today)) == ""
    client.force_login(cast.amara)
    assert reverse("visit_log_planned", args=[planned.pk]) in client.get(reverse("home")).text


def test_a_held_visit_whose_time_has_not_come_has_no_button(cast, client):
    planned = plan(cast, 19)
    admit(cast, 9)
    client.force_login(cast.amara)
    assert reverse("visit_log_planned", args=[planned.pk]) not in client.get(reverse("home")).text


def test_the_log_form_says_since_when_and_where_and_asks_the_reason_at_its_top(cast, client):
    planned = plan(cast, 10)
    admit(cast, 14)
    client.force_login(cast.amara)
    address = reverse("visit_log_planned", args=[planned.pk])
    page = client.get(address).text
    assert "at Stonefield" in " ".join(page.split())
    assert page.index('name="hospital_reason"') < page.index('name="did_happen"')
    assert page.count('name="hospital_reason"') == 1
    day = cast.today
    sent = answers(id=planned.pk, day_day=day.day, day_month=day.month, day_year=day.year, support_kinds=["money"])
    refused = client.post(address, sent).text
    assert "Enter the reason for this contact" in refused
    assert refused.index('name="hospital_reason"') < refused.index('name="did_happen"')
    assert client.post(address, {**sent, "hospital_reason": "I was there before the ambulance"}).status_code == 302
    assert Visit.objects.get().planned == planned


def test_without_a_stay_the_reason_is_behind_add(cast, client):
    client.force_login(cast.amara)
    page = client.get(reverse("visit_log_planned", args=[plan(cast, 10).pk])).text
    assert page.index('name="hospital_reason"') > page.index('name="did_happen"')
