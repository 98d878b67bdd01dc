"""Who works with a person changes their details, the ways to reach them, and who is close to them."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import ContactPoint, Individual, RecordAccess, Relationship
from casework.people.safety_facts import facts_of
from casework.services import (
    change_contact_point,
    change_person,
    change_relationship,
    record_contact_point,
    record_relationship,
    remove_contact_point,
    withdraw_relationship,
)
from core.errors import Conflict, NotPossible, Refused

DAY = datetime.timedelta(days=1)
NUMBER = "07700 900321"


def details(individual: Individual, **changed) -> dict:
    names = ("full_name", "known_as", "former_names", "date_of_birth", "born_about", "nhs_number")
    columns = {name: getattr(individual, name) for name in (*names, "worker_gender_wish", "worker_language_wish")}
    return {"revision": individual.revision, **columns, **changed}


def contact(**changed) -> dict:
    return {"kind": "telephone", "value": NUMBER, "is_safe": True, "note": "", **changed}


def relative(cast, **changed) -> dict:
    days = {"from_on": cast.today - 9 * DAY, "until_on": None}
    return {"kind": "family", "name": "Ilse Lindqvist", "telephone": "", "note": "", **days, **changed}


def test_a_changed_name_becomes_a_former_one_and_history_has_the_old_row(cast):
    before = cast.individual.full_name
    sent = details(cast.individual, full_name="Maya Brandt")
    individual = change_person(individual=cast.individual, by=cast.amara, **sent)
    assert (individual.full_name, individual.former_names) == ("Maya Brandt", [before])
    old = Individual.pgh_event_model.objects.filter(pgh_obj=individual.pk).latest("pgh_id")
    assert (old.full_name, old.pgh_context.metadata["by"]) == (before, str(cast.amara.pk))
    with pytest.raises(Conflict), transaction.atomic():
        change_person(individual=cast.individual, by=cast.ben, **sent)


def test_a_number_that_is_safe_no_longer_is_shown_so_everywhere(cast, client):
    """Given a number that others answer now; when Amara records it; then the record says that it is not safe."""
    point = record_contact_point(individual=cast.individual, by=cast.amara, **contact())
    client.force_login(cast.amara)
    page = client.get(reverse("person_details", args=[cast.individual.pk])).text
    assert NUMBER in page
    sent = {"kind": "telephone", "value": "+44 7700 900321", "is_safe": "no", "note": "Her brother has the phone"}
    answer = client.post(reverse("person_contact", args=[cast.individual.pk, point.pk]), sent)
    assert answer.url == reverse("person_details", args=[cast.individual.pk])
    point.refresh_from_db()
    assert (point.value, point.is_safe) == (NUMBER, False)
    (fact,) = [fact for fact in facts_of(cast.individual).contact_points if fact.value == NUMBER]
    assert not fact.is_safe
    old = ContactPoint.pgh_event_model.objects.get(pgh_obj=point.pk)
    assert old.is_safe, "history has the row as it was"
    overview = client.get(reverse("person", args=[cast.individual.pk])).text
    assert "Not safe to use" in overview
    assert reverse("person_details", args=[cast.individual.pk]) in overview


def test_a_removed_number_is_used_nowhere_and_stays_on_file(cast):
    point = record_contact_point(individual=cast.individual, by=cast.amara, **contact())
    with pytest.raises(Refused, match="already recorded"), transaction.atomic():
        record_contact_point(individual=cast.individual, by=cast.amara, **contact())
    remove_contact_point(point=point, reason="It is a neighbour's", by=cast.amara)
    assert NUMBER not in {fact.value for fact in facts_of(cast.individual).contact_points}
    assert ContactPoint.with_struck.get(pk=point.pk).struck_reason == "It is a neighbour's"
    with pytest.raises(NotPossible), transaction.atomic():
        change_contact_point(point=point, by=cast.amara, **contact())
    with pytest.raises(NotPossible), transaction.atomic():
        remove_contact_point(point=point, reason="Again", by=cast.amara)
    record_contact_point(individual=cast.individual, by=cast.amara, **contact())


def test_a_relationship_is_corrected_ended_and_withdrawn(cast):
    relationship = record_relationship(individual=cast.individual, by=cast.amara, **relative(cast))
    changed = change_relationship(
        relationship=relationship, by=cast.amara, **relative(cast, name="Ilse Brandt", until_on=cast.today)
    )
    assert (changed.name, changed.last_on) == ("Ilse Brandt", cast.today - DAY)
    assert not cast.individual.relationships.on(cast.today).exists()
    wrong = record_relationship(individual=cast.individual, by=cast.amara, **relative(cast, name="Somebody else"))
    withdraw_relationship(relationship=wrong, reason="Another person's aunt", by=cast.amara)
    assert not cast.individual.relationships.on(cast.today).exists()
    assert Relationship.with_struck.get(pk=wrong.pk).struck_reason == "Another person's aunt"
    with pytest.raises(NotPossible), transaction.atomic():
        change_relationship(relationship=wrong, by=cast.amara, **relative(cast))


@pytest.mark.parametrize(
    ("page", "sent", "error"),
    [
        ("person_contact_new", {"kind": "telephone", "value": "soon", "is_safe": "yes"}, "phone number"),
        ("person_contact_new", {"kind": "email", "value": "maya at home", "is_safe": "yes"}, "Enter an email address"),
        ("person_contact_new", {"kind": "email", "value": "m@example.org"}, "“Is it safe to use?”"),
        ("person_details_change", {"nhs_number": "123"}, "Enter a 10-digit NHS number"),
        (
            "person_details_change",
            {
                "born_about": "1980",
                "date_of_birth_day": "1",
                "date_of_birth_month": "2",
                "date_of_birth_year": "1980",
            },
            "not both",
        ),
    ],
)
def test_wrong_input_is_refused_with_a_message(cast, client, page, sent, error):
    client.force_login(cast.amara)
    answer = client.post(reverse(page, args=[cast.individual.pk]), sent)
    assert answer.status_code == 200
    assert error in answer.text


def test_only_who_works_with_the_person_changes_their_details(cast, client):
    """Given Lewis and Nadia, who may find Maya but do not work with her; then the page is not there for them."""
    path = reverse("person_details", args=[cast.individual.pk])
    for name, status in (("amara", 200), ("ben", 200), ("lewis", 404), ("nadia", 404), ("farah", 404), ("kofi", 404)):
        client.force_login(getattr(cast, name))
        assert client.get(path).status_code == status, name
    assert RecordAccess.objects.latest("recorded_at").page_name == "Details and contacts"


def test_a_row_of_another_person_is_not_found(cast, client):
    point = record_contact_point(individual=cast.other_individual, by=cast.lewis, **contact())
    client.force_login(cast.amara)
    for page in ("person_contact", "person_contact_remove"):
        assert client.get(reverse(page, args=[cast.individual.pk, point.pk])).status_code == 404
