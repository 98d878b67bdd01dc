"""The log asks whether access needs were met, names them, and takes an answer from a phone as well (R66)."""

import datetime
import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import AccessNeed, Relationship
from casework.services import record_access_need, record_relationship, withdraw_access_need
from core import clock
from core.errors import Refused
from plans.models import GoalWording
from tests.factories import VisitFactory
from tests.visits.phone_notes import fields, note
from visits.log.forms.visit import CorrectForm, LogForm
from visits.log.needs_met import visits_by_answer
from visits.models import ContactEntry, Visit, VisitVersion
from visits.phone.data import blank_form
from visits.phone.intake import check_note
from visits.services import correct_visit, receive

QUESTION = "Were their access needs met?"
CARERS_QUESTION = "If a carer took part: were the carer’s access needs met?"


@pytest.fixture
def need(cast):
    return record_access_need(individual=cast.individual, kind="format", code="braille", by=cast.amara)


def answers(**changed) -> dict:
    return {**{name: values[0] for name, values in fields().items() if values}, "id": str(uuid.uuid4()), **changed}


def make_form(needs, **changed) -> LogForm:
    return LogForm(answers(**changed), goals=GoalWording.objects.none(), needs=needs)


def test_the_form_names_the_needs_and_asks_nothing_without(cast, client, need):
    client.force_login(cast.amara)
    page = client.get(reverse("visit_log", args=[cast.package.pk])).text
    assert QUESTION in page
    assert "Braille" in page
    withdraw_access_need(need=need, reason="Audio now", by=cast.amara)
    assert QUESTION not in client.get(reverse("visit_log", args=[cast.package.pk])).text


@pytest.mark.parametrize(
    ("needs", "sent", "columns"),
    [
        (["Braille"], {"needs_met": "no", "needs_reason": "No paper"}, ("no", "No paper")),
        (["Braille"], {"needs_met": "yes", "needs_reason": "No paper"}, ("yes", "")),
        (["Braille"], {}, ("", "")),
        (None, {"needs_met": "not needed"}, ("not needed", "")),
        ([], {"needs_met": "yes"}, ("", "")),
    ],
)
def test_an_answer_is_stored_with_the_reason_of_no_only(db, needs, sent, columns):
    form = make_form(needs, **sent)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["columns"]["needs_met"], form.cleaned_data["columns"]["needs_reason"]) == columns


def test_no_needs_the_reason_in_the_form_and_in_the_database(cast):
    form = make_form(["Braille"], needs_met="no")
    assert list(form.errors) == ["needs_reason"]
    visit = VisitFactory(package=cast.package, worker=cast.worker, recorded_by=cast.amara)
    with pytest.raises(Refused, match="not met"), transaction.atomic():
        correct_visit(visit=visit, revision=1, reason="Asked again", needs_met="no", by=cast.amara)


def test_a_correction_keeps_the_earlier_answer_as_a_version(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker, needs_met="yes", recorded_by=cast.ben)
    correct_visit(visit=visit, revision=1, reason="Asked again", needs_met="no", needs_reason="No paper", by=cast.amara)
    assert VisitVersion.objects.get().content["needs_met"] == "yes"


def test_correcting_a_visit_keeps_an_answer_although_the_need_is_gone(cast, client):
    visit = VisitFactory(
        package=cast.package, worker=cast.worker, needs_met="no", needs_reason="No paper", recorded_by=cast.amara
    )
    client.force_login(cast.amara)
    form = client.get(reverse("visit_correct", args=[visit.pk])).context["form"]
    assert isinstance(form, CorrectForm)
    assert (form.initial["needs_met"], form.initial["needs_reason"]) == ("no", "No paper")
    assert "needs_met" in form.fields


def test_a_phone_asks_and_old_notes_without_the_answer_are_accepted(cast, need):
    assert "needs_met" in blank_form().fields
    old = check_note(receive(text=note(cast.amara, package=cast.package), by=cast.amara))
    new = check_note(
        receive(
            text=note(cast.amara, package=cast.package, started=["13:00"], ended=["14:00"], needs_met=["yes"]),
            by=cast.amara,
        )
    )
    assert {old.state, new.state} == {"saved"}
    assert dict(Visit.objects.values_list("pk", "needs_met")) == {old.entry_id: "", new.entry_id: "yes"}


def test_a_contact_asks_too_and_shows_the_answer(cast, client, need):
    client.force_login(cast.amara)
    address = reverse("contact_new", args=[cast.package.pk])
    assert "Braille" in client.get(address).text
    day = cast.today
    sent = {
        "with_whom": "person", "how": "call", "was_reached": "yes", "day_day": day.day, "day_month": day.month,
        "day_year": day.year, "time": "00:01", "about": "A chat", "needs_met": "no",
    }  # fmt: skip
    assert "Enter why the access needs were not met" in client.post(address, sent).text
    client.post(address, {**sent, "needs_reason": "He rang without the relay"})
    entry = ContactEntry.objects.get()
    assert (entry.needs_met, entry.needs_reason) == ("no", "He rang without the relay")
    assert "He rang without the relay" in client.get(reverse("person_visits", args=[cast.individual.pk])).text


def test_the_needs_of_a_carer_are_answered_beside_those_of_the_person(cast, client):
    """Given a carer with a need; then the log asks about both, names both, and shows both answers."""
    joan = record_relationship(
        individual=cast.individual,
        kind="carer",
        name="Joan Ali",
        telephone="",
        note="",
        from_on=cast.today,
        until_on=None,
        by=cast.amara,
    )
    client.force_login(cast.amara)
    address = reverse("visit_log", args=[cast.package.pk])
    assert CARERS_QUESTION not in client.get(address).text
    record_access_need(individual=cast.individual, relationship=joan, kind="support", code="lip-reads", by=cast.amara)
    page = client.get(address).text
    assert CARERS_QUESTION in page
    assert QUESTION not in page
    assert "Joan Ali: Lip-reads" in page
    sent = answers(carer_needs_met="no", day_day=[], id=str(uuid.uuid4()))
    form = LogForm(sent, goals=GoalWording.objects.none(), needs=[], carer_needs=["Joan Ali: Lip-reads"])
    assert "carer_needs_reason" in form.errors
    visit = VisitFactory(package=cast.package, worker=cast.worker, recorded_by=cast.amara)
    answer = {"carer_needs_met": "no", "carer_needs_reason": "It was too dark"}
    correct_visit(visit=visit, revision=1, reason="Asked her", by=cast.amara, **answer)
    page = client.get(reverse("visit", args=[visit.pk])).text
    assert "A carer’s access needs met" in page
    assert "It was too dark" in page
    contact = client.get(reverse("contact_new", args=[cast.package.pk])).text
    assert "Joan Ali: Lip-reads" in contact


def test_the_needs_of_a_carer_make_no_contact_of_the_person_unanswered(cast):
    """Given a need of a carer only; then the person's visits wait for no answer."""
    joan = Relationship.objects.create(
        individual=cast.individual, kind="carer", name="Joan Ali", from_on=cast.today, recorded_by=cast.amara
    )
    at = clock.now() - datetime.timedelta(hours=2)
    columns = {"kind": "support", "code": "lip-reads", "review_on": cast.today, "recorded_at": at}
    AccessNeed.objects.create(individual=cast.individual, relationship=joan, **columns)
    VisitFactory(package=cast.package, worker=cast.worker, started_at=clock.now(), ended_at=clock.now())
    assert not visits_by_answer(Visit.objects.all(), "").exists()
    AccessNeed.objects.create(individual=cast.individual, **columns)
    assert visits_by_answer(Visit.objects.all(), "").count() == 1
