"""The list of people: filters, pages and search by name."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.duties import duty_items
from casework.models import ContactPoint, Individual, RecordAccess, Relationship
from casework.services import change_keyworker, merge, open_package, record_admission
from core import clock
from dashboard.views import people
from referrals.models import Referral
from tests.factories import ReferralFactory, ReviewFactory, at_ten, days_ago
from tests.visits.test_engagement import log_outcome

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def list_names(user, **query) -> list[str]:
    """Return the names in the list, in its order."""
    client = Client()
    client.force_login(user)
    return [row.individual.full_name for row in client.get(reverse("people"), query).context["rows"]]


def search_names(user, words: str) -> list[str]:
    client = Client()
    client.force_login(user)
    return [person.full_name for person in client.post(reverse("people"), {"words": words}).context["matches"]]


def make_person(cast, full_name: str, **more) -> Individual:
    """Make a person in Ben's contract without a worker."""
    individual = Individual.objects.create(
        full_name=full_name, date_of_birth=datetime.date(1980, 1, 1), recorded_by=cast.ben, **more
    )
    open_package(
        individual=individual, contract=cast.tameside, starts_on=cast.today - DAY, minutes_a_week=60, by=cast.ben
    )
    return individual


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Maya Lindqvist", "Tomasz Zielinski"]),
        ({"status": "open"}, ["Maya Lindqvist", "Tomasz Zielinski"]),
        ({"status": "held"}, ["Tomasz Zielinski"]),
        ({"status": "ended"}, []),
        ({"area": "dent"}, ["Tomasz Zielinski"]),
        ({"source": "Mental health team"}, ["Maya Lindqvist"]),
    ],
)
def test_filters_choose_people(cast, query, names):
    """Given Tomasz in hospital and Maya referred by the Council's team; then each filter shows the right person."""
    record_admission(
        individual=cast.other_individual,
        hospital="Stonefield Hospital",
        kind="general",
        admitted_on=cast.today,
        by=cast.lewis,
    )
    referral = ReferralFactory(contract=cast.tameside, recorded_by=cast.priya)
    Referral.objects.filter(pk=referral.pk).update(
        source="Mental health team",
        state="accepted",
        package=cast.package,
        received_at=clock.now(),
        decided_at=clock.now(),
    )

    assert list_names(cast.ben, **query) == names


def test_by_lead_worker_and_kind_of_support(cast):
    assert list_names(cast.ben, worker=cast.other_worker.pk) == ["Tomasz Zielinski"]
    assert list_names(cast.ben, strand=cast.strands[0].pk) == ["Maya Lindqvist"]
    assert list_names(cast.ben, strand=cast.strands[1].pk) == []


def test_filters_show_nobody_the_user_may_not_see(cast):
    """Given filters that match Tomasz; then Amara, who does not work with him, does not see him."""
    assert list_names(cast.amara, area="Denton") == []
    assert list_names(cast.amara, worker=cast.other_worker.pk) == ["Maya Lindqvist"]
    assert list_names(cast.amara, mine="true") == ["Maya Lindqvist"]
    assert list_names(cast.gwen, source="Hub") == []
    assert list_names(cast.gwen, source="Mental health team") == ["Wen Achterberg"], (
        "no choice of hers: said at the field"
    )


def test_the_list_continues_on_the_next_page(cast, monkeypatch):
    monkeypatch.setattr(people, "PEOPLE_A_PAGE", 2)
    for full_name in ("Anna Same", "Anna Same", "Bo Later"):
        make_person(cast, full_name)
    client = Client()
    client.force_login(cast.ben)

    names, address = [], reverse("people") + "?status=open"
    while address:
        page = client.get(address).context
        names += [row.individual.full_name for row in page["rows"]]
        address = reverse("people") + page["older"] if page["older"] else ""

    assert names == ["Anna Same", "Anna Same", "Bo Later", "Maya Lindqvist", "Tomasz Zielinski"]


def test_two_records_of_one_person_are_one_row(cast):
    """Given a merged record of Maya under another name; then she has one row with the support of both."""
    other = make_person(cast, "Maja Lindkvist")
    merge(duplicate=cast.links_individual, into=other, reason="The same date of birth", by=cast.ben)

    assert list_names(cast.ben) == ["Maja Lindkvist", "Maya Lindqvist", "Tomasz Zielinski"]
    # Nadia does not see the primary record: for her the merged one stays.
    assert list_names(cast.nadia) == ["Wen Achterberg"]
    change_keyworker(individual=other, user=cast.priya, from_on=cast.today, by=cast.ben)
    assert search_names(cast.nadia, "Wen Achterberg") == ["Maja Lindkvist"]


@pytest.mark.parametrize("words", ["zoe muller", "Müller", "Zoë", "Braithwaite", "muler"])
def test_every_name_finds_the_person(cast, words):
    """Given accents and a former name; then each spelling finds her for Ben and not for another contract."""
    person = make_person(cast, "Zoë Müller", former_names=["Zoë Braithwaite"])

    assert search_names(cast.ben, words) == ["Zoë Müller"]
    assert search_names(cast.amara, person.reference) == ["Zoë Müller"]


def test_a_search_shows_nobody_else(cast):
    """Given people on the list; when nobody has the name; then the page names none of them."""
    client = Client()
    client.force_login(cast.amara)
    page = client.post(reverse("people"), {"words": "Wilhelmina"}).content.decode()
    assert "No one found." in page
    assert cast.individual.full_name not in page
    assert reverse("people") in page


@pytest.mark.parametrize(
    "words",
    [
        "07700 900 321",
        "+44 (0)7700 900321",
        "900321",
        "999 000 1111",
        "14/2/1985",
        "14 February 1985",
        "1985-02-14",
    ],
)
def test_a_number_or_a_date_of_birth_leads_to_the_person(cast, words):
    """Given a number written with spaces, an NHS number and a date of birth; then each way to write them finds him."""
    person = make_person(cast, "Idris Farah", nhs_number="9990001111")
    Individual.objects.filter(pk=person.pk).update(date_of_birth=datetime.date(1985, 2, 14))
    ContactPoint.objects.create(
        individual=person, kind="telephone", value="07700 900321", is_safe=False, recorded_by=cast.ben
    )

    assert search_names(cast.ben, words) == ["Idris Farah"]


@pytest.mark.parametrize("words", ["00321", "31/2/1985", "1985", "999 000 1112"])
def test_part_of_a_number_or_of_a_date_finds_nobody(cast, words):
    person = make_person(cast, "Idris Farah", nhs_number="9990001111")
    ContactPoint.objects.create(
        individual=person, kind="telephone", value="07700 900321", is_safe=False, recorded_by=cast.ben
    )

    assert search_names(cast.ben, words) == []


def search_page(user, words: str) -> str:
    client = Client()
    client.force_login(user)
    return " ".join(client.post(reverse("people"), {"words": words}).content.decode().split())


@pytest.mark.parametrize("words", ["Siobhán O'Dowd", "siobhan odowd", "O Dowd", "01632 960155", "960155"])
def test_somebody_close_to_the_person_leads_to_their_record(cast, words):
    """Given a sister of Tomasz whom it is not safe to contact; then Ben finds him by her, and Amara, who may not read
    his record, finds nothing; what is read is in the access log.
    """
    of_tomasz = {"individual": cast.other_individual, "recorded_by": cast.ben, "from_on": cast.today}
    Relationship.objects.create(
        kind="family", name="Siobhan O’Dowd", telephone="01632 960155", contact_safety="no", **of_tomasz
    )
    page = search_page(cast.ben, words)
    assert "Siobhan O’Dowd (family), for" in page
    assert reverse("person", args=[cast.other_individual.pk]) in page
    assert "Not safe to contact" in page
    assert "01632 960155</a>" not in page, "a number that is not safe is no link"
    access = RecordAccess.objects.get(recorded_by=cast.ben, path=reverse("people"))
    assert access.about_ids == [cast.other_individual.pk]

    page = search_page(cast.amara, words)
    assert "No one found." in page
    assert "Dowd (" not in page


def test_somebody_no_longer_close_to_the_person_finds_nobody(cast):
    Relationship.objects.create(
        individual=cast.individual, kind="friend", name="Una Past", from_on=cast.starts_on, until_on=cast.today
    )
    assert "No one found." in search_page(cast.ben, "Una Past")


def test_a_representative_is_listed_and_leads_to_the_record(cast, client):
    """Given Rosa, who represents Maya; then she is on the overview, and Ben finds Maya by her name and her number."""
    rosa = cast.representative.user
    User.objects.filter(pk=rosa.pk).update(telephone="07700 900455")
    line = f"{rosa.full_name} (representative, {cast.representative.relation}), for"
    assert line in search_page(cast.ben, rosa.full_name)
    assert line in search_page(cast.ben, "+44 7700 900455")
    assert line not in search_page(cast.nadia, rosa.full_name)
    client.force_login(cast.amara)
    assert (
        f"{rosa.full_name}, {cast.representative.relation}"
        in client.get(reverse("person", args=[cast.individual.pk])).content.decode()
    )


def test_the_overview_shows_how_to_reach_the_person_and_what_helps_in_a_crisis(cast, client):
    """Given an address and two numbers; then the overview has them, key people, and links to the crisis parts."""
    cast.individual.addresses.update(lines="12 Mill Lane", area="Hyde", postcode="SK14 2AB")
    for value, is_safe in (("07700 900111", True), ("01632 960222", False)):
        ContactPoint.objects.create(individual=cast.individual, kind="telephone", value=value, is_safe=is_safe)
    client.force_login(cast.amara)
    page = " ".join(client.get(reverse("person", args=[cast.individual.pk])).content.decode().split())
    for text in ("12 Mill Lane", "Hyde", "SK14 2AB", "07700 900111</a>", "Amara Okafor", "Priya"):
        assert text in page
    assert "01632 960222</a>" not in page, "a number that is not safe is no link"
    plan, risk = (reverse(name, args=[cast.individual.pk]) for name in ("person_safety_plan", "person_risk"))
    assert f'href="{plan}">Safety plan' in page
    assert f'href="{risk}">Risk assessment' in page


def test_what_is_due_is_a_link_on_the_overview_as_at_home(cast, client):
    """Given overdue duties about Maya, of Amara and of managers; then Amara's are links, the others are only named."""
    with clock.frozen_at(at_ten(days_ago(10))):
        for _ in range(3):
            log_outcome(cast, "no answer", ago=11)
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    own = [item for item in duty_items(cast.amara, cast.today) if item.individual_id == cast.individual.pk]
    assert {item.kind for item in own} >= {"engagement", "review"}
    client.force_login(cast.amara)
    page = client.get(reverse("person", args=[cast.individual.pk])).text
    for item in own:
        assert f'href="{item.href}">{item.label}</a>' in page, item.label


def test_the_overview_links_to_the_risk_assessment_for_its_readers_only(cast, client):
    client.force_login(cast.priya)
    page = client.get(reverse("person", args=[cast.individual.pk])).content.decode()
    assert "No safety plan is shared with you." in page
    assert f'href="{reverse("person_risk", args=[cast.individual.pk])}"' not in page
