"""Who is told of a risk assessment."""

from django.urls import reverse

from core import clock
from core.messages import queue_message
from risk.assessments.assessment_view import allocated
from risk.assessments.models import RiskAssessment, RiskDisclosure


def notify_in_force(assessment: RiskAssessment, by) -> None:
    """Workers on a package of the person learn that there is something to read and sign before the next visit."""
    for allocation in allocated(assessment, clock.today()):
        if by is not None and allocation.worker.user_id == by.pk:
            continue
        queue_message(
            allocation.worker.user,
            key=f"risk-in-force:{assessment.pk}",
            subject=f"To read and sign before your next visit: {assessment.individual.reference}",
            body="A new version of an assessment is in force. Sign in to read it.",
            path=reverse("person_risk", args=[assessment.individual_id]),
            individual_id=assessment.individual_id,
            about=[assessment.pk],
            by=by,
        )


def notify_disclosed(shown: RiskDisclosure, by) -> None:
    """The keyworker learns where the version stands that they may open (T6.5)."""
    individual = shown.assessment.individual
    queue_message(
        shown.user,
        key=f"risk-shown:{shown.pk}",
        subject=f"What you asked to see is open to you: {individual.reference}",
        body=f"Sign in to read it. The last day is {shown.last_on:%-d %B %Y}.",
        path=reverse("risk", args=[shown.assessment_id]),
        individual_id=individual.pk,
        about=[shown.assessment_id, shown.pk],
        by=by,
    )
