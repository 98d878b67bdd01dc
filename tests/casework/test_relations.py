"""A personal connection hides the person's record from the user, from the moment it is declared."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from casework.models import DeclaredRelation, Individual, SupportPackage
from casework.services import declare_relation, merge, open_with_reason, withdraw_relation
from core.errors import Refused
from core.models import Message
from tests.factories import PlannedVisitFactory, days_ago
from visits.models import PlannedVisit
from visits.rota.calendar import visits_of

DAY = datetime.timedelta(days=1)


def declare(cast, user, individual=None, by=None) -> DeclaredRelation:
    return declare_relation(
        user=user,
        individual=individual or cast.individual,
        declared_on=cast.today,
        words="Neighbours",
        by=by or cast.dana,
    )


@pytest.mark.parametrize("name", ["amara", "tess", "ben", "omar", "sunita", "priya"])
def test_whoever_knows_the_person_reads_nothing_in_any_way(cast, client, name):
    """Given a worker, leader, manager, senior, lead and keyworker who know Maya; then she does not exist for them."""
    user = getattr(cast, name)
    assert can(user, P.READ_PERSON, cast.individual)

    declare(cast, user)

    assert not can(user, P.READ_PERSON, cast.individual)
    assert cast.individual not in Individual.objects.findable_by(user)
    assert cast.package not in SupportPackage.objects.visible_to(user)
    open_with_reason(individual=cast.individual, reason="I was asked to", by=user)
    assert not can(user, P.READ_PERSON, cast.individual)
    client.force_login(user)
    for address in ("person", "person_plan", "person_hospital", "person_ask"):
        assert client.get(reverse(address, args=[cast.individual.pk])).status_code == 404


def test_a_connection_with_one_record_hides_every_record_of_the_person(cast):
    merge(duplicate=cast.links_individual, into=cast.individual, reason="One person", by=cast.dana)
    declare(cast, cast.ben, cast.links_individual)
    assert not can(cast.ben, P.READ_PERSON, cast.individual)
    assert can(cast.dana, P.READ_PERSON, cast.individual)


def test_managers_are_asked_to_reassign_and_the_visit_needs_cover(cast):
    """Given a planned visit of Amara to Maya; when she declares that she knows Maya; then somebody else must go."""
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(-2))
    assert visits_of(cast.amara).count() == 1

    declare(cast, cast.amara, by=cast.ben)

    assert PlannedVisit.objects.to_cover(cast.today, cast.today + 7 * DAY).count() == 1
    assert not visits_of(cast.amara).exists()
    asked = Message.objects.filter(key__startswith="relation:", channel="in app")
    assert {message.to for message in asked} == {cast.ben, cast.dana}


def test_a_manager_withdraws_it_with_a_reason(cast):
    relation = declare(cast, cast.amara)
    with pytest.raises(Refused, match="Enter why"):
        withdraw_relation(relation=relation, reason=" ", by=cast.ben)
    withdraw_relation(relation=relation, reason="Another Maya", by=cast.ben)
    assert can(cast.amara, P.READ_PERSON, cast.individual)
    with pytest.raises(Refused, match="already withdrawn"):
        withdraw_relation(relation=relation, reason="Again", by=cast.ben)
    declare(cast, cast.amara)
    assert not can(cast.amara, P.READ_PERSON, cast.individual)


def test_nobody_withdraws_their_own(cast):
    relation = declare(cast, cast.ben)
    with pytest.raises(Refused, match="your own connection"):
        withdraw_relation(relation=relation, reason="We lost touch", by=cast.ben)


def test_it_is_withdrawn_on_the_workers_page(cast, client):
    relation = declare(cast, cast.amara)
    client.force_login(cast.ben)
    page = client.get(reverse("worker", args=[cast.worker.pk])).content.decode()
    address = reverse("worker_relation_withdraw", args=[cast.worker.pk, relation.pk])
    assert address in page
    client.post(address, {"reason": "Another Maya", "form_id": ""})
    relation.refresh_from_db()
    assert relation.withdrawn_reason == "Another Maya"
