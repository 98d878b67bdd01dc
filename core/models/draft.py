"""Drafts: what somebody has typed in a form and not yet sent, saved on the server."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

SAVED_FOR = datetime.timedelta(days=28)
# One that ends with the session: whoever holds the phone later must not find it.
SAVED_FOR_A_DAY = datetime.timedelta(days=1)


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def not_old(self, now: datetime.datetime) -> Self:
        """Filter to those whose time is not over."""
        is_of_today = Q(ends_with_session=False) | Q(saved_at__gt=now - SAVED_FOR_A_DAY)
        return self.filter(is_of_today, saved_at__gt=now - SAVED_FOR)


class FormDraft(models.Model):
    """The draft of one form in one browser window of `user`.

    It outlives signing out and a flat battery. It is deleted when the form is saved, or after twenty-eight days. One
    that `ends_with_session`, in the portal, is deleted when its writer signs out or leaves, and after a day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    window_id = models.CharField(max_length=36, blank=True)
    fields = models.JSONField()
    saved_at = models.DateTimeField()
    ends_with_session = models.BooleanField(default=False)
    about_ids = ArrayField(models.UUIDField(), default=list)

    objects = FormDraftQuerySet.as_manager()

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

    @property
    def saved_until(self) -> datetime.datetime:
        return self.saved_at + (SAVED_FOR_A_DAY if self.ends_with_session else SAVED_FOR)
