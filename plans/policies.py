from django.db.models import Exists, OuterRef, Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.roles import OWN
from casework.models import Allocation, Individual, SupportPackage
from core.sql import LondonDay
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
    """Who has the permission for the package; the person never reads what a representative wrote to the team.

    What is for managers only, nobody reads who supported the person on the day it was written.
    """
    rows = Q(package__in=allowed_ids(SupportPackage, user, permission))
    if permission in OWN:
        return rows & Q(representative=None)
    manages = Q(package__in=allowed_ids(SupportPackage, user, Permission.REVIEW_ACCESS))
    allocations = Allocation.objects.on(LondonDay(OuterRef("recorded_at")))
    supported = Exists(allocations.filter(package=OuterRef("package"), worker__user=user))
    return rows & (Q(for_managers=False) | manages & ~Q(supported))
