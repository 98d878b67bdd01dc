"""Every change of state: who, when, from, to, why. Written once."""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from core.history import append_only
from core.models.record import AboutQuerySet, Record
from core.sql import AnyOf


class StateChangeQuerySet(AboutQuerySet):
    def of_records(self, records):
        """The moves of `records`, a queryset of few: their keys are looked up first, whatever the planner expects."""
        return self.filter(AnyOf("record_id", ArraySubquery(records.order_by().values("pk"))))


class StateChange(Record):
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    about_ids = ArrayField(models.UUIDField(), default=list)

    objects = StateChangeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(fields=["record_id", "recorded_at"], name="move_of_record"),
            GinIndex(fields=["about_ids"], name="move_about"),
        ]
        triggers = [append_only("move_written_once")]

    def __str__(self):
        return f"{self.verb}: {self.from_state} → {self.to_state}"
