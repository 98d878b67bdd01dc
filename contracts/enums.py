from django.db import models


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
