"""The keyworker reports a hospital stay and decides on its hold themselves (T5.4)."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import Hold, HospitalSpell, Override
from casework.services import (
    decide_hold,
    decide_readmission,
    end_package,
    report_admission,
    report_discharge,
    withdraw_override,
)
from contracts.services import set_terms
from core import clock
from core.errors import Refused
from core.models import Message
from tests.casework.test_holds import ADMITTED, admit, freeze_on
from tests.casework.test_stays import admit_twice
from tests.cast import FULL_TERMS, assemble
from tests.snapshots import build_once

date = datetime.date


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def report(cast, by=None) -> HospitalSpell:
    with freeze_on(ADMITTED):
        return report_admission(
            individual=cast.individual,
            hospital="Stonefield",
            kind="mental health",
            admitted_on=ADMITTED,
            by=by or cast.priya,
        )


def told(event: str) -> set:
    return {message.to for message in Message.objects.filter(key__contains=event, channel="in app")}


def test_an_admission_that_the_keyworker_reports_holds_support_and_names_them(cast):
    spell = report(cast)
    assert (spell.told_by, spell.recorded_by) == ("Priya Nair, keyworker", cast.priya)
    assert Hold.objects.filter(package=cast.package, until_on=None).exists()
    assert told("hospital-reported") == {cast.amara, cast.ben, cast.dana}


def test_only_the_persons_keyworker_reports_for_the_council(cast):
    for user in (cast.kofi, cast.ben):
        with pytest.raises(Refused):
            report(cast, by=user)


def test_a_discharge_ends_the_hold_and_is_told(cast):
    spell = report(cast)
    with freeze_on(date(2027, 2, 5)):
        report_discharge(spell=spell, discharged_on=date(2027, 2, 5), by=cast.priya)
    assert not Hold.objects.filter(package=cast.package, until_on=None).exists()
    assert cast.ben in told(":discharge-2027-02-05")


def test_a_decision_is_said_by_them_today(cast):
    spell = report(cast)
    with freeze_on(date(2027, 2, 3)):
        decision = decide_hold(
            spell=spell, effect="continue", from_on=date(2027, 2, 4), reason="He wants to see us", by=cast.priya
        )
    assert (decision.said_by, decision.said_on) == (cast.priya, date(2027, 2, 3))
    assert "keyworker" in decision.authority
    assert cast.amara in told(f"decision-{decision.pk}")


def test_the_keyworker_ends_support_and_nobody_else_of_the_council_does(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 3)):
        with pytest.raises(Refused):
            decide_hold(spell=spell, effect="end", from_on=date(2027, 2, 4), reason="Moves to a home", by=cast.kofi)
        decide_hold(spell=spell, effect="end", from_on=date(2027, 2, 4), reason="Moves to a home", by=cast.priya)
    cast.package.refresh_from_db()
    assert (cast.package.ended_on, cast.package.end_reason) == (date(2027, 2, 4), "keyworker")


def test_the_keyworker_withdraws_their_own_decision(cast):
    spell = report(cast)
    with freeze_on(date(2027, 2, 3)):
        decision = decide_hold(
            spell=spell, effect="resume", from_on=date(2027, 2, 4), reason="Home soon", by=cast.priya
        )
        withdraw_override(decision=decision, reason="Wrong person", by=cast.priya)
    assert not Override.objects.filter(spell=spell).exists()


def test_they_answer_the_question_about_a_second_stay(cast):
    spell = admit_twice(cast)
    with freeze_on(date(2027, 2, 22)):
        spell = decide_readmission(spell=spell, is_same=True, by=cast.priya)
    assert (spell.readmission, spell.readmission_said_by) == ("same", "Priya Nair, keyworker, on 22 February 2027")


def status(client: Client, user, name: str, pk) -> int:
    client.force_login(user)
    return client.get(reverse(name, args=[pk])).status_code


def test_the_page_leads_to_what_they_can_do(cast, client: Client):
    with freeze_on(ADMITTED):
        client.force_login(cast.priya)
        page = client.get(reverse("person_hospital", args=[cast.individual.pk])).text
        assert "Report an admission" in page
    spell = report(cast)
    with freeze_on(date(2027, 2, 3)):
        client.force_login(cast.priya)
        page = client.get(reverse("person_hospital", args=[cast.individual.pk])).text
        assert reverse("hospital_override", args=[spell.pk]) in page
        assert reverse("hospital_correct", args=[spell.pk]) in page
        assert reverse("hospital_ward", args=[spell.pk]) not in page
        assert status(client, cast.priya, "hospital_ward", spell.pk) == 403


def test_after_the_end_of_support_there_is_nothing_to_report(cast, client: Client):
    with freeze_on(ADMITTED):
        assert status(client, cast.priya, "hospital_admit", cast.individual.pk) == 200
        end_package(package=cast.package, ended_on=ADMITTED, reason="choice", by=cast.ben)
        page = client.get(reverse("hospital_admit", args=[cast.individual.pk]), follow=True).text
        assert "Support has ended, so there is no hold" in page
        for name in ("person", "person_hospital"):
            page = client.get(reverse(name, args=[cast.individual.pk])).text
            assert reverse("hospital_admit", args=[cast.individual.pk]) not in page, name


def test_they_correct_what_they_reported_and_nothing_else(cast, client: Client):
    mine = report(cast)
    with freeze_on(date(2027, 2, 5)):
        assert status(client, cast.priya, "hospital_correct", mine.pk) == 200
        report_discharge(spell=mine, discharged_on=date(2027, 2, 5), by=cast.priya)
    with freeze_on(date(2027, 2, 8)):
        theirs = admit(cast, date(2027, 2, 8))
        assert status(client, cast.priya, "hospital_correct", theirs.pk) == 403


def test_a_refusal_says_to_the_council_whom_to_ring(cast, client: Client):
    contract = cast.package.case.contract
    contract.telephone = "0161 496 0001"
    contract.save(update_fields=["telephone"])
    with freeze_on(ADMITTED):
        client.force_login(cast.priya)
        page = client.get(reverse("person_visits", args=[cast.individual.pk]))
        assert page.status_code == 403
        assert "tel:+441614960001" in page.text
        assert "report a hospital stay" in page.text
        assert reverse("question_new", args=[cast.individual.pk]) in page.text
        assert reverse("risk_request_new", args=[cast.individual.pk]) in page.text


@pytest.mark.parametrize("is_extendable", [False, True])
def test_the_page_offers_only_what_the_terms_allow_and_says_why(cast, client: Client, is_extendable):
    """Given terms that let the Council extend a hold, or not; then the longer hold is offered, or the page says why."""
    if is_extendable:
        terms = {**FULL_TERMS, "hold_days": 28, "extends_hold": True}
        set_terms(contract=cast.tameside, from_on=ADMITTED, by=None, **terms)
    spell = report(cast)
    with freeze_on(date(2027, 2, 3)):
        for user in (cast.priya, cast.ben):
            client.force_login(user)
            page = client.get(reverse("hospital_override", args=[spell.pk])).text
            assert ("Last day of the longer hold" in page) == is_extendable
            assert ("does not allow a longer hold" in page) != is_extendable
        client.force_login(cast.amara)
        page = client.get(reverse("hospital_override", args=[spell.pk])).text
        assert 'value="end"' not in page
        assert "Only a manager or the keyworker can record that support ends" in page
