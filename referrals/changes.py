"""What changed in a referral after it was sent: what the referrer wrote before is not listed."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows, last_day
from referrals.models import (
    CriterionOverride,
    PlanSharing,
    Referral,
    ReferralAddition,
    ReferralDocument,
    TransitionAssessment,
)


def rows_of_referral(referral: Referral) -> Iterator[TrackedRows]:
    """Yield the referral's decision, its documents, waived tests, and the assessment before 18."""
    yield TrackedRows(
        [referral],
        title=lambda _row: "Referral",
        labels={
            "planned_start_on": "Planned start",
            "wanted_minutes": "Hours a week requested, in minutes",
            "band": "Place in the bands",
            "band_agreed_with": "Agreed with",
            "expected_on": "Support expected from",
            "same_day_risk": "Risks of a visit today",
        },
    )
    yield TrackedRows(
        ReferralDocument.objects.filter(referral=referral),
        title=lambda row: str(row.get_kind_display()),
        labels={"kind": "Kind"},
    )
    yield TrackedRows(ReferralAddition.with_struck.filter(referral=referral))
    yield TrackedRows(CriterionOverride.with_struck.filter(referral=referral), title=lambda row: f"Waived: {row}")
    yield TrackedRows(
        TransitionAssessment.objects.filter(referral=referral),
        title=lambda _row: "Assessment before 18",
        labels={"from_on": "From", "until_on": "Last day", "assessed_by": "Assessed by", "result": "Result"},
        texts={"until_on": last_day},
    )
    yield TrackedRows(PlanSharing.with_struck.filter(referral=referral), title=lambda row: f"Plan shared: {row}")


RECORD_KINDS = [RecordKind("referral", Referral, Permission.DECIDE_REFERRAL, "referral", rows_of_referral)]
