from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import inherit_rule, rule_for
from casework.models import SupportPackage
from risk.positive_risk.enums import WAS_DECIDED
from risk.positive_risk.models import PositiveRisk, PositiveRiskReview

inherit_rule(PositiveRiskReview, "risk", PositiveRisk)


@rule_for(PositiveRisk, path="package")
def positive_risk_rule(user, permission) -> Q:
    """Whoever writes plans sees a decision from the first word; everybody else once it is decided."""
    writes = Q(package__in=SupportPackage.objects.allowing(user, Permission.WRITE_PLAN).values("pk"))
    if permission == Permission.WRITE_PLAN:
        return writes
    rule = Q(package__in=SupportPackage.objects.allowing(user, permission).values("pk"))
    was_decided = Q(state__in=WAS_DECIDED)
    if permission == Permission.READ_PERSON:
        was_decided |= writes
    return rule & was_decided
