"""A person with two merged records, of which one has their account: both are theirs on each page, and to staff.

Whose packages they read does not change: a merge gives nobody the history of the other record (decision 13).
"""

from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.models import AccessNeed, AccessQuestion, ContactPoint, Individual, RecordAccess, Relationship
from casework.portal_lock.rules import why_unreadable
from casework.services import (
    ask_about_access,
    change_contact_point,
    decide_own_sharing,
    invite_representative,
    merge,
    object_to_access,
    record_access_need,
    record_consent,
    record_contact_point,
    record_disclosure,
    record_time_preference,
    strike_consent,
    withdraw_access_question,
    withdraw_sharing_decision,
)
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from tests.factories import days_ago

WORDS = "Quince and medlar"


@pytest.fixture
def other(cast) -> Individual:
    """Return a second record of Maya, merged into the one with her account and her package."""
    record = Individual.objects.create(full_name="Maja Ali", date_of_birth=cast.individual.date_of_birth)
    merge(duplicate=record, into=cast.individual, reason="The same NHS number", by=cast.ben)
    return record


def opened(record, user) -> None:
    RecordAccess.objects.create(
        individual=record, recorded_by=user, path=f"/people/{record.pk}/", about_ids=[record.pk]
    )


def relative(cast, record, name=WORDS) -> Relationship:
    return Relationship.objects.create(individual=record, kind="family", name=name, from_on=days_ago(9))


def ask(cast, record) -> AccessQuestion:
    opened(record, cast.nadia)
    columns = {"individual": record, "opened_on": cast.today, "words": WORDS, "asked_how": "By phone"}
    return ask_about_access(**columns, user=cast.nadia, by=cast.amara)


TIMES = {"kind": "does not suit", "weekdays": [1], "begins": None, "ends": None, "reason": "other", "words": WORDS}

# What staff recorded under the other record, and the page on which the person reads it.
ROWS = {
    "my_access_log": ask,
    "my_sharing": relative,
    "own_details": relative,
    "my_times": lambda cast, record: record_time_preference(
        individual=record, by=cast.amara, from_on=days_ago(1), until_on=None, **TIMES
    ),
    "my_needs_sharing": lambda cast, record: record_access_need(
        individual=record, kind="adjustment", code="", words=WORDS, by=cast.amara
    ),
}
SHARED = {
    "an objection": lambda cast, record: object_to_access(
        individual=record, about="managers", words=WORDS, how="By phone", by=cast.amara
    ),
    "what was shared": lambda cast, record: record_disclosure(
        individual=record, shared_with="999", what=WORDS, why="In danger", shared_at=clock.now(), by=cast.amara
    ),
}
CASES = [*ROWS.items(), *(("my_sharing", add) for add in SHARED.values())]


@pytest.mark.parametrize(("page", "add"), CASES, ids=[*ROWS, *SHARED])
def test_the_page_has_what_is_under_the_other_record(cast, client, other, page, add):
    client.force_login(cast.maya)
    assert WORDS not in client.get(reverse(page)).text
    add(cast, other)
    assert WORDS in unescape(client.get(reverse(page)).text)


@pytest.fixture
def own_user(cast, other):
    """Return Maya’s user; her account is of the other record now."""
    Individual.objects.filter(pk=cast.individual.pk).update(user=None)
    Individual.objects.filter(pk=other.pk).update(user=cast.maya)
    cast.individual.refresh_from_db()
    return cast.maya


def test_staff_cannot_strike_what_the_person_decided(cast, client, other):
    """Given a decision in the portal about somebody close under the other record; then only she can change it."""
    party = relative(cast, other, "Sam Ali")
    decision = record_consent(
        party=party, purpose=ConsentPurpose.TALK, answer="refused", how="in the portal", by=cast.maya
    )
    with pytest.raises(NotPossible, match="own pages"), transaction.atomic():
        strike_consent(decision=decision, reason="I think she meant yes", by=cast.amara)
    client.force_login(cast.amara)
    address = reverse("consent_strike", args=[cast.individual.pk, decision.pk])
    assert address not in client.get(reverse("person_consent", args=[cast.individual.pk])).text


def test_staff_cannot_strike_what_the_person_decided_about_their_needs(cast, own_user):
    decision = decide_own_sharing(individual=cast.individual, sharing="refused", by=own_user)
    with pytest.raises(NotPossible, match="own pages"), transaction.atomic():
        withdraw_sharing_decision(decision=decision, reason="I think she meant yes", by=cast.amara)


def test_the_workers_learn_of_an_unsafe_number_under_the_other_record(cast, other):
    """Given a number under the other record; when the person marks it as unsafe; then her workers get a message."""
    columns = {"kind": "telephone", "value": "07700 900461", "note": "", "own_note": ""}
    point = record_contact_point(individual=other, is_safe=True, by=cast.amara, **columns)
    change_contact_point(point=point, is_safe=False, by=cast.maya, **columns)
    assert not ContactPoint.objects.get(pk=point.pk).is_safe
    assert Message.objects.filter(key__startswith="own-details:", to=cast.amara).exists()


def test_a_question_of_staff_under_the_other_record_is_withdrawn_by_the_person(cast, client, other):
    question = ask(cast, other)
    client.force_login(cast.maya)
    address = reverse("my_access_question_withdraw", args=[question.pk])
    assert address in client.get(reverse("my_access_log")).text
    client.post(address)
    assert AccessQuestion.objects.get(pk=question.pk).expired_on == cast.today


def test_staff_do_not_withdraw_what_the_person_asked(cast, own_user):
    """Given a question asked on her pages about the primary record; then it is not one that staff recorded."""
    opened(cast.individual, cast.nadia)
    columns = {"individual": cast.individual, "opened_on": cast.today, "words": ""}
    question = ask_about_access(**columns, user=cast.nadia, by=own_user)
    assert not question.is_recorded_by_staff
    assert not AccessQuestion.objects.recorded_by_staff().filter(pk=question.pk).exists()
    withdraw_access_question(question=question, by=own_user)


def test_who_answers_knows_that_the_person_reads_it(cast, other, own_user):
    """Given the account on the other record; then an answer in another way is needed for neither."""
    assert [why_unreadable(record) for record in (cast.individual, other)] == ["", ""]


def test_the_person_does_not_represent_themselves(cast, own_user):
    with pytest.raises(Refused, match="something else here"), transaction.atomic():
        invite_representative(
            individual=cast.individual,
            full_name="Maya",
            email=own_user.email,
            telephone="",
            relation="Self",
            identity="Known",
            by=cast.ben,
        )


def test_large_print_enlarges_the_pages_of_the_account(cast, own_user):
    record_access_need(individual=cast.individual, kind="format", code="large print", words="", by=cast.amara)
    assert AccessNeed.objects.exists()
    own_user.refresh_from_db()
    assert own_user.large_type


def test_the_numbers_are_of_the_contract_of_any_record(cast, client, own_user):
    """Given the account on the record without support; then its pages have the numbers of the contract all the same."""
    client.force_login(own_user)
    contacts = client.get(reverse("my_settings")).context["service_contacts"]
    assert [contact["name"] for contact in contacts] == [cast.tameside.name]
