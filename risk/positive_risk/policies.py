from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from casework.models import SupportPackage
from risk.models import PositiveRisk, PositiveRiskReview
from risk.positive_risk.enums import DECIDED_STATES

inherit_rule(PositiveRiskReview, "risk", PositiveRisk)


@rule_for(PositiveRisk, path="package")
def positive_risk_rule(user: User, permission: Permission) -> Q:
    """Those who write plans see a decision from its first draft, everybody else once it is decided."""
    writes = Q(package__in=allowed_ids(SupportPackage, user, Permission.WRITE_PLAN))
    if permission == Permission.WRITE_PLAN:
        return writes
    rule = Q(package__in=allowed_ids(SupportPackage, user, permission))
    is_readable = Q(state__in=DECIDED_STATES)
    if permission == PositiveRisk.READ:
        is_readable |= writes
    return rule & is_readable
