from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import rule_for
from accounts.roles import roles_with
from contracts.posts import contracts_by_scope, contracts_where
from workforce.models import OnCallShift, Worker


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


@rule_for(OnCallShift)
def on_call_rule(user: User, permission: Permission) -> Q:
    """Allow the shifts of the contracts where the user has the permission, whatever its scope."""
    return Q(contract__in=on_call_contracts(user, permission))


def on_call_contracts(user: User, *permissions: Permission) -> set[UUID]:
    """Return the ids of the contracts in which `user` has one of `permissions`, whatever its scope."""
    scopes = [contracts_by_scope(user, permission) for permission in permissions]
    return {contract_id for scope in scopes for ids in scope.values() for contract_id in ids}
