"""Visits that repeat. The planned visits are made from the recurrence, some weeks ahead."""

import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Dated, DatedQuerySet, Record
from visits.enums import SupportKind, VisitKind
from visits.rota import recurrence
from workforce.models import Worker


class RecurringVisitQuerySet(AllowingQuerySet, DatedQuerySet):
    def to_plan(self, until_on: datetime.date) -> Self:
        """Filter to those with visits before `until_on` not planned yet. Leave out ended recurrences and packages."""
        behind = Q(made_until_on=None) | Q(made_until_on__lt=until_on)
        over = Q(until_on__lte=F("made_until_on")) | Q(package__ended_on__lte=F("made_until_on"))
        return self.filter(behind, from_on__lt=until_on).exclude(over)


class ContactMode(models.Model):
    """How worker and person meet at a planned visit."""

    kind = models.CharField(max_length=20, choices=VisitKind, default=VisitKind.FACE_TO_FACE)

    class Meta:
        abstract = True

    @property
    def is_face_to_face(self) -> bool:
        return self.kind == VisitKind.FACE_TO_FACE

    @property
    def non_face_to_face_label(self) -> str:
        """The label of a kind that is not face to face; empty for face to face."""
        return "" if self.is_face_to_face else self.get_kind_display()


@tracked
class RecurringVisit(Record, Dated, ContactMode):
    """When a worker visits again and again. It is never changed except to end it: a change makes a new row.

    `repeats` is an RFC 5545 rule as text. `begins` is the local time in London, in summer and winter.
    The weeks of "every 2 weeks" are counted from the week of `weeks_from_on`, or else of `from_on`: a change keeps the
    weeks of the row before. `made_until_on` is the day (exclusive) until which visits have been planned.
    """

    READ = Permission.READ_PERSON

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    repeats = models.CharField(max_length=100)
    weeks_from_on = models.DateField(null=True, blank=True, editable=False)
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    what_for = ArrayField(models.CharField(max_length=20, choices=SupportKind), default=list, blank=True)
    out_of_hours_reason = models.CharField(max_length=200, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    made_until_on = models.DateField(null=True, blank=True, editable=False)

    objects = RecurringVisitQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "begins", "id"]
        constraints = [
            Dated.dates_constraint("recurring_visit_dates"),
            models.CheckConstraint(
                name="recurring_visit_minutes",
                condition=Q(minutes__gte=5, minutes__lte=12 * 60),
                violation_error_message="A visit must last between 5 minutes and 12 hours.",
            ),
            models.CheckConstraint(
                name="recurring_visit_repeats",
                condition=~Q(repeats=""),
                violation_error_message="Choose the days on which the visits repeat.",
            ),
        ]
        indexes = [models.Index(fields=["package", "from_on"], name="recurring_visit_of_package")]

    def __str__(self) -> str:
        return f"{self.words}, {self.begins:%H:%M}"

    @property
    def words(self) -> str:
        """The recurrence as text, such as "every Monday"."""
        return recurrence.words(self.repeats)

    def dates(self, from_on: datetime.date, until_on: datetime.date) -> list[datetime.date]:
        """Return the dates of the recurrence between two days (`until_on` exclusive)."""
        end = until_on if self.until_on is None else min(until_on, self.until_on)
        weeks_from_on = self.weeks_from_on or self.from_on
        return recurrence.dates(self.repeats, weeks_from_on, max(from_on, self.from_on), end)
