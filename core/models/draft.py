"""What somebody has typed and not yet sent: kept on the server, per user and form."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

KEPT_FOR = datetime.timedelta(days=28)


class FormDraft(models.Model):
    """Survives sign-out and a dead battery; goes when the form is saved, or after twenty-eight days.

    Each window or tab keeps its own, so that two of them lose nothing of each other.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    tab = models.CharField(max_length=36, blank=True)
    fields = models.JSONField()
    kept_at = models.DateTimeField()
    about_ids = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key", "tab"],
                name="unsaved_once",
                violation_error_message="This form is kept already.",
            )
        ]

    def __str__(self):
        return self.key
