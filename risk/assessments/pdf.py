"""A version of a risk assessment as paper, for whoever of the Council asked: from frozen rows only."""

from design import pdf
from risk.assessments.models import RiskDisclosure


def context(shown: RiskDisclosure) -> dict:
    """What the paper shows: the version as it was put in force, and to whom it is given."""
    assessment = shown.assessment
    return {
        "shown": shown,
        "assessment": assessment,
        "individual": assessment.individual,
        "hazards": list(assessment.hazards.standing()),
    }


def render(shown: RiskDisclosure) -> bytes:
    """The tagged PDF, dated when it was recorded as shown."""
    return pdf.render(
        "risk/risk.pdf.html",
        context(shown),
        title=f"Risk assessment {shown.assessment.individual.reference}, version {shown.assessment.version}",
        created_on=shown.recorded_at,
    )
