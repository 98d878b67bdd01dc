from django.db import models

from core.transitions import transition


class ReturnInterval(models.TextChoices):
    QUARTERLY = "quarterly", "Every quarter"
    HALF_YEARLY = "half-yearly", "Every six months"


class ExcludedActivity(models.TextChoices):
    """Activities that a contract may exclude (T3.4)."""

    MEDICATION = "medication", "Giving medication"
    CLINICAL = "clinical", "Clinical treatment"
    SOCIAL_WORK = "social work", "Decisions that only a social worker can make"
    TRANSPORT = "transport", "Driving people without business insurance"

    @property
    def field(self) -> str:
        """The name of its question in a form."""
        return f"outside_{self.value.replace(' ', '_')}"


class ResetState(models.TextChoices):
    """States of a request to reset a lost second factor."""

    OPEN = "open", "Waiting for a second person"
    CONFIRMED = "confirmed", "Reset"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


RESET_TRANSITIONS = {
    "confirm": transition(ResetState.OPEN, to=ResetState.CONFIRMED),
    "decline": transition(ResetState.OPEN, to=ResetState.DECLINED, needs_reason=True),
    "withdraw": transition(ResetState.OPEN, to=ResetState.WITHDRAWN),
    "expire": transition(ResetState.OPEN, to=ResetState.EXPIRED),
}
