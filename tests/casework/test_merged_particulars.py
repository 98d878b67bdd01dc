"""After a merge: GP and circumstances, who opened which record, and what the person decided and objected to.

A "no" counts for every record, an opening of any record is the person's to read, and what only one record knows is
shown from there (decision 13).
"""

import datetime
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.consent.parties import choices_of
from casework.models import ConsentDecision, Individual, RecordAccess, Relationship, Representative
from casework.services import (
    ask_about_access,
    merge,
    object_to_access,
    record_circumstance,
    record_consent,
    record_gp,
    undo_merge,
)
from core import clock
from core.errors import Refused
from tests.factories import days_ago

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
WHY = "The same NHS number on both letters"
SEE_VISITS, TALK = ConsentPurpose.SEE_VISITS, ConsentPurpose.TALK
SURGERY = {"doctor": "", "telephone": "", "address": "", "practice_code": "", "until_on": None}
ANSWER = {"note": "", "until_on": None}


@pytest.fixture
def other(cast) -> Individual:
    """Return a second record of Maya, not merged yet."""
    return Individual.objects.create(full_name="Maja Ali", date_of_birth=cast.individual.date_of_birth)


def join(cast, other):
    return merge(duplicate=other, into=cast.individual, reason=WHY, by=cast.ben)


def page_of(client, user, name, *args) -> str:
    client.force_login(user)
    return unescape(client.get(reverse(name, args=args)).content.decode())


# Consent


def decide(party, answer, by, *, hours_ago=0, purpose=SEE_VISITS) -> ConsentDecision:
    at = clock.now() - hours_ago * HOUR
    return record_consent(party=party, purpose=purpose, answer=answer, how="By phone", by=by, decided_at=at)


@pytest.fixture
def represented_twice(cast, other) -> Representative:
    """Return the same representative under the other record."""
    return Representative.objects.create(
        individual=other, user=cast.representative.user, relation="Sister", from_on=days_ago(30), recorded_by=cast.ben
    )


def is_in_force(cast) -> bool:
    consents = ConsentDecision.objects.in_force_for(cast.representative.user, SEE_VISITS)
    return consents.filter(representative=cast.representative).exists()


@pytest.mark.parametrize(("given", "refused"), [(2, 9), (9, 2)], ids=["the no is older", "the no is newer"])
def test_a_no_under_either_record_counts_for_both(cast, other, represented_twice, given, refused):
    """Given a yes here and a no there; then after the merge it is no, whichever came last, until that is undone."""
    decide(cast.representative, "given", cast.amara, hours_ago=given)
    decide(represented_twice, "refused", cast.ben, hours_ago=refused)
    assert is_in_force(cast)
    row = join(cast, other)
    assert not is_in_force(cast)
    (choices,) = [one for one in choices_of(cast.individual) if one.party == cast.representative]
    (choice,) = [one for one in choices.choices if one.purpose == SEE_VISITS]
    assert (choice.is_given, choice.decision.answer, choice.is_of_other_record) == (False, "refused", True)
    undo_merge(merge=row, reason="Two cousins", by=cast.ben)
    assert is_in_force(cast)


def test_a_stop_under_the_other_record_counts_as_well(cast, other, represented_twice):
    decide(cast.representative, "given", cast.amara, hours_ago=9)
    decide(represented_twice, "given", cast.ben, hours_ago=8)
    join(cast, other)
    assert is_in_force(cast)
    decide(represented_twice, "withdrawn", cast.ben)
    assert not is_in_force(cast)


def test_the_person_may_decide_again_after_the_merge(cast, other, represented_twice):
    decide(cast.representative, "given", cast.amara, hours_ago=9)
    decide(represented_twice, "refused", cast.ben, hours_ago=8)
    join(cast, other)
    with clock.frozen_at(clock.now() + HOUR):
        decide(cast.representative, "given", cast.amara)
        assert is_in_force(cast)
        with pytest.raises(Refused, match="recorded already"), transaction.atomic():
            decide(cast.representative, "given", cast.amara)


def test_a_no_about_another_person_of_the_same_name_or_purpose_does_not_count(cast, other):
    """Given a brother under each record; then a no counts for the same name and purpose only."""
    brothers = [
        Relationship.objects.create(individual=record, kind="family", name=name, from_on=days_ago(9))
        for record, name in ((cast.individual, "Sam Ali"), (other, "sam ali"), (other, "Zed Ali"))
    ]
    decide(brothers[0], "given", cast.amara, hours_ago=5, purpose=TALK)
    decide(brothers[2], "refused", cast.ben, hours_ago=4, purpose=TALK)
    join(cast, other)
    in_force = ConsentDecision.objects.in_force(TALK).from_person(cast.individual)
    assert [row.party for row in in_force] == [brothers[0]]
    decide(brothers[1], "refused", cast.ben, hours_ago=3, purpose=TALK)
    assert not in_force.all().exists()


def test_both_pages_say_that_the_no_is_of_the_other_record(cast, client, other, represented_twice):
    decide(cast.representative, "given", cast.amara, hours_ago=9)
    decide(represented_twice, "refused", cast.ben, hours_ago=8)
    join(cast, other)
    staff = page_of(client, cast.amara, "person_consent", cast.individual.pk)
    assert "recorded under their other record" in staff
    own = page_of(client, cast.maya, "my_sharing")
    assert "In the other record you said no." in " ".join(own.split())


# Objections


def test_an_objection_under_the_other_record_is_on_both_pages(cast, client, other):
    words = "Not the finance people"
    object_to_access(individual=other, about="managers", words=words, how="By phone", by=cast.ben)
    assert words not in page_of(client, cast.maya, "my_sharing")
    join(cast, other)
    assert words in page_of(client, cast.maya, "my_sharing")


# Who has opened the record


def opened(record, user, path="/people/") -> RecordAccess:
    return RecordAccess.objects.create(
        individual=record, recorded_by=user, path=f"{path}{record.pk}/", about_ids=[record.pk]
    )


def test_the_person_reads_who_opened_any_of_their_records_and_may_ask(cast, client, other):
    opened(other, cast.nadia)
    assert cast.nadia.full_name not in page_of(client, cast.maya, "my_access_log")
    join(cast, other)
    assert cast.nadia.full_name in page_of(client, cast.maya, "my_access_log")
    question = ask_about_access(
        individual=cast.individual, opened_on=cast.today, words="Why?", by=cast.maya, user=cast.nadia
    )
    assert question.asked_about == cast.nadia


def test_staff_read_the_openings_of_the_records_that_they_may_open(cast, client, other):
    """Given an opening of the other record; then the manager, who may open it, reads it, and the worker does not."""
    opened(other, cast.sunita)
    join(cast, other)
    may_open = {
        user: Individual.objects.visible_to(user).filter(pk=other.pk).exists() for user in (cast.amara, cast.ben)
    }
    for user, is_readable in may_open.items():
        page = page_of(client, user, "person_access_log", cast.individual.pk)
        assert (cast.sunita.full_name in page) == is_readable, user
    assert not may_open[cast.amara]


# GP and circumstances


def test_the_gp_of_the_primary_record_is_shown_else_of_the_other(cast, client, other):
    record_gp(individual=other, surgery="Hill Road Surgery", from_on=days_ago(9), by=cast.ben, **SURGERY)
    join(cast, other)
    for user, page in ((cast.amara, ("person", cast.individual.pk)), (cast.maya, ("own_details",))):
        assert "Hill Road Surgery" in page_of(client, user, *page), page
    details = page_of(client, cast.amara, "person_details", cast.individual.pk)
    assert f"Under {other.reference}: Hill Road Surgery" in " ".join(details.split())
    record_gp(individual=cast.individual, surgery="Canal Street", from_on=days_ago(20), by=cast.amara, **SURGERY)
    for user, page in (
        (cast.amara, ("person", cast.individual.pk)),
        (cast.amara, ("person_details", cast.individual.pk)),
        (cast.maya, ("own_details",)),
    ):
        text = page_of(client, user, *page)
        assert ("Canal Street" in text, "Hill Road Surgery" in text) == (True, False), page


def test_circumstances_are_shown_from_the_other_record_where_this_one_has_none(cast, client, other):
    for question, answer in (("employment", "seeking"), ("accommodation", "tenant")):
        record_circumstance(
            individual=other, question=question, answer=answer, from_on=days_ago(9), by=cast.ben, **ANSWER
        )
    record_circumstance(
        individual=cast.individual,
        question="employment",
        answer="voluntary",
        from_on=days_ago(9),
        by=cast.amara,
        **ANSWER,
    )
    join(cast, other)
    text = page_of(client, cast.amara, "person_details", cast.individual.pk)
    assert "Tenant" in text
    assert f"under {other.reference}" in text
    assert "oluntary work" in text
    assert "looking for work" not in text
