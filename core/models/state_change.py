"""Every change of state: who, when, from, to and why. Written once."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from core.history import append_only
from core.models.record import AUTOMATIC, BY_LINK, AboutQuerySet, Record
from core.sql import AnyOf


class StateChangeQuerySet(AboutQuerySet):
    def of_records(self, records: models.QuerySet[Any]) -> Self:
        """Filter to the changes of `records`, a queryset of few rows.

        Their keys are looked up first, so that PostgreSQL uses the index on `record_id`.
        """
        return self.filter(AnyOf("record_id", ArraySubquery(records.order_by().values("pk"))))


class StateChange(Record):
    """One change of one record's state; `about_ids` are the ids of the records it concerns, for walls."""

    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    about_ids = ArrayField(models.UUIDField(), default=list)

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(fields=["record_id", "recorded_at"], name="state_change_of_record"),
            GinIndex(fields=["about_ids"], name="state_change_about"),
        ]
        triggers = [append_only("state_change_written_once")]

    @property
    def author(self) -> str:
        """Who made it: a user; whoever had a link, whose name is the reason then; or else AUTOMATIC."""
        without_account = self.reason if self.reason.endswith(BY_LINK) else AUTOMATIC
        return str(self.recorded_by or without_account)

    def __str__(self) -> str:
        return f"{self.verb}: {self.from_state} → {self.to_state}"
