from accounts.rules import child_of
from casework.models import Individual, SupportPackage
from plans import risk_policies
from plans.models import (
    Achievement,
    Goal,
    GoalLine,
    GoalRating,
    MeasureScore,
    Participant,
    PlanComment,
    PlanPaper,
    Step,
    SupportPlan,
)

__all__ = ["risk_policies"]  # its rules stand with these

child_of(SupportPlan, "package", SupportPackage)
child_of(GoalLine, "package", SupportPackage)
child_of(Achievement, "package", SupportPackage)
child_of(Participant, "plan", SupportPlan)
child_of(PlanPaper, "plan", SupportPlan)
child_of(Goal, "plan", SupportPlan)
child_of(Step, "goal", Goal)
child_of(GoalRating, "goal", Goal)
child_of(PlanComment, "plan", SupportPlan)
child_of(MeasureScore, "individual", Individual)
