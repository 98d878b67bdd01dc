"""What a referral says of needs, carer, risks and hospital becomes part of the record when it is accepted."""

from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import HospitalSpell, Individual, Relationship
from core.errors import Refused
from referrals.models import Referral
from referrals.services import ReferredStay
from tests.factories import days_ago
from tests.referrals.referral_builders import DAY, accept_referral, send_referral

TOLD = {
    "interpreter": "language",
    "interpreter_language": "Urdu",
    "communication_needs": "Large print",
    "has_carer": "yes",
    "carer_name": "Joan Castellan",
    "carer_telephone": "01632 960115",
    "may_contact_carer": "no",
    "staff_risk": "yes",
    "staff_risk_words": "A loose dog.",
    "staff_risk_help": "Ring first.",
    "in_hospital": "yes",
    "hospital": "Stonefield Hospital",
    "hospital_kind": "mental health",
    "admitted_on": days_ago(5),
}


def test_acceptance_makes_the_records(cast):
    package = accept_referral(cast, send_referral(cast, **TOLD, planned_start_on=cast.today))
    person = package.case.individual
    needs = {(need.kind, need.code, need.words) for need in person.access_needs.all()}
    assert needs == {("professional", "interpreter", "Urdu"), ("support", "", "Large print")}
    carer = person.relationships.get()
    assert (carer.kind, carer.name, carer.telephone, carer.from_on) == (
        *("carer", "Joan Castellan", "01632 960115"),
        cast.today,
    )
    assert carer.note == "From the referral. May we contact them? No"
    assert Individual.objects.get(pk=person.pk).visit_warning == "A loose dog. What helps: Ring first."
    spell = person.hospital_spells.get()
    assert (spell.hospital, spell.kind, spell.admitted_on) == ("Stonefield Hospital", "mental health", days_ago(5))
    hold = package.holds.get()
    assert (hold.from_on, hold.last_held_on) == (cast.today, cast.today + 23 * DAY)


def test_a_sign_language_interpreter_is_a_need_of_its_own(cast):
    package = accept_referral(cast, send_referral(cast, interpreter="sign"))
    assert [need.code for need in package.case.individual.access_needs.all()] == ["sign interpreter"]


def known_person(**columns) -> Individual:
    """Return somebody on record without any support."""
    return Individual.objects.create(full_name="Owen Castellan", date_of_birth=days_ago(12000), **columns)


def test_what_is_recorded_already_is_not_recorded_again(cast):
    """Given somebody known with the same carer, warning and stay; then acceptance adds nothing."""
    known = known_person(visit_warning="Stairs. A loose dog. What helps: Ring first.")
    Relationship.objects.create(
        individual=known, kind="carer", name="joan castellan", from_on=days_ago(9), recorded_by=cast.ben
    )
    HospitalSpell.objects.create(individual=known, hospital="Stonefield", kind="acute", admitted_on=days_ago(5))
    accept_referral(cast, send_referral(cast, **TOLD), individual=known)
    assert (known.relationships.count(), known.hospital_spells.count()) == (1, 1)
    assert Individual.objects.get(pk=known.pk).visit_warning == "Stairs. A loose dog. What helps: Ring first."


def test_a_warning_is_added_to_the_one_of_a_known_person_and_never_cut(cast):
    person = known_person(visit_warning="Stairs")
    referral = send_referral(cast, **TOLD)
    with pytest.raises(Refused, match="Shorten the visit warning to 293 characters") as refusal, transaction.atomic():
        accept_referral(cast, referral, individual=person, visit_warning="x" * 294)
    assert refusal.value.field == "visit_warning"
    accept_referral(cast, referral, individual=person)
    assert Individual.objects.get(pk=person.pk).visit_warning == "Stairs\nA loose dog. What helps: Ring first."


def test_without_the_day_of_admission_the_manager_is_asked_for_it(cast, client):
    """Given a stay of which nobody knows since when; then the form asks for the day and records it."""
    referral = send_referral(cast, **{**TOLD, "admitted_on": None})
    client.force_login(cast.ben)
    url = reverse("referral_accept", args=[referral.pk])
    day = cast.today + 20 * DAY
    sent = {
        "person": "new",
        "minutes_a_week": "3",
        "keyworker": cast.priya.pk,
        "visit_warning": "A dog",
        "is_still_in_hospital": "yes",
        "hospital": "Stonefield Hospital",
        "hospital_kind": "mental health",
        **{f"{name}_{part}": getattr(day, part) for name in ("starts_on", "first_review_on") for part in PARTS},
    }
    page = unescape(client.post(url, sent).content.decode())
    assert "Enter the date of admission." in page
    assert "A loose dog." in page
    assert "Unpaid carer: Joan Castellan" in page
    sent |= {f"admitted_on_{part}": getattr(days_ago(3), part) for part in PARTS}
    client.post(url, {**sent, "confirmed": "yes"})
    person = Referral.objects.get(pk=referral.pk).package.case.individual
    assert person.hospital_spells.get().admitted_on == days_ago(3)
    assert person.visit_warning == "A dog"


PARTS = ("day", "month", "year")


def test_the_manager_may_say_that_the_stay_is_over(cast):
    package = accept_referral(cast, send_referral(cast, **TOLD), stay=None)
    assert not package.case.individual.hospital_spells.exists()
    other = send_referral(cast, **TOLD, full_name="Ada Quist")
    package = accept_referral(cast, other, stay=ReferredStay("Stonefield", "acute", days_ago(1)))
    assert package.case.individual.hospital_spells.get().admitted_on == days_ago(1)


def test_those_who_decide_read_what_to_ask_first(cast, client):
    referral = send_referral(cast, **TOLD, knows_of_referral="yes", agreement="no")
    client.force_login(cast.ben)
    for name in ("referral", "referral_accept"):
        page = unescape(client.get(reverse(name, args=[referral.pk])).content.decode())
        assert "The person does not agree to the referral. Ask about it before support starts." in page
        assert "Risk to staff" in page
        assert "Stonefield Hospital" in page
