"""Forms that arrived when their writer was no longer signed in, stored until they are sent or discarded."""

import datetime
import uuid

from django.conf import settings
from django.db import models

STORED_FOR = datetime.timedelta(days=7)
LONGEST_PATH = 2000


class UnsentForm(models.Model):
    """What `user` typed in a form that was not sent. Only they see it. It is deleted when sent, or after a week.

    `fields` are pairs of name and text; `files` are pairs of field and file name: the file itself is not stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=LONGEST_PATH, help_text="the address the form was sent to, with its query")
    name = models.CharField(max_length=200, help_text="the title of the form, or the words on the button")
    fields = models.JSONField()
    files = models.JSONField(default=list)
    digest = models.CharField(max_length=64, help_text="SHA-256 of address, fields and files, in hexadecimal")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"],
                name="unsent_form_once",
                violation_error_message="This is already stored.",
            )
        ]
        indexes = [models.Index(fields=["stored_at"], name="unsent_form_stored_at")]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_until(self) -> datetime.datetime:
        return self.stored_at + STORED_FOR
