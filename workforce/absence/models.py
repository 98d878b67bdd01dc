"""Absences of workers."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import (
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    StrikeThrough,
    not_overlapping,
)
from workforce.enums import AbsenceKind, SicknessReason
from workforce.staff.models import Worker


@tracked
class Absence(Record, DatedStrikeThrough):
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20, choices=AbsenceKind)
    sickness_reason = models.CharField("reason for sickness", max_length=20, choices=SicknessReason, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="for the worker's own file only")

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping("absence_once", "worker", message="An absence is already recorded for some of these days."),
            DatedStrikeThrough.struck_dates_constraint("absence_dates"),
            StrikeThrough.strike_constraint("absence_struck"),
            models.CheckConstraint(
                name="absence_sickness_reason",
                condition=Q(kind=AbsenceKind.SICKNESS) & ~Q(sickness_reason="")
                | ~Q(kind=AbsenceKind.SICKNESS) & Q(sickness_reason=""),
                violation_error_message="Only sickness has a reason for sickness, and it must have one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.from_on}"
