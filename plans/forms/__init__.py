from plans.forms.plan import (
    AgreementForm,
    ChangeGoalForm,
    CloseGoalForm,
    CommentForm,
    GoalForm,
    PlanForm,
    ReasonForm,
)
from plans.forms.risk import (
    ChangeHazardForm,
    ConfirmRiskForm,
    DropRiskForm,
    HazardForm,
    PutInForceForm,
    RiskForm,
    ShowRiskForm,
)

__all__ = [
    "AgreementForm",
    "ChangeGoalForm",
    "ChangeHazardForm",
    "CloseGoalForm",
    "CommentForm",
    "ConfirmRiskForm",
    "DropRiskForm",
    "GoalForm",
    "HazardForm",
    "PlanForm",
    "PutInForceForm",
    "ReasonForm",
    "RiskForm",
    "ShowRiskForm",
]
