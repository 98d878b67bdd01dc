from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.permissions import rule_for
from accounts.roles import roles_with
from contracts.posts import contracts_by_scope, contracts_where
from workforce.models import OnCallShift, Worker


@rule_for(Worker)
def worker_rule(user, permission) -> Q:
    """The workers of the contracts where the user holds the permission, or of their team there.

    Everybody reads what is kept of themselves, and changes none of it.
    """
    rule = _in_contracts(contracts_where(user, permission, Scope.CONTRACT))
    if roles_with(permission, Scope.TEAM):
        teams = Worker.objects.filter(user=user).values("team")
        rule |= _in_contracts(contracts_where(user, permission, Scope.TEAM)) & Q(team__in=teams)
    if permission == Permission.READ_WORKER:
        rule |= Q(user=user)
    return rule


def _in_contracts(contracts) -> Q:
    return Q(pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker"))


@rule_for(OnCallShift)
def on_call_rule(user, permission) -> Q:
    """Whoever holds the permission in the contract, however far it reaches there."""
    contracts = {contract for ids in contracts_by_scope(user, permission).values() for contract in ids}
    return Q(contract__in=contracts)
