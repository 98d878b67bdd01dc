"""Visits that repeat: the rule is kept, the visits are made ahead of it."""

import datetime

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
    def to_make(self, until_on: datetime.date):
        """Rules of which visits before `until_on` are not made yet, on packages that go on."""
        behind = Q(made_until_on=None) | Q(made_until_on__lt=until_on)
        over = Q(until_on__lte=F("made_until_on")) | Q(package__ended_on__lte=F("made_until_on"))
        return self.filter(behind, from_on__lt=until_on).exclude(over)


class ContactMode(models.Model):
    """How worker and person are to meet."""

    kind = models.CharField(max_length=20, choices=VisitKind, default=VisitKind.FACE_TO_FACE)

    class Meta:
        abstract = True

    @property
    def is_face_to_face(self) -> bool:
        return self.kind == VisitKind.FACE_TO_FACE

    @property
    def non_face_to_face_label(self) -> str:
        """How they meet where it is not face to face, in words; else nothing."""
        return "" if self.is_face_to_face else self.get_kind_display()


@tracked
class RecurringVisit(Record, Dated, ContactMode):
    """When a worker visits again and again. Never changed but to be ended: another way begins as another rule.

    `repeats` is a text of RFC 5545; `begins` is what the clocks show in London, in summer and in winter.
    """

    READ = Permission.READ_PERSON

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    repeats = models.CharField(max_length=100)
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
            Dated.dates_constraint("visit_rule_dates"),
            models.CheckConstraint(
                name="visit_rule_minutes",
                condition=Q(minutes__gte=5, minutes__lte=12 * 60),
                violation_error_message="A visit takes between five minutes and twelve hours.",
            ),
            models.CheckConstraint(
                name="visit_rule_repeats",
                condition=~Q(repeats=""),
                violation_error_message="Say on which days the visits repeat.",
            ),
        ]
        indexes = [models.Index(fields=["package", "from_on"], name="visit_rule_of_package")]

    def __str__(self):
        return f"{self.words}, {self.begins:%H:%M}"

    @property
    def words(self) -> str:
        return recurrence.words(self.repeats)

    def dates(self, from_on: datetime.date, until_on: datetime.date) -> list[datetime.date]:
        """The dates of the rule between two days (`until_on` exclusive)."""
        end = until_on if self.until_on is None else min(until_on, self.until_on)
        return recurrence.dates(self.repeats, self.from_on, from_on, end)
