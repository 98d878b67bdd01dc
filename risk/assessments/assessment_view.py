"""Who has still to sign, and what a page shows of an assessment. Derived, never stored."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from casework.enums import AllocationKind
from casework.models import Allocation, Individual
from casework.people.primary import about_any_of
from core import clock
from risk.assessments.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature


def allocated(assessment: RiskAssessment, day: datetime.date) -> QuerySet:
    """The allocations standing on `day` on a package of the person, under whichever of their records; by name."""
    people = Individual.objects.same_person(assessment.individual)
    standing = Allocation.objects.in_force_on(day).filter(package__case__individual__in=people)
    return standing.select_related("worker__user").order_by("worker__user__full_name", "kind", "pk")


def to_sign(user, day: datetime.date) -> QuerySet:
    """The assessments in force that `user`, allocated on `day`, has not signed; the longest in force first."""
    own = Allocation.objects.in_force_on(day).filter(worker__user=user)
    signed = RiskSignature.objects.filter(assessment=OuterRef("pk"), user=user)
    return (
        RiskAssessment.objects.visible_to(user)
        .in_force()
        .filter(about_any_of("individual", own, "package__case__individual"))
        .exclude(Exists(signed))
        .select_related("individual")
        .order_by("in_force_on", "pk")
    )


def to_sign_of(user, individual: Individual, day: datetime.date) -> RiskAssessment | None:
    """What `user` has still to sign of this person on `day`."""
    return to_sign(user, day).filter(individual__in=Individual.objects.same_person(individual)).first()


@dataclass(frozen=True)
class Signer:
    """A worker on a package of the person; `signed_at` none: has still to sign."""

    name: str
    kind: str
    user_id: object
    signed_at: datetime.datetime | None


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as its page shows it."""

    assessment: RiskAssessment
    hazards: list[Hazard]
    signers: list[Signer]  # who works with the person today
    others: list[RiskSignature]  # who signed, and does not
    review: RiskReview | None
    shown: list[RiskDisclosure]

    @property
    def waiting(self) -> list[Signer]:
        return [signer for signer in self.signers if signer.signed_at is None]


def load_assessment_view(assessment: RiskAssessment) -> AssessmentView:
    """The assessment with its hazards, signatures, standing review and whom it was shown to; five queries."""
    signatures = list(assessment.signatures.select_related("user"))
    signed = {one.user_id: one.signed_at for one in signatures}
    signers = {
        one.worker.user_id: Signer(
            one.worker.user.full_name,
            AllocationKind(one.kind).label,
            one.worker.user_id,
            signed.get(one.worker.user_id),
        )
        for one in allocated(assessment, clock.today())
    }
    return AssessmentView(
        assessment,
        list(assessment.hazards.standing()),
        list(signers.values()),
        [one for one in signatures if one.user_id not in signers],
        assessment.reviews.outstanding().first(),
        list(assessment.shown.select_related("user", "recorded_by", "paper")),
    )
