"""The duties about risk: to assess what a referral named, to write safety plans, and to review all of these."""

from django.db.models import Case, CharField, Value, When

from accounts.enums import Permission
from casework.duties import PersonDuty
from casework.models import SupportPackage
from core.duties import register
from risk.assessments.rules import without_assessment_of_staff_risk
from risk.models import PositiveRiskReview, RiskReview, SafetyPlan
from risk.safety_plans.rules import plans_to_review, without_safety_plan

register(
    PersonDuty(
        key="risk-assessment",
        label="Risk assessment to write",
        model=SupportPackage,
        permission=Permission.WRITE_PLAN,
        page="person_risk",
        argument="case__individual",
        due_on="starts_on",
        outstanding=without_assessment_of_staff_risk,
        package="pk",
        individual="case__individual",
    )
)
register(
    PersonDuty(
        key="risk-review",
        label="Risk assessment review",
        model=RiskReview,
        permission=Permission.WRITE_PLAN,
        page="person_risk",
        argument="assessment__individual",
        package=None,
        individual="assessment__individual",
    )
)
register(
    PersonDuty(
        key="positive-risk-review",
        label="Positive risk decision review",
        model=PositiveRiskReview,
        permission=Permission.WRITE_PLAN,
        page="positive_risk",
        argument="risk",
        about=("risk", "package", "package__case__individual"),
    )
)
register(
    PersonDuty(
        key="safety-plan",
        label="After a crisis contact: write a safety plan together",
        model=SupportPackage,
        permission=Permission.WRITE_PLAN,
        page="person_safety_plan",
        argument="case__individual",
        due_on="safety_plan_due_on",
        came_at="crisis_at",
        outstanding=without_safety_plan,
        package="pk",
        individual="case__individual",
    )
)
register(
    PersonDuty(
        key="safety-plan-review",
        label=Case(
            When(is_carried=True, then=Value("Safety plan from the support plan: write it together")),
            When(crisis_at__isnull=False, then=Value("After a crisis contact: review the safety plan together")),
            default=Value("Safety plan review"),
            output_field=CharField(),
        ),
        short_label="Safety plan review",
        model=SafetyPlan,
        permission=Permission.WRITE_PLAN,
        page="person_safety_plan",
        argument="individual",
        came_at="crisis_at",
        outstanding=plans_to_review,
        package=None,
        individual="individual",
    )
)
