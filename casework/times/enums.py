from django.db import models


class TimeKind(models.TextChoices):
    SUITS = "suits", "Suits"
    DOES_NOT_SUIT = "does not suit", "Does not suit"


class TimeReason(models.TextChoices):
    """What the time is for, in the person's life."""

    FAMILY = "family", "Family"
    WORK = "work", "Work or learning"
    FAITH = "faith", "Faith"
    REST = "rest", "Rest"
    OTHER = "other", "Something else"
