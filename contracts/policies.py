from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import NOBODY, inherit_rule, rule_for
from contracts.models import Contract, ContractYear, Council
from contracts.posts import contracts_where, permissions


@rule_for(Contract)
def contract_rule(user: User, permission: Permission) -> Q:
    """Allow the contracts in which the user has the permission."""
    return Q(pk__in=contracts_where(user, permission, Scope.CONTRACT))


@rule_for(Council)
def council_rule(user: User, permission: Permission) -> Q:
    """Allow every council to those who set up the service."""
    return Q() if permission == Permission.KEEP_SERVICE and permission in permissions(user) else NOBODY


inherit_rule(ContractYear, "contract", Contract)
