"""Training courses, and the training that workers have done."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough
from workforce.staff.models import Worker


@tracked
class TrainingCourse(Record):
    """A course. Required training must be valid before anybody is allocated to a worker (T8.3)."""

    name = models.CharField(max_length=120, unique=True)
    is_required = models.BooleanField(default=False)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="none: it does not expire")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

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
