from plans.models.comment import PlanComment
from plans.models.exit import ExitAgreement, ExitCarried, ExitCondition, ExitPlan
from plans.models.goal import Goal, GoalRating, GoalServes, Step
from plans.models.plan import SupportPlan
from plans.models.positive_risk import PositiveRisk, PositiveRiskReview, RiskStep, RiskView
from plans.models.transition import TransitionPlan, TransitionSharing

__all__ = [
    "ExitAgreement",
    "ExitCarried",
    "ExitCondition",
    "ExitPlan",
    "Goal",
    "GoalRating",
    "GoalServes",
    "PlanComment",
    "PositiveRisk",
    "PositiveRiskReview",
    "RiskStep",
    "RiskView",
    "Step",
    "SupportPlan",
    "TransitionPlan",
    "TransitionSharing",
]
