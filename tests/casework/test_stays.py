"""Overrides, readmissions, wards, corrections and late entries (T5.4; cases 3, 5, 6)."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.duties import duty_items
from casework.hospital.hold_explanation import explain
from casework.models import Hold, HospitalSpell, Individual, SupportPackage, WardStay
from casework.services import (
    answer_readmission,
    correct_spell,
    merge,
    open_package,
    override,
    record_admission,
    record_discharge,
    record_resumption,
    record_ward,
    strike_admission,
    undo_ending,
    undo_merge,
    withdraw_override,
)
from contracts.services import set_terms
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from tests.casework.test_holds import (
    ADMITTED,
    DAY,
    LAST_HELD,
    admit,
    freeze_on,
    list_holds,
    record_override,
    sweep,
)
from tests.cast import FULL_TERMS, assemble
from tests.snapshots import build_once

date = datetime.date


@pytest.fixture
def cast(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def discharge(cast, spell, day, recorded_on=None, **more):
    with freeze_on(recorded_on or day):
        return record_discharge(spell=spell, discharged_on=day, by=cast.amara, **more)


def reload(package) -> SupportPackage:
    return SupportPackage.objects.get(pk=package.pk)


def explanation_on(package, day):
    """Return the explanation on `day`, as one text."""
    with freeze_on(day):
        return " ".join(explain(reload(package)))


# Overrides


def test_the_hold_applies_again_after_an_override_ends(cast):
    """Given an override from 8 to 15 February; then support is on hold before and after, in one hold period."""
    spell = admit(cast)
    record_override(cast, spell, "continue", date(2027, 2, 8), until_on=date(2027, 2, 15))
    assert list_holds(cast.package) == [
        (ADMITTED, date(2027, 2, 8), LAST_HELD),
        (date(2027, 2, 15), None, LAST_HELD),
    ]
    assert sweep(LAST_HELD) == 0
    assert sweep(LAST_HELD + DAY) == 1
    assert reload(cast.package).ended_on == LAST_HELD + DAY


def test_the_latest_override_counts_from_its_day(cast):
    spell = admit(cast)
    record_override(cast, spell, "continue", date(2027, 2, 8))
    record_override(cast, spell, "continue", date(2027, 2, 10), until_on=date(2027, 2, 12))
    assert [row[:2] for row in list_holds(cast.package)] == [(ADMITTED, date(2027, 2, 8)), (date(2027, 2, 12), None)]


@pytest.mark.parametrize("effect", ["continue", "resume"])
def test_an_override_begins_within_the_hold(cast, effect):
    """Given a hold until 1 March; when an override begins on 3 March; then it is refused as a longer hold."""
    spell = admit(cast)
    with pytest.raises(Refused, match="Only the contract's terms can allow a longer hold"), transaction.atomic():
        record_override(
            cast, spell, effect, LAST_HELD + 2 * DAY, recorded_on=date(2027, 2, 20), said_on=date(2027, 2, 20)
        )
    record_override(cast, spell, effect, LAST_HELD + DAY, recorded_on=date(2027, 2, 20), said_on=date(2027, 2, 20))
    assert sweep(LAST_HELD + DAY) == 0


def test_a_hold_does_not_apply_again_after_its_days(cast):
    spell = admit(cast)
    with pytest.raises(Refused, match="cannot apply again after"), transaction.atomic():
        record_override(cast, spell, "continue", date(2027, 2, 8), until_on=LAST_HELD + DAY)


def test_a_longer_hold_is_refused_unless_the_terms_allow_it(cast):
    """Given terms without longer holds; when the Council's authority is recorded; then the refusal names the rule."""
    spell = admit(cast)
    with pytest.raises(Refused, match="does not allow a longer hold"), transaction.atomic():
        extend(cast, spell)


def extend(cast, spell, **more):
    said_on = date(2027, 2, 20)
    more = {"until_on": date(2027, 3, 16), "evidence": "Email of 20 February", "said_on": said_on, **more}
    return record_override(cast, spell, "extend", LAST_HELD, recorded_on=said_on, **more)


def allow_longer_holds(cast, days=28):
    set_terms(
        contract=cast.tameside, from_on=ADMITTED, by=None, **{**FULL_TERMS, "hold_days": days, "extends_hold": True}
    )


def test_a_longer_hold_where_the_terms_allow_it(cast):
    """Given terms that allow it; when extended to 15 March; then support ends on the day after."""
    allow_longer_holds(cast)
    spell = admit(cast)
    extend(cast, spell)
    assert list_holds(cast.package) == [(ADMITTED, None, date(2027, 3, 15))]
    assert sweep(date(2027, 3, 15)) == 0
    assert sweep(date(2027, 3, 16)) == 1
    assert reload(cast.package).ended_on == date(2027, 3, 16)


def test_a_decision_recorded_by_mistake_is_withdrawn_and_the_hold_comes_back(cast):
    """Given support that continues from 8 February by mistake; when withdrawn on the 20th; then it is held again."""
    spell = admit(cast)
    decision = record_override(cast, spell, "continue", date(2027, 2, 8))
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 2, 8), LAST_HELD)]
    with freeze_on(date(2027, 2, 20)):
        withdraw_override(decision=decision, reason="Said of another person", by=cast.amara)
        assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]
        client = Client()
        client.force_login(cast.amara)
        page = client.get(reverse("person_hospital", args=[cast.individual.pk])).content.decode()
        assert "Said of another person" in page
        assert "The ward asked for visits" not in page, "nothing explains the hold by it"
        address = reverse("hospital_override_withdraw", args=[spell.pk, decision.pk])
        assert address not in page
        assert client.get(address).status_code == 302, "it is withdrawn already"
        with pytest.raises(NotPossible), transaction.atomic():
            withdraw_override(decision=decision, reason="Again", by=cast.amara)


def test_a_longer_hold_is_withdrawn_by_a_manager(cast):
    allow_longer_holds(cast)
    decision = extend(cast, admit(cast))
    with freeze_on(date(2027, 2, 21)):
        client = Client()
        for user, is_offered in ((cast.amara, False), (cast.ben, True)):
            client.force_login(user)
            page = client.get(reverse("person_hospital", args=[cast.individual.pk])).content.decode()
            assert (reverse("hospital_override_withdraw", args=[decision.spell_id, decision.pk]) in page) is is_offered
        with pytest.raises(Refused, match="Only a manager"), transaction.atomic():
            withdraw_override(decision=decision, reason="No such letter", by=cast.amara)
        address = reverse("hospital_override_withdraw", args=[decision.spell_id, decision.pk])
        assert client.post(address, {"reason": "No such letter"}).status_code == 302
        assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]


def test_a_decision_that_ended_support_is_withdrawn_after_the_end_is_undone(cast):
    spell = admit(cast)
    decision = record_override(cast, spell, "end", date(2027, 2, 16))
    with freeze_on(date(2027, 2, 17)):
        with pytest.raises(Refused, match="Undo the end of support first"), transaction.atomic():
            withdraw_override(decision=decision, reason="Wrong person", by=cast.ben)
        undo_ending(package=reload(cast.package), reason="Wrong person", by=cast.ben)
        withdraw_override(decision=decision, reason="Wrong person", by=cast.ben)
    assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]


def test_a_decision_is_not_withdrawn_where_support_would_then_end_by_itself(cast):
    """Given support that continues by a decision; when withdrawn after four weeks; then it says what to do first."""
    spell = admit(cast)
    decision = record_override(cast, spell, "continue", date(2027, 2, 8))
    ended = pytest.raises(Refused, match="would have ended on 2 March 2027")
    with freeze_on(LAST_HELD + 9 * DAY), ended, transaction.atomic():
        withdraw_override(decision=decision, reason="The 9th was meant", by=cast.ben)
    right = record_override(cast, spell, "resume", date(2027, 2, 9), recorded_on=LAST_HELD + 9 * DAY)
    with freeze_on(LAST_HELD + 9 * DAY):
        withdraw_override(decision=decision, reason="The 9th was meant", by=cast.ben)
    assert list_holds(cast.package) == [(ADMITTED, right.from_on, LAST_HELD)]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"until_on": None}, "last day of the longer hold"),
        ({"evidence": " "}, "written authority"),
        ({"until_on": LAST_HELD}, "long"),
    ],
)
def test_a_longer_hold_has_an_end_and_evidence(cast, more, words):
    allow_longer_holds(cast)
    spell = admit(cast)
    with pytest.raises(Refused, match=words), transaction.atomic():
        extend(cast, spell, **more)


def test_an_override_may_come_from_somebody_without_an_account(cast):
    spell = admit(cast)
    decision = record_override(
        cast, spell, "resume", date(2027, 2, 8), said_by=None, said_by_name="Jo Ferris, duty social worker"
    )
    assert decision.said_by is None
    assert "Jo Ferris, duty social worker decided" in explanation_on(cast.package, date(2027, 2, 9))


def test_an_override_on_a_later_spell_can_end_support(cast):
    """Given two overlapping spells; when the keyworker ends support on the second; then the package ends."""
    admit(cast, discharged_on=date(2027, 2, 9), recorded_on=date(2027, 2, 12))
    second = admit(cast, date(2027, 2, 9), recorded_on=date(2027, 2, 12))
    record_override(cast, second, "end", date(2027, 2, 16))
    package = reload(cast.package)
    assert (package.ended_on, package.end_reason) == (date(2027, 2, 16), "keyworker")
    assert (package.ending.council_agreed, package.ending.council_agreed_by) == ("yes", "Priya Nair")


def test_only_a_manager_records_that_support_ends(cast):
    """Given somebody who records hospital stays and is no manager; then they record neither an end nor an extension."""
    spell = admit(cast)
    for effect in ("end", "extend"):
        with freeze_on(date(2027, 2, 8)), pytest.raises(Refused, match="Only a manager"), transaction.atomic():
            override(
                spell=spell,
                effect=effect,
                from_on=date(2027, 2, 8),
                said_by=cast.priya,
                said_on=date(2027, 2, 8),
                authority="By telephone",
                reason="The ward asked for it",
                by=cast.amara,
            )


def test_a_struck_stay_takes_no_override(cast):
    spell = admit(cast)
    with freeze_on(ADMITTED):
        strike_admission(spell=spell, reason="Her sister", by=cast.ben)
    with pytest.raises(Refused, match="marked as entered in error"), transaction.atomic():
        record_override(cast, spell, "resume", date(2027, 2, 8))


# Readmissions


def admit_twice(cast, **more):
    """Record a stay until 10 February and another from the 20th."""
    first = admit(cast)
    discharge(cast, first, date(2027, 2, 10), **more)
    return admit(cast, date(2027, 2, 20))


def test_the_keyworker_is_asked_about_a_readmission_before_support_resumed(cast):
    spell = admit_twice(cast)
    assert spell.readmission == "asked"
    messages = Message.objects.filter(key__startswith=f"readmission:{cast.package.pk}:", channel="in app")
    assert {message.to for message in messages} == {cast.priya, cast.amara, cast.ben, cast.dana}
    assert list_holds(cast.package)[-1] == (date(2027, 2, 20), None, date(2027, 3, 20)), (
        "without an answer it has its own hold period"
    )


def test_the_question_is_a_duty_due_on_the_earlier_last_held_day_and_names_both(cast):
    """Given stays from 1 and from 20 February; then the decision is due by 1 March, and 20 March is the other day."""
    admit_twice(cast)
    with freeze_on(date(2027, 2, 22)):
        for user in (cast.priya, cast.amara, cast.ben):
            (duty,) = [item for item in duty_items(user, date(2027, 2, 22)) if item.kind == "readmission"]
            assert (duty.due_on, duty.package_id) == (LAST_HELD, cast.package.pk)
        assert "readmission" not in {item.kind for item in duty_items(cast.kofi, date(2027, 2, 22))}
    (body,) = Message.objects.filter(key__startswith="readmission:").values_list("body", flat=True).distinct()
    words = "the last day of the hold is 1 March 2027; if it is new, 20 March 2027. Decide by 1 March 2027."
    assert words in body
    explained = explanation_on(cast.package, date(2027, 2, 22))
    assert "The decision is due by 1 March 2027." in explained
    assert "otherwise 20 March 2027 is" in explained


@pytest.mark.parametrize("is_same", [True, False])
def test_the_answer_ends_the_duty(cast, is_same):
    spell = admit_twice(cast)
    with freeze_on(date(2027, 2, 22)):
        answer_readmission(spell=spell, is_same=is_same, said_by="Priya Nair on 22 February", by=cast.ben)
        assert "readmission" not in {item.kind for item in duty_items(cast.ben, date(2027, 2, 22))}


def test_the_same_stay_keeps_the_hold_period(cast):
    """Given the answer “the same stay”; then days count from 1 February, days at home included."""
    spell = admit_twice(cast)
    with freeze_on(date(2027, 2, 22)):
        answer_readmission(spell=spell, is_same=True, said_by="Priya Nair on 22 February", by=cast.ben)
    hold = Hold.objects.get(package=cast.package, until_on=None)
    assert (hold.from_on, hold.admitted_on, hold.last_held_on) == (
        date(2027, 2, 20),
        ADMITTED,
        LAST_HELD,
    )
    assert hold.day_number(date(2027, 2, 22)) == 21
    assert sweep(LAST_HELD + DAY) == 1


def test_a_new_stay_has_its_own_hold_period(cast):
    spell = admit_twice(cast)
    with freeze_on(date(2027, 2, 22)):
        answer_readmission(spell=spell, is_same=False, said_by="Priya Nair on 22 February", by=cast.ben)
    assert list_holds(cast.package)[-1] == (date(2027, 2, 20), None, date(2027, 3, 20))
    assert "This is a new admission" in explanation_on(cast.package, date(2027, 2, 22))


def test_no_question_is_asked_after_support_resumed(cast):
    spell = admit_twice(cast, resumed_on=date(2027, 2, 10))
    assert spell.readmission == ""


def test_recording_the_resumption_late_answers_the_question(cast):
    """Given an open question; when support turns out to have resumed on 15 February; then the question is gone."""
    spell = admit_twice(cast)
    with freeze_on(date(2027, 2, 23)):
        record_resumption(
            spell=cast.individual.hospital_spells.get(discharged_on__isnull=False),
            resumed_on=date(2027, 2, 15),
            by=cast.amara,
        )
    spell.refresh_from_db()
    assert spell.readmission == ""


def test_a_restart_that_is_recorded_late_outweighs_the_same_stay(cast):
    """Given the answer “the same stay”; when support turns out to have restarted on 15 February, before it; then the
    days count from 20 February, and from 1 February again once the restart is corrected away.
    """
    spell = admit_twice(cast)
    first = cast.individual.hospital_spells.get(discharged_on__isnull=False)
    with freeze_on(date(2027, 2, 22)):
        answer_readmission(spell=spell, is_same=True, said_by="Priya Nair on 22 February", by=cast.ben)
        record_resumption(spell=first, resumed_on=date(2027, 2, 15), by=cast.amara)
        assert Hold.objects.get(package=cast.package, until_on=None).last_held_on == date(2027, 3, 20)
        assert "Support had restarted on 15 February 2027, before this admission" in explanation_on(
            cast.package, date(2027, 2, 22)
        )
        with pytest.raises(Refused, match="Support had restarted on 15 February 2027"), transaction.atomic():
            answer_readmission(spell=spell, is_same=True, said_by="Priya Nair on 22 February", by=cast.ben)
        correct_spell(
            spell=first,
            admitted_on=first.admitted_on,
            discharged_on=date(2027, 2, 10),
            resumed_on=None,
            reason="She never came",
            by=cast.ben,
        )
        assert Hold.objects.get(package=cast.package, until_on=None).last_held_on == LAST_HELD


def test_a_decision_that_was_recorded_wrongly_is_corrected_on_the_page(cast, client):
    spell = admit_twice(cast)
    client.force_login(cast.ben)
    page, form = reverse("person_hospital", args=[cast.individual.pk]), reverse("hospital_readmission", args=[spell.pk])
    with freeze_on(date(2027, 2, 22)):
        answer_readmission(spell=spell, is_same=True, said_by="Priya Nair on 22 February", by=cast.ben)
        client.force_login(cast.ben)
        assert "Correct the decision" in client.get(page).text
        assert 'value="Priya Nair on 22 February"' in client.get(form).text
        assert client.post(form, {"answer": "new", "said_by": "Priya Nair, today"}).status_code == 302
    spell.refresh_from_db()
    assert (spell.readmission, spell.readmission_said_by) == ("new", "Priya Nair, today")


def test_no_question_is_asked_after_the_hold_expired(cast):
    """Given a readmission after the hold period ended; then nobody is asked."""
    first = admit(cast)
    discharge(cast, first, date(2027, 2, 10))
    assert admit(cast, date(2027, 4, 20)).readmission == ""


def test_an_answer_without_a_question_is_refused(cast):
    spell = admit(cast)
    with freeze_on(ADMITTED), pytest.raises(Refused, match="There is no decision to record"), transaction.atomic():
        answer_readmission(spell=spell, is_same=True, said_by="Priya", by=cast.ben)


def test_a_first_stay_entered_late_raises_the_question_on_the_second(cast):
    second = admit(cast, date(2027, 2, 20))
    admit(cast, recorded_on=date(2027, 2, 21), discharged_on=date(2027, 2, 10))
    second.refresh_from_db()
    assert second.readmission == "asked"


# Wards


def test_a_move_to_another_ward_keeps_the_hold_period(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 10)):
        record_ward(spell=spell, kind="ward", name="Aspen ward", from_on=ADMITTED, by=cast.amara)
        record_ward(spell=spell, kind="ward", name="Birch ward", from_on=date(2027, 2, 10), by=cast.amara)
    assert list(spell.ward_stays.values_list("name", "until_on")) == [
        ("Aspen ward", date(2027, 2, 10)),
        ("Birch ward", None),
    ]
    assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]


def test_a_stay_is_headed_with_the_present_ward_and_no_second_admission_is_offered(cast, client):
    spell = admit(cast)
    client.force_login(cast.amara)
    address, admission = (reverse(name, args=[cast.individual.pk]) for name in ("person_hospital", "hospital_admit"))
    with freeze_on(date(2027, 2, 10)):
        record_ward(spell=spell, kind="ward", name="Birch ward", from_on=date(2027, 2, 10), by=cast.amara)
        page = " ".join(client.get(address).text.split())
        assert '<h3 class="govuk-heading-s"> Stay from 1 Feb 2027: now at Birch ward <strong' in page
        assert f"to {spell.hospital}" in page
        assert admission not in page
    discharge(cast, spell, date(2027, 2, 12))
    with freeze_on(date(2027, 2, 13)):
        page = " ".join(client.get(address).text.split())
    assert f'<h3 class="govuk-heading-s"> Stay from 1 Feb 2027: {spell.hospital} </h3>' in page
    assert admission in page


def test_hospital_leave_is_part_of_the_stay(cast):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 14)):
        record_ward(spell=spell, kind="ward", name="Aspen ward", from_on=ADMITTED, by=cast.amara)
        record_ward(
            spell=spell, kind="leave", name="Home", from_on=date(2027, 2, 8), until_on=date(2027, 2, 11), by=cast.amara
        )
    assert list(spell.ward_stays.values_list("kind", "from_on", "until_on")) == [
        ("ward", ADMITTED, date(2027, 2, 8)),
        ("leave", date(2027, 2, 8), date(2027, 2, 11)),
        ("ward", date(2027, 2, 11), None),
    ]
    assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]


@pytest.mark.parametrize("day", [ADMITTED - DAY, date(2027, 2, 15)])
def test_a_ward_stay_is_within_the_hospital_stay(cast, day):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 14)), pytest.raises(Refused, match="outside the hospital stay"), transaction.atomic():
        record_ward(spell=spell, kind="ward", name="Aspen ward", from_on=day, by=cast.amara)


# Corrections


def test_a_corrected_discharge_recomputes_the_hold(cast):
    spell = admit(cast)
    spell = discharge(cast, spell, date(2027, 2, 19))
    with freeze_on(date(2027, 2, 22)):
        correct_spell(
            spell=spell,
            admitted_on=ADMITTED - DAY,
            discharged_on=date(2027, 2, 21),
            resumed_on=None,
            reason="The ward's letter says so",
            by=cast.ben,
        )
    assert list_holds(cast.package) == [(ADMITTED - DAY, date(2027, 2, 21), LAST_HELD - DAY)]


def test_removing_a_mistaken_discharge_continues_the_hold(cast):
    spell = discharge(cast, admit(cast), date(2027, 2, 19))
    with freeze_on(date(2027, 2, 22)):
        correct_spell(
            spell=spell, admitted_on=ADMITTED, discharged_on=None, resumed_on=None, reason="Only leave", by=cast.ben
        )
    assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (
            {"admitted_on": ADMITTED, "discharged_on": ADMITTED - DAY, "resumed_on": None},
            "cannot be before the admission",
        ),
        (
            {"admitted_on": ADMITTED, "discharged_on": None, "resumed_on": ADMITTED},
            "cannot restart before the discharge",
        ),
        ({"admitted_on": date(2027, 2, 23), "discharged_on": None, "resumed_on": None}, "future"),
    ],
)
def test_impossible_days_are_refused(cast, days, words):
    spell = admit(cast)
    with freeze_on(date(2027, 2, 22)), pytest.raises(Refused, match=words), transaction.atomic():
        correct_spell(spell=spell, reason="x", by=cast.ben, **days)


@pytest.mark.parametrize("verb", [correct_spell, strike_admission])
def test_a_correction_needs_a_reason(cast, verb):
    spell = admit(cast)
    days = {"admitted_on": ADMITTED, "discharged_on": None, "resumed_on": None} if verb is correct_spell else {}
    with freeze_on(ADMITTED), pytest.raises(Refused, match="Enter"), transaction.atomic():
        verb(spell=spell, reason=" ", by=cast.ben, **days)


# Late entries


def test_a_discharge_recorded_after_the_end_is_explained(cast):
    """Given support ended by the hold; when a discharge of 25 February is recorded; then support stays ended."""
    spell = admit(cast)
    sweep(LAST_HELD + DAY)
    discharge(cast, spell, date(2027, 2, 25), recorded_on=date(2027, 3, 5))
    package = reload(cast.package)
    assert (package.state, package.ended_on) == ("ended", date(2027, 3, 2))
    assert list_holds(package) == [(ADMITTED, date(2027, 2, 25), LAST_HELD)]
    words = explanation_on(package, date(2027, 3, 6))
    assert "This was recorded after support had ended: its last day was 1 March 2027" in words
    assert "The person needs a new referral to come back" in words


def test_an_override_recorded_after_the_end_changes_nothing_and_is_explained(cast):
    spell = admit(cast)
    sweep(LAST_HELD + DAY)
    record_override(cast, spell, "continue", date(2027, 2, 20), recorded_on=date(2027, 3, 5))
    assert reload(cast.package).state == "ended"
    assert "Support had ended by then" in explanation_on(cast.package, date(2027, 3, 6))


def test_whoever_read_of_a_stay_reads_that_it_was_an_error(cast, client):
    """Given a stay with its discharge; when it is struck; then everybody concerned gets a message, and both of its
    entries in the timeline are marked.
    """
    spell = admit(cast)
    decision = record_override(cast, spell, "continue", ADMITTED + DAY)
    spell = discharge(cast, spell, ADMITTED + 2 * DAY)
    with freeze_on(ADMITTED + 3 * DAY):
        client.force_login(cast.amara)
        withdraw = reverse("hospital_override_withdraw", args=[spell.pk, decision.pk])
        assert withdraw in client.get(reverse("person_hospital", args=[cast.individual.pk])).text
        strike_admission(spell=spell, reason="It was her sister", by=cast.ben)
        messages = Message.objects.filter(key__startswith="stay-in-error:", channel="in app")
        assert {message.to for message in messages} >= {cast.priya, cast.amara}
        assert withdraw not in client.get(reverse("person_hospital", args=[cast.individual.pk])).text
        timeline = client.get(reverse("person", args=[cast.individual.pk])).text
    assert timeline.count("It was her sister") == 2
    assert "Discharged from Stonefield" in timeline


def test_striking_a_stay_that_ended_support(cast):
    spell = admit(cast)
    sweep(LAST_HELD + DAY)
    with freeze_on(date(2027, 3, 5)):
        strike_admission(spell=spell, reason="It was her sister", by=cast.ben)
    assert reload(cast.package).state == "ended"
    words = explanation_on(cast.package, date(2027, 3, 6))
    assert "because of a hospital stay that was entered in error, or whose dates were corrected since" in words


def test_a_long_stay_recorded_afterwards_ends_nothing(cast):
    """Given six weeks in hospital entered after the discharge; then support continues."""
    admit(cast, recorded_on=date(2027, 3, 20), discharged_on=date(2027, 3, 15))
    assert sweep(date(2027, 3, 21)) == 0
    assert "was longer than the hold" in explanation_on(cast.package, date(2027, 3, 21))


def test_a_long_stay_recorded_afterwards_is_held_until_its_last_held_day_only(cast):
    """Given 1 February to 15 March, recorded on 20 March; then it is held to 1 March, and not in the days that follow.

    An override to continue in between does not lengthen it.
    """
    spell = admit(cast, recorded_on=date(2027, 3, 20), discharged_on=date(2027, 3, 15))
    assert list_holds(cast.package) == [(ADMITTED, date(2027, 3, 2), LAST_HELD)]
    record_override(
        cast, spell, "continue", date(2027, 2, 8), recorded_on=date(2027, 3, 20), until_on=date(2027, 2, 15)
    )
    assert [row[:2] for row in list_holds(cast.package)] == [
        (ADMITTED, date(2027, 2, 8)),
        (date(2027, 2, 15), date(2027, 3, 2)),
    ]


def test_support_ended_after_the_last_held_day_was_held_until_that_day_only(cast):
    """Given no sweep since 1 March; when the keyworker ends support from 6 March; then 2 to 5 March were not held."""
    spell = admit(cast)
    record_override(cast, spell, "end", date(2027, 3, 6), recorded_on=date(2027, 3, 8))
    package = reload(cast.package)
    assert (package.ended_on, package.end_reason) == (date(2027, 3, 6), "keyworker")
    assert list_holds(package) == [(ADMITTED, date(2027, 3, 2), LAST_HELD)]


@pytest.mark.parametrize(("discharged_on", "is_told"), [(date(2027, 3, 2), False), (date(2027, 3, 3), True)])
@pytest.mark.parametrize("at_once", [True, False])
def test_those_who_decide_are_told_of_a_stay_that_outlasted_its_hold(cast, discharged_on, is_told, at_once):
    """Given a stay from 1 February recorded on 20 March; when it was over after 2 March; then it is asked what follows.

    The discharge is recorded with the admission, or corrected later, and each is asked once.
    """
    spell = admit(cast, recorded_on=date(2027, 3, 20), discharged_on=discharged_on if at_once else date(2027, 2, 9))
    if not at_once:
        with freeze_on(date(2027, 3, 21)):
            days = {"admitted_on": ADMITTED, "discharged_on": discharged_on, "resumed_on": None}
            correct_spell(spell=spell, reason="The ward rang", by=cast.amara, **days)
    messages = Message.objects.filter(key__startswith=f"outlasted:{cast.package.pk}", channel="in app")
    told = [message.to for message in messages if "2 March 2027" in message.body]
    assert [told.count(user) for user in (cast.priya, cast.ben)] == [is_told, is_told]
    assert len(told) == len(set(told))
    assert messages.filter(read_at=None).count() == len(told)
    with freeze_on(date(2027, 3, 22)):
        strike_admission(spell=spell, reason="Another person", by=cast.amara)
    assert not messages.filter(read_at=None).exists()


def test_a_package_that_starts_after_the_days_of_a_hold_is_not_held(cast):
    """Given a new package during the stay that ended support; then the old hold period does not apply."""
    admit(cast)
    sweep(LAST_HELD + DAY)
    with freeze_on(date(2027, 3, 20)):
        package = open_package(
            individual=cast.individual,
            contract=cast.tameside,
            starts_on=date(2027, 3, 20),
            minutes_a_week=120,
            by=cast.ben,
        )
    assert list_holds(package) == []
    assert sweep(date(2027, 5, 1)) == 0
    assert "after the days of the hold" in explanation_on(package, date(2027, 3, 21))


# The explanation


def test_the_explanation_of_a_hold(cast):
    spell = admit(cast, recorded_on=date(2027, 2, 3))
    record_override(
        cast, spell, "continue", date(2027, 2, 8), recorded_on=date(2027, 2, 12), until_on=date(2027, 2, 15)
    )
    with freeze_on(date(2027, 2, 20)):
        assert explain(reload(cast.package)) == [
            "Admitted to Stonefield Hospital on 1 February 2027.",
            "The admission on 1 February 2027 was recorded late, on 3 February 2027.",
            "Support can be on hold for 28 days, not counting the day of admission. The last day of the hold is "
            "1 March 2027.",
            "Priya Nair decided on 8 February 2027 (Priya Nair by telephone) that support continues during the stay "
            "from 8 February 2027 to 14 February 2027.",
            "This was recorded on 12 February 2027 by Ben Whitcombe; until then the record showed support as on hold "
            "from 8 February 2027.",
            "After that the hold applies again.",
            "No discharge is recorded.",
            "Today is day 19 of 28. If nothing changes, support ends on 2 March 2027. The person would then "
            "need a new referral with a revised support plan.",
        ]


def test_the_explanation_says_when_the_terms_are_silent(cast):
    with freeze_on(ADMITTED):
        record_admission(
            individual=cast.links_individual, hospital="Stonefield", kind="acute", admitted_on=ADMITTED, by=cast.gwen
        )
    assert "has no terms on hospital stays" in explanation_on(cast.links_package, ADMITTED)


def test_the_page_has_a_heading_for_each_stay_the_newest_first_and_says_once_when_support_ends(cast, client):
    """Given two stays and a move to another ward; then each stay has a heading, and the page says when support ends."""
    admit_twice(cast)
    spell = HospitalSpell.objects.order_by("-admitted_on").first()
    with freeze_on(date(2027, 2, 21)):
        record_ward(spell=spell, kind="ward", name="Rowan Ward", from_on=date(2027, 2, 21), by=cast.amara)
        client.force_login(cast.ben)
        page = " ".join(client.get(reverse("person_hospital", args=[cast.individual.pk])).content.decode().split())
    assert page.count("If nothing changes, support ends on") == 1
    assert page.index("Stay from 20 February 2027<") < page.index("Stay from 1 February 2027<")
    assert "Stay from 20 Feb 2027: now at Rowan Ward" in page


def test_without_a_stay_there_is_nothing_to_explain(cast):
    assert explain(cast.package) == []


# Two records of one person


def test_stays_of_both_records_count_together(cast):
    """Given a second record of Maya with a stay; then her package is on hold while the two are merged."""
    with freeze_on(ADMITTED):
        second = Individual.objects.create(full_name="Maya Lindkvist", date_of_birth=cast.individual.date_of_birth)
        record_admission(individual=second, hospital="Stonefield", kind="acute", admitted_on=ADMITTED, by=cast.ben)
        assert list_holds(cast.package) == []
        merge_row = merge(duplicate=second, into=cast.individual, reason="The same NHS number", by=cast.ben)
        assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]
        with pytest.raises(Refused, match="has no discharge yet"), transaction.atomic():
            admit(cast)
        undo_merge(merge=merge_row, reason="Her cousin", by=cast.ben)
        assert list_holds(cast.package) == []
    assert HospitalSpell.objects.count() == 1


def test_the_keyworker_is_asked_about_a_readmission_that_a_merge_brings_to_light(cast):
    """Given a stay on each of two records; when they are merged; then the question is asked, and withdrawn with it."""
    second = Individual.objects.create(full_name="Maya Lindkvist", date_of_birth=cast.individual.date_of_birth)
    with freeze_on(date(2027, 2, 10)):
        stay = {"hospital": "Stonefield", "kind": "acute", "admitted_on": ADMITTED, "by": cast.ben}
        record_admission(individual=second, discharged_on=date(2027, 2, 10), **stay)
    spell = admit(cast, date(2027, 2, 20))
    assert spell.readmission == ""
    with freeze_on(date(2027, 2, 21)):
        merge_row = merge(duplicate=second, into=cast.individual, reason="The same NHS number", by=cast.ben)
        spell.refresh_from_db()
        assert spell.readmission == "asked"
        assert Message.objects.filter(key__startswith=f"readmission:{cast.package.pk}:", to=cast.priya).exists()
        undo_merge(merge=merge_row, reason="Her cousin", by=cast.ben)
    spell.refresh_from_db()
    assert spell.readmission == ""


def test_a_ward_that_was_entered_by_mistake_is_struck_and_another_can_be_entered(cast, client):
    """Given a wrong ward after a right one; then the right one applies again, and no later entry is refused for it."""
    spell = admit(cast)
    with freeze_on(date(2027, 2, 14)):
        record_ward(spell=spell, kind="ward", name="Aspen ward", from_on=ADMITTED, by=cast.amara)
        wrong = record_ward(spell=spell, kind="ward", name="Birch ward", from_on=date(2027, 2, 10), by=cast.amara)
        client.force_login(cast.amara)
        address = reverse("hospital_ward_strike", args=[spell.pk, wrong.pk])
        assert address in client.get(reverse("person_hospital", args=[cast.individual.pk])).text
        client.post(address, {"reason": "Another person’s ward"})
        assert list(spell.ward_stays.values_list("name", "until_on")) == [("Aspen ward", None)]
        record_ward(spell=spell, kind="ward", name="Cedar ward", from_on=date(2027, 2, 8), by=cast.amara)
        client.post(address, {"reason": "Again"})
        assert WardStay.with_struck.get(pk=wrong.pk).struck_reason == "Another person’s ward"
    assert list(spell.ward_stays.values_list("name", "until_on")) == [
        ("Aspen ward", date(2027, 2, 8)),
        ("Cedar ward", None),
    ]
    assert list_holds(cast.package) == [(ADMITTED, None, LAST_HELD)]
