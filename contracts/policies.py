from django.db.models import Q

from accounts.enums import Scope
from accounts.permissions import inherit_rule, rule_for
from contracts.models import Contract, ContractYear
from contracts.posts import contracts_where


@rule_for(Contract)
def contract_rule(user, permission) -> Q:
    """Whoever holds a post with the permission in the contract."""
    return Q(pk__in=contracts_where(user, permission, Scope.CONTRACT))


inherit_rule(ContractYear, "contract", Contract)
