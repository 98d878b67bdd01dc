"""Permissions: who may see and do what."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.enums import Permission as P
from accounts.permissions import can, get_allowed_or_404
from accounts.roles import ROLES, Side, roles_with
from casework.models import Individual, SupportPackage
from casework.services import allocate, change_keyworker
from contracts.models import Post
from contracts.services import appoint, relieve
from core import clock
from plans.models import GoalWording, SupportPlan
from workforce.services import employ

DAY = datetime.timedelta(days=1)
COUNCIL_ROLES = [role.key.value for role in ROLES.values() if role.side == Side.COUNCIL]


def names_allowed(cast, record, permission=P.READ_PERSON) -> set[str]:
    """Return the first names of all users who have the permission on the record."""
    return {name for name, user in cast.everybody().items() if can(user, permission, record)}


MANAGING = {"ben", "dana"}


@pytest.mark.parametrize(
    ("permission", "names"),
    [
        (P.READ_PERSON, MANAGING | {"amara", "tess", "omar", "sunita", "priya"}),
        (P.LOG_VISIT, MANAGING | {"amara", "tess", "omar"}),
        (P.WRITE_PLAN, MANAGING | {"amara", "tess"}),
        (P.ALLOCATE, MANAGING),
        (P.READ_UPDATE, MANAGING | {"amara", "tess", "priya"}),
        (P.READ_VISIT, MANAGING | {"amara", "tess", "omar", "sunita"}),
        (P.READ_OWN, {"maya"}),
        (P.ANSWER_PLAN, {"maya"}),
        (P.RAISE_CONCERN, MANAGING | {"amara", "tess", "omar", "sunita"}),
    ],
)
def test_who_may_do_what_with_mayas_package(cast, permission, names):
    assert names_allowed(cast, cast.package, permission) == names


def test_children_take_their_parents_rule(cast):
    of_package = names_allowed(cast, cast.package)
    assert names_allowed(cast, cast.plan) == of_package
    assert names_allowed(cast, cast.wording) == of_package
    assert names_allowed(cast, cast.individual) == of_package


def test_a_manager_has_each_right_only_in_their_contract(cast):
    """Given Ben, manager here; when he also works as a support worker there; then he manages nothing there."""
    appoint(user=cast.ben, role="support_worker", contract=cast.links, from_on=cast.today, by=cast.alan)
    assert names_allowed(cast, cast.links_package) == {"nadia", "gwen"}
    allocate_to(cast, cast.ben, cast.links, cast.links_package)
    assert can(cast.ben, P.READ_PERSON, cast.links_package)
    assert not can(cast.ben, P.ALLOCATE, cast.links_package)
    assert can(cast.ben, P.ALLOCATE, cast.package)


def allocate_to(cast, user, contract, package):
    worker = employ(
        user=user,
        team=cast.team,
        contracts=[contract],
        started_on=cast.today - 30 * DAY,
        minutes_a_week=600,
        induction_completed_on=cast.today - 29 * DAY,
        dbs_checked_on=cast.today - 29 * DAY,
        by=cast.alan,
    )
    allocate(package=package, worker=worker, kind="buddy", from_on=cast.today, by=cast.ben)


def test_a_post_that_ended_gives_nothing(cast):
    post = Post.objects.get(user=cast.ben)
    relieve(post=post, until_on=cast.today + DAY, by=cast.alan)
    assert can(cast.ben, P.READ_PERSON, cast.individual)
    with clock.frozen_at(clock.now() + DAY):
        assert not can(cast.ben, P.READ_PERSON, cast.individual)


def test_a_future_post_gives_nothing_yet(cast):
    appoint(user=cast.noel, role="manager", contract=cast.tameside, from_on=cast.today + DAY, by=cast.alan)
    assert not can(cast.noel, P.READ_PERSON, cast.individual)
    with clock.frozen_at(clock.now() + DAY):
        assert can(cast.noel, P.READ_PERSON, cast.individual)


def test_cover_gives_access_for_its_days(cast):
    """Given Lewis covering for a week; when the week is over; then he is an outsider again."""
    until = cast.today + 7 * DAY
    allocate(
        package=cast.package, worker=cast.other_worker, kind="cover", from_on=cast.today, until_on=until, by=cast.ben
    )
    assert {"lewis", "amara"} <= names_allowed(cast, cast.package)
    with clock.frozen_at(clock.now() + 7 * DAY):
        assert "lewis" not in names_allowed(cast, cast.package)
        assert "amara" in names_allowed(cast, cast.package)


def test_a_new_keyworker_reads_and_the_one_before_no_longer(cast):
    change_keyworker(individual=cast.individual, user=cast.kofi, from_on=cast.today, by=cast.ben)
    assert names_allowed(cast, cast.package, P.READ_UPDATE) & {"priya", "kofi"} == {"kofi"}


def test_an_inactive_account_may_do_nothing(cast):
    cast.ben.is_active = False
    assert not SupportPackage.objects.allowing(cast.ben, P.READ_PERSON).exists()


def test_somebody_not_signed_in_may_do_nothing(cast):
    assert not Individual.objects.visible_to(AnonymousUser()).exists()


def test_staff_find_everybody_and_the_council_nobody(cast):
    finders = {name for name, user in cast.everybody().items() if Individual.objects.findable_by(user).exists()}
    assert finders == {"amara", "lewis", "tess", "omar", "ben", "dana", "sunita", "nadia", "gwen"}


def test_fetch_returns_the_row(cast):
    assert get_allowed_or_404(SupportPackage.objects, cast.ben, P.ALLOCATE, pk=cast.package.pk) == cast.package
    assert (
        get_allowed_or_404(GoalWording.objects.select_related("plan"), cast.amara, P.WRITE_PLAN, pk=cast.wording.pk)
        == cast.wording
    )


def test_an_outsider_gets_404(cast):
    for user in (cast.lewis, cast.noel, cast.nadia, cast.alan, cast.helen):
        with pytest.raises(Http404):
            get_allowed_or_404(SupportPlan.objects, user, P.WRITE_PLAN, pk=cast.plan.pk)


def test_an_insider_without_the_right_gets_403(cast):
    with pytest.raises(PermissionDenied):
        get_allowed_or_404(SupportPackage.objects, cast.amara, P.ALLOCATE, pk=cast.package.pk)
    with pytest.raises(PermissionDenied):
        get_allowed_or_404(SupportPlan.objects, cast.priya, P.WRITE_PLAN, pk=cast.plan.pk)


def test_every_role_has_a_name_and_a_description():
    assert all(role.key == key and role.name and role.description.endswith(".") for key, role in ROLES.items())
    assert set(COUNCIL_ROLES) == {"keyworker", "referrer", "commissioner", "duty_team"}


def test_every_permission_belongs_to_somebody():
    granted = {permission for role in ROLES.values() for permission in role.grants}
    own = {P.READ_OWN, P.ANSWER_PLAN}
    assert set(P) - granted - own == set()


@pytest.mark.parametrize("role", ["finance_reader", "administrator", "commissioner", "duty_team", "referrer"])
def test_roles_without_care_records_read_none(role):
    assert P.READ_PERSON not in ROLES[role].grants
    assert P.FIND_PERSON not in ROLES[role].grants


def test_nobody_of_the_council_acts_for_the_provider():
    for role in COUNCIL_ROLES:
        assert not set(ROLES[role].grants) & {P.LOG_VISIT, P.WRITE_PLAN, P.ALLOCATE, P.READ_CONCERN, P.PREPARE_RETURN}


def test_only_some_may_sign_what_the_manager_must_not_see():
    assert roles_with(P.SIGN_RESTRICTED, "contract") == ["deputy", "safeguarding_lead"]
