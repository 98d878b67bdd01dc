"""The provider's workers: their team, their hours, what they know, when they are away."""

import datetime

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.enums import Permission, Scope
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract, LifeDomain
from contracts.posts import contracts_where
from core.history import tracked, tracked_links
from core.models import Dated, DatedQuerySet, Record, RecordQuerySet, StrikeThrough, not_overlapping
from workforce.enums import AbsenceKind, Employment, Gender, LeavingReason, Weekday


@tracked
class Team(Record):
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class WorkerQuerySet(AllowingQuerySet, RecordQuerySet):
    def findable_by(self, user):
        """Whom `user` may find by name: the workers of the contracts where they work with people."""
        contracts = contracts_where(user, Permission.FIND_PERSON, Scope.CONTRACT)
        return self.filter(pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker"))

    def employed(self, day):
        """In employment on `day`; the last day counts."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=day), started_on__lte=day)


@tracked
class Worker(Record):
    READ = Permission.READ_WORKER

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="workers")
    contracts = models.ManyToManyField(Contract, related_name="+", help_text="where this worker can be allocated")
    specialisms = models.ManyToManyField(LifeDomain, related_name="+", blank=True)
    job_title = models.CharField(max_length=80, default="Support worker")
    employment = models.CharField(max_length=10, choices=Employment, default=Employment.EMPLOYED)
    started_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, help_text="last day")
    leaving_reason = models.CharField(max_length=30, choices=LeavingReason, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="besides English")
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True, help_text="towns where they work")
    induction_completed_on = models.DateField(null=True, blank=True)
    dbs_checked_on = models.DateField(null=True, blank=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["user__full_name", "id"]
        constraints = [
            models.CheckConstraint(
                name="worker_dates",
                condition=Q(left_on=None) | Q(left_on__gte=F("started_on")),
                violation_error_message="A worker leaves after starting.",
            ),
            models.CheckConstraint(
                name="worker_leaving_reason",
                condition=Q(left_on=None, leaving_reason="") | (Q(left_on__isnull=False) & ~Q(leaving_reason="")),
                violation_error_message="Give the reason for leaving with the last day.",
            ),
        ]

    def __str__(self):
        return self.user.full_name


@tracked_links
class WorkerContract(Worker.contracts.through):
    """In which contract a worker can be allocated: for its history."""

    class Meta:
        proxy = True


@tracked_links
class WorkerSpecialism(Worker.specialisms.through):
    """What a worker knows well: for its history."""

    class Meta:
        proxy = True


@tracked
class ContractedHours(Record, Dated):
    """Minutes a week by the contract of employment, from a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contracted_hours")
    minutes_a_week = models.PositiveIntegerField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "contracted_hours_once",
                "worker",
                message="Contracted hours are set for some of these days already.",
            ),
            Dated.dates_constraint("contracted_hours_dates"),
            models.CheckConstraint(
                name="contracted_hours_range",
                condition=Q(minutes_a_week__gt=0, minutes_a_week__lte=60 * 60),
                violation_error_message="Contracted hours are between a minute and sixty hours a week.",
            ),
        ]

    def __str__(self):
        return f"{self.minutes_a_week} minutes from {self.from_on}"


@tracked
class WorkingPattern(Record, Dated):
    """On one day of the week, from when to when a worker works, by the clocks in London; from a date."""

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
                message="The working hours of this weekday are set for some of these days already.",
            ),
            Dated.dates_constraint("working_pattern_dates"),
            models.CheckConstraint(
                name="working_pattern_times",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="Working hours end after they begin, on the same day.",
            ),
            models.CheckConstraint(
                name="working_pattern_weekday",
                condition=Q(weekday__lte=6),
                violation_error_message="A week has seven days.",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts:%H:%M} to {self.ends:%H:%M}"


@tracked
class Absence(Record, Dated):
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20, choices=AbsenceKind)
    reason = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping("absence_once", "worker", message="An absence is recorded for some of these days already."),
            Dated.dates_constraint("absence_dates"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} from {self.from_on}"


@tracked
class Ceiling(Record, Dated):
    """A manager's limit on the hours a worker is given, for a time: new, back from illness, studying (C6)."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="ceilings")
    minutes_a_week = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping("ceiling_once", "worker", message="A ceiling is set for some of these days already."),
            Dated.dates_constraint("ceiling_dates"),
            models.CheckConstraint(
                name="ceiling_range",
                condition=Q(minutes_a_week__lte=60 * 60),
                violation_error_message="A ceiling is at most sixty hours a week.",
            ),
            models.CheckConstraint(
                name="ceiling_reason",
                condition=~Q(reason=""),
                violation_error_message="Give the reason for the ceiling.",
            ),
        ]

    def __str__(self):
        return f"{self.minutes_a_week} minutes from {self.from_on}"


@tracked
class TrainingCourse(Record):
    """Something workers learn; what is required must not lapse before they are given people (T8.3)."""

    name = models.CharField(max_length=120, unique=True)
    is_required = models.BooleanField(default=False)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="none: it does not lapse")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def lapses_on(self, done_on) -> datetime.date | None:
        """The first day on which training done on `done_on` no longer holds, by calendar months; none: it stays."""
        return done_on + relativedelta(months=self.valid_months) if self.valid_months else None


@tracked
class TrainingDone(Record):
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="trainings")
    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()

    class Meta:
        ordering = ["-done_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "course", "done_on"],
                name="training_done_once",
                violation_error_message="This training is recorded for that day already.",
            )
        ]

    def __str__(self):
        return f"{self.course}, {self.done_on:%-d %b %Y}"

    @property
    def lapses_on(self) -> datetime.date | None:
        """The first day on which it no longer holds; none: it stays."""
        return self.course.lapses_on(self.done_on)


class OnCallQuerySet(AllowingQuerySet, RecordQuerySet):
    def standing(self):
        """Not taken off again."""
        return self.filter(struck_at=None)

    def within(self, from_at, until_at):
        """The shifts with at least a moment between two instants (`until_at` exclusive)."""
        return self.standing().filter(starts_at__lt=until_at, ends_at__gt=from_at)


@tracked
class OnCallShift(Record, StrikeThrough):
    """Who is there for the workers of a contract, from an instant until another (exclusive): one at a time (T6.13)."""

    READ = Permission.ANSWER_CALL

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cut_reason = models.CharField("why it ended early", max_length=200, blank=True)

    objects = OnCallQuerySet.as_manager()

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
                violation_error_message="Somebody is on call for some of this time already.",
            ),
            models.CheckConstraint(
                name="on_call_times",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Being on call ends after it starts.",
            ),
            StrikeThrough.strike_constraint("on_call_struck"),
        ]

    def __str__(self):
        return f"{self.user} from {self.starts_at:%-d %b %Y}"
