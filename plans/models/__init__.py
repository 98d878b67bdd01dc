from plans.models.comment import PlanComment
from plans.models.exit import ExitAgreement, ExitCarried, ExitCondition, ExitPlan
from plans.models.goal import Achievement, Goal, GoalLine, GoalRating, GoalServes, Step
from plans.models.measure import MeasureScore, RatingWish
from plans.models.plan import Participant, PlanPaper, SupportPlan
from plans.models.positive_risk import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from plans.models.risk import Hazard, RiskAssessment, RiskReview, RiskShown, RiskSignature
from plans.models.transition import TransitionPlan, TransitionSharing

__all__ = [
    "Achievement",
    "ExitAgreement",
    "ExitCarried",
    "ExitCondition",
    "ExitPlan",
    "Goal",
    "GoalLine",
    "GoalRating",
    "GoalServes",
    "Hazard",
    "MeasureScore",
    "Participant",
    "PlanComment",
    "PlanPaper",
    "PositiveRisk",
    "PositiveRiskReview",
    "RatingWish",
    "RiskAssessment",
    "RiskReview",
    "RiskShown",
    "RiskSignature",
    "RiskStep",
    "RiskView",
    "Step",
    "SupportPlan",
    "TransitionPlan",
    "TransitionSharing",
]
