"""Contracted hours, working pattern and ceiling of a worker."""

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, not_overlapping
from workforce.enums import Weekday
from workforce.staff.models import Worker


@tracked
class ContractedHours(Record, Dated):
    """Minutes a week by the contract of employment, in force from a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contracted_hours")
    minutes_a_week = models.PositiveIntegerField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "contracted_hours_once",
                "worker",
                message="Contracted hours are already set for some of these days.",
            ),
            Dated.dates_constraint("contracted_hours_dates"),
            models.CheckConstraint(
                name="contracted_hours_range",
                condition=Q(minutes_a_week__gt=0, minutes_a_week__lte=60 * 60),
                violation_error_message="Contracted hours must be more than 0 and at most 60 a week.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_a_week} minutes from {self.from_on}"


@tracked
class WorkingPattern(Record, Dated):
    """The hours of a worker on one day of the week, London times, in force from a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="patterns")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField()
    ends = models.TimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "from_on"]
        constraints = [
            not_overlapping(
                "working_pattern_once",
                "worker",
                "weekday",
                message="Working hours are already set for this weekday on some of these days.",
            ),
            Dated.dates_constraint("working_pattern_dates"),
            models.CheckConstraint(
                name="working_pattern_times",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="Working hours must end after they start, on the same day.",
            ),
            models.CheckConstraint(
                name="working_pattern_weekday",
                condition=Q(weekday__lte=6),
                violation_error_message="Choose a day of the week.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


@tracked
class Ceiling(Record, Dated):
    """A manager's limit on a worker's hours for a time: for example when new, after illness, or while studying (C6)."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="ceilings")
    minutes_a_week = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("ceiling_once", "worker", message="A cap is already set for some of these days."),
            Dated.dates_constraint("ceiling_dates"),
            models.CheckConstraint(
                name="ceiling_range",
                condition=Q(minutes_a_week__lte=60 * 60),
                violation_error_message="A cap can be at most 60 hours a week.",
            ),
            models.CheckConstraint(
                name="ceiling_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter the reason for the cap.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_a_week} minutes from {self.from_on}"
