from accounts.rules import child_of
from casework.models import SupportPackage
from plans import risk_policies
from plans.models import Goal, GoalRating, PlanComment, SupportPlan

__all__ = ["risk_policies"]  # its rules stand with these

child_of(SupportPlan, "package", SupportPackage)
child_of(Goal, "plan", SupportPlan)
child_of(GoalRating, "goal", Goal)
child_of(PlanComment, "plan", SupportPlan)
