"""Addresses with dates, GP, circumstances, the Council's reference and the check of an NHS number."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import Address, Circumstance, CouncilReference, Individual
from casework.particulars.homes import current_home
from casework.people.matching import OTHER_NUMBER, PersonToMatch, likely_people
from casework.people.safety_facts import facts_of
from casework.people.search import find_people
from casework.services import (
    change_person,
    change_relationship,
    merge,
    record_address,
    record_circumstance,
    record_council_reference,
    record_gp,
    record_relationship,
    undo_merge,
    verify_nhs_number,
    withdraw_address,
    withdraw_circumstance,
    withdraw_nhs_check,
)
from core import clock
from core.errors import NotPossible, Refused
from tests.casework.test_details import details
from tests.factories import PlannedVisitFactory
from visits.downtime.document import read
from visits.log.briefing import load_briefing
from visits.models import PackTeam
from visits.phone.data import cards, planned_of

DAY = datetime.timedelta(days=1)
HOME = "14 Canal Row, Ashton, OL6 0XX"


def address(cast, **changed) -> dict:
    return {
        "kind": "home",
        "lines": "2 Quay Street",
        "area": "Hyde",
        "postcode": "SK14 2AB",
        "is_start_known": True,
        "note": "",
        "from_on": cast.today,
        "until_on": None,
        **changed,
    }


def move(cast, **changed) -> Address:
    return record_address(individual=cast.individual, by=cast.amara, **address(cast, **changed))


def places_on(cast, day: datetime.date) -> list[str]:
    return [place.text for place in facts_of(cast.individual, day).places]


@pytest.mark.instant("2026-11-25T09:00")
def test_a_move_entered_ahead_counts_from_its_day(cast):
    """Given a move on 1 December, entered on 25 November; then the old home is theirs until 30 November."""
    new = move(cast, from_on=datetime.date(2026, 12, 1))
    assert places_on(cast, datetime.date(2026, 11, 30)) == [HOME]
    assert places_on(cast, datetime.date(2026, 12, 1)) == ["2 Quay Street, Hyde, SK14 2AB"]
    assert current_home(cast.individual).last_on == datetime.date(2026, 11, 30)
    with clock.frozen_at(clock.instant_on(datetime.date(2026, 12, 1), datetime.time(0, 1))):
        assert current_home(cast.individual) == new
        assert facts_of(cast.individual).area == "Hyde"


def test_a_move_of_today_counts_today(cast):
    move(cast)
    assert places_on(cast, cast.today - DAY) == [HOME]
    assert places_on(cast, cast.today) == ["2 Quay Street, Hyde, SK14 2AB"]


def test_nobody_has_two_homes_on_one_day(cast):
    move(cast, from_on=cast.today + 3 * DAY, until_on=cast.today + 9 * DAY)
    with pytest.raises(Refused, match="Another address of this kind"), transaction.atomic():
        move(cast, lines="3 Mill Lane", from_on=cast.today + 8 * DAY)
    move(cast, lines="3 Mill Lane", from_on=cast.today + 9 * DAY)
    assert places_on(cast, cast.today + 8 * DAY) == ["2 Quay Street, Hyde, SK14 2AB"]
    assert places_on(cast, cast.today + 9 * DAY) == ["3 Mill Lane, Hyde, SK14 2AB"]


def test_a_withdrawn_move_leaves_the_home_as_it_was(cast):
    new = move(cast, from_on=cast.today + 3 * DAY)
    withdraw_address(address=new, reason="They decided to stay", by=cast.amara)
    assert places_on(cast, cast.today + 9 * DAY) == [HOME]
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_address(address=new, reason="Again", by=cast.amara)


def test_where_somebody_stays_for_now_is_shown_wherever_a_worker_reads_where_to_go(cast, client):
    """Given three days with a sister; then briefing, overview, phone and pack say so, and home again afterwards."""
    on_sofa = {"kind": "staying", "lines": "9 Elm Close", "area": "Denton", "postcode": "M34 1AA"}
    move(cast, **on_sofa, until_on=cast.today + 3 * DAY, note="Her sister's flat")
    move(cast, kind="post", lines="PO Box 7", area="", postcode="")
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=clock.today())
    elsewhere = "9 Elm Close, Denton, M34 1AA"

    assert [place.text for place in load_briefing(cast.package, cast.amara).places] == [elsewhere, HOME]
    assert [place.text for place in load_briefing(cast.package, cast.amara, cast.today + 3 * DAY).places] == [HOME]
    client.force_login(cast.amara)
    for path in (reverse("person", args=[cast.individual.pk]), reverse("visit_briefing", args=[planned.pk])):
        html = client.get(path).text
        assert elsewhere in html
        assert "Staying elsewhere until" in html
        assert "openstreetmap.org/search?query=9+Elm+Close%2C+Denton%2C+M34+1AA" in html
        assert 'rel="noreferrer"' in html
        assert "PO Box 7" not in html, "nobody goes there"
    assert "Denton" in client.get(reverse("call_for_help")).text
    assert "Denton" in client.get(reverse("visits")).text
    (card,) = cards(cast.amara, list(planned_of(cast.amara).select_related("package__case__individual")))
    assert card["address"].startswith("Staying elsewhere until ")
    assert card["address"].endswith(f": {elsewhere}; {HOME}")
    pack_team = PackTeam.objects.create(team=cast.team, contract=cast.tameside, recorded_by=cast.tess)
    assert [place.text for place in read(pack_team, cast.today, cast.today).people[0].briefing.places] == [
        elsewhere,
        HOME,
    ]


def test_every_record_of_the_person_says_where_to_go_and_whom_to_ring(cast):
    duplicate = Individual.objects.create(full_name="Maja L", recorded_by=cast.ben)
    columns = address(cast, kind="staying", lines="9 Elm Close")
    record_address(individual=duplicate, by=cast.ben, **columns)
    friend = {"kind": "friend", "telephone": "01632 960 555", "note": "", "from_on": cast.today, "until_on": None}
    relationship = record_relationship(
        individual=duplicate, name="Jo", by=cast.ben, emergency_order=1, contact_safety="no", **friend
    )
    assert facts_of(cast.individual).emergency_contacts == ()
    row = merge(duplicate=duplicate, into=cast.individual, reason="One person", by=cast.ben)
    facts = facts_of(cast.individual)
    assert [place.lines for place in facts.places] == ["9 Elm Close", "14 Canal Row"]
    (friend_to_ring,) = facts.emergency_contacts
    assert (friend_to_ring.name, friend_to_ring.is_safe) == ("Jo", False)
    numbers = {number.number: number for number in load_briefing(cast.package, cast.amara).telephones}
    assert not numbers["01632 960 555"].is_safe
    ended = {**friend, "from_on": cast.today - DAY, "until_on": cast.today, "name": "Jo", "emergency_order": 1}
    change_relationship(relationship=relationship, by=cast.ben, **ended)
    assert facts_of(cast.individual).emergency_contacts == ()
    undo_merge(merge=row, reason="Two cousins", by=cast.dana)
    assert places_on(cast, cast.today) == [HOME]


def test_the_overview_has_gp_emergency_contact_and_the_ways_to_a_visit(cast, client):
    gp = {"surgery": "Lock Street Surgery", "doctor": "", "telephone": "0161 496 0001", "address": ""}
    days = {"from_on": cast.today, "until_on": None}
    record_gp(individual=cast.individual, by=cast.amara, practice_code="P84001", **gp, **days)
    friend = {"kind": "friend", "name": "Jo Marsh", "telephone": "01632 960 555", "note": "Has a key"}
    columns = {"emergency_order": 1, "contact_safety": "yes", "knows_of_support": "no"}
    record_relationship(individual=cast.individual, by=cast.amara, **friend, **columns, **days)
    client.force_login(cast.amara)
    html = client.get(reverse("person", args=[cast.individual.pk])).text
    for text in ("Lock Street Surgery", "Jo Marsh, friend", "Does not know about the support. Has a key", HOME):
        assert text in html, text
    assert reverse("visit_log", args=[cast.package.pk]) in html
    assert reverse("package_briefing", args=[cast.package.pk]) in html
    client.force_login(cast.priya)
    html = client.get(reverse("person", args=[cast.individual.pk])).text
    assert "Lock Street Surgery" in html
    assert reverse("visit_log", args=[cast.package.pk]) not in html, "keyworkers log no visits"


def test_a_stay_without_a_known_start_is_entered_and_corrected_on_the_pages(cast, client):
    client.force_login(cast.amara)
    day = {"from_on_day": "3", "from_on_month": "9", "from_on_year": "2026"}
    sent = {"kind": "staying", "lines": "9 Elm Close", "is_start_unknown": "on", **day}
    details_page = reverse("person_details", args=[cast.individual.pk])
    assert client.post(reverse("person_address_new", args=[cast.individual.pk]), sent).url == details_page
    stay = Address.objects.get(kind="staying")
    assert (stay.from_on, stay.is_start_known) == (datetime.date(2026, 9, 3), False)
    assert "Since at least 3 Sep 2026" in client.get(details_page).text
    last_day = {"until_on_day": "9", "until_on_month": "9", "until_on_year": "2026"}
    path = reverse("person_address", args=[cast.individual.pk, stay.pk])
    assert client.post(path, {**sent, "is_start_unknown": "", **last_day}).url == details_page
    stay.refresh_from_db()
    assert (stay.last_on, stay.is_start_known) == (datetime.date(2026, 9, 9), True)
    nothing = client.post(reverse("person_address_new", args=[cast.individual.pk]), {"kind": "post", **day})
    assert "Enter the address, the town or the postcode" in nothing.text


@pytest.mark.parametrize("code", ["P8400", "84001P", "PP4001"])
def test_a_practice_code_has_a_letter_and_five_digits(cast, client, code):
    client.force_login(cast.amara)
    sent = {"surgery": "Lock Street Surgery", "practice_code": code}
    answer = client.post(reverse("person_gp_new", args=[cast.individual.pk]), sent)
    assert "one letter and five digits" in answer.text


def test_a_new_answer_ends_the_one_before_and_a_withdrawn_one_gives_it_back(cast, client):
    columns = {"note": "", "until_on": None}
    tenant = record_circumstance(
        individual=cast.individual,
        question="accommodation",
        answer="tenant",
        from_on=cast.today - 30 * DAY,
        by=cast.amara,
        **columns,
    )
    refuge = record_circumstance(
        individual=cast.individual,
        question="accommodation",
        answer="refuge",
        from_on=cast.today - DAY,
        by=cast.amara,
        **columns,
    )
    tenant.refresh_from_db()
    assert (tenant.last_on, tenant.list_edition) == (cast.today - 2 * DAY, "ASC-CLD 2")
    client.force_login(cast.amara)
    html = client.get(reverse("person_details", args=[cast.individual.pk])).text
    assert html.index("Refuge") < html.index("Tenant of a council")
    assert html.count("Not asked\n") == 3, "employment, and the two questions about carers"
    withdraw_circumstance(circumstance=refuge, reason="Another person", by=cast.amara)
    tenant.refresh_from_db()
    assert tenant.until_on is None
    assert Circumstance.objects.count() == 1


def test_an_answer_belongs_to_its_question_and_silence_is_no_answer(cast):
    columns = {"individual": cast.individual, "by": cast.amara, "note": "", "until_on": None, "from_on": cast.today}
    with pytest.raises(Refused, match="one of the answers"), transaction.atomic():
        record_circumstance(question="employment", answer="refuge", **columns)
    rows = [
        record_circumstance(question="employment", answer="not said", **columns),
        record_circumstance(question="has-carer", answer="not known", **columns),
    ]
    assert [row.answer_label for row in rows] == ["Prefers not to say", "Not known"]


def test_a_council_reference_finds_the_person_and_belongs_to_one_record(cast):
    council = cast.tameside.council
    record_council_reference(individual=cast.individual, council=council, reference="ls-48213", by=cast.amara)
    assert find_people(cast.amara, "LS-48213 ") == [cast.individual]
    assert find_people(cast.amara, "LS-4821") == []
    with pytest.raises(Refused, match="Another record already has"), transaction.atomic():
        record_council_reference(individual=cast.other_individual, council=council, reference="LS-48213", by=cast.ben)
    with pytest.raises(Refused, match="already recorded"), transaction.atomic():
        record_council_reference(individual=cast.individual, council=council, reference="2", by=cast.ben)
    other = cast.links.council
    record_council_reference(individual=cast.individual, council=other, reference="LS-48213", by=cast.ben)
    assert CouncilReference.objects.count() == 2, "each council has its own numbers"


def verify(individual: Individual, by) -> Individual:
    individual.refresh_from_db()
    return verify_nhs_number(
        individual=individual, revision=individual.revision, checked_on=clock.today(), how="spine", by=by
    )


def test_a_number_that_is_changed_is_no_longer_verified(cast):
    individual = verify(cast.individual, cast.amara)
    assert (individual.nhs_verified_by, individual.nhs_verified_how) == (cast.amara, "spine")
    change_person(individual=individual, by=cast.amara, **details(individual, known_as="May"))
    assert Individual.objects.get(pk=individual.pk).is_nhs_verified
    individual = change_person(individual=individual, by=cast.amara, **details(individual, nhs_number="9990000026"))
    assert not Individual.objects.get(pk=individual.pk).is_nhs_verified
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_nhs_check(individual=individual, reason="Wrong", by=cast.amara)


def test_two_verified_numbers_are_two_people(cast):
    """Given two records with the same name; when both numbers are verified; then they cannot be merged."""
    cousin = Individual.objects.create(
        full_name="Maya Lindqvist", date_of_birth=cast.individual.date_of_birth, nhs_number="9990000026"
    )
    person = PersonToMatch("Maya Lindqvist", cast.individual.date_of_birth, "9990000026")
    namesake = Individual.objects.create(full_name="Maya Lindqvist-Rao")
    verify(cast.individual, cast.ben)
    suggestions = likely_people(person, Individual.objects.all())
    assert [individual for individual, _ in suggestions] == [cousin, namesake, cast.individual]
    assert OTHER_NUMBER in suggestions[2][1]
    row = merge(duplicate=cousin, into=cast.individual, reason="Looks alike", by=cast.ben)
    with pytest.raises(Refused, match="different verified NHS number"), transaction.atomic():
        verify(cousin, cast.ben)
    undo_merge(merge=row, reason="Two cousins", by=cast.dana)
    verify(cousin, cast.ben)
    with pytest.raises(Refused, match="different people"), transaction.atomic():
        merge(duplicate=cousin, into=cast.individual, reason="Looks alike", by=cast.ben)
    withdraw_nhs_check(individual=cousin, reason="A typing error", by=cast.ben)
    merge(duplicate=cousin, into=cast.individual, reason="The other card was old", by=cast.ben)
