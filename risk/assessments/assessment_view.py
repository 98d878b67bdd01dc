"""Who still has to sign an assessment, and what its page shows. Derived, never stored."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from accounts.models import User
from casework.enums import AllocationKind
from casework.models import Allocation, Individual
from casework.people.primary import about_any_of, about_same_person
from core import clock
from risk.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature


def allocations_on(assessment: RiskAssessment, day: datetime.date) -> QuerySet[Allocation]:
    """Return the allocations on `day` to packages of the person, under any of their records, by worker name."""
    people = Individual.objects.same_person(assessment.individual)
    allocations = Allocation.objects.in_force_on(day).filter(package__case__individual__in=people)
    return allocations.select_related("worker__user").order_by("worker__user__full_name", "kind", "pk")


def to_sign(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return the assessments in force that `user`, allocated on `day`, has not signed; the longest waiting first.

    Each has `to_sign_since`: the day on which it came into force, or that on which they were allocated if it is later.
    """
    own = Allocation.objects.in_force_on(day).filter(worker__user=user)
    of_person = own.filter(about_same_person("package__case__individual", "individual"))
    allocated_on = Subquery(of_person.order_by("from_on").values("from_on")[:1])
    signatures = RiskSignature.objects.filter(assessment=OuterRef("pk"), user=user)
    return (
        RiskAssessment.objects.visible_to(user)
        .in_force()
        .filter(about_any_of("individual", own, "package__case__individual"))
        .exclude(Exists(signatures))
        .annotate(to_sign_since=Greatest("in_force_on", allocated_on))
        .select_related("individual")
        .order_by("to_sign_since", "pk")
    )


def to_sign_of(user: User, individual: Individual, day: datetime.date) -> RiskAssessment | None:
    """Return the assessment of this person that `user` still has to sign on `day`, or None."""
    return to_sign(user, day).filter(individual__in=Individual.objects.same_person(individual)).first()


def shared_until(assessment: RiskAssessment, user: User) -> datetime.date | None:
    """Return the last day on which `user` may read this version because it is shared with them."""
    disclosures = RiskDisclosure.objects.open_to(user, clock.today()).filter(assessment=assessment)
    disclosure = disclosures.order_by("-until_on").first()
    return disclosure.last_on if disclosure else None


@dataclass(frozen=True)
class Signer:
    """A worker on a package of the person; `signed_at` is None if they still have to sign."""

    name: str
    kind: str
    user_id: UUID
    signed_at: datetime.datetime | None


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as its page shows it."""

    assessment: RiskAssessment
    hazards: list[Hazard]
    signers: list[Signer]  # who works with the person today
    other_signatures: list[RiskSignature]  # of those who do not work with the person today
    review: RiskReview | None
    disclosures: list[RiskDisclosure]

    def is_signed_by(self, user: User) -> bool:
        signed_ids = {signer.user_id for signer in self.signers if signer.signed_at}
        return user.pk in signed_ids | {signature.user_id for signature in self.other_signatures}


def load_assessment_view(assessment: RiskAssessment) -> AssessmentView:
    """Return the assessment with its hazards, signatures, due review and disclosures, in five queries."""
    signatures = list(assessment.signatures.select_related("user"))
    signed_at_by_user = {signature.user_id: signature.signed_at for signature in signatures}
    signers = {
        allocation.worker.user_id: Signer(
            allocation.worker.user.full_name,
            AllocationKind(allocation.kind).label,
            allocation.worker.user_id,
            signed_at_by_user.get(allocation.worker.user_id),
        )
        for allocation in allocations_on(assessment, clock.today())
    }
    return AssessmentView(
        assessment,
        list(assessment.hazards.not_excluded()),
        list(signers.values()),
        [signature for signature in signatures if signature.user_id not in signers],
        assessment.reviews.outstanding().first(),
        list(assessment.disclosures.select_related("user", "recorded_by", "document")),
    )
