"""An admission recorded after its hold was over ends no support by itself, and the form asks about it first (T5.4)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.hospital.hold_explanation import explain
from casework.models import HospitalSpell, SupportPackage
from casework.services import (
    correct_spell,
    end_expired_holds,
    end_package,
    record_discharge,
    report_admission,
    strike_admission,
)
from core import clock
from core.errors import Refused
from core.models import Message
from tests.casework.test_holds import ADMITTED, DAY, LAST_HELD, admit, freeze_on, record_override
from tests.cast import assemble
from tests.factories import VisitFactory
from tests.snapshots import build_once

date = datetime.date
TODAY = date(2027, 3, 20)


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def sweep(on=TODAY + DAY) -> int:
    with freeze_on(on):
        return end_expired_holds(on=on)


def to_decide(user, on=TODAY) -> list:
    with freeze_on(on):
        return [item.due_on for item in duty_items(user, on) if item.kind == "long-stay"]


def correct(cast, spell, admitted_on, on=TODAY, **days):
    with freeze_on(on):
        days = {"discharged_on": None, "resumed_on": None, **days}
        return correct_spell(spell=spell, admitted_on=admitted_on, reason="A slip", by=cast.amara, **days)


def asked(package) -> set:
    messages = Message.objects.filter(key__startswith=f"outlasted:{package.pk}", channel="in app", read_at=None)
    return {message.to for message in messages}


# The sweep and the duty


@pytest.mark.parametrize(("recorded_on", "ended"), [(LAST_HELD, 1), (LAST_HELD + DAY, 0), (TODAY, 0)])
def test_an_open_stay_recorded_after_its_hold_was_over_does_not_end_support(cast, recorded_on, ended):
    admit(cast, recorded_on=recorded_on)
    assert sweep() == ended
    assert to_decide(cast.ben) == ([] if ended else [recorded_on])


def test_the_keyworker_and_those_who_record_stays_decide_and_get_a_message(cast):
    admit(cast, recorded_on=TODAY)
    assert [to_decide(user) for user in (cast.priya, cast.ben, cast.amara)] == [[TODAY]] * 3
    assert to_decide(cast.kofi) == []
    assert asked(cast.package) == {cast.priya, cast.ben, cast.amara, cast.dana}
    assert "no discharge is recorded" in Message.objects.filter(key__startswith="outlasted").first().body
    assert not Message.objects.filter(key__startswith="held:").exists()


def test_a_stay_corrected_to_an_earlier_admission_does_not_end_support(cast):
    """Given a stay recorded in time; when the admission is corrected to one whose hold is over; then it is asked."""
    spell = admit(cast, TODAY - 5 * DAY)
    assert to_decide(cast.ben) == []
    correct(cast, spell, ADMITTED)
    assert sweep() == 0
    assert to_decide(cast.ben) == [TODAY]
    assert cast.priya in asked(cast.package)


def test_the_right_date_answers_it_and_the_hold_ends_support_in_time(cast):
    """Given 1 February instead of 1 March; when it is corrected; then support ends on the day after 29 March."""
    spell = admit(cast, recorded_on=TODAY)
    correct(cast, spell, date(2027, 3, 1))
    assert (to_decide(cast.ben), asked(cast.package)) == ([], set())
    assert [sweep(date(2027, 3, 29)), sweep(date(2027, 3, 30))] == [0, 1]


def test_a_stay_entered_in_error_asks_nothing(cast):
    spell = admit(cast, recorded_on=TODAY)
    with freeze_on(TODAY):
        strike_admission(spell=spell, reason="Another person", by=cast.ben)
    assert (to_decide(cast.ben), asked(cast.package)) == ([], set())


@pytest.mark.parametrize(("effect", "from_on"), [("end", TODAY), ("resume", LAST_HELD + DAY)])
def test_a_decision_answers_it(cast, effect, from_on):
    spell = admit(cast, recorded_on=TODAY)
    record_override(cast, spell, effect, from_on, recorded_on=TODAY)
    assert (to_decide(cast.ben), sweep()) == ([], 0)
    assert SupportPackage.objects.get(pk=cast.package.pk).is_open == (effect == "resume")


def test_the_discharge_asks_what_follows_once_more_with_its_date(cast):
    spell = admit(cast, recorded_on=TODAY)
    with freeze_on(TODAY + DAY):
        record_discharge(spell=spell, discharged_on=TODAY, by=cast.amara)
    assert to_decide(cast.ben, TODAY + DAY) == [TODAY]
    messages = Message.objects.filter(key__startswith="outlasted", to=cast.ben, channel="in app", read_at=None)
    assert ["the discharge was on 20 March 2027" in message.body for message in messages] == [True]


def test_the_pages_say_that_the_hold_is_over(cast, client: Client):
    admit(cast, recorded_on=TODAY)
    with freeze_on(TODAY):
        text = " ".join(explain(SupportPackage.objects.get(pk=cast.package.pk)))
        assert "The four weeks were over on 1 March 2027. This was only recorded on 20 March 2027" in text
        client.force_login(cast.ben)
        for name in ("person_hospital", "person"):
            page = " ".join(client.get(reverse(name, args=[cast.individual.pk])).text.split())
            assert "the four weeks are over" in page
            assert "Today is day" not in page
            assert "If nothing changes" not in page
        assert "Decision needed" in client.get(reverse("holds")).text


# The question on the form


def send(client, cast, admitted_on, *, by=None, page=("hospital_admit", None), discharged_on=None, **more):
    address = reverse(page[0], args=[page[1] or cast.individual.pk])
    data = {"hospital": "Stonefield", "kind": "acute", **more}
    for field, day in (("admitted_on", admitted_on), ("discharged_on", discharged_on)):
        parts = (day.day, day.month, day.year) if day else ("", "", "")
        data |= {f"{field}_{name}": str(part) for name, part in zip(("day", "month", "year"), parts, strict=True)}
    with freeze_on(TODAY):
        client.force_login(by or cast.priya)
        return client.post(address, data)


def question(response) -> str:
    errors = response.context["form"].errors.get("certain_of", []) if response.status_code == 200 else []
    return " ".join(errors)


@pytest.mark.parametrize("role", ["priya", "amara", "ben"])
def test_the_form_asks_first_where_the_hold_would_be_over(cast, client: Client, role):
    response = send(client, cast, ADMITTED, by=getattr(cast, role))
    assert question(response) == (
        "The hold counts from the day of admission, so it was over on 1 March 2027. Support does not end by itself: "
        "the keyworker and the managers decide. Was it really 1 February 2027?"
    )
    assert 'value="Stonefield"' in response.text
    assert "Yes, 1 February 2027 is right" in response.text
    assert not HospitalSpell.objects.exists()
    assert send(client, cast, ADMITTED, by=getattr(cast, role), certain_of=f"{ADMITTED}").status_code == 302
    assert HospitalSpell.objects.get().admitted_on == ADMITTED


def test_no_is_answered_with_the_right_date(cast, client: Client):
    response = send(client, cast, ADMITTED, certain_of=f"not {ADMITTED}")
    assert "Enter the right date of admission." in response.context["form"].errors["admitted_on"]
    assert not HospitalSpell.objects.exists()
    assert send(client, cast, TODAY - DAY, certain_of=f"not {ADMITTED}").status_code == 302


def test_an_answer_about_another_date_is_none(cast, client: Client):
    response = send(client, cast, ADMITTED - DAY, certain_of=f"{ADMITTED}")
    assert "Was it really 31 January 2027?" in question(response)


def test_a_hold_that_is_not_over_is_not_asked_about(cast, client: Client):
    page = client.get(reverse("hospital_admit", args=[cast.individual.pk]))
    assert send(client, cast, TODAY - 28 * DAY).status_code == 302
    assert "certain_of" not in page.text


def test_visits_after_the_admission_are_asked_about(cast, client: Client):
    """Given visits on 12 and 15 March and one on the day of admission, 10 March; then the two are asked about."""
    for day in (10, 12, 15):
        VisitFactory(package=cast.package, worker=cast.worker, on=date(2027, 3, day), recorded_by=cast.amara)
    VisitFactory(package=cast.package, worker=cast.worker, on=date(2027, 3, 16), outcome="no answer")
    response = send(client, cast, date(2027, 3, 10))
    assert question(response) == (
        "2 visits are logged after this admission, the last on 15 March 2027. Was it really 10 March 2027?"
    )
    assert send(client, cast, date(2027, 3, 15)).status_code == 302


def test_a_correction_asks_too_and_not_about_visits_that_were_in_the_stay(cast, client: Client):
    spell = admit(cast, date(2027, 3, 10))
    for day in (8, 12):
        VisitFactory(package=cast.package, worker=cast.worker, on=date(2027, 3, day), recorded_by=cast.amara)
    page = ("hospital_correct", spell.pk)
    assert "it was over on 1 March 2027" in question(send(client, cast, ADMITTED, by=cast.ben, page=page, reason="x"))
    response = send(client, cast, date(2027, 3, 6), by=cast.ben, page=page, reason="x")
    assert "A visit is logged after this admission, the last on 8 March 2027." in question(response)
    assert send(client, cast, date(2027, 3, 9), by=cast.ben, page=page, reason="x").status_code == 302


def test_a_stay_longer_than_its_hold_is_asked_about(cast, client: Client):
    spell = admit(cast, date(2027, 3, 10))
    page = ("hospital_correct", spell.pk)
    response = send(client, cast, ADMITTED, discharged_on=TODAY, by=cast.ben, page=page, reason="x")
    assert "The hold would have been over on 1 March 2027, before the discharge." in question(response)


def end_support(cast, last_on: datetime.date) -> None:
    with freeze_on(last_on):
        end_package(package=cast.package, ended_on=last_on + DAY, reason="choice", by=cast.ben)


@pytest.mark.parametrize(
    ("admitted_on", "discharged_on", "effect"),
    [
        (date(2027, 3, 11), None, "Nothing is on hold for this stay."),
        (date(2027, 3, 5), None, "It counts as on hold from 5 March 2027 to 10 March 2027."),
        (date(2027, 3, 5), date(2027, 3, 8), "It counts as on hold from 5 March 2027 to 7 March 2027."),
        (date(2026, 11, 10), date(2026, 11, 20), "Nothing is on hold for this stay."),
    ],
)
def test_an_admission_recorded_after_support_ended_says_what_follows(
    cast, client: Client, admitted_on, discharged_on, effect
):
    """Given support until 10 March; when a stay is recorded on 20 March; then the form asks once and takes it."""
    end_support(cast, date(2027, 3, 10))
    response = send(client, cast, admitted_on, discharged_on=discharged_on, by=cast.ben)
    says = f"Support has ended: its last day was 10 March 2027. {effect} It stays ended."
    assert question(response) == f"{says} Was it really {admitted_on:%-d %B %Y}?"
    sent = {"discharged_on": discharged_on, "certain_of": f"{admitted_on}"}
    assert send(client, cast, admitted_on, by=cast.ben, **sent).status_code == 302
    package = SupportPackage.objects.get(pk=cast.package.pk)
    assert (package.is_open, package.last_on) == (False, date(2027, 3, 10))
    assert package.holds.exists() == effect.startswith("It counts")


def test_an_admission_is_recorded_however_long_ago_it_was(cast, client: Client):
    """Given a stay of the day on which support began; then nothing but the question is between it and the record."""
    day = cast.package.starts_on
    assert "Was it really" in question(send(client, cast, day, by=cast.amara))
    assert send(client, cast, day, by=cast.amara, certain_of=f"{day}").status_code == 302
    assert HospitalSpell.objects.get().admitted_on == day


def test_the_form_says_from_which_day_a_hold_counts(cast, client: Client):
    client.force_login(cast.amara)
    with freeze_on(TODAY):
        page = client.get(reverse("hospital_admit", args=[cast.individual.pk])).text
    assert "A hold counts from this day, also when you record it later." in page


# Stays before support, and before other stays


def test_an_admission_before_support_began_is_asked_about(cast, client: Client):
    response = send(client, cast, cast.package.starts_on - DAY)
    assert f"Support began on {cast.package.starts_on:%-d %B %Y}, after this admission." in question(response)


def test_an_admission_before_a_recorded_discharge_is_asked_about(cast, client: Client):
    admit(cast, date(2027, 3, 1), recorded_on=TODAY, discharged_on=date(2027, 3, 12))
    response = send(client, cast, date(2027, 3, 10))
    assert "A discharge on 12 March 2027 is already recorded, after this admission." in question(response)


def test_a_stay_before_one_that_is_recorded_needs_its_discharge(cast, client: Client):
    """Given a stay of March; when an earlier one is reported without an end; then the form asks for its discharge."""
    admit(cast, date(2027, 3, 10), recorded_on=TODAY, discharged_on=date(2027, 3, 12))
    admitted_on = date(2027, 3, 2)
    response = send(client, cast, admitted_on, certain_of=f"{admitted_on}")
    assert "A stay from 10 March 2027 to 12 March 2027 is already recorded." in response.text
    assert "discharged_on" in response.context["form"].errors
    assert "discharged_on_day" in response.text
    assert HospitalSpell.objects.count() == 1
    sent = {"discharged_on": date(2027, 3, 5), "certain_of": f"{admitted_on}"}
    assert send(client, cast, admitted_on, **sent).status_code == 302
    assert cast.package.holds.count() == 2


def test_a_correction_does_not_open_a_stay_before_another(cast):
    first = admit(cast, date(2027, 3, 2), recorded_on=TODAY, discharged_on=date(2027, 3, 5))
    admit(cast, date(2027, 3, 10), recorded_on=TODAY, discharged_on=date(2027, 3, 12))
    with pytest.raises(Refused, match="A stay from 10 March"), transaction.atomic():
        correct(cast, first, date(2027, 3, 2))


def test_the_overview_leads_to_the_open_stay(cast, client: Client):
    """Given a stay that began before support and holds nothing; then no second admission is offered."""
    with freeze_on(TODAY):
        client.force_login(cast.priya)
        page = reverse("person", args=[cast.individual.pk])
        assert "Report a hospital admission" in client.get(page).text
        SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=date(2027, 3, 10))
        report_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=ADMITTED, by=cast.priya
        )
        assert not cast.package.holds.exists()
        text = client.get(page).text
    assert "Report a hospital admission" not in text
    assert "In hospital: record the discharge" in text
