from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import inherit_rule, rule_for
from contracts.models import Contract, ContractYear
from contracts.posts import contracts_where


@rule_for(Contract)
def contract_rule(user: User, permission: Permission) -> Q:
    """Allow the contracts in which the user has the permission."""
    return Q(pk__in=contracts_where(user, permission, Scope.CONTRACT))


inherit_rule(ContractYear, "contract", Contract)
