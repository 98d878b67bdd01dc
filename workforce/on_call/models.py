"""Shifts on the on-call rota."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract
from core.history import tracked
from core.models import Record, RecordQuerySet, StrikeThrough


class OnCallShiftQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Filter to the shifts that are not struck through."""
        return self.filter(struck_at=None)

    def within(self, from_at: datetime.datetime, until_at: datetime.datetime) -> Self:
        """Filter to the shifts with at least a moment between two instants (`until_at` exclusive)."""
        return self.not_struck().filter(starts_at__lt=until_at, ends_at__gt=from_at)


@tracked
class OnCallShift(Record, StrikeThrough):
    """`user` is on call for the workers of a contract until `ends_at` (exclusive); one user at a time (T6.14)."""

    READ = Permission.ANSWER_CALL

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cut_reason = models.CharField("why it ended early", max_length=200, blank=True)

    objects = OnCallShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            ExclusionConstraint(
                name="on_call_once",
                expressions=[
                    ("contract", RangeOperators.EQUAL),
                    (
                        Func(F("starts_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(struck_at=None),
                violation_error_message="Someone is already on call for some of this time.",
            ),
            models.CheckConstraint(
                name="on_call_times",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="The end time must be after the start time.",
            ),
            StrikeThrough.strike_constraint("on_call_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.user} from {self.starts_at:%-d %b %Y}"
