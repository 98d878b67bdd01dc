"""Forms that were sent and saved, so that a form sent twice is saved once."""

import datetime

from django.conf import settings
from django.db import models

REMEMBERED_FOR = datetime.timedelta(days=28)


class Submission(models.Model):
    """A form that `user` sent and that was saved, under the id made with the form.

    The row is written in the transaction that saves. Rows are cleared after twenty-eight days.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=300, help_text="the address of the form: its name and what it is about")
    form_id = models.UUIDField(help_text="the id made with the form")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was typed, in hexadecimal")
    url = models.CharField(max_length=300, blank=True, help_text="the page that shows what was saved")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key", "form_id"],
                name="submission_once",
                violation_error_message="You have already saved this form.",
            )
        ]
        indexes = [models.Index(fields=["recorded_at"], name="submission_recorded_at")]

    def __str__(self) -> str:
        return self.key
