from accounts.permissions import inherit_rule
from casework.models import Individual, SupportPackage
from plans.models import (
    Achievement,
    AnswerDuty,
    Comment,
    ExitPlan,
    Goal,
    GoalRating,
    GoalWording,
    MeasureScore,
    Participant,
    PlanPdf,
    Step,
    SupportPlan,
    TransitionPlan,
)

inherit_rule(SupportPlan, "package", SupportPackage)
inherit_rule(Goal, "package", SupportPackage)
inherit_rule(Achievement, "package", SupportPackage, related=["document"])
inherit_rule(Participant, "plan", SupportPlan)
inherit_rule(PlanPdf, "plan", SupportPlan, related=["document"])
inherit_rule(GoalWording, "plan", SupportPlan, related=["goal"])
inherit_rule(Step, "wording", GoalWording)
inherit_rule(GoalRating, "wording", GoalWording)
inherit_rule(Comment, "package", SupportPackage, related=["author", "plan", "goal"])
inherit_rule(AnswerDuty, "comment", Comment)
inherit_rule(MeasureScore, "individual", Individual)
inherit_rule(TransitionPlan, "package", SupportPackage)
inherit_rule(ExitPlan, "package", SupportPackage)
