from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import NOBODY, inherit_rule, rule_for
from accounts.roles import roles_with
from contracts.access.staff_records import staff_record_source
from contracts.models import Contract
from contracts.posts import contracts_by_scope, contracts_where, permissions
from core import clock
from workforce.models import OnCallShift, Team, TrainingCourse, Worker, WorkerSignOut


@rule_for(Worker)
def worker_rule(user: User, permission: Permission) -> Q:
    """Allow the workers of the contracts where the user has the permission, or those of their team there.

    Every worker may read their own row.
    """
    rule = _in_contracts(contracts_where(user, permission, Scope.CONTRACT))
    if roles_with(permission, Scope.TEAM):
        teams = Worker.objects.filter(user=user).values("team")
        rule |= _in_contracts(contracts_where(user, permission, Scope.TEAM)) & Q(team__in=teams)
    if permission == Permission.READ_WORKER:
        rule |= Q(user=user)
    return rule


def _in_contracts(contracts: Collection[UUID]) -> Q:
    return Q(pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker"))


@staff_record_source
def users_with_staff_record(user_ids: Collection[UUID]) -> set[UUID]:
    """Return the ids of those of the users who are workers today or later."""
    staying = Worker.objects.staying(clock.today()).filter(user__in=user_ids)
    return set(staying.values_list("user", flat=True))


@rule_for(Team, TrainingCourse)
def set_up_rule(user: User, permission: Permission) -> Q:
    """Allow every team and course to those who set up the service: they belong to no contract."""
    may = permission == Permission.KEEP_SERVICE and permission in permissions(user)
    return Q() if may else NOBODY


inherit_rule(WorkerSignOut, "worker", Worker)


@rule_for(OnCallShift)
def on_call_rule(user: User, permission: Permission) -> Q:
    """Allow the shifts of the contracts where the user has the permission, whatever its scope."""
    return Q(contract__in=_contract_ids(user, permission))


def contracts_with_rota(user: User) -> QuerySet[Contract]:
    """Return the contracts whose on-call rota `user` may read or edit, by name."""
    ids = _contract_ids(user, Permission.ANSWER_CALL) | _contract_ids(user, Permission.KEEP_ON_CALL)
    return Contract.objects.filter(pk__in=ids).order_by("name", "pk")


def _contract_ids(user: User, permission: Permission) -> set[UUID]:
    """Return the ids of the contracts in which `user` has the permission, whatever its scope."""
    return {contract for ids in contracts_by_scope(user, permission).values() for contract in ids}
