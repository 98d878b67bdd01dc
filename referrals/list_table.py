"""The list of referrals as a table for download: no needs, no risks, nothing of the particulars but the name."""

from collections.abc import Iterator

from core import clock
from design.tables import in_hours
from design.tag_inputs import pill_parts
from referrals.models.referral import ReferralQuerySet

HEADINGS = (
    "Person",
    "Reference",
    "Contract",
    "Kind of support",
    "Referred by",
    "Referrer",
    "Received",
    "Same-day request",
    "Planned start",
    "Hours a week requested",
    "Status",
    "Decided",
)


def lines(referrals: ReferralQuerySet) -> Iterator[tuple[object, ...]]:
    """Yield a line for each referral, in their order; one query."""
    for referral in referrals.select_related("contract", "strand", "referrer"):
        status = pill_parts(referral.state_choice)
        yield (
            referral.full_name,
            referral.reference,
            referral.contract,
            referral.strand,
            referral.source,
            referral.who_refers,
            referral.received_at and clock.day_of(referral.received_at),
            "Yes" if referral.asks_same_day else "No",
            referral.planned_start_on,
            in_hours(referral.wanted_minutes),
            status and status["text"],
            referral.decided_at and clock.day_of(referral.decided_at),
        )
