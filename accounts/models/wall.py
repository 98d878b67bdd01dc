"""Walls: for a walled user a record does not exist, whatever their post."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import Record, RecordQuerySet


class WallQuerySet(RecordQuerySet):
    def active(self) -> Self:
        """Filter to walls that are not lifted."""
        return self.filter(lifted_at=None)


@tracked
class Wall(Record):
    """A wall between `user` and the record `record_id`.

    Messages, state changes, access-log rows and history carry the ids of their records and are hidden with them.
    """

    record_id = models.UUIDField()
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = WallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_id", "user"],
                condition=Q(lifted_at=None),
                name="wall_once",
                violation_error_message="This wall already exists.",
            ),
            models.CheckConstraint(
                name="wall_dates",
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("recorded_at")),
                violation_error_message="A wall must be lifted after it was raised.",
            ),
        ]
        indexes = [models.Index(fields=["user", "record_id"], name="wall_of_user", condition=Q(lifted_at=None))]

    def __str__(self) -> str:
        return f"wall {self.pk}"
