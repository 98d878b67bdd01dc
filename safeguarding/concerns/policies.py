from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.walls import exclude_walled
from casework.models import SupportPackage
from contracts.posts import contracts_where
from safeguarding.models import Concern, ConcernSheet


@rule_for(
    Concern,
    path="individual",
    related=["package__case__contract__council", "recorded_by", "visit"],
)
def concern_rule(user: User, permission: Permission) -> Q:
    """Those who lead concerns in the contract; users also read the concerns that they raised."""
    rule = Q(package__in=allowed_ids(SupportPackage, user, permission))
    if permission == Permission.READ_CONCERN:
        rule |= Q(recorded_by=user, package__case__contract__in=contracts_where(user, permission, Scope.MADE))
    return rule & exclude_walled(user, "individual")


inherit_rule(ConcernSheet, "concern", Concern, related=["document"])
