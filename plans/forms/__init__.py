from plans.forms.plan import (
    AgreementForm,
    ChangeGoalForm,
    CloseGoalForm,
    CommentForm,
    GoalForm,
    PlanForm,
    ReasonForm,
)

__all__ = [
    "AgreementForm",
    "ChangeGoalForm",
    "CloseGoalForm",
    "CommentForm",
    "GoalForm",
    "PlanForm",
    "ReasonForm",
]
