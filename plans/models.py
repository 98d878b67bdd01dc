from plans.exit.models import ExitAgreement, ExitArrangement, ExitCondition, ExitPlan
from plans.goals.models import Achievement, Goal, GoalOutcomeLink, GoalRating, GoalWording, Step
from plans.measures.models import MeasureScore, RatingPreference
from plans.plan.models.comment import PlanComment
from plans.plan.models.plan import Participant, PlanPdf, SupportPlan
from plans.transition.models import TransitionPlan, TransitionSharing
from risk.assessments.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature
from risk.positive_risk.models import PositiveRisk, PositiveRiskReview, RiskStep, RiskView

__all__ = [
    "Achievement",
    "ExitAgreement",
    "ExitArrangement",
    "ExitCondition",
    "ExitPlan",
    "Goal",
    "GoalOutcomeLink",
    "GoalRating",
    "GoalWording",
    "Hazard",
    "MeasureScore",
    "Participant",
    "PlanComment",
    "PlanPdf",
    "PositiveRisk",
    "PositiveRiskReview",
    "RatingPreference",
    "RiskAssessment",
    "RiskDisclosure",
    "RiskReview",
    "RiskSignature",
    "RiskStep",
    "RiskView",
    "Step",
    "SupportPlan",
    "TransitionPlan",
    "TransitionSharing",
]
