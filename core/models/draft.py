"""Drafts: what somebody has typed in a form and not yet sent, saved on the server."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

SAVED_FOR = datetime.timedelta(days=28)


class FormDraft(models.Model):
    """The draft of one form in one browser window of `user`.

    It outlives signing out and a flat battery. It is deleted when the form is saved, or after twenty-eight days.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    window_id = models.CharField(max_length=36, blank=True)
    fields = models.JSONField()
    saved_at = models.DateTimeField()
    about_ids = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key", "window_id"],
                name="form_draft_once",
                violation_error_message="This draft is already saved.",
            )
        ]

    def __str__(self) -> str:
        return self.key
