from django.db import models

from core.transitions import transition


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    OFFERED = "offered", "Shared with the person, awaiting reply"
    IN_FORCE = "in force", "Agreed (current plan)"
    DECLINED = "declined", "Not agreed"
    SUPERSEDED = "superseded", "Replaced by a newer version"
    DROPPED = "dropped", "Draft not used"

    @property
    def tone(self) -> str:
        return {"offered": "soon", "in force": "done", "declined": "late"}.get(self.value, "plain")


S = PlanState
# Only those who write plans read these.
UNSHARED_STATES = (S.DRAFT, S.DROPPED)
WITHDRAW_OFFER = "withdraw offer"
PLAN_TRANSITIONS = {
    "offer": transition(S.DRAFT, to=S.OFFERED),
    WITHDRAW_OFFER: transition(S.OFFERED, to=S.DRAFT, needs_reason=True),
    "agree": transition(S.OFFERED, S.DECLINED, to=S.IN_FORCE),  # they may change their mind
    "decline": transition(S.OFFERED, to=S.DECLINED),
    "supersede": transition(S.IN_FORCE, to=S.SUPERSEDED),
    "drop": transition(S.DRAFT, to=S.DROPPED, needs_reason=True),
}


class AnswerMethod(models.TextChoices):
    PORTAL = "portal", "Online, by the person"
    SIGNATURE = "signature", "Signature on the worker's device"
    IN_PERSON = "in person", "Verbally, in person"
    TELEPHONE = "telephone", "Verbally, by phone"
    PAPER = "paper", "On paper, with a scan"


class MessageWay(models.TextChoices):
    """How staff got a message that they recorded for somebody."""

    TELEPHONE = "telephone", "By phone"
    IN_PERSON = "in person", "In person"
    WRITING = "writing", "By letter, email or text"


class ParticipantRole(models.TextChoices):
    """In which role somebody took part in writing a plan."""

    PERSON = "person", "The person"
    REPRESENTATIVE = "representative", "Representative"
    ADVOCATE = "advocate", "Advocate"
    CARER = "carer", "Carer, family or friend"
    KEYWORKER = "keyworker", "Keyworker"
    WORKER = "worker", "Support worker"
    OTHER = "other", "Someone else"


class GoalState(models.TextChoices):
    ACTIVE = "active", "Working on it"
    PAUSED = "paused", "Paused"
    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly achieved"
    CHANGED = "changed", "Replaced by another goal"
    ABANDONED = "abandoned", "No longer wanted"

    @property
    def tone(self) -> str:
        return {"active": "brand", "achieved": "done", "partly": "done", "paused": "held"}.get(self.value, "plain")

    @property
    def change_label(self) -> str:
        """What can be done with a goal in this state, as a link says it."""
        return {"active": "Close or pause", "paused": "Close or restart"}.get(self.value, "Reopen")


G = GoalState
OPEN_GOAL_STATES = (G.ACTIVE, G.PAUSED)
GOAL_TRANSITIONS = {
    "pause": transition(G.ACTIVE, to=G.PAUSED, needs_reason=True),
    "resume": transition(G.PAUSED, to=G.ACTIVE, needs_reason=True),
    "achieve": transition(*OPEN_GOAL_STATES, to=G.ACHIEVED, needs_reason=True),
    "partly achieve": transition(*OPEN_GOAL_STATES, to=G.PARTLY, needs_reason=True),
    "change": transition(*OPEN_GOAL_STATES, to=G.CHANGED, needs_reason=True),
    "abandon": transition(*OPEN_GOAL_STATES, to=G.ABANDONED, needs_reason=True),
    "reopen": transition(G.ACHIEVED, G.PARTLY, G.CHANGED, G.ABANDONED, to=G.ACTIVE, needs_reason=True),
}


class GoalPace(models.TextChoices):
    """How fast the person wants to go."""

    SMALL_STEPS = "small steps", "In small steps"
    STEADY = "steady", "Steadily"
    SOON = "soon", "As soon as possible"
    AS_IT_COMES = "as it comes", "Flexible, some weeks not at all"


class NeedCode(models.TextChoices):
    """What a goal is about, coded for the profile of needs (C11)."""

    SOCIAL = "social support", "Social support"
    HOUSING = "housing", "Housing"
    TRAINING = "training", "Education and training"
    VOCATIONAL = "vocational", "Work and volunteering"
    MONEY = "money", "Money and benefits"
    HEALTH = "health", "Health and wellbeing"
    DAILY_LIVING = "daily living", "Daily living"
    COMMUNITY = "community", "Community, faith and culture"


class RatedBy(models.TextChoices):
    PERSON = "person", "The person"
    WORKER = "worker", "The worker"
    TOGETHER = "together", "Both together"


class AchievementKind(models.TextChoices):
    QUALIFICATION = "qualification", "Gained a qualification"
    COURSE = "course", "Started a course"
    JOB = "job", "Started a job"
    VOLUNTEERING = "volunteering", "Started volunteering"
    HOME = "home", "Found a home, or avoided losing one"
    OTHER = "other", "Something else"


class PdfKind(models.TextChoices):
    """The three kinds of PDF of a plan."""

    FULL = "full", "Full plan"
    PLAIN = "plain", "In plain words"
    EASY_READ = "easy-read", "Easy read, with pictures"


class MeasureKind(models.TextChoices):
    """Only scores are stored: except for the ONS questions, the texts are licensed."""

    ONS4 = "ons4", "Personal wellbeing (ONS4)"
    DIALOG = "dialog", "DIALOG"
    REQOL = "reqol-10", "ReQoL-10"
    SWEMWBS = "swemwbs", "SWEMWBS"
    RECOVERY_STAR = "recovery star", "Recovery Star"


# The columns of the four ONS4 questions, in the order in which they are asked.
ONS4_QUESTIONS = ("satisfied", "worthwhile", "happy", "anxious")
