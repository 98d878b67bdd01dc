from django.db.models import Q

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import NOBODY, inherit_rule, rule_for
from accounts.walls import exclude_walled
from casework.models import KeyworkerAbsence
from contracts.models import Contract
from contracts.posts import contracts_where
from contracts.terms.concerned import concerned_source
from core import clock
from referrals.enums import TO_DECIDE, CameBy, ReferralState
from referrals.models import CapacityNotice, Referral, ReferralAddition

inherit_rule(ReferralAddition, "referral", Referral, related=["recorded_by", "read_by"])


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
    """Those who decide: referrals received in their contracts, and drafts of those that reached the provider by email,
    telephone or letter, until they are sent. Referrers: those they wrote or are named in.

    The on-call senior, who is alerted to it: one that asks for a response on the same day, until it is decided.
    """
    rule = Q(contract__in=contracts_where(user, permission, Scope.CONTRACT)) & Q(received_at__isnull=False)
    if permission == Permission.MAKE_REFERRAL:
        rule = _own(user) & Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
    if permission == Permission.READ_REFERRAL:
        rule |= _own(user) & Q(contract__in=contracts_where(user, permission, Scope.MADE))
    if permission in (Permission.READ_REFERRAL, Permission.MAKE_REFERRAL):
        deciding = contracts_where(user, Permission.DECIDE_REFERRAL, Scope.CONTRACT)
        rule |= Q(contract__in=deciding, state=ReferralState.DRAFT) & ~Q(came_by=CameBy.HERE)
    if permission in (Permission.READ_REFERRAL, Permission.BE_ON_CALL):
        on_call = contracts_where(user, Permission.BE_ON_CALL, Scope.CONTRACT)
        is_urgent = Q(asks_same_day=True, state__in=TO_DECIDE, received_at__isnull=False)
        rule = (NOBODY if permission == Permission.BE_ON_CALL else rule) | Q(contract__in=on_call) & is_urgent
    return rule & exclude_walled(user, "package__case__individual", "returns_from__case__individual")


def _own(user: User) -> Q:
    """Referrals that `user` wrote, and received ones in which somebody else named `user` as referrer.

    The received ones of a keyworker who is away are their cover's as well.
    """
    covered = KeyworkerAbsence.objects.covered_by(user, clock.today()).values("user")
    is_covered = Q(referrer__in=covered) | Q(referrer=None, recorded_by__in=covered)
    return Q(recorded_by=user) | (Q(referrer=user) | is_covered) & Q(received_at__isnull=False)


@concerned_source
def referrals_to_decide(contract: Contract, user: User) -> tuple[str, str]:
    """Return how many referrals of the contract are not decided, and by which terms they are."""
    walled = exclude_walled(user, "package__case__individual", "returns_from__case__individual")
    count = Referral.objects.to_decide().filter(walled, contract=contract).count()
    return "Referrals not decided", f"{count}. Each is decided by the terms of the day on which support will start."


@rule_for(CapacityNotice)
def notice_rule(user: User, permission: Permission) -> Q:
    """Whoever sends notices in the contract, and the Council's commissioner."""
    return Q(contract__in=contracts_where(user, permission, Scope.CONTRACT))
