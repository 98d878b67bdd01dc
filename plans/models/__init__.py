from plans.models.comment import PlanComment
from plans.models.goal import Achievement, Goal, GoalLine, GoalRating, GoalServes, Step
from plans.models.measure import MeasureScore, RatingWish
from plans.models.plan import Participant, PlanPaper, SupportPlan

__all__ = [
    "Achievement",
    "Goal",
    "GoalLine",
    "GoalRating",
    "GoalServes",
    "MeasureScore",
    "Participant",
    "PlanComment",
    "PlanPaper",
    "RatingWish",
    "Step",
    "SupportPlan",
]
