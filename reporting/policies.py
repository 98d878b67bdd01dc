from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import rule_for
from contracts.posts import contracts_where
from reporting.enums import ReturnState
from reporting.models import Return, ReturnDue


@rule_for(Return)
def return_rule(user: User, permission: Permission) -> Q:
    """Commissioners read sealed returns; those who prepare or sign see returns in preparation as well."""
    rule = Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
    if permission == Permission.READ_RETURN:
        rule &= Q(state=ReturnState.SEALED)
        for own in (Permission.PREPARE_RETURN, Permission.SIGN_RESTRICTED):
            rule |= Q(contract__in=contracts_where(user, own, Scope.CONTRACT))
    return rule


@rule_for(ReturnDue)
def return_due_rule(user: User, permission: Permission) -> Q:
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
