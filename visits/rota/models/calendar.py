"""The private calendar address of a user."""

import hashlib
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import Record, RecordQuerySet


def fingerprint(token: str) -> str:
    """Return the SHA-256 of a token, as hex. The token cannot be found from it."""
    return hashlib.sha256(token.encode()).hexdigest()


class FeedQuerySet(RecordQuerySet):
    def unrevoked(self) -> Self:
        """Filter to addresses that are not revoked."""
        return self.filter(revoked_at=None)


@tracked
class CalendarFeed(Record):
    """A private address, made and revoked by its user. Only the fingerprint of its token is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    read_on = models.DateField(null=True, blank=True, editable=False, help_text="the last day on which it was read")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="calendar_feed_one_unrevoked",
                condition=Q(revoked_at=None),
                violation_error_message="There is already a calendar link. Turn it off first.",
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user}"
