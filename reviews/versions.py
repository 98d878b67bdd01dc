"""What an update or a review said before a correction."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from core.errors import Refused
from core.models import Record

CORRECTION_REASON_MISSING = "Enter what was wrong."


class EarlierVersion(Record):
    """What a record said before a correction, and the reason. Written once."""

    number = models.PositiveSmallIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=300)

    class Meta:
        abstract = True
        ordering = ["number"]

    @staticmethod
    def version_constraints(name: str, record: str) -> list[models.BaseConstraint]:
        """Return the constraints that each version of `record` has its own number, and a reason."""
        return [
            models.UniqueConstraint(
                fields=[record, "number"],
                name=f"{name}_once",
                violation_error_message="This correction has already been saved.",
            ),
            models.CheckConstraint(
                name=f"{name}_reason",
                condition=~Q(reason=""),
                violation_error_message=CORRECTION_REASON_MISSING,
            ),
        ]


def content(record: Record, columns: tuple[str, ...]) -> dict[str, Any]:
    """Return these columns as they are saved."""
    row: dict[str, Any] = type(record)._default_manager.values(*columns).get(pk=record.pk)
    return row


def refuse_unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    if before == after:
        raise Refused("You have not changed anything.")
