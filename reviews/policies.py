"""The provider's staff see an update from the day it is raised; the keyworker once it is sent."""

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from casework.models import SupportPackage
from reviews.enums import UpdateState
from reviews.models import KeyworkerUpdate, Review

inherit_rule(Review, "package", SupportPackage)


@rule_for(
    KeyworkerUpdate, path="package", related=["recipient", "submitted_by", "acknowledged_by", "acknowledged_link"]
)
def update_rule(user: User, permission: Permission) -> Q:
    rule = Q(package__in=allowed_ids(SupportPackage, user, permission))
    if permission in (Permission.READ_UPDATE, Permission.ACKNOWLEDGE_UPDATE):
        rule &= Q(state__in=[UpdateState.SENT, UpdateState.ACKNOWLEDGED])
    return rule
