from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import rule_for
from accounts.walls import exclude_walled
from contracts.posts import contracts_where
from referrals.models import CapacityNotice, Referral


@rule_for(
    Referral,
    path="package__case__individual",
    related=[
        "contract__council",
        "strand",
        "recorded_by",
        "referrer",
        "transition",
        "returns_from__case__individual",
    ],
)
def referral_rule(user: User, permission: Permission) -> Q:
    """Those who decide: referrals received in their contracts. Referrers: those they wrote or are named in."""
    rule = Q(contract__in=contracts_where(user, permission, Scope.CONTRACT)) & Q(received_at__isnull=False)
    if permission == Permission.MAKE_REFERRAL:
        rule = _own(user) & Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
    if permission == Permission.READ_REFERRAL:
        rule |= _own(user) & Q(contract__in=contracts_where(user, permission, Scope.MADE))
    return rule & exclude_walled(user, "package__case__individual", "returns_from__case__individual")


def _own(user: User) -> Q:
    """Referrals that `user` wrote, and received ones in which somebody else named `user` as referrer."""
    return Q(recorded_by=user) | Q(referrer=user, received_at__isnull=False)


@rule_for(CapacityNotice)
def notice_rule(user: User, permission: Permission) -> Q:
    """Whoever sends notices in the contract, and the Council's commissioner."""
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
