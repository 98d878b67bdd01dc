from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.roles import OWN
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
inherit_rule(AnswerDuty, "comment", Comment)
inherit_rule(MeasureScore, "individual", Individual)
inherit_rule(TransitionPlan, "package", SupportPackage)
inherit_rule(ExitPlan, "package", SupportPackage)


@rule_for(Comment, path="package", related=["author", "plan", "goal", "representative__user"])
def comment_rule(user: User, permission: Permission) -> Q:
    """Who has the permission for the package; the person never reads what a representative wrote to the team."""
    rows = Q(package__in=allowed_ids(SupportPackage, user, permission))
    return rows & Q(representative=None) if permission in OWN else rows
