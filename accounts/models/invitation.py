"""Invitations: the links by which somebody signs in for the first time."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet
from core.tokens import hash_token


class InvitationQuerySet(RecordQuerySet["Invitation"]):
    def open(self) -> Self:
        """Filter to those that were neither used nor ended; they may have expired."""
        return self.filter(used_at=None, ended_at=None)

    def usable(self) -> Self:
        """Filter to the open ones whose days are not over."""
        return self.open().filter(expires_at__gt=clock.now())

    def of_token(self, token: str) -> Self:
        """Filter to the invitation with this token; only its hash is stored."""
        return self.filter(token_hash=hash_token(token))


@tracked(without=("token_hash",))
class Invitation(Record):
    """One invitation: its link works once, within LASTS. A user has one open invitation at most.

    MOST_AT_ONCE are sent in one go. `identity` is how whoever sent it knows that the address is the user's own.
    """

    LASTS = datetime.timedelta(days=7)
    MOST_AT_ONCE = 100

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    identity = models.CharField(max_length=300)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="invitation_once",
                condition=Q(used_at=None, ended_at=None),
                violation_error_message="They have an invitation already. Send it again.",
            ),
            models.CheckConstraint(
                name="invitation_identity",
                condition=~Q(identity=""),
                violation_error_message="Enter how you checked who they are.",
            ),
            models.CheckConstraint(
                name="invitation_used_in_time",
                condition=Q(used_at=None) | Q(used_at__lte=F("expires_at"), ended_at=None),
                violation_error_message="This invitation has expired.",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation until {self.expires_at:%-d %B %Y}"
