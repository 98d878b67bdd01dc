"""What is dangerous or needed is known under every record of a person, and only while they are merged."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.models import CommunicationNeed, ContactPoint, Individual
from casework.people.safety_facts import facts_of, facts_of_people
from casework.services import merge, undo_merge
from core.messages import queue_message
from core.tasks import send_messages
from risk.models import RiskAssessment
from tests.factories import PlannedVisitFactory, days_ago
from visits.downtime.document import read
from visits.log.briefing import load_briefing
from visits.models import PackTeam
from visits.phone.data import cards, planned_of

WARNING, WAY_IN, NUMBER, NEED = "Never after dark", "Side gate, second bell", "01632 960 777", "A signer"
FACTS = (WARNING, WAY_IN, NUMBER, NEED)


def duplicate_of(cast, number: int = 1) -> Individual:
    """A second record of Maya that says what hers does not."""
    duplicate = Individual.objects.create(
        full_name=f"Maja {number}",
        date_of_birth=cast.individual.date_of_birth,
        visit_warning=WARNING,
        access_notes=WAY_IN,
        recorded_by=cast.ben,
    )
    ContactPoint.objects.create(individual=duplicate, kind="telephone", value=NUMBER, is_safe=False, note="His number")
    CommunicationNeed.objects.create(individual=duplicate, need=NEED, review_on=cast.today)
    return duplicate


def joined_with(cast, duplicate: Individual):
    return merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)


def briefing(cast):
    package = type(cast.package).objects.get(pk=cast.package.pk)
    return load_briefing(package, cast.amara)


def phone(cast) -> dict:
    return cards(cast.amara, list(planned_of(cast.amara).select_related("package__case__individual")))[0]


def paper(cast):
    pack_team, _ = PackTeam.objects.get_or_create(
        team=cast.team, contract=cast.tameside, defaults={"recorded_by": cast.tess}
    )
    return read(pack_team, cast.today, cast.today).people[0].briefing


def page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_the_facts_of_all_records_are_one(cast, merged):
    ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="+44 1632 960777", is_safe=True)
    records = [cast.individual]
    for number in range(merged):
        records.append(duplicate_of(cast, number))
        joined_with(cast, records[-1])
    by_record = facts_of_people(records)
    facts = facts_of(cast.individual)

    assert by_record == {record.pk: facts for record in records}
    assert facts == facts_of(Individual.objects.with_safety_records().get(pk=records[-1].pk))
    assert (facts.visit_warning, facts.access_notes) == ((WARNING, WAY_IN) if merged else ("", ""))
    assert facts.communication_needs == ((NEED,) if merged else ())
    (telephone,) = facts.telephones
    assert (telephone.is_safe, telephone.note) == ((False, "His number") if merged else (True, ""))
    assert facts.is_safe_to_use("telephone", NUMBER) is not bool(merged)
    assert facts.is_safe_to_use("email", cast.maya.email.upper())
    assert not facts.is_safe_to_use("email", "nobody@people.example")


def test_what_the_records_say_differently_is_all_said(cast):
    Individual.objects.filter(pk=cast.individual.pk).update(
        visit_warning="The dog bites", access_notes=WAY_IN.upper() + "."
    )
    joined_with(cast, duplicate_of(cast))
    facts = facts_of(cast.individual)
    assert facts.visit_warning == f"The dog bites. {WARNING}."
    assert facts.access_notes == WAY_IN.upper() + "."


def test_as_many_queries_for_many_people_as_for_one(cast):
    joined_with(cast, duplicate_of(cast))
    for people in ([cast.individual], [cast.individual, cast.other_individual, cast.links_individual]):
        with CaptureQueriesContext(connection) as asked:
            assert set(facts_of_people(people)) == {individual.pk for individual in people}
        assert len(asked) == 1


def test_header_briefing_phone_and_paper_say_it_until_the_merge_is_undone(cast):
    """Given facts on the duplicate only; then every place shows them while merged, for both records, and not after."""
    duplicate = duplicate_of(cast)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))

    def answers() -> list[bool]:
        door, card, on_paper = briefing(cast), phone(cast), paper(cast)
        header = page(cast.amara, f"/people/{cast.individual.pk}/")
        return [
            *(fact in header for fact in FACTS if fact != WAY_IN),
            door.warning == WARNING,
            door.access_notes == WAY_IN,
            any(line.number == NUMBER and "Not safe" in line.note for line in door.telephones),
            NEED in door.needs,
            (card["warning"], card["access_notes"]) == (WARNING, WAY_IN),
            (on_paper.warning, on_paper.access_notes, on_paper.needs) == (WARNING, WAY_IN, [NEED]),
            WARNING in page(cast.amara, "/visits/"),
            WARNING in page(cast.amara, "/"),
        ]

    assert not any(answers())
    merged = joined_with(cast, duplicate)
    assert all(answers())
    assert NUMBER not in [line.number for line in paper(cast).telephones]
    undo_merge(merge=merged, reason="Two cousins", by=cast.dana)
    assert not any(answers())


@pytest.mark.parametrize("unsafe_on", ["primary", "duplicate"])
def test_an_unsafe_address_of_either_record_is_not_messaged(cast, unsafe_on):
    """Given the address safe on one record and unsafe on the other; then nothing goes to it while they are merged."""
    duplicate = duplicate_of(cast)
    mine = ContactPoint.objects.filter(individual=cast.individual, kind="email")
    mine.update(is_safe=unsafe_on == "duplicate")
    theirs = {"kind": "email", "value": cast.maya.email, "is_safe": unsafe_on == "primary"}
    ContactPoint.objects.create(individual=duplicate, **theirs)

    def state(key: str, about: Individual) -> str:
        (message,) = queue_message(
            cast.maya, key=key, subject="S", body="B", channels=["email"], individual_id=about.pk
        )
        send_messages()
        message.refresh_from_db()
        return message.state

    merged = joined_with(cast, duplicate)
    assert [state(f"merged:{record.pk}", record) for record in (cast.individual, duplicate)] == ["withheld", "withheld"]
    undo_merge(merge=merged, reason="Two cousins", by=cast.dana)
    assert state("apart", cast.individual) == ("sent" if unsafe_on == "duplicate" else "withheld")


def test_a_risk_assessment_of_the_duplicate_is_known_at_the_door(cast):
    """Given an assessment in force for the duplicate; then who may read Maya's risks knows it while they are merged."""
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))
    duplicate = duplicate_of(cast)
    RiskAssessment.objects.create(
        individual=duplicate,
        lone_working="Two workers",
        state="in force",
        in_force_on=cast.today,
        review_on=days_ago(-90),
        recorded_by=cast.ben,
    )
    line = ("Visiting alone", "Two workers")

    def answers() -> list[bool]:
        known = (briefing(cast).instructions, phone(cast)["instructions"], paper(cast).instructions)
        return [list(line) in map(list, instructions) for instructions in known]

    assert not any(answers())
    merged = joined_with(cast, duplicate)
    assert all(answers())
    undo_merge(merge=merged, reason="Two cousins", by=cast.dana)
    assert not any(answers())
