from plans.forms.goal import AchievementForm, BecomeForm, ChangeGoalForm, DoneForm, GoalForm, RateForm, StrikeForm
from plans.forms.measure import ScoreForm, WellbeingForm
from plans.forms.plan import AnswerForm, CommentForm, ParticipantForm, PlanForm, ReasonForm
from plans.forms.rating import RatingField

__all__ = [
    "AchievementForm",
    "AnswerForm",
    "BecomeForm",
    "ChangeGoalForm",
    "CommentForm",
    "DoneForm",
    "GoalForm",
    "ParticipantForm",
    "PlanForm",
    "RateForm",
    "RatingField",
    "ReasonForm",
    "ScoreForm",
    "StrikeForm",
    "WellbeingForm",
]
