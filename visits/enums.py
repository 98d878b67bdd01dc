from django.db import models

from core.moves import transition


class VisitKind(models.TextChoices):
    FACE_TO_FACE = "face to face", "Face to face"
    TELEPHONE = "telephone", "Telephone"
    VIDEO = "video", "Video call"
    TEXT = "text", "Text messages"


class Happened(models.TextChoices):
    YES = "yes", "It happened"
    NO_ANSWER = "no answer", "No answer"
    DECLINED = "declined", "The person declined"
    CANCELLED_BY_PERSON = "cancelled by person", "Cancelled by the person"
    CANCELLED_BY_US = "cancelled by us", "Cancelled by us"
    UNSAFE = "unsafe", "Not safe to go on"

    @property
    def tone(self) -> str:
        return {"yes": "done", "unsafe": "late"}.get(self.value, "soon")


class SupportKind(models.TextChoices):
    """What a visit was for (T3.1, T3.2, C2, C4)."""

    DAILY_LIVING = "daily living", "Practical tasks and daily living"
    MEDICATION = "medication", "Medication: prompting, prescriptions"
    MONEY = "money", "Money, budgeting, benefits"
    HEALTH = "health", "Health services"
    SOCIAL = "social", "Social and universal services"
    LEISURE = "leisure", "Leisure and recreation"
    RELATIONSHIPS = "relationships", "Relationships"
    EMPLOYMENT = "employment", "Employment"
    TRAINING = "training", "Education and training"
    VOLUNTEERING = "volunteering", "Volunteering"
    PLANNING = "planning", "Care-planning meeting"
    HEALTHY_LIVING = "healthy living", "Healthy living"
    TRAVEL = "travel", "Travel training"
    PROBLEM_SOLVING = "problem solving", "Problem solving"
    POSITIVE_RISK = "positive risk", "Positive risk taking"
    CRISIS = "crisis", "Support in crisis, distress or self-harm"


class Sign(models.TextChoices):
    RELAPSE = "relapse", "Early sign of relapse"
    DETERIORATION = "deterioration", "Getting worse"
    IMPROVEMENT = "improvement", "Getting better"

    @property
    def tone(self) -> str:
        return "done" if self is Sign.IMPROVEMENT else "late"


class Urgency(models.TextChoices):
    NOTICED = "noticed", "Noticed: it can wait for the next update"
    TODAY = "today", "Tell them today"
    NOW = "now", "Act now: I have spoken to somebody"


class PlannedState(models.TextChoices):
    """Whether a planned visit is held follows from its package and its day; it is not a state."""

    PLANNED = "planned", "Planned"
    LOGGED = "logged", "Logged"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def tone(self) -> str:
        return {"planned": "brand", "logged": "done"}.get(self.value, "plain")


PLANNED_TRANSITIONS = {
    "log": transition(PlannedState.PLANNED, to=PlannedState.LOGGED),
    "cancel": transition(PlannedState.PLANNED, to=PlannedState.CANCELLED, needs_reason=True),
}
