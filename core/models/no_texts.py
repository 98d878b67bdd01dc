"""The choice to send no text messages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from core.history import tracked
from core.models.record import Record


@tracked
class NoTexts(Record):
    """The provider sends no text messages, from `recorded_at` on; `recorded_by` chose it. Until it is ended."""

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                Value(1),
                name="no_texts_once",
                condition=Q(ended_at=None),
                violation_error_message="It is chosen already that no text messages are sent.",
            ),
            models.CheckConstraint(
                name="no_texts_in_order",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("recorded_at")),
                violation_error_message="A choice ends after it was made.",
            ),
        ]

    def __str__(self) -> str:
        return f"no text messages from {self.recorded_at:%-d %B %Y}"
