"""The name of everybody close is marked with whether workers may talk with them (R49)."""

import datetime

import pytest
from django.urls import reverse

from casework.consent.enums import ConsentPurpose, MayTalk
from casework.consent.may_talk import TalkDecision, may_talk
from casework.models import ConsentDecision, Individual, Relationship
from casework.people.safety_facts import facts_of
from casework.services import end_package, merge
from core import clock
from tests.casework.consent_builders import give_consent, stop_consent
from visits.log.briefing import emergency_numbers


def close(cast, name: str, **columns) -> Relationship:
    given = {"individual": cast.individual, "kind": "family", "from_on": cast.starts_on, "recorded_by": cast.ben}
    return Relationship.objects.create(**{**given, "name": name, **columns})


@pytest.fixture
def joan(cast) -> Relationship:
    return close(cast, "Joan Ali")


@pytest.fixture
def ruth(cast) -> Relationship:
    """Somebody to contact in an emergency."""
    return close(cast, "Ruth Ali", telephone="0161 496 0001", emergency_order=1)


def refuse(party, by):
    stop_consent(give_consent(party, "talk", by), by)


@pytest.mark.parametrize(
    ("decided", "merged", "expected"),
    [
        ([], None, MayTalk.NOT_ASKED),
        ([(True, 1)], None, MayTalk.YES),
        ([(False, 1)], None, MayTalk.NO),
        ([(True, 1), (False, 2)], 3, MayTalk.NO),
        ([(False, 1), (True, 2)], 3, MayTalk.NO),  # agreed before the merge
        ([(False, 1), (True, 4)], 3, MayTalk.YES),
        ([(True, 4), (False, 5)], 3, MayTalk.NO),
    ],
)
def test_a_no_counts_until_the_person_agrees_again_after_the_merge(decided, merged, expected):
    hours = [clock.now() + number * datetime.timedelta(hours=1) for number in range(6)]
    decisions = [TalkDecision("joan ali", is_given, hours[number]) for is_given, number in decided]
    assert may_talk("Joan Ali", decisions, hours[merged] if merged else None) == expected


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_yes_ends_with_the_relationship_and_a_no_does_not(cast, joan, answer):
    """Given a decision about somebody who is close no more, and the same name entered again; then only a no counts."""
    if answer == "yes":
        give_consent(joan, "talk", cast.maya)
        assert facts_of(cast.individual).may_talk_with("Joan Ali") == MayTalk.YES
    else:
        refuse(joan, cast.maya)
    Relationship.objects.filter(pk=joan.pk).update(until_on=cast.today)
    close(cast, "Joan Ali", kind="carer", from_on=cast.today)
    expected = MayTalk.NOT_ASKED if answer == "yes" else MayTalk.NO
    assert facts_of(cast.individual).may_talk_with("Joan Ali") == expected
    before = facts_of(cast.individual, cast.today - datetime.timedelta(days=1)).may_talk_with("Joan Ali")
    assert before == (MayTalk.YES if answer == "yes" else MayTalk.NO)


@pytest.mark.parametrize("who", ["amara", "priya"])
def test_staff_and_keyworker_read_a_no_beside_the_name(cast, client, joan, ruth, who):
    refuse(joan, cast.maya)
    give_consent(ruth, "talk", cast.maya)
    client.force_login(getattr(cast, who))
    text = client.get(reverse("person", args=[cast.individual.pk])).text
    assert "Do not talk with them: Maya said no" in text[text.index("Joan Ali") :]
    assert "You may talk with them" in text[text.index("Ruth Ali") : text.index("Joan Ali")]


def test_a_representative_is_marked_with_what_the_person_decided(cast, client):
    client.force_login(cast.amara)
    address = reverse("person", args=[cast.individual.pk])

    def mark() -> str:
        text = client.get(address).text
        return text[text.index(cast.rosa.full_name) :]

    assert "Not asked yet" in mark()
    decision = give_consent(cast.representative, "talk", cast.maya)
    assert "You may talk with them" in mark()
    stop_consent(decision, cast.maya)
    assert "Do not talk with them: Maya said no" in mark()


def test_who_was_not_asked_is_marked_so(cast, client, joan):
    client.force_login(cast.amara)
    for page in ("person", "person_details"):
        text = client.get(reverse(page, args=[cast.individual.pk])).text
        assert "Not asked yet" in text[text.index("Joan Ali") :], page


def test_the_list_of_numbers_before_a_visit_says_so(cast, ruth):
    refuse(ruth, cast.maya)
    (number,) = emergency_numbers(facts_of(cast.individual), "Maya")
    assert "Do not talk with them: Maya said no" in number.note


def test_a_no_under_a_merged_record_counts(cast, ruth):
    """Given the same name under the other record, with a no; then the primary record says no as well."""
    refuse(close(cast, "ruth ali", individual=cast.other_individual), cast.tomasz)
    give_consent(ruth, "talk", cast.maya)
    assert facts_of(cast.individual).may_talk_with("Ruth Ali") == MayTalk.YES
    end_package(package=cast.other_package, ended_on=cast.today, reason="choice", by=cast.ben)
    merge(duplicate=cast.other_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    facts = facts_of(Individual.objects.get(pk=cast.individual.pk))
    assert facts.may_talk_with("Ruth Ali") == MayTalk.NO
    assert facts.emergency_contacts[0].may_talk == MayTalk.NO
    assert not ConsentDecision.objects.in_force(ConsentPurpose.TALK).filter(relationship=ruth).exists()
    give_consent(ruth, "talk", cast.maya)
    assert facts_of(Individual.objects.get(pk=cast.individual.pk)).may_talk_with("Ruth Ali") == MayTalk.YES
    assert ConsentDecision.objects.in_force(ConsentPurpose.TALK).filter(relationship=ruth).exists()
