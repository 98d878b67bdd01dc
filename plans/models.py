from plans.comments.models import AnswerDuty, Comment
from plans.exit.models import ExitAgreement, ExitArrangement, ExitCondition, ExitPlan
from plans.goals.models import (
    Achievement,
    Goal,
    GoalContractOutcomeLink,
    GoalOutcomeLink,
    GoalRating,
    GoalWording,
    Step,
)
from plans.measures.models import MeasureScore, RatingPreference
from plans.support_plan.models.plan import Participant, PlanPdf, SupportPlan
from plans.transition.models import TransitionPlan, TransitionSharing

__all__ = [
    "Achievement",
    "AnswerDuty",
    "Comment",
    "ExitAgreement",
    "ExitArrangement",
    "ExitCondition",
    "ExitPlan",
    "Goal",
    "GoalContractOutcomeLink",
    "GoalOutcomeLink",
    "GoalRating",
    "GoalWording",
    "MeasureScore",
    "Participant",
    "PlanPdf",
    "RatingPreference",
    "Step",
    "SupportPlan",
    "TransitionPlan",
    "TransitionSharing",
]
