"""The list of people: filters, pages and search by name."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import ContactPoint, Individual
from casework.services import change_keyworker, merge, open_package, record_admission
from core import clock
from dashboard.views import people
from referrals.models import Referral
from tests.factories import ReferralFactory

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
    plan, risk = (reverse(name, args=[cast.individual.pk]) for name in ("person_plan", "person_risk"))
    assert f'href="{plan}#in_a_crisis"' in page
    assert f'href="{risk}">What to do if something goes wrong' in page


def test_the_overview_links_to_the_risk_assessment_for_its_readers_only(cast, client):
    client.force_login(cast.priya)
    page = client.get(reverse("person", args=[cast.individual.pk])).content.decode()
    assert "#in_a_crisis" in page
    assert "What to do if something goes wrong" not in page
