from plans.models.comment import PlanComment
from plans.models.goal import Goal, GoalRating, GoalServes, Step
from plans.models.plan import SupportPlan
from plans.models.risk import Hazard, RiskAssessment, RiskReview, RiskShown, RiskSignature

__all__ = [
    "Goal",
    "GoalRating",
    "GoalServes",
    "Hazard",
    "PlanComment",
    "RiskAssessment",
    "RiskReview",
    "RiskShown",
    "RiskSignature",
    "Step",
    "SupportPlan",
]
