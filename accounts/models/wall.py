"""A wall between one user and one record: for that user the record is not there, whatever their post."""

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import Record, RecordQuerySet


class WallQuerySet(RecordQuerySet):
    def standing(self):
        return self.filter(lifted_at=None)


@tracked
class Wall(Record):
    """Whatever speaks of the record (message, move, opening, history) carries its id and is hidden with it."""

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
                violation_error_message="This wall stands already.",
            ),
            models.CheckConstraint(
                name="wall_dates",
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("recorded_at")),
                violation_error_message="A wall is lifted after it was raised.",
            ),
        ]
        indexes = [models.Index(fields=["user", "record_id"], name="wall_of_user", condition=Q(lifted_at=None))]

    def __str__(self):
        return f"wall {self.pk}"
