from risk.assessments.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature
from risk.positive_risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from risk.requests.models import RiskRequest
from risk.safety_plans.models import AdvanceChoice, SafetyPlan, SafetyPlanConsent, SafetyPlanCopy

__all__ = [
    "AdvanceChoice",
    "Hazard",
    "PositiveRisk",
    "PositiveRiskReview",
    "RiskAssessment",
    "RiskDisclosure",
    "RiskRequest",
    "RiskReview",
    "RiskSignature",
    "RiskStep",
    "RiskView",
    "SafetyPlan",
    "SafetyPlanConsent",
    "SafetyPlanCopy",
]
