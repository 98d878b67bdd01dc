"""Walls: a walled record does not exist for that user, whatever their post."""

from uuid import uuid4

import pytest
from django.db.models import Q
from django.http import Http404

from accounts.enums import Permission as P
from accounts.models import Wall
from accounts.permissions import can, get_allowed_or_404
from accounts.walls import exclude_walled, hidden_from, is_hidden, raise_wall
from casework.models import HospitalSpell, Individual, RecordAccess, SupportPackage
from casework.services import open_with_reason
from core import clock, transitions
from core.models import StateChange
from plans.models import GoalWording, SupportPlan
from tests.factories import SpellFactory, VisitFactory
from visits.models import Visit


@pytest.fixture
def wall(cast) -> Wall:
    """Given a wall between Ben, the manager, and Maya."""
    return raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.sunita)


def test_a_walled_person_does_not_exist_for_the_manager(cast, wall):
    assert not can(cast.ben, P.READ_PERSON, cast.individual)
    assert cast.individual not in Individual.objects.visible_to(cast.ben)
    assert cast.individual not in Individual.objects.findable_by(cast.ben)
    with pytest.raises(Http404):
        get_allowed_or_404(Individual.objects, cast.ben, P.EDIT_PERSON, pk=cast.individual.pk)


def test_records_of_a_walled_person_are_hidden(cast, wall):
    SpellFactory(individual=cast.individual)
    VisitFactory(package=cast.package, worker=cast.worker)
    for model in (SupportPackage, SupportPlan, GoalWording, Visit, HospitalSpell):
        rows = model.objects.visible_to(cast.ben)
        assert not rows.filter(pk__in=model.objects.visible_to(cast.dana)).exclude(pk=cast.other_package.pk).exists(), (
            model
        )
    assert SupportPackage.objects.visible_to(cast.ben).count() == 1


def test_others_still_see_the_person(cast, wall):
    for user in (cast.dana, cast.amara, cast.priya):
        assert can(user, P.READ_PERSON, cast.individual)
    assert can(cast.ben, P.READ_PERSON, cast.other_individual)


def test_a_wall_outranks_an_access_grant(cast, wall):
    open_with_reason(individual=cast.individual, reason="I was asked", by=cast.ben)
    assert not can(cast.ben, P.READ_PERSON, cast.individual)
    assert not can(cast.ben, P.READ_PERSON, cast.package)


def test_a_row_about_nobody_is_not_hidden(cast, wall):
    """Given log rows about a walled person, somebody else and nobody; then only those to the first are hidden."""
    for individual in (cast.individual, cast.other_individual, None):
        RecordAccess.objects.create(recorded_by=cast.amara, path="/", individual=individual, about_ids=[uuid4()])
    for paths in (("individual",), ("individual", "pk")):
        rows = RecordAccess.objects.filter(exclude_walled(cast.ben, *paths))
        assert set(rows.values_list("individual", flat=True)) == {cast.other_individual.pk, None}
    assert exclude_walled(cast.dana, "individual") == Q()


def test_a_wall_exists_once(cast, wall):
    again = raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Again", by=cast.dana)
    assert again == wall
    assert Wall.objects.count() == 1


def test_a_lifted_wall_hides_nothing_and_can_be_raised_again(cast, wall):
    Wall.objects.filter(pk=wall.pk).update(lifted_at=clock.now())
    assert can(cast.ben, P.READ_PERSON, cast.individual)
    assert not is_hidden(cast.ben, cast.individual.pk)
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Anew", by=cast.sunita)
    assert is_hidden(cast.ben, cast.individual.pk)


def test_state_changes_of_a_walled_record_are_left_out(cast, wall):
    assert transitions.history(cast.package).exists()
    assert not transitions.history(cast.package, hidden_from(cast.ben)).exists()
    assert transitions.history(cast.package, hidden_from(cast.dana)).exists()
    assert transitions.history(cast.other_package, hidden_from(cast.ben)).exists()
    assert (
        not StateChange.objects.not_about([cast.individual.pk])
        .filter(about_ids__contains=[cast.individual.pk])
        .exists()
    )
