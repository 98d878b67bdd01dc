"""A version of a risk assessment as PDF, for the Council. Its rows do not change any more."""

from typing import Any

from design import pdf
from risk.models import RiskDisclosure


def context(disclosure: RiskDisclosure) -> dict[str, Any]:
    """Return what the template needs: the version as it was put in force, and to whom it is disclosed."""
    assessment = disclosure.assessment
    return {
        "disclosure": disclosure,
        "assessment": assessment,
        "individual": assessment.individual,
        "hazards": list(assessment.hazards.not_excluded()),
    }


def render(disclosure: RiskDisclosure) -> bytes:
    """Return the tagged PDF, dated when the disclosure was recorded."""
    assessment = disclosure.assessment
    return pdf.render(
        "risk/assessments/risk.pdf.html",
        context(disclosure),
        title=f"Risk assessment {assessment.individual.reference}, version {assessment.version}",
        created_on=disclosure.recorded_at,
    )
