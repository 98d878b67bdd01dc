"""Safety facts are shown under every record of a person, but only while the records are merged."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.models import AccessNeed, ContactPoint, DeclaredRelation, Individual, Relationship
from casework.people.safety_facts import facts_of, facts_of_people
from casework.services import end_package, merge, undo_merge
from core.messages import queue_message
from core.tasks import send_messages
from plans.services import comment
from risk.models import RiskAssessment
from tests.factories import PlannedVisitFactory, VisitFactory, at_ten, days_ago
from visits.downtime.document import read
from visits.log.briefing import emergency_numbers, load_briefing, numbers_to_ask
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


@pytest.mark.parametrize(
    ("is_safe", "words"),
    [("none", "No telephone number is recorded."), (False, "No telephone number is safe to ring.")],
)
def test_a_person_without_a_number_is_said_to_have_none_and_colleagues_numbers_follow(cast, is_safe, words):
    """Given no number, or only an unsafe one; then the overview, the briefing, the pack and the page of whom to ring
    say so, with the numbers of the lead worker and the keyworker; with a safe number none says it.
    """
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(0))
    if is_safe is False:
        ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="01632 960777", is_safe=False)
    for user, number in ((cast.amara, "07700 900611"), (cast.priya, "07700 900622")):
        User.objects.filter(pk=user.pk).update(telephone=number)
    pages = [reverse("person", args=[cast.individual.pk]), reverse("package_briefing", args=[cast.package.pk])]
    for path in pages:
        page = " ".join(get_page(cast.ben, path).split())
        for text in (words, "07700 900611</a>", "07700 900622</a>"):
            assert text in page, path
    assert get_downtime_briefing(cast).telephones[0].note == words
    assert numbers_to_ask(cast.package)[0].note == words

    ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="01632 960888", is_safe=None)
    for path in pages:
        assert words not in get_page(cast.ben, path)
    assert "" not in [line.number for line in numbers_to_ask(cast.package)]


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


# Emergency contacts and other people close


def make_close(cast, individual: Individual, **columns) -> Relationship:
    given = {"kind": "friend", "name": "Jo Marsh", "telephone": "01632 960 555", "from_on": cast.starts_on}
    return Relationship.objects.create(individual=individual, recorded_by=cast.ben, **{**given, **columns})


@pytest.mark.parametrize("is_no_of_the_other", [True, False])
@pytest.mark.parametrize("other_order", [1, 2, None])
def test_a_no_about_an_emergency_contact_under_any_record_counts(cast, is_no_of_the_other, other_order):
    """Given the same name under two records, once safe and once not; then nobody rings the number."""
    answers = [{"contact_safety": "yes", "knows_of_support": "yes"}, {"contact_safety": "no", "knows_of_support": "no"}]
    own, others = answers if is_no_of_the_other else reversed(answers)
    duplicate = make_duplicate(cast)
    make_close(cast, cast.individual, emergency_order=1, **own)
    make_close(cast, duplicate, emergency_order=other_order, name="JO MARSH", **others)
    merge_duplicate(cast, duplicate)
    (contact,) = facts_of(cast.individual).emergency_contacts
    assert (contact.is_safe, contact.knows_of_support) == (False, "no")
    assert contact.known == "Not safe to contact. Does not know about the support."
    assert [number.is_safe for number in get_briefing(cast).telephones if number.number == "01632 960 555"] == [False]
    assert emergency_numbers(facts_of(cast.individual), "Maya", only_safe=True) == [], "as the downtime pack asks"


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [(True, None, True), (None, True, True), (True, False, False), (None, False, False), (None, None, None)],
)
def test_two_records_say_the_same_together_about_a_number_of_the_person_and_of_somebody_close(cast, one, other, joined):
    """Given one number under two records: "no" counts first, and an answer before none, for both kinds of number."""
    words = {True: "yes", False: "no", None: "not asked"}
    duplicate = Individual.objects.create(full_name="Maja L", recorded_by=cast.ben)
    for record, is_safe in ((cast.individual, one), (duplicate, other)):
        columns = {"kind": "telephone", "value": "01632 960 444", "is_safe": is_safe}
        ContactPoint.objects.create(individual=record, recorded_by=cast.ben, **columns)
        make_close(cast, record, emergency_order=1, contact_safety=words[is_safe])
    merge_duplicate(cast, duplicate)
    facts = facts_of(cast.individual)
    (own,) = [point for point in facts.telephones if point.value == "01632 960 444"]
    (contact,) = facts.emergency_contacts
    assert own.is_safe is joined
    assert contact.contact_safety == words[joined]
    assert [number.is_safe for number in contact.telephones] == [joined]


def test_a_safe_number_is_rung_before_one_that_is_not_known_to_be_and_an_unsafe_one_comes_last(cast):
    """Given three numbers of the person and three people close, recorded the other way round."""
    answers = ((False, "no"), (None, "not asked"), (True, "yes"))
    for order, (is_safe, safety) in enumerate(answers, 1):
        columns = {"kind": "telephone", "value": f"01632 960 40{order}", "is_safe": is_safe}
        ContactPoint.objects.create(individual=cast.individual, recorded_by=cast.ben, **columns)
        close = {"name": f"Jo {order}", "telephone": f"01632 960 50{order}", "contact_safety": safety}
        make_close(cast, cast.individual, emergency_order=order, **close)
    lines = get_briefing(cast).telephones
    numbers = [(line.number, line.is_safe) for line in lines if line.number[:-1] in ("01632 960 40", "01632 960 50")]
    assert numbers == [
        ("01632 960 403", True),
        ("01632 960 402", True),
        ("01632 960 401", False),
        ("01632 960 503", True),
        ("01632 960 502", True),
        ("01632 960 501", False),
    ]


def test_an_emergency_contact_with_another_number_under_each_record_has_both(cast):
    """Given a number that is safe and, under the other record, one that nobody asked about; then both, and that."""
    duplicate = make_duplicate(cast)
    make_close(cast, cast.individual, emergency_order=1, telephone="01632 960 556")
    make_close(cast, duplicate, emergency_order=2, name="JO MARSH", contact_safety="yes")
    merge_duplicate(cast, duplicate)
    (contact,) = facts_of(cast.individual).emergency_contacts
    assert [(number.value, number.is_safe, number.advice) for number in contact.telephones] == [
        ("01632 960 555", True, ""),
        ("01632 960 556", None, "Not asked if it is safe."),
    ]
    rung = [line.number for line in emergency_numbers(facts_of(cast.individual), "Maya")]
    assert rung == ["01632 960 555", "01632 960 556"]
    page = " ".join(get_page(cast.ben, reverse("person", args=[cast.individual.pk])).split())
    assert "01632 960 555" in page
    assert "01632 960 556" in page
    assert page.count("Not asked if it is safe.") == 1


@pytest.mark.parametrize("page", ["person", "person_details"])
@pytest.mark.parametrize("is_recorded_here", [True, False])
def test_somebody_close_who_is_not_safe_to_contact_has_no_number_to_dial(cast, page, is_recorded_here):
    """Given a friend, no emergency contact, whom it is not safe to ring; then the number is text, and marked."""
    safety = {"contact_safety": "no", "knows_of_support": "no"}
    make_close(cast, cast.individual, **(safety if is_recorded_here else {"contact_safety": "yes"}))
    if not is_recorded_here:
        duplicate = make_duplicate(cast)
        make_close(cast, duplicate, **safety)
        merge_duplicate(cast, duplicate)
    html = get_page(cast.ben, reverse(page, args=[cast.individual.pk]))
    assert "01632 960 555" in html
    assert "960555" not in html, "no link dials it"
    assert "Not safe to contact" in html
    assert "Does not know about the support" in html


def test_somebody_close_who_is_safe_to_contact_is_dialled(cast):
    make_close(cast, cast.individual, contact_safety="yes", knows_of_support="yes")
    html = get_page(cast.ben, reverse("person", args=[cast.individual.pk]))
    assert "960555" in html, "a link dials it"
    assert "Not safe to contact" not in html
