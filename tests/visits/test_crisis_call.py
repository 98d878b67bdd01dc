"""The button beside a crisis that alerts the on-call senior: until its own call runs, and for a day."""

import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from tests.factories import PlannedVisitFactory, VisitFactory
from visits import services
from visits.models import ContactEntry, Escalation, Visit

HOUR = datetime.timedelta(hours=1)
BUTTON = "Alert the on-call senior"
OTHER_CALL = "Another call for help about this person is open."


@pytest.fixture(autouse=True)
def noon(cast):
    """Given that it is noon."""
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(12))):
        yield clock.now()


def crisis(cast, ended_at, **columns) -> Visit:
    columns = {"support_kinds": ["crisis"], "urgency": "noticed", "change_noticed": "crisis", **columns}
    times = {"started_at": ended_at - HOUR, "ended_at": ended_at}
    return VisitFactory(package=cast.package, worker=cast.worker, **times, **columns)


def contact(cast, at) -> ContactEntry:
    columns = {"with_whom": "person", "how": "call", "about": "She cried.", "was_crisis": True, "urgency": "today"}
    return ContactEntry.objects.create(package=cast.package, at=at, recorded_by=cast.amara, **columns)


def page_of(user, name, pk) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(unescape(client.get(reverse(name, args=[pk])).content.decode()).split())


def call(cast, **source) -> Escalation:
    return services.begin_escalation(package=cast.package, cause="pressed", by=cast.amara, **source)


def test_the_button_stays_while_another_call_about_the_person_runs(cast, noon):
    visit = crisis(cast, noon - HOUR)
    other = call(cast, visit=crisis(cast, noon - 5 * HOUR))
    page = page_of(cast.amara, "visit", visit.pk)
    assert BUTTON in page
    assert OTHER_CALL in page
    assert reverse("escalation", args=[other.pk]) in page


def test_a_call_during_the_planned_visit_is_the_visit_s_own(cast, noon):
    planned = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=noon - 2 * HOUR, ends_at=noon - HOUR
    )
    call(cast, planned=planned)
    page = page_of(cast.amara, "visit", crisis(cast, noon - HOUR, planned=planned).pk)
    assert BUTTON not in page
    assert "The on-call senior has been alerted." in page


def test_a_visit_that_was_not_planned_has_no_part_in_a_call_without_a_plan(cast, noon):
    call(cast)
    assert BUTTON in page_of(cast.amara, "visit", crisis(cast, noon - HOUR).pk)


@pytest.mark.parametrize(("hours", "is_offered"), [(23, True), (24, False), (24 * 90, False)])
def test_the_button_is_shown_for_a_day_and_then_the_visit_says_what_was_recorded(cast, noon, hours, is_offered):
    page = page_of(cast.amara, "visit", crisis(cast, noon - hours * HOUR).pk)
    assert (BUTTON in page) == is_offered
    assert ("was recorded at this visit" in page) != is_offered
    assert "Call for help" in page or is_offered


def test_a_contact_keeps_its_button_until_its_own_call(cast, noon):
    earlier, later = contact(cast, noon - 3 * HOUR), contact(cast, noon - HOUR)
    client = Client()
    client.force_login(cast.amara)
    client.post(reverse("call_from_contact", args=[later.pk]))
    assert Escalation.objects.get().contact == later
    page = page_of(cast.amara, "person_visits", cast.individual.pk)
    assert f'action="{reverse("call_from_contact", args=[earlier.pk])}"' in page
    assert f'action="{reverse("call_from_contact", args=[later.pk])}"' not in page
    assert OTHER_CALL in page


def test_a_contact_about_a_crisis_has_the_button_for_a_day(cast, noon):
    contact(cast, noon - 24 * HOUR)
    assert BUTTON not in page_of(cast.amara, "person_visits", cast.individual.pk)


def test_an_urgent_contact_calls_and_is_named_as_the_source(cast, noon):
    columns = {"with_whom": "person", "how": "call", "about": "She cried.", "was_crisis": True, "urgency": "now"}
    entry = services.log_contact(package=cast.package, at=noon - HOUR, by=cast.amara, **columns)
    assert Escalation.objects.get().contact == entry
    assert BUTTON not in page_of(cast.amara, "person_visits", cast.individual.pk)
