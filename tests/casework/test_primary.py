"""Queries about the records of a person with no, one or two merged records."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.walls import hidden_from, is_hidden, not_walled_off, raise_wall
from casework.allocation.capacity import related_users
from casework.models import AccessNeed, Individual, SupportPackage
from casework.people.primary import about_any_of, about_people, about_same_person, primary_of, under_or_primary
from casework.services import declare_relation, merge, undo_merge
from tests.factories import days_ago

# The only files that may use the pointer in a query: those that define and write it.
FILES_WITH_POINTER = {"casework/people/primary.py", "casework/people/models.py", "casework/people/services/merging.py"}


def make_records(cast, merged: int) -> list[Individual]:
    """Return Maya's record and `merged` records merged into it, each with a need of its own."""
    records = [cast.individual]
    for number in range(merged):
        duplicate = Individual.objects.create(
            full_name=f"Maja {number}", date_of_birth=cast.individual.date_of_birth, recorded_by=cast.ben
        )
        records.append(duplicate)
        merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    for record in [*records, cast.other_individual]:
        AccessNeed.objects.create(individual=record, kind="support", words=record.full_name, review_on=cast.today)
    return [Individual.objects.get(pk=record.pk) for record in records]


def needs(*conditions) -> set:
    return set(AccessNeed.objects.filter(*conditions).values_list("individual", flat=True))


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_every_query_about_a_person_includes_merged_records(cast, merged):
    records = make_records(cast, merged)
    primary, ids = records[0], {record.pk for record in records}
    own, merged_ones = Individual.objects.filter(pk=primary.pk), Individual.objects.filter(pk=records[-1].pk)

    for record in records:
        assert (record.primary_id, record.primary) == (primary.pk, primary)
        assert set(Individual.objects.same_person(record)) == set(records)
        assert Individual.objects.all().record_ids_of([record.pk]) == ids
        assert needs(about_any_of("individual", Individual.objects.filter(pk=record.pk))) == ids
    assert Individual.objects.all().primary_ids_of(ids) == dict.fromkeys(ids, primary.pk)
    assert Individual.objects.all().record_ids_of([primary.pk, cast.other_individual.pk]) == {
        *ids,
        cast.other_individual.pk,
    }
    assert set(Individual.objects.annotate(person=primary_of()).filter(person=primary.pk)) == set(records)
    assert set(
        AccessNeed.objects.annotate(person=primary_of("individual"))
        .filter(person=primary.pk)
        .values_list("individual", flat=True)
    ) == (ids)
    assert needs(about_people("individual", [primary.pk])) == ids
    assert needs(about_people("individual", own.values("pk"))) == ids
    assert needs(under_or_primary("individual", own)) == {primary.pk}
    assert needs(under_or_primary("individual", merged_ones)) == {records[-1].pk, primary.pk}
    through = AccessNeed.objects.filter(individual=records[-1])
    assert needs(about_any_of("individual", through, "individual")) == ids
    assert needs(under_or_primary("individual", through, "individual")) == {records[-1].pk, primary.pk}
    known = AccessNeed.objects.filter(about_same_person("individual", ""), words=records[-1].full_name)
    assert set(Individual.objects.filter(Exists(known))) == set(records)
    assert set(Individual.objects.primary()) & {*records} == {primary}
    assert set(Individual.objects.primary_for(cast.ben)) & {*records} == {primary}
    assert set(Individual.objects.primary_for(cast.nadia)) & {*records} == set(records)
    assert Individual.objects.filter(Exists(known.filter(individual=OuterRef("pk")))).get() == records[-1]


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_a_wall_on_one_record_counts_for_all(cast, merged):
    """Given a wall on the last record, raised after the merges; then every record is hidden until they are undone."""
    records = make_records(cast, merged)
    raise_wall(record_id=records[-1].pk, user=cast.ben, reason="His cousin", by=cast.sunita)

    assert set(hidden_from(cast.ben)) == {record.pk for record in records}
    assert hidden_from(cast.dana) == []
    for record in records:
        assert is_hidden(cast.ben, record.pk)
        assert not_walled_off([cast.ben, cast.dana], record.pk) == [cast.dana]
    assert not is_hidden(cast.ben, cast.other_individual.pk)
    assert cast.individual not in Individual.objects.visible_to(cast.ben)
    if merged:
        undo_merge(merge=records[-1].merges.get(), reason="Two cousins", by=cast.dana)
        assert hidden_from(cast.ben) == [records[-1].pk]
        assert cast.individual in Individual.objects.visible_to(cast.ben)


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_a_declared_relation_with_one_record_counts_for_all(cast, merged):
    records = make_records(cast, merged)
    declare_relation(user=cast.lewis, individual=records[-1], declared_on=days_ago(1), words="Neighbours", by=cast.ben)
    assert related_users([cast.package])[cast.package.pk] == {cast.lewis.pk}
    if merged:
        undo_merge(merge=records[-1].merges.get(), reason="Two cousins", by=cast.dana)
        assert related_users([cast.package])[cast.package.pk] == set()


def test_two_packages_under_two_records_are_of_one_person(cast):
    merge(duplicate=cast.links_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    packages = SupportPackage.objects.filter(pk__in=[cast.links_package.pk, cast.package.pk])
    people = packages.order_by().values(person=primary_of("case__individual")).distinct()
    assert [row["person"] for row in people] == [cast.individual.pk]


def test_only_one_place_writes_the_pointer():
    """Given the source of every app; then only the module, the model and the merge service use `merged_into`."""
    root = Path(settings.BASE_DIR)
    sources = [source for app in root.glob("*/apps.py") for source in app.parent.rglob("*.py")]
    naming = {
        str(source.relative_to(root))
        for source in sources
        if "migrations" not in source.parts and re.search(r"(\b|_)merged_into\b", source.read_text())
    }
    assert naming == FILES_WITH_POINTER
