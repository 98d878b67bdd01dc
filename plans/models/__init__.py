from plans.models.comment import PlanComment
from plans.models.goal import Goal, GoalRating, GoalServes, Step
from plans.models.plan import SupportPlan

__all__ = ["Goal", "GoalRating", "GoalServes", "PlanComment", "Step", "SupportPlan"]
