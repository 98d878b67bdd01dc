"""Local times that clocks show twice, in the night when they go back: every form asks which one is meant."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import Refused
from safeguarding.models import Concern
from tests.factories import ConcernFactory
from tests.instant import ORDINARY
from visits.models import ContactEntry, EscalationStep, PlannedVisit, SameDayRequest
from visits.phone.data import blank_form
from visits.services import begin_escalation
from workforce.models import OnCallShift

pytestmark = pytest.mark.instant(ORDINARY)
NIGHT = datetime.date(2026, 10, 25)  # the clocks go back from 02:00 to 01:00
QUESTION = "this time came twice"
FIRST, SECOND = (datetime.datetime(2026, 10, 25, hour, 30, tzinfo=datetime.UTC) for hour in (0, 1))


def day_fields(name: str) -> dict[str, str]:
    return {f"{name}_day": "25", f"{name}_month": "10", f"{name}_year": "2026"}


def send(user, page, argument, answers):
    client = Client()
    client.force_login(user)
    return client.post(reverse(page, args=[argument]), answers)


def contact(cast):
    fields = {"with_whom": "person", "how": "call", "was_reached": "yes", "about": "How she is", "was_crisis": "no"}
    answers = {**fields, **day_fields("day"), "time": "01:30"}
    return "contact_new", cast.package.pk, cast.amara, answers, lambda: ContactEntry.objects.get().at


def same_day(cast):
    fields = {"asked_by": "person", "how": "telephone", "details": "Today, please"}
    answers = {**fields, **day_fields("day"), "time": "01:30"}
    return "same_day_new", cast.package.pk, cast.amara, answers, lambda: SameDayRequest.objects.get().requested_at


def planned(cast):
    fields = {"worker": str(cast.worker.pk), "kind": "face to face", "out_of_hours_reason": "Sleeps by day"}
    answers = {**fields, **day_fields("day"), "begins": "01:30", "ends": "03:00"}
    return "visit_plan", cast.package.pk, cast.amara, answers, lambda: PlannedVisit.objects.get().starts_at


def council(cast):
    concern = ConcernFactory(individual=cast.individual, package=cast.package)
    answers = {"contact": "Duty team", **day_fields("contacted_on"), "contacted_time": "01:30"}

    def contacted_at():
        return Concern.objects.get(pk=concern.pk).council_contacted_at

    return "concern_contact", concern.pk, cast.ben, answers, contacted_at


def on_call(cast):
    days = {**day_fields("from_on"), **day_fields("last_on")}
    answers = {"user": str(cast.omar.pk), **days, "begins": "01:30", "ends": "08:00"}
    return "on_call_new", cast.tameside.pk, cast.ben, answers, lambda: OnCallShift.objects.get().starts_at


@pytest.mark.parametrize("form", [contact, same_day, planned, council, on_call])
@pytest.mark.parametrize(("answer", "instant"), [("first", FIRST), ("second", SECOND)])
def test_every_form_asks_which_time_is_meant(cast, form, answer, instant):
    page, argument, user, answers, saved_at = form(cast)
    asked = send(user, page, argument, answers)
    assert (asked.status_code, list(asked.context["form"].errors)) == (200, ["repeated"])
    assert QUESTION in asked.content.decode()
    saved = send(user, page, argument, {**answers, "repeated": answer})
    assert saved.status_code == 302, saved.context["form"].errors
    assert saved_at() == instant


@pytest.mark.parametrize("form", [contact, same_day, planned, on_call])
def test_no_other_time_is_asked_about(cast, form):
    page, argument, user, answers, _ = form(cast)
    answers = {
        name: "03:30" if text == "01:30" else "04:00" if name == "ends" else text for name, text in answers.items()
    }
    assert send(user, page, argument, answers).status_code == 302


def test_a_call_between_the_two_times_was_at_the_first(cast):
    """Given 01:40 before the clocks went back; then 01:30 is not asked about, and at 01:40 afterwards it is."""
    with clock.frozen_at(FIRST + datetime.timedelta(minutes=10)):
        escalation = begin_escalation(package=cast.package, cause="pressed", planned=None, by=cast.amara)
        answers = {"outcome": "no answer", "contact": "other", "began": "01:30"}
        assert send(cast.amara, "escalation_ring", escalation.pk, answers).status_code == 302
    step = EscalationStep.objects.get(began_at=FIRST)
    with clock.frozen_at(SECOND + datetime.timedelta(minutes=10)):
        assert QUESTION in send(cast.amara, "escalation_ring", escalation.pk, answers).content.decode()
        send(cast.amara, "escalation_ring", escalation.pk, {**answers, "repeated": "second"})
    assert EscalationStep.objects.filter(began_at=SECOND).exclude(pk=step.pk).exists()


def test_an_end_before_the_start_is_in_the_second_hour():
    times = [datetime.time(1, 45), datetime.time(1, 15)]
    begins_at, ends_at = clock.parse_local_times(NIGHT, *times, field="begins", repeated="first")
    assert ends_at - begins_at == datetime.timedelta(minutes=30)
    with pytest.raises(Refused) as refusal:
        clock.parse_local_times(NIGHT, *times, field="begins", repeated="")
    assert refusal.value.field == "repeated"


@pytest.mark.parametrize(("day", "asks"), [(-3, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_asks_around_the_night(day, asks):
    with clock.frozen_at(clock.instant_on(NIGHT + datetime.timedelta(days=day), datetime.time(12))):
        assert ("repeated" in blank_form().layout_fields()) is asks
