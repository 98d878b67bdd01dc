"""What every record of the house has: a key made by whoever writes first, when and by whom it was recorded."""

import uuid

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q

from core import clock
from core.errors import Conflict, NotPossible, Refused


class RecordQuerySet(models.QuerySet):
    def delete(self):
        raise TypeError("Records are struck through, never deleted.")

    def get_locked(self, pk):
        """The row, locked until the end of the transaction. Raises DoesNotExist."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class AboutQuerySet(RecordQuerySet):
    """Rows that speak of other records carry their ids in `about_ids`."""

    def not_about(self, record_ids):
        """Leave out the rows that speak of any of `record_ids` (a list, or a queryset of one column)."""
        hidden = ArraySubquery(record_ids) if isinstance(record_ids, models.QuerySet) else list(record_ids)
        return self.exclude(about_ids__overlap=hidden)


class Record(models.Model):
    """`recorded_at` is when it came to be known here (UTC), beside its own date; `recorded_by` none: the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise TypeError("Records are struck through, never deleted.")


class StrikeThrough(models.Model):
    """A record entered by mistake: struck through with a reason, kept for audit, out of every figure."""

    struck_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    struck_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    def strike(self, *, by, reason: str) -> None:
        """Strike the row through, which its caller has locked. Raises NotPossible when it is so already."""
        if self.struck_at:
            raise NotPossible("This is struck through already.")
        if not reason.strip():
            raise Refused("Say why this entry is struck through.", field="reason")
        self.struck_at, self.struck_by, self.struck_reason = clock.now(), by, reason.strip()
        self.save(update_fields=["struck_at", "struck_by", "struck_reason"])

    @staticmethod
    def strike_constraint(name: str) -> models.CheckConstraint:
        """The constraint that a struck record has its when, by whom and why together."""
        return models.CheckConstraint(
            name=name,
            condition=Q(struck_at=None, struck_by=None, struck_reason="")
            | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason="")),
            violation_error_message="Say why this entry is struck through.",
        )


class RevisionChecked(models.Model):
    """A record that two people may edit. `revision` counts the saves."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def check_revision(self, revision: int) -> None:
        """Lock the row and count this save. Raises Conflict with what was saved since unless `revision` is current."""
        current = type(self)._default_manager.get_locked(self.pk)  # type: ignore[attr-defined]
        if current.revision != revision:
            raise Conflict(current)
        self.revision = revision + 1


class Stateful(models.Model):
    """A record with a `state` column; the class names its STATES (the enum) and TRANSITIONS (the table)."""

    STATES: type[models.TextChoices]
    TRANSITIONS: dict
    state: models.CharField

    class Meta:
        abstract = True

    @property
    def state_choice(self) -> models.TextChoices:
        """The state as its enum member, with label and tone."""
        return self.STATES(self.state)
