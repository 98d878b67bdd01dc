"""What a referral says of needs, carer, risks and hospital becomes part of the record when it is accepted."""

import datetime
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.models import Circumstance, ConsentDecision, HospitalSpell, Individual, Relationship
from casework.services import record_consent
from core import clock
from core.errors import Refused
from referrals.models import Referral
from referrals.services import ReferredStay
from referrals.services.taken_over import take_over
from tests.factories import days_ago
from tests.referrals.referral_builders import DAY, accept_referral, send_referral
from visits.enums import Shared
from visits.log.services.contact import SharedInformation
from visits.services import log_contact

TOLD = {
    "interpreter": "language",
    "interpreter_language": "Urdu",
    "communication_needs": "Large print",
    "has_carer": "yes",
    "carer_name": "Joan Castellan",
    "carer_telephone": "01632 960115",
    "may_contact_carer": "no",
    "is_carer": "yes",
    "cares_for": "child",
    "staff_risk": "yes",
    "staff_risk_words": "A loose dog.",
    "staff_risk_help": "Ring first.",
    "in_hospital": "yes",
    "hospital": "Stonefield Hospital",
    "hospital_kind": "mental health",
    "admitted_on": days_ago(5),
}


@pytest.mark.parametrize(
    ("answer", "cares_for", "recorded"),
    [
        ("yes", "adult", ("yes", "Cares for an adult. ")),
        ("yes", "both", ("yes", "Cares for an adult and a child. ")),
        ("no", "", ("no", "")),
        ("not known", "", ("not known", "")),
    ],
)
def test_acceptance_records_whether_they_care_for_somebody(cast, answer, cares_for, recorded):
    referral = send_referral(cast, is_carer=answer, cares_for=cares_for)
    person = accept_referral(cast, referral).case.individual
    row = person.circumstances.get(question="is-carer")
    assert (row.answer, row.note, row.from_on) == (
        recorded[0],
        f"{recorded[1]}From the referral {referral.reference}",
        cast.today,
    )


def test_what_the_record_says_of_caring_for_somebody_stays(cast):
    """Given an answer on the record of the person who is referred again; then acceptance adds none."""
    person = cast.individual
    Circumstance.objects.create(
        individual=person, question="is-carer", answer="no", from_on=cast.starts_on, recorded_by=cast.ben
    )
    referral = send_referral(cast, is_carer="yes", cares_for="child")
    take_over(referral=referral, individual=person, visit_warning="", by=cast.ben)
    assert [row.answer for row in person.circumstances.filter(question="is-carer")] == ["no"]


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
    assert carer.note == "From the referral."
    decision = ConsentDecision.objects.for_party(carer).get()
    assert (decision.party, decision.purpose, decision.answer) == (carer, "talk", "refused")
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


def carer_of(cast, **told) -> Relationship:
    """Return the carer whom an accepted referral made."""
    referral = send_referral(cast, **{**TOLD, "in_hospital": "no", "hospital": "", **told})
    return accept_referral(cast, referral).case.individual.relationships.get()


@pytest.mark.parametrize(
    ("may_contact", "answers"), [("yes", ["given"]), ("no", ["refused"]), ("", []), ("not known", [])]
)
def test_what_the_person_decided_about_the_carer_is_an_entry_of_consent(cast, may_contact, answers):
    carer = carer_of(cast, **NO_STAY, may_contact_carer=may_contact)
    decisions = ConsentDecision.objects.for_party(carer)
    assert [row.answer for row in decisions] == answers
    assert [row.how for row in decisions] == [f"in the referral {Referral.objects.get().reference}" for _ in answers]
    in_force = ConsentDecision.objects.in_force(ConsentPurpose.TALK)
    assert [row.party for row in in_force] == [carer for answer in answers if answer == "given"]


NO_STAY = {"in_hospital": "no", "hospital": "", "hospital_kind": "", "admitted_on": None}


@pytest.mark.parametrize(("may_contact", "is_refused"), [("yes", False), ("no", True), ("", True)])
def test_who_logs_a_talk_with_the_carer_needs_that_consent(cast, may_contact, is_refused):
    """Given a carer from a referral; then a call about the support with them needs that the person agreed to it."""
    carer = carer_of(cast, **NO_STAY, may_contact_carer=may_contact, planned_start_on=days_ago(1))
    package = Referral.objects.get().package
    columns = {"package": package, "at": clock.now(), "with_whom": "family", "how": "call", "about": "The week"}
    columns |= {"sharing": SharedInformation(Shared.CONSENT, carer), "by": cast.ben}
    if is_refused:
        with pytest.raises(Refused, match="had not agreed that we talk with Joan Castellan"):
            log_contact(**columns)
    else:
        assert log_contact(**columns).name == "Joan Castellan"


def test_a_later_decision_counts_before_the_referral(cast):
    """Given a known carer; the person stopped it after the referral was sent; then acceptance brings nothing back."""
    known = known_person()
    carer = Relationship.objects.create(
        individual=known, kind="carer", name="joan castellan", from_on=days_ago(9), recorded_by=cast.ben
    )
    sent = send_referral(cast, **{**TOLD, **NO_STAY, "may_contact_carer": "yes"})
    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=5)):
        consent = {"party": carer, "purpose": ConsentPurpose.TALK, "how": "by phone", "by": cast.ben}
        record_consent(answer="refused", **consent)
        accept_referral(cast, sent, individual=known)
        assert not ConsentDecision.objects.in_force(ConsentPurpose.TALK).exists()


def test_a_no_in_the_referral_stops_an_earlier_yes_once(cast):
    known = known_person()
    carer = Relationship.objects.create(
        individual=known, kind="carer", name="joan castellan", from_on=days_ago(9), recorded_by=cast.ben
    )
    consent = {"party": carer, "purpose": ConsentPurpose.TALK, "how": "by phone", "by": cast.ben}
    record_consent(answer="given", decided_at=clock.now() - datetime.timedelta(days=2), **consent)
    accept_referral(cast, send_referral(cast, **TOLD), individual=known)
    answers = list(ConsentDecision.objects.for_party(carer).values_list("answer", flat=True))
    assert answers == ["withdrawn", "given"]
