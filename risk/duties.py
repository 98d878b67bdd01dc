"""The duties about risk: assessments and positive risk decisions are reviewed on their day."""

from accounts.enums import Permission
from casework.duties import PersonDuty
from core.duties import register
from risk.models import PositiveRiskReview, RiskReview

register(
    PersonDuty(
        key="risk-review",
        label="Risk assessment review",
        model=RiskReview,
        permission=Permission.WRITE_PLAN,
        page="person_risk",
        argument="assessment__individual",
        package=None,
        individual="assessment__individual",
    )
)
register(
    PersonDuty(
        key="positive-risk-review",
        label="Positive risk decision review",
        model=PositiveRiskReview,
        permission=Permission.WRITE_PLAN,
        page="positive_risk",
        argument="risk",
        about=("risk", "package", "package__case__individual"),
    )
)
