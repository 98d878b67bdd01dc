"""Visits logged: what happened at the door, and which goals were worked on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Cast, Extract

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from accounts.walls import hidden_from
from casework.models import SupportPackage
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Revised, Struck
from plans.models import Goal
from visits.enums import Happened, Sign, SupportKind, Urgency, VisitKind
from visits.models.planned import PlannedVisit, local_day
from workforce.models import Worker


class VisitQuerySet(AllowingQuerySet, RecordQuerySet):
    def counted(self):
        """Not struck through."""
        return self.filter(struck_at=None)

    def signs_visible_to(self, user):
        """The visits that noticed a sign: whoever may read the package may read the sign."""
        signs = self.counted().filter(package__in=SupportPackage.objects.visible_to(user)).exclude(sign="")
        return signs.exclude(pk__in=hidden_from(user))

    def happened(self):
        return self.counted().filter(happened=Happened.YES)

    def within(self, from_on, until_on):
        """Visits of the period by their London day (`until_on` exclusive)."""
        return self.filter(local_on__gte=from_on, local_on__lt=until_on)


@tracked
class Visit(Record, Revised, Struck):
    """What happened at the door: written by whoever was there, kept as written."""

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    planned = models.OneToOneField(PlannedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happened = models.CharField(max_length=20, choices=Happened)
    kind = models.CharField(max_length=15, choices=VisitKind)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    local_on = local_day("started_at")
    minutes = models.GeneratedField(
        expression=Cast(
            Extract(ExpressionWrapper(F("ended_at") - F("started_at"), models.DurationField()), "epoch") / 60,
            models.IntegerField(),
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    support_kinds = ArrayField(models.CharField(max_length=20, choices=SupportKind), default=list, blank=True)
    notes = models.TextField("what happened", max_length=20_000)
    next_step = models.CharField(max_length=300, blank=True)
    sign = models.CharField(max_length=15, choices=Sign, blank=True)
    sign_words = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True)
    hospital_reason = models.CharField(max_length=200, blank=True, help_text="why during a hospital stay")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="visit_times",
                condition=Q(ended_at__gte=F("started_at")),
                violation_error_message="The visit ended before it started: check the two times.",
            ),
            models.CheckConstraint(
                name="visit_sign",
                condition=Q(sign="", urgency="") | (~Q(sign="") & ~Q(urgency="")),
                violation_error_message="Say how urgent the sign is.",
            ),
            Struck.whole("visit_struck"),
        ]
        indexes = [
            models.Index(fields=["package", "-local_on"], name="visit_of_package"),
            models.Index(fields=["worker", "-local_on"], name="visit_of_worker"),
            models.Index(fields=["local_on"], name="visit_by_day"),
        ]

    def __str__(self):
        return f"visit on {self.started_at.astimezone(clock.LONDON):%-d %b %Y %H:%M}"

    @property
    def happened_tone(self) -> str:
        return Happened(self.happened).tone

    @property
    def sign_tone(self) -> str:
        return Sign(self.sign).tone


@tracked
class GoalWork(Record):
    """A goal that was worked on during a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="goal_work")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "goal"],
                name="goal_work_once",
                violation_error_message="This goal is named already.",
            )
        ]

    def __str__(self):
        return f"{self.goal} at {self.visit}"
