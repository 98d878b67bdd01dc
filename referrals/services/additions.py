"""Something is added to a referral after it was sent, and read by those who decide."""

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import eligibility, notifications
from referrals.models import Referral, ReferralAddition
from referrals.parts.required import parts_of


@verb
def add_to_referral(*, referral: Referral, part: str, words: str, by: User) -> ReferralAddition:
    """Add or correct something until the decision. Those who decide are notified, unless one of them adds it.

    Raises NotPossible before sending and after the decision, and Refused for a part that the referral does not have.
    """
    referral = Referral.objects.select_related("contract").get_locked(referral.pk)
    if closed := referral.why_no_additions:
        raise NotPossible(closed)
    if part not in parts_of(referral, eligibility.terms_for(referral, clock.today())):
        raise Refused("Choose the part that this is about.", field="part")
    addition = ReferralAddition.objects.create(referral=referral, part=part, words=words.strip(), recorded_by=by)
    if can(by, Permission.DECIDE_REFERRAL, referral):
        return _mark_read(addition, by)
    notifications.notify_addition(addition, by)
    return addition


@verb
def read_addition(*, addition: ReferralAddition, by: User) -> ReferralAddition:
    """Record that somebody who decides has read it; a second reader changes nothing."""
    addition = ReferralAddition.objects.select_related("referral").get_locked(addition.pk)
    return addition if addition.is_read else _mark_read(addition, by)


def _mark_read(addition: ReferralAddition, by: User) -> ReferralAddition:
    addition.read_at, addition.read_by = clock.now(), by
    addition.save(update_fields=["read_at", "read_by"])
    notifications.settle_addition(addition)
    return addition


@verb
def withdraw_addition(*, addition: ReferralAddition, reason: str, by: User) -> ReferralAddition:
    """Withdraw what was added by mistake, until the decision. Raises NotPossible after it, and for somebody else's."""
    referral = Referral.objects.get_locked(addition.referral_id)
    addition = ReferralAddition.with_struck.get_locked(addition.pk)
    if referral.why_no_additions:
        raise NotPossible(referral.why_no_additions)
    if addition.recorded_by_id != by.pk:
        raise NotPossible("Only whoever added this can withdraw it.")
    addition.strike(by=by, reason=reason)
    notifications.settle_addition(addition)
    return addition
