from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import inherit_rule, rule_for
from casework.models import Individual, SupportPackage
from plans.models import (
    Achievement,
    ExitPlan,
    Goal,
    GoalRating,
    GoalWording,
    MeasureScore,
    Participant,
    PlanComment,
    PlanPdf,
    Step,
    SupportPlan,
    TransitionPlan,
)
from risk.models import PositiveRisk, PositiveRiskReview
from risk.positive_risk.enums import WAS_DECIDED

__all__ = ["risk_policies"]  # its rules stand with these

inherit_rule(SupportPlan, "package", SupportPackage)
inherit_rule(Goal, "package", SupportPackage)
inherit_rule(Achievement, "package", SupportPackage)
inherit_rule(Participant, "plan", SupportPlan)
inherit_rule(PlanPdf, "plan", SupportPlan)
inherit_rule(GoalWording, "plan", SupportPlan)
inherit_rule(Step, "goal", GoalWording)
inherit_rule(GoalRating, "goal", GoalWording)
inherit_rule(PlanComment, "plan", SupportPlan)
inherit_rule(MeasureScore, "individual", Individual)
inherit_rule(PositiveRiskReview, "risk", PositiveRisk)
inherit_rule(TransitionPlan, "package", SupportPackage)
inherit_rule(ExitPlan, "package", SupportPackage)


@rule_for(PositiveRisk)
def positive_risk_rule(user, permission) -> Q:
    """Whoever writes plans sees a decision from the first word; everybody else once it is decided."""
    writes = Q(package__in=SupportPackage.objects.allowing(user, Permission.WRITE_PLAN).values("pk"))
    if permission == Permission.WRITE_PLAN:
        return writes
    rule = Q(package__in=SupportPackage.objects.allowing(user, permission).values("pk"))
    was_decided = Q(state__in=WAS_DECIDED)
    if permission == Permission.READ_PERSON:
        was_decided |= writes
    return rule & was_decided
