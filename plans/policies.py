from django.db.models import Q

from accounts.enums import Permission
from accounts.rules import child_of, rule_for
from casework.models import Individual, SupportPackage
from plans import risk_policies
from plans.decision_enums import WAS_DECIDED
from plans.models import (
    Achievement,
    ExitPlan,
    Goal,
    GoalLine,
    GoalRating,
    MeasureScore,
    Participant,
    PlanComment,
    PlanPaper,
    PositiveRisk,
    PositiveRiskReview,
    Step,
    SupportPlan,
    TransitionPlan,
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
child_of(PositiveRiskReview, "risk", PositiveRisk)
child_of(TransitionPlan, "package", SupportPackage)
child_of(ExitPlan, "package", SupportPackage)


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
