"""When visits are planned: the person reads it, and a representative for as long as the person lets them."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import RecordAccess
from core import clock
from tests.casework.consent_builders import give_consent, stop_consent
from visits.models import PlannedVisit
from visits.services import plan_visit

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def plan(cast, package, *, days: int, **more) -> PlannedVisit:
    starts_at = clock.instant_on(cast.today + days * DAY, datetime.time(10))
    return plan_visit(
        package=package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=cast.ben, **more
    )


@pytest.fixture
def visit(cast) -> PlannedVisit:
    return plan(cast, cast.package, days=2, kind="telephone")


@pytest.fixture
def consent(cast):
    return give_consent(cast.representative, "see visits", cast.maya)


def text_of(client, user, name: str = "my_visits") -> str:
    client.force_login(user)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def is_closed_to_rosa(cast, client) -> bool:
    """Return whether Rosa gets neither the page nor a link to it, nor a new row in the access log."""
    accesses = RecordAccess.objects.filter(recorded_by=cast.rosa, path=reverse("my_visits"))
    before = accesses.count()
    client.force_login(cast.rosa)
    status = client.get(reverse("my_visits")).status_code
    return status == 404 and accesses.count() == before and reverse("my_visits") not in text_of(client, cast.rosa, "me")


def test_the_person_reads_the_visits_of_four_weeks(cast, client, visit):
    late = plan(cast, cast.package, days=29)
    text = text_of(client, cast.maya)
    day = f"{visit.local_on:%A} {visit.local_on.day} {visit.local_on:%B}"
    assert f"<strong>{day}</strong>, 10am to 11am <br> Amara Okafor rings you" in text
    assert f"{late.local_on.day} {late.local_on:%B}" not in text


def test_a_representative_with_consent_reads_them(cast, client, visit, consent):
    plan(cast, cast.other_package, days=3)
    text = text_of(client, cast.rosa)
    assert "Visits to Maya" in text
    assert "10am to 11am <br> Amara Okafor rings Maya" in text
    assert text.count("Amara Okafor") == 1, "a visit to somebody else is shown"
    assert reverse("my_visits") in text_of(client, cast.rosa, "me")


def test_the_person_reads_who_looked(cast, client, visit, consent):
    text_of(client, cast.rosa)
    client.force_login(cast.maya)
    row = client.get(reverse("my_access_log")).context["rows"][0]
    assert (row["day"].user, row["pages"].named) == (cast.rosa, "when your visits are planned")


def test_consent_to_the_plan_opens_no_visits(cast, client, visit):
    assert is_closed_to_rosa(cast, client)


def test_it_stops_when_the_consent_is_withdrawn(cast, client, visit, consent):
    text_of(client, cast.rosa)
    stop_consent(consent, cast.maya)
    assert is_closed_to_rosa(cast, client)


def test_consent_to_visits_alone_opens_no_plan(cast, client, visit, consent):
    stop_consent(cast.consent, cast.maya)
    home = text_of(client, cast.rosa, "me")
    assert cast.plan.matters_to_me not in home
    assert "No one is sharing anything" not in home
    assert reverse("my_visits") in home


def test_a_former_representative_reads_nothing(cast, client, visit, consent):
    type(cast.representative).objects.filter(pk=cast.representative.pk).update(until_on=cast.today)
    client.force_login(cast.rosa)
    assert client.get(reverse("my_visits")).status_code == 404
    assert not PlannedVisit.objects.consented_to(cast.rosa).exists()


def test_a_representative_behind_a_wall_reads_nothing(cast, client, visit, consent):
    raise_wall(record_id=cast.individual.pk, user=cast.rosa, reason="Named in a concern", by=cast.sunita)
    assert is_closed_to_rosa(cast, client)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("face to face", "Amara Okafor meets you"),
        ("telephone", "Amara Okafor rings you"),
        ("video", "Amara Okafor has a video call with you"),
        ("text", "Amara Okafor texts you"),
    ],
)
def test_the_page_says_what_the_worker_does(cast, client, kind, words):
    plan(cast, cast.package, days=2, kind=kind)
    assert words in text_of(client, cast.maya)


def test_without_visits_the_page_says_whom_to_ring(cast, client):
    text = text_of(client, cast.maya)
    assert "No visits are planned yet." in text
    assert re.search(r"Not sure about a visit\? Ring us: <a [^>]*>0161 496 0100</a>", text)
