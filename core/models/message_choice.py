"""What a user chose about ordinary notifications. What is urgent takes no notice of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models.record import Record


class EmailChoice(models.TextChoices):
    EACH = "each", "An email for each notification"
    SUMMARY = "summary", "One email a day with how many there are"
    NONE = "none", "No emails: I look for myself"


@tracked
class MessageChoice(Record):
    """One row per user; without a row each notification is emailed at once.

    `quiet_from` (inclusive) to `quiet_until` (not inclusive) are local times, and may be on either side of midnight.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    emails = models.CharField(max_length=10, choices=EmailChoice, default=EmailChoice.EACH)
    summary_time = models.TimeField("time of the summary", null=True, blank=True)
    weekly = models.BooleanField("summary of tasks each Monday", default=True)
    quiet_from = models.TimeField("start of quiet hours", null=True, blank=True)
    quiet_until = models.TimeField("end of quiet hours", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_choice_summary",
                condition=Q(emails=EmailChoice.SUMMARY, summary_time__isnull=False)
                | (~Q(emails=EmailChoice.SUMMARY) & Q(summary_time=None)),
                violation_error_message="Enter the time of day for the summary.",
            ),
            models.CheckConstraint(
                name="message_choice_quiet",
                condition=Q(quiet_from=None, quiet_until=None)
                | (Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until"))),
                violation_error_message="Enter when quiet hours start and end, at two different times, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_emails_display()}"
