"""A person who also represents somebody has a way to both: their own pages, and what the other lets them see."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.walls import raise_wall
from casework.access.vetoes import purpose_of
from casework.consent.enums import ConsentPurpose
from casework.models import RecordAccess, Representative
from casework.services import lock_portal
from plans.models import SupportPlan
from tests.casework.consent_builders import give_consent, stop_consent
from tests.factories import MessageFactory, PlannedVisitFactory

SEE_PLAN, SEE_VISITS = ConsentPurpose.SEE_PLAN, ConsentPurpose.SEE_VISITS


@pytest.fixture
def both(cast) -> Representative:
    """Maya, who has pages of her own, represents Tomasz."""
    return Representative.objects.create(
        individual=cast.other_individual,
        user=cast.maya,
        relation="Friend",
        known_as=cast.other_individual.full_name,
        from_on=cast.today,
        recorded_by=cast.ben,
    )


def answer_to(user: User, name: str) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(name))
    return answer.status_code, answer.text


def test_the_own_first_page_leads_to_the_people_they_represent(cast, both):
    assert reverse("my_people") in answer_to(cast.maya, "me")[1]
    assert "No one is sharing anything with you" in answer_to(cast.maya, "my_people")[1]
    assert reverse("my_people") not in answer_to(cast.tomasz, "me")[1]
    assert answer_to(cast.tomasz, "my_people")[0] == 404


def test_each_page_has_one_record_only(cast, both):
    """Given consent to both purposes; then own pages have nothing of Tomasz, and his pages nothing of Maya."""
    visit = PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker)
    give_consent(both, SEE_PLAN, cast.tomasz)
    give_consent(both, SEE_VISITS, cast.tomasz)
    for name in ("me", "my_visits", "my_plan"):
        text = answer_to(cast.maya, name)[1]
        assert "Tomasz" not in text, name
    people, visits = answer_to(cast.maya, "my_people")[1], answer_to(cast.maya, "my_people_visits")[1]
    assert f"{cast.other_individual.full_name}’s plan" in people
    assert reverse("my_people_visits") in people
    assert visit.worker.user.full_name in visits
    for text in (people, visits):
        assert cast.individual.name_to_use not in text.split("<main")[1].split("</main>")[0]
    opened = RecordAccess.objects.filter(recorded_by=cast.maya, path__startswith=reverse("my_people"))
    assert set(opened.values_list("individual", flat=True)) == {cast.other_individual.pk}


@pytest.mark.parametrize("standing", ["not asked", "withdrawn", "ended", "walled", "locked"])
def test_the_same_walls_are_on_the_people_they_represent(cast, both, standing):
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker)
    if standing != "not asked":
        decisions = [give_consent(both, purpose, cast.tomasz) for purpose in (SEE_PLAN, SEE_VISITS)]
    if standing == "withdrawn":
        for decision in decisions:
            stop_consent(decision, cast.tomasz)
    elif standing == "ended":
        Representative.objects.filter(pk=both.pk).update(from_on=cast.starts_on, until_on=cast.today)
    elif standing == "walled":
        raise_wall(record_id=cast.other_individual.pk, user=cast.maya, reason="A concern", by=cast.ben)
    elif standing == "locked":
        lock_portal(individual=cast.other_individual, by=cast.ben)
    status, text = answer_to(cast.maya, "my_people")
    assert status == (404 if standing == "ended" else 200)
    assert f"{cast.other_individual.full_name}’s plan" not in text
    assert answer_to(cast.maya, "my_people_visits")[0] == 404
    assert answer_to(cast.maya, "me")[0] == 200


def test_while_their_own_pages_are_locked_their_sign_in_opens_neither(cast, both):
    give_consent(both, SEE_PLAN, cast.tomasz)
    lock_portal(individual=cast.individual, by=cast.amara)
    assert [answer_to(cast.maya, name)[0] for name in ("me", "my_people", "tell_us")] == [404, 404, 404]


@pytest.mark.parametrize(("name", "purpose"), [("my_people", SEE_PLAN), ("my_people_visits", SEE_VISITS)])
def test_a_message_that_leads_there_needs_the_consent_of_the_page(cast, name, purpose):
    assert purpose_of(MessageFactory(to=cast.rosa, path=reverse(name))) == purpose


def test_a_representative_without_own_pages_finds_them_on_the_first_page(cast):
    text = answer_to(cast.rosa, "me")[1]
    assert "Hello Rosa Lindqvist" in text
    assert answer_to(cast.rosa, "my_people")[0] == 200
    assert SupportPlan.objects.consented_to(cast.rosa).exists()
