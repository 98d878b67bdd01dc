"""Verbs, and how database errors become messages."""

import pytest
from django.db import IntegrityError

from accounts.models import User
from casework.models import Individual
from core.constraints import refusals
from core.errors import Conflict, Refused
from core.verbs import verb
from plans.models import SupportPlan
from tests.architecture import history_models


def test_a_verb_takes_keywords_and_needs_by():
    for wrong in (lambda *, name: name, lambda by: by, lambda name, *, by: by):
        with pytest.raises(TypeError, match="keywords only"):
            verb(wrong)


def test_a_verb_is_atomic(cast):
    @verb
    def rename_and_fail(*, by):
        Individual.objects.filter(pk=cast.individual.pk).update(known_as="May")
        raise Refused("no")

    with pytest.raises(Refused):
        rename_and_fail(by=cast.ben)
    cast.individual.refresh_from_db()
    assert cast.individual.known_as == ""


def test_history_records_the_verb_and_the_user(cast):
    """Given a verb run by Ben; when it changes a row; then the history row names the verb and Ben."""

    @verb
    def move_house(*, by):
        Individual.objects.filter(pk=cast.individual.pk).update(known_as="May")

    move_house(by=cast.ben)
    events = next(model for model in history_models() if model._meta.label == "casework.IndividualEvent")
    event = events.objects.select_related("pgh_context").get(pgh_obj_id=cast.individual.pk)
    assert event.known_as == ""
    assert event.pgh_context.metadata["by"] == str(cast.ben.pk)
    assert event.pgh_context.metadata["verb"].endswith("move_house")


def test_a_sweep_acts_without_a_user(cast):
    @verb
    def move_house(*, by):
        Individual.objects.filter(pk=cast.individual.pk).update(known_as="May")

    move_house(by=None)
    events = next(model for model in history_models() if model._meta.label == "casework.IndividualEvent")
    assert events.objects.get(pgh_obj_id=cast.individual.pk).pgh_context.metadata["by"] == "scheduled job"


def test_a_violated_constraint_raises_its_message(cast):
    with pytest.raises(Refused, match=r"^An NHS number has ten digits\.$"), refusals():
        Individual.objects.filter(pk=cast.individual.pk).update(nhs_number="12")


def test_a_constraint_without_a_message_stays_an_error(cast):
    """A constraint without a message is a bug and is not turned into a refusal."""
    with pytest.raises(IntegrityError), refusals():
        Individual.objects.filter(pk=cast.individual.pk).update(reference=cast.other_individual.reference)


def test_the_second_save_raises_a_conflict_and_loses_nothing(cast):
    """Given two people with the same plan open; when both save; then the second sees the text of the first."""
    first, second = (SupportPlan.objects.get(pk=cast.plan.pk) for _ in range(2))
    opened_at = second.revision
    first.check_revision(first.revision)
    first.matters_to_me = "My garden"
    first.save()
    with pytest.raises(Conflict) as conflict:
        second.check_revision(opened_at)
    assert conflict.value.record.matters_to_me == "My garden"
    assert SupportPlan.objects.get(pk=cast.plan.pk).matters_to_me == "My garden"


def test_records_are_not_deleted(cast):
    for attempt in (cast.individual.delete, Individual.objects.all().delete):
        with pytest.raises(TypeError, match="never deleted"):
            attempt()
    assert User.objects.filter(pk=cast.maya.pk).exists()
