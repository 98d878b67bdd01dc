"""Training courses, and the training that workers have done."""

import datetime
from typing import Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough
from workforce.staff.models import Worker


class CourseQuerySet(AllowingQuerySet, RecordQuerySet):
    def current(self) -> Self:
        """Filter to the courses that have not ended."""
        return self.filter(ended_on=None)


@tracked
class TrainingCourse(Record):
    """A course. Required training must be valid before anybody is allocated to a worker (T8.3).

    One that has ended is required of nobody; training in it stays on record.
    """

    READ = Permission.KEEP_SERVICE

    name = models.CharField(max_length=120)
    is_required = models.BooleanField(default=False)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="none: it does not expire")
    ended_on = models.DateField(null=True, blank=True, editable=False, help_text="the day on which it was ended")

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="course_name_once",
                violation_error_message="There is already a course with this name.",
            ),
            models.CheckConstraint(
                name="course_valid_months",
                condition=Q(valid_months=None) | Q(valid_months__gte=1),
                violation_error_message="Training must be valid for at least one month.",
            ),
            models.CheckConstraint(
                name="course_ended_not_required",
                condition=Q(ended_on=None) | Q(is_required=False),
                violation_error_message="A course that has ended cannot be required.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def expires_on(self, done_on: datetime.date) -> datetime.date | None:
        """Return the first day on which training done on `done_on` is not valid, in calendar months; None: it stays
        valid.
        """
        return done_on + relativedelta(months=self.valid_months) if self.valid_months else None


@tracked
class TrainingDone(Record, StrikeThrough):
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="trainings")
    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "course", "done_on"],
                condition=Q(struck_at=None),
                name="training_done_once",
                violation_error_message="This training is already recorded for that date.",
            ),
            StrikeThrough.strike_constraint("training_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.done_on:%-d %b %Y}"

    @property
    def expires_on(self) -> datetime.date | None:
        """The first day on which it is not valid; None: it stays valid."""
        return self.course.expires_on(self.done_on)
