from plans.models.comment import PlanComment
from plans.models.goal import Achievement, Goal, GoalLine, GoalRating, GoalServes, Step
from plans.models.measure import MeasureScore, RatingWish
from plans.models.plan import Participant, PlanPaper, SupportPlan
from plans.models.risk import Hazard, RiskAssessment, RiskReview, RiskShown, RiskSignature

__all__ = [
    "Achievement",
    "Goal",
    "GoalLine",
    "GoalRating",
    "GoalServes",
    "Hazard",
    "MeasureScore",
    "Participant",
    "PlanComment",
    "PlanPaper",
    "RatingWish",
    "RiskAssessment",
    "RiskReview",
    "RiskShown",
    "RiskSignature",
    "Step",
    "SupportPlan",
]
