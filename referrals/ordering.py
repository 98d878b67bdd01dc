"""Lists of referrals: their order, read by index and page by page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from core import clock
from referrals import eligibility, readiness
from referrals.models import NoticeLine, Referral
from referrals.models.referral import ReferralQuerySet

PAGE_LENGTH = 50
MAX_TO_DECIDE = 100


def newest(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """Drafts first, then by receipt, the newest first: the order of the index `referral_newest`."""
    return referrals.order_by("-received_at", "-recorded_at", "pk")


def listed_after(referrals: ReferralQuerySet, last: Referral) -> ReferralQuerySet:
    """The rows after `last` in the order of `newest`; drafts have no receipt and come first."""
    same_receipt = Q(recorded_at__lt=last.recorded_at) | Q(recorded_at=last.recorded_at, pk__gt=last.pk)
    if last.received_at is None:
        return newest(referrals.filter(Q(received_at=None) & same_receipt | Q(received_at__isnull=False)))
    # The receipt is compared twice, so that the database enters the index at the right place.
    page = referrals.filter(received_at__lte=last.received_at)
    return newest(page.filter(Q(received_at__lt=last.received_at) | same_receipt))


def to_decide(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """Those to be decided: same-day requests first, then the longest waiting."""
    return referrals.to_decide().order_by("-asks_same_day", "received_at", "pk")


def waiting_after(waiting: ReferralQuerySet, last: Referral) -> ReferralQuerySet:
    """The rows after `last` on the waiting list; those without a priority come at its end."""
    later = Q(received_at__gt=last.received_at) | Q(received_at=last.received_at, pk__gt=last.pk)
    if last.band is None:
        return waiting.filter(later, band=None)
    return waiting.filter(Q(band__gt=last.band) | Q(band=None) | Q(band=last.band) & later)


def with_notice(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """Each with `has_notice`: whether a notice to the Council covers it."""
    return referrals.annotate(has_notice=Exists(NoticeLine.objects.filter(referral=OuterRef("pk"))))


@dataclass(frozen=True)
class OwnReferral:
    """A referral for whoever made it: its status in words, and the number to ring."""

    referral: Referral
    status: str
    telephone: str


def own_referrals(referrals: list[Referral]) -> list[OwnReferral]:
    """The rows with their status; the contracts' terms and the documents must be prefetched."""
    return [OwnReferral(referral, _status(referral), referral.contract.telephone) for referral in referrals]


def _status(referral: Referral) -> str:
    if referral.is_draft:
        return "Not sent yet."
    return readiness.status_text(referral, eligibility.terms_for(referral, clock.today()))
