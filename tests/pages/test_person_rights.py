"""The rights to one person's records, read at once, equal what the rules answer one by one."""

import pytest

from accounts.enums import Permission
from accounts.permissions import allowed_ids, can, models_with_rules
from accounts.roles import BY_GRANT, OWN, ROLES
from accounts.services import suspend_access
from accounts.walls import raise_wall
from casework.access.person_rights import rights_for_person
from casework.access.record_loader import person_path
from casework.duties import duties_of_person, duty_items
from casework.models import Individual, SupportPackage
from casework.people.primary import about_people
from casework.services import declare_relation, grant_inspection, open_with_reason
from core.request_cache import request_cache
from core.timeline import Entry, newest, to_entries
from dashboard.timeline import SOURCES, person_timeline
from tests.pages.test_person_paths import NOT_ABOUT_A_PERSON

MODELS = sorted(models_with_rules() - NOT_ABOUT_A_PERSON, key=lambda model: model._meta.label)


def nothing_else(world):
    """The world as it is: another record is merged into Maya's."""


def grants(world):
    open_with_reason(individual=world.cast.individual, reason="On call tonight", by=world.cast.lewis)
    grant_inspection(individual=world.cast.individual, user=world.cast.helen, reason="Inspection", by=world.cast.ben)


def walls(world):
    """Walls around the person, a package, and single records below it."""
    cast = world.cast
    hidden = [cast.individual, cast.package, world.mine.plan, world.mine.visit, world.mine.concern]
    for user, record in zip([cast.amara, cast.ben, cast.dana, cast.tess, cast.omar], hidden, strict=True):
        raise_wall(record_id=record.pk, user=user, reason="named in a concern", by=None)


def relation(world):
    declare_relation(
        user=world.cast.tess, individual=world.cast.individual, declared_on=world.cast.today, words="neighbour", by=None
    )


def suspended(world):
    suspend_access(user=world.cast.amara, reason="lost phone", by=world.cast.ben)


def rows_about(model, individual):
    path = "" if model is Individual else person_path(model)
    return model.objects.filter(about_people(path, [individual.primary_id]))


def different_permissions():
    """Return one of each group of permissions that every role has with the same scope, or not at all."""
    groups = {}
    for permission in Permission:
        scopes = tuple(role.grants.get(permission) for role in ROLES.values())
        groups.setdefault((scopes, permission in OWN, permission in BY_GRANT), permission)
    return list(groups.values())


def allowed_by_rule(model, user, individual):
    """Return, for each permission, the ids of the rows about the person that the rules allow; one query."""
    names = {permission: f"may_{permission.name.lower()}" for permission in different_permissions()}
    rows = list(rows_about(model, individual).with_permissions(user, *names).values("pk", *names.values()))
    return {permission: {row["pk"] for row in rows if row[name]} for permission, name in names.items()}


# One of each role, and those without one.
EVERYBODY = ("amara", "tess", "omar", "ben", "sunita", "alan", "priya", "helen", "nadia", "maya", "rosa", "noel")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (nothing_else, EVERYBODY),
        (grants, ("lewis", "helen", "ben")),
        (walls, ("amara", "ben", "dana", "tess", "omar")),
        (relation, ("tess", "ben")),
        (suspended, ("amara", "ben")),
    ],
)
def test_the_rights_equal_the_rules_for_every_permission(world, change, names):
    change(world)
    individual = Individual.objects.get(pk=world.cast.individual.pk)
    for name in names:
        user = getattr(world.cast, name)
        user.refresh_from_db()
        for model in (SupportPackage, Individual):
            ruled = allowed_by_rule(model, user, individual)
            with rights_for_person(user, individual):
                known = {permission: set(allowed_ids(model, user, permission)) for permission in ruled}
            assert known == ruled, (name, model)


@pytest.mark.parametrize("change", [nothing_else, walls])
def test_records_of_every_kind_can_be_read_by_the_same_users(world, change):
    change(world)
    individual = Individual.objects.get(pk=world.cast.individual.pk)
    for user in (getattr(world.cast, name) for name in EVERYBODY):
        with request_cache():
            ruled = readable(user, individual)
            with rights_for_person(user, individual):
                assert readable(user, individual) == ruled, user.full_name
            assert SupportPackage.objects.visible_to(user).count() >= len(ruled[SupportPackage])


def readable(user, individual):
    return {
        model: sorted(rows_about(model, individual).visible_to(user).values_list("pk", flat=True)) for model in MODELS
    }


def test_the_rights_to_one_person_show_nobody_else(world):
    cast = world.cast
    with rights_for_person(cast.ben, cast.individual):
        assert not SupportPackage.objects.visible_to(cast.ben).filter(case__individual=cast.other_individual).exists()
    assert SupportPackage.objects.visible_to(cast.ben).filter(case__individual=cast.other_individual).exists()


@pytest.mark.parametrize("change", [nothing_else, walls])
def test_timeline_and_duties_equal_those_of_the_rules(world, change):
    """For users who may open the record, in turn: some reuse the query that was compiled for another."""
    change(world)
    individual = Individual.objects.get(pk=world.cast.individual.pk)
    today = world.cast.today
    for user in (getattr(world.cast, name) for name in ("amara", "lewis", "ben", "dana", "priya")):
        if not can(user, Permission.READ_PERSON, individual):
            continue
        with request_cache(), rights_for_person(user, individual) as rights:
            entries = person_timeline(rights)
            duties = duties_of_person(rights, today, is_reading=True), duties_of_person(rights, today)
        expected = to_entries(SOURCES, newest(SOURCES, individual, user), individual.pk)
        assert [Entry(**entry) for entry in entries] == expected, user.full_name
        assert duties[0] == duty_items(user, today, is_reading=True, individual=individual), user.full_name
        assert duties[1] == duty_items(user, today, individual=individual), user.full_name
