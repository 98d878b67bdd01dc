from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import rule_for
from accounts.walls import exclude_walled
from contracts.posts import contracts_where
from safeguarding.models import Incident


@rule_for(Incident, path="individual", related=["contract", "recorded_by", "visit", "investigator", "candour"])
def incident_rule(user: User, permission: Permission) -> Q:
    """Those who manage incidents in the contract, unless they were involved; users also read what they recorded."""
    rule = Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
    if permission == Permission.READ_INCIDENT:
        rule |= Q(recorded_by=user, contract__in=contracts_where(user, permission, Scope.MADE))
    if permission == Permission.MANAGE_INCIDENT:
        rule &= ~Q(involved_users=user)
    return rule & exclude_walled(user, "individual")
