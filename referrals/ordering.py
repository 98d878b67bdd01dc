"""Lists of referrals: their order, read by index and page by page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.models import Terms
from core import clock
from referrals import eligibility, readiness
from referrals.models import NoticeLine, Referral

PAGE = 50
MOST_TO_DECIDE = 100


def newest(referrals: QuerySet) -> QuerySet:
    """As the index `referral_newest` has them: drafts, then by receipt."""
    return referrals.order_by("-received_at", "-recorded_at", "pk")


def newer_than(referrals: QuerySet, last: Referral) -> QuerySet:
    """What stands after `last` in the order of `newest`; drafts have no receipt and come first."""
    beside = Q(recorded_at__lt=last.recorded_at) | Q(recorded_at=last.recorded_at, pk__gt=last.pk)
    if last.received_at is None:
        return newest(referrals.filter(Q(received_at=None) & beside | Q(received_at__isnull=False)))
    # Said twice, so that the index is entered at the right place.
    reached = referrals.filter(received_at__lte=last.received_at)
    return newest(reached.filter(Q(received_at__lt=last.received_at) | beside))


def to_decide(referrals: QuerySet) -> QuerySet:
    """Same-day asked ones first, then the longest waiting."""
    return referrals.to_decide().order_by("-asks_same_day", "received_at", "pk")


def later_in_line(listed: QuerySet, last: Referral) -> QuerySet:
    """What stands after `last` on the waiting list; those without a priority are at its end."""
    later = Q(received_at__gt=last.received_at) | Q(received_at=last.received_at, pk__gt=last.pk)
    if last.band is None:
        return listed.filter(later, band=None)
    return listed.filter(Q(band__gt=last.band) | Q(band=None) | Q(band=last.band) & later)


def with_notice(referrals: QuerySet) -> QuerySet:
    """Each with `has_notice`: whether the Council was told that it waits."""
    return referrals.annotate(has_notice=Exists(NoticeLine.objects.filter(referral=OuterRef("pk"))))


@dataclass(frozen=True)
class OwnReferral:
    """A referral as its maker follows it: how it stands in words, and whom to ring."""

    referral: Referral
    in_words: str
    ring: str


def own_referrals(referrals: list[Referral]) -> list[OwnReferral]:
    """Those rows with words; the contracts' terms and the documents are fetched together before."""
    return [OwnReferral(each, _words(each), each.contract.telephone) for each in referrals]


def _words(referral: Referral) -> str:
    terms = _terms(referral)
    if not referral.is_draft:
        return readiness.in_words(referral, terms)
    missing = [kind.label for kind in eligibility.missing_documents(referral, terms)]
    if not referral.planned_start_on:
        missing.insert(0, "Planned start")
    return f"Not sent yet. Still missing: {', '.join(missing)}." if missing else "Ready to be checked and sent."


def _terms(referral: Referral) -> Terms:
    """As `eligibility.terms_for`, from the rows that were fetched with the contract."""
    day = referral.planned_start_on or clock.today()
    fitting = [terms for terms in referral.contract.terms.all() if terms.from_on <= day]
    return max(fitting, key=lambda terms: terms.from_on)
