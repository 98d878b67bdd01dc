"""Who is told of a risk assessment."""

from core import clock
from core.messages import tell
from plans.models.risk import RiskAssessment, RiskShown
from plans.risk_reading import allocated


def in_force(assessment: RiskAssessment, by) -> None:
    """Workers on a package of the person learn that there is something to read and sign before the next visit."""
    for allocation in allocated(assessment, clock.today()):
        if by is not None and allocation.worker.user_id == by.pk:
            continue
        tell(
            allocation.worker.user,
            key=f"risk-in-force:{assessment.pk}",
            subject=f"To read and sign before your next visit: {assessment.individual.reference}",
            body="A new version of an assessment is in force. Sign in to read it.",
            path=f"/people/{assessment.individual_id}/risk/",
            individual_id=assessment.individual_id,
            about=[assessment.pk],
            by=by,
        )


def access_given(shown: RiskShown, by) -> None:
    """The keyworker learns where the version stands that they may open (T6.5)."""
    individual = shown.assessment.individual
    tell(
        shown.user,
        key=f"risk-shown:{shown.pk}",
        subject=f"What you asked to see is open to you: {individual.reference}",
        body=f"Sign in to read it. The last day is {shown.last_on:%-d %B %Y}.",
        path=f"/risks/{shown.assessment_id}/",
        individual_id=individual.pk,
        about=[shown.assessment_id, shown.pk],
        by=by,
    )
