"""Safety facts are shown under every record of a person, but only while the records are merged."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.models import AccessNeed, ContactPoint, DeclaredRelation, Individual
from casework.people.safety_facts import facts_of, facts_of_people
from casework.services import end_package, merge, undo_merge
from core.messages import queue_message
from core.tasks import send_messages
from plans.services import comment
from risk.models import RiskAssessment
from tests.factories import PlannedVisitFactory, VisitFactory, at_ten, days_ago
from visits.downtime.document import read
from visits.log.briefing import load_briefing
from visits.models import PackTeam, PlannedVisit
from visits.phone.data import cards, planned_of
from visits.services import begin_escalation, log_contact

WARNING, ACCESS_NOTES, NUMBER, NEED = "Never after dark", "Side gate, second bell", "01632 960 777", "A signer"
FACTS = (WARNING, ACCESS_NOTES, NUMBER, NEED)


def make_duplicate(cast, number: int = 1) -> Individual:
    """Make a second record of Maya with facts that hers does not have."""
    duplicate = Individual.objects.create(
        full_name=f"Maja {number}",
        date_of_birth=cast.individual.date_of_birth,
        visit_warning=WARNING,
        access_notes=ACCESS_NOTES,
        recorded_by=cast.ben,
    )
    ContactPoint.objects.create(individual=duplicate, kind="telephone", value=NUMBER, is_safe=False, note="His number")
    AccessNeed.objects.create(individual=duplicate, kind="support", words=NEED, review_on=cast.today)
    return duplicate


def merge_duplicate(cast, duplicate: Individual):
    return merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)


def get_briefing(cast):
    package = type(cast.package).objects.get(pk=cast.package.pk)
    return load_briefing(package, cast.amara)


def get_phone_card(cast) -> dict:
    return cards(cast.amara, list(planned_of(cast.amara).select_related("package__case__individual")))[0]


def get_downtime_briefing(cast):
    pack_team, _ = PackTeam.objects.get_or_create(
        team=cast.team, contract=cast.tameside, defaults={"recorded_by": cast.tess}
    )
    return read(pack_team, cast.today, cast.today).people[0].briefing


def get_page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_safety_facts_of_all_records_are_combined(cast, merged):
    ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="+44 1632 960777", is_safe=True)
    records = [cast.individual]
    for number in range(merged):
        records.append(make_duplicate(cast, number))
        merge_duplicate(cast, records[-1])
    by_record = facts_of_people(records)
    facts = facts_of(cast.individual)

    assert by_record == {record.pk: facts for record in records}
    assert facts == facts_of(Individual.objects.with_safety_records().get(pk=records[-1].pk))
    assert (facts.visit_warning, facts.access_notes) == ((WARNING, ACCESS_NOTES) if merged else ("", ""))
    assert [str(need) for need in facts.access_needs] == ([NEED] if merged else [])
    (telephone,) = facts.telephones
    assert (telephone.is_safe, telephone.note) == ((False, "His number") if merged else (True, ""))
    assert facts.is_safe_to_use("telephone", NUMBER) is not bool(merged)
    assert facts.is_safe_to_use("email", cast.maya.email.upper())
    assert not facts.is_safe_to_use("email", "nobody@people.example")


def test_differing_safety_facts_are_all_shown(cast):
    Individual.objects.filter(pk=cast.individual.pk).update(
        visit_warning="The dog bites", access_notes=ACCESS_NOTES.upper() + "."
    )
    merge_duplicate(cast, make_duplicate(cast))
    facts = facts_of(cast.individual)
    assert facts.visit_warning == f"The dog bites. {WARNING}."
    assert facts.access_notes == ACCESS_NOTES.upper() + "."


def test_the_number_of_queries_does_not_grow_with_people(cast):
    merge_duplicate(cast, make_duplicate(cast))
    for people in ([cast.individual], [cast.individual, cast.other_individual, cast.links_individual]):
        with CaptureQueriesContext(connection) as queries:
            assert set(facts_of_people(people)) == {individual.pk for individual in people}
        assert len(queries) == 1


def test_header_briefing_phone_and_pdf_show_the_facts_until_the_merge_is_undone(cast):
    """Given facts on the duplicate only; then every page shows them for both records while they are merged."""
    duplicate = make_duplicate(cast)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))

    def answers() -> list[bool]:
        door, card, on_paper = get_briefing(cast), get_phone_card(cast), get_downtime_briefing(cast)
        header = get_page(cast.amara, f"/people/{cast.individual.pk}/")
        return [
            *(fact in header for fact in FACTS if fact != ACCESS_NOTES),
            door.warning == WARNING,
            door.access_notes == ACCESS_NOTES,
            any(line.number == NUMBER and "not safe" in line.note for line in door.telephones),
            NEED in door.needs,
            (card["warning"], card["access_notes"]) == (WARNING, ACCESS_NOTES),
            (on_paper.warning, on_paper.access_notes, on_paper.needs) == (WARNING, ACCESS_NOTES, [NEED]),
            WARNING in get_page(cast.amara, "/visits/"),
            WARNING in get_page(cast.amara, "/"),
        ]

    assert not any(answers())
    merge_row = merge_duplicate(cast, duplicate)
    assert all(answers())
    assert NUMBER not in [line.number for line in get_downtime_briefing(cast).telephones]
    undo_merge(merge=merge_row, reason="Two cousins", by=cast.dana)
    assert not any(answers())


@pytest.mark.parametrize("unsafe_on", ["primary", "duplicate"])
def test_an_unsafe_address_of_either_record_is_not_messaged(cast, unsafe_on):
    """Given an address unsafe on one record; then no message goes to it while they are merged."""
    duplicate = make_duplicate(cast)
    mine = ContactPoint.objects.filter(individual=cast.individual, kind="email")
    mine.update(is_safe=unsafe_on == "duplicate")
    theirs = {"kind": "email", "value": cast.maya.email, "is_safe": unsafe_on == "primary"}
    ContactPoint.objects.create(individual=duplicate, **theirs)

    def read_state(key: str, about: Individual) -> str:
        (message,) = queue_message(
            cast.maya, key=key, subject="S", body="B", channels=["email"], individual_id=about.pk
        )
        send_messages()
        message.refresh_from_db()
        return message.state

    merge_row = merge_duplicate(cast, duplicate)
    assert [read_state(f"merged:{record.pk}", record) for record in (cast.individual, duplicate)] == [
        "withheld",
        "withheld",
    ]
    undo_merge(merge=merge_row, reason="Two cousins", by=cast.dana)
    assert read_state("apart", cast.individual) == ("sent" if unsafe_on == "duplicate" else "withheld")


def test_the_briefing_shows_a_risk_assessment_of_the_duplicate(cast):
    """Given an assessment of the duplicate; then readers of Maya's risks see it while they are merged."""
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))
    duplicate = make_duplicate(cast)
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
        all_instructions = (
            get_briefing(cast).instructions,
            get_phone_card(cast)["instructions"],
            get_downtime_briefing(cast).instructions,
        )
        return [list(line) in map(list, instructions) for instructions in all_instructions]

    assert not any(answers())
    merge_row = merge_duplicate(cast, duplicate)
    assert all(answers())
    undo_merge(merge=merge_row, reason="Two cousins", by=cast.dana)
    assert not any(answers())


def test_the_log_form_the_call_page_and_the_comment_show_them_too(cast):
    """The pages that a worker and the on-call senior open in a hurry, until the merge is undone."""
    duplicate = make_duplicate(cast)
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))
    call = begin_escalation(package=cast.package, cause="pressed", planned=planned, by=cast.amara)
    duty = comment(plan=cast.plan, words="Can we meet earlier?", by=cast.maya).answer_duty

    def answers() -> list[bool]:
        reach = get_page(cast.ben, reverse("comment_answer", args=[duty.pk]))
        return [
            WARNING in get_page(cast.amara, reverse("visit_log_planned", args=[planned.pk])),
            WARNING in get_page(cast.omar, reverse("escalation", args=[call.pk])),
            WARNING in reach,
            "Not safe to use" in reach,
        ]

    assert not any(answers())
    merge_row = merge_duplicate(cast, duplicate)
    assert all(answers())
    undo_merge(merge=merge_row, reason="Two cousins", by=cast.dana)
    assert not any(answers())


def test_history_does_not_pass_between_the_records(cast):
    """Given a visit, a call and an unlogged visit under an ended package of the other record; then hers lists none."""
    end_package(package=cast.other_package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    of_other = {"package": cast.other_package, "worker": cast.other_worker}
    VisitFactory(**of_other, notes="They went to the market", started_at=at_ten(days_ago(5)))
    PlannedVisitFactory(**of_other, on=days_ago(3))
    log_contact(
        package=cast.other_package,
        at=at_ten(days_ago(4)),
        with_whom="family",
        how="call",
        about="His aunt rang",
        by=cast.ben,
    )
    merge_duplicate(cast, cast.other_individual)
    page = get_page(cast.ben, reverse("person_visits", args=[cast.individual.pk]))
    for words in ("They went to the market", "His aunt rang", "Not logged"):
        assert words not in page
        assert words in get_page(cast.ben, reverse("person_visits", args=[cast.other_individual.pk]))


@pytest.mark.parametrize("which", ["individual", "other_individual"])
def test_a_declared_relation_with_either_record_uncovers_the_visit_in_the_rota(cast, which):
    """Given Amara who knows one of the two records; then her visit to Maya needs cover until the merge is undone."""
    end_package(package=cast.other_package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(-1))
    record = getattr(cast, which)
    DeclaredRelation.objects.create(
        individual=record, user=cast.amara, declared_on=days_ago(1), words="Cousin", recorded_by=cast.ben
    )

    def is_uncovered() -> bool:
        return PlannedVisit.objects.with_absences().get().is_uncovered

    assert is_uncovered() is (record == cast.individual)
    merge_row = merge_duplicate(cast, cast.other_individual)
    assert is_uncovered()
    undo_merge(merge=merge_row, reason="Two cousins", by=cast.dana)
    assert is_uncovered() is (record == cast.individual)
