from plans.forms.goal import AchievementForm, BecomeForm, ChangeGoalForm, DoneForm, GoalForm, RateForm, StrikeForm
from plans.forms.measure import ScoreForm, WellbeingForm
from plans.forms.plan import AnswerForm, CommentForm, ParticipantForm, PlanForm, ReasonForm
from plans.forms.rating import RatingField
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
    "AchievementForm",
    "AnswerForm",
    "BecomeForm",
    "ChangeGoalForm",
    "ChangeHazardForm",
    "CommentForm",
    "ConfirmRiskForm",
    "DoneForm",
    "DropRiskForm",
    "GoalForm",
    "HazardForm",
    "ParticipantForm",
    "PlanForm",
    "PutInForceForm",
    "RateForm",
    "RatingField",
    "ReasonForm",
    "RiskForm",
    "ScoreForm",
    "ShowRiskForm",
    "StrikeForm",
    "WellbeingForm",
]
