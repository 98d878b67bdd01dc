from django.db.models import Q

from accounts.enums import Permission, Scope
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
def referral_rule(user, permission) -> Q:
    """Deciding users see what was sent in their contracts; whoever made a referral sees and sends their own."""
    rule = Q(contract__in=contracts_where(user, permission, Scope.CONTRACT)) & Q(received_at__isnull=False)
    if permission == Permission.MAKE_REFERRAL:
        rule = _own(user) & Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
    if permission == Permission.READ_REFERRAL:
        rule |= _own(user) & Q(contract__in=contracts_where(user, permission, Scope.MADE))
    return rule & exclude_walled(user, "package__case__individual", "returns_from__case__individual")


def _own(user) -> Q:
    """What they wrote themselves, and what was keyed in for them and sent."""
    return Q(recorded_by=user) | Q(referrer=user, received_at__isnull=False)


@rule_for(CapacityNotice)
def notice_rule(user, permission) -> Q:
    """Whoever sends notices in the contract, and the Council's commissioner."""
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
