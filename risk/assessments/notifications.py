"""Who is notified about a risk assessment."""

from django.urls import reverse

from accounts.models import User
from core import clock
from core.messages import queue_message, settle
from risk.assessments.assessment_view import allocations_on
from risk.models import RiskAssessment, RiskDisclosure


def notify_in_force(assessment: RiskAssessment, by: User | None) -> None:
    """Notify the workers on a package of the person, except `by`, to read and sign before the next visit."""
    for allocation in allocations_on(assessment, clock.today()):
        if by is not None and allocation.worker.user_id == by.pk:
            continue
        queue_message(
            allocation.worker.user,
            key=f"risk-in-force:{assessment.pk}",
            subject=f"Read and sign before your next visit: {assessment.individual.reference}",
            body="There is a new version of an assessment. Sign in to read it.",
            path=reverse("person_risk", args=[assessment.individual_id]),
            individual_id=assessment.individual_id,
            about=[assessment.pk],
            by=by,
        )


def settle_in_force(assessment: RiskAssessment) -> None:
    """Mark as read what asked to sign this version, now that another has replaced it."""
    settle(f"risk-in-force:{assessment.pk}")


def notify_disclosed(disclosure: RiskDisclosure, by: User | None) -> None:
    """Notify the keyworker that they may open the version, and until when (T6.5)."""
    individual = disclosure.assessment.individual
    assert disclosure.user  # an access is given to a user, a PDF is not
    queue_message(
        disclosure.user,
        key=f"risk-disclosed:{disclosure.pk}",
        subject=f"You can now open what you asked to see: {individual.reference}",
        body=f"Sign in to read it. Your last day of access is {disclosure.last_on:%-d %B %Y}.",
        path=reverse("risk", args=[disclosure.assessment_id]),
        individual_id=individual.pk,
        about=[disclosure.assessment_id, disclosure.pk],
        by=by,
    )
