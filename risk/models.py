from risk.assessments.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature
from risk.positive_risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView

__all__ = [
    "Hazard",
    "PositiveRisk",
    "PositiveRiskReview",
    "RiskAssessment",
    "RiskDisclosure",
    "RiskReview",
    "RiskSignature",
    "RiskStep",
    "RiskView",
]
