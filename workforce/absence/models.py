"""Absences of workers."""

from django.db import models

from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, not_overlapping
from workforce.enums import AbsenceKind
from workforce.staff.models import Worker


@tracked
class Absence(Record, Dated):
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20, choices=AbsenceKind)
    reason = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping("absence_once", "worker", message="An absence is already recorded for some of these days."),
            Dated.dates_constraint("absence_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.from_on}"
