"""Logged visits: what happened, and which goals were worked on."""

import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Cast, Extract

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import hidden_from
from casework.models import HospitalSpell, SupportPackage
from casework.people.primary import about_same_person
from contracts.enums import ExcludedActivity
from core import clock
from core.history import append_only, tracked
from core.models import Record, RecordQuerySet, RevisionChecked, StrikeThrough
from plans.models import GoalRating, GoalWording
from visits.enums import (
    CANCELLED,
    NEEDS_ANSWERS,
    NOT_ENGAGED,
    OF_CHANGE,
    ChangeNoticed,
    EntryRoute,
    NeedsMet,
    SupportKind,
    TimesFrom,
    Urgency,
    VisitKind,
    VisitOutcome,
    VisitPlace,
)
from visits.rota.models.planned_visit import PlannedVisit, local_day
from workforce.models import Worker

# Messages of rules that more than one place checks.
CRISIS_UNANSWERED = "You ticked support in crisis, distress or self-harm: choose who needs to know."
NOBODY_REASON_MISSING = "Enter why nobody else needs to know."
NEEDS_REASON_MISSING = "Enter why the access needs were not met."
CORRECTION_REASON_MISSING = "Enter the reason for the correction."


LATE_AFTER = datetime.timedelta(days=1)
# For how long after a crisis its record offers to alert the on-call senior.
CALL_OFFERED_FOR = datetime.timedelta(days=1)
# The columns that a correction may change, and that a version keeps.
WRITTEN = (
    "outcome", "kind", "started_at", "ended_at", "notice_minutes", "support_kinds", "notes", "next_step",
    "change_noticed", "change_description", "urgency", "nobody_reason", "hospital_reason", "times_from", "place",
    "present", "mood", "quote", "money_pounds", "money_words", "travel_minutes", "travel_miles", "information_given",
    "excluded_activities", "needs_met", "needs_reason", "carer_needs_met", "carer_needs_reason",
)  # fmt: skip


def needs_reason_constraint(name: str, whose: str = "") -> models.CheckConstraint:
    """Return the constraint that needs which were not met, and no others, have the reason (R66).

    `whose` begins the names of the columns: "carer_" for those of a carer.
    """
    not_met, no_reason = Q(**{f"{whose}needs_met": NeedsMet.NO}), Q(**{f"{whose}needs_reason": ""})
    return models.CheckConstraint(
        name=name,
        condition=(not_met & ~no_reason) | (~not_met & no_reason),
        violation_error_message=NEEDS_REASON_MISSING,
    )


# The service does not do this, and it was done (T3.4).
DONE_OUTSIDE = Q(struck_at=None, excluded_activities__len__gt=0)
IN_CRISIS = Q(struck_at=None) & (
    Q(support_kinds__contains=[SupportKind.CRISIS]) | Q(change_noticed=ChangeNoticed.CRISIS)
)


class VisitQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Filter to entries that are not struck through."""
        return self.filter(struck_at=None)

    def counted_for(self, user: User) -> Self:
        """Filter to the visits of which `user` may know that they were: everybody who may read the package."""
        visits = self.not_struck().filter(package__in=SupportPackage.objects.visible_to(user))
        return visits.exclude(pk__in=hidden_from(user))

    def changes_visible_to(self, user: User) -> Self:
        """Filter to visits that noticed a change which `user` may read: everybody who may read the package."""
        return self.counted_for(user).exclude(change_noticed="")

    def about_crisis(self) -> Self:
        """Filter to entries, not struck through, of support in crisis, distress or self-harm, or a change like it."""
        return self.filter(IN_CRISIS)

    def did_outside_service(self) -> Self:
        """Filter to entries, not struck through, of something that the service does not do (T3.4)."""
        return self.filter(DONE_OUTSIDE)

    def took_place(self) -> Self:
        """Filter to visits that happened and are not struck through."""
        return self.not_struck().filter(outcome=VisitOutcome.YES)

    # It returns no Self: django-stubs would then refuse to filter by what it annotates.
    def with_in_hospital(self) -> Any:
        """Annotate `in_hospital`: whether the person was in hospital on the day, on any of their records."""
        stays = HospitalSpell.objects.not_struck().filter(
            Q(discharged_on=None) | Q(discharged_on__gt=OuterRef("local_on")),
            about_same_person("individual", "package__case__individual"),
            admitted_on__lte=OuterRef("local_on"),
        )
        return self.annotate(in_hospital=Exists(stays))

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Filter by London day to the period (`until_on` exclusive)."""
        return self.filter(local_on__gte=from_on, local_on__lt=until_on)


@tracked
class Visit(Record, RevisionChecked, StrikeThrough):
    """What happened at a visit, written by the worker who was there. Corrections keep the earlier versions."""

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(
        GoalRating, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=VisitOutcome)
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
    change_noticed = models.CharField(max_length=15, choices=ChangeNoticed, blank=True)
    change_description = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True)
    nobody_reason = models.CharField("why nobody else needs to know of a crisis", max_length=300, blank=True)
    hospital_reason = models.CharField(max_length=200, blank=True, help_text="why during a hospital stay")
    times_from = models.CharField(max_length=10, choices=TimesFrom, default=TimesFrom.TYPED)
    entry_route = models.CharField(max_length=10, choices=EntryRoute, default=EntryRoute.HERE)
    written_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was written on paper or a phone; empty if it was entered in Casework"
    )
    notice_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="how long before its start a visit was cancelled"
    )
    place = models.CharField(max_length=10, choices=VisitPlace, blank=True)
    present = models.CharField("who else was there", max_length=200, blank=True)
    mood = models.TextField("how the person was", max_length=2_000, blank=True)
    quote = models.TextField("what they said, in their words", max_length=5_000, blank=True)
    money_pounds = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    money_words = models.CharField("money handled", max_length=300, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    travel_miles = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    information_given = models.CharField(max_length=300, blank=True, help_text="topic and in which format")
    excluded_activities = ArrayField(
        models.CharField(max_length=20, choices=ExcludedActivity),
        default=list,
        blank=True,
        help_text="what was done that the service does not do (T3.4)",
    )

    needs_met = models.CharField("access needs met", max_length=10, choices=NEEDS_ANSWERS, blank=True)
    needs_reason = models.CharField("why access needs were not met", max_length=300, blank=True)
    carer_needs_met = models.CharField("a carer’s access needs met", max_length=10, choices=NEEDS_ANSWERS, blank=True)
    carer_needs_reason = models.CharField("why a carer’s access needs were not met", max_length=300, blank=True)

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
                name="visit_change_noticed",
                condition=Q(change_noticed="", urgency__in=["", Urgency.NOBODY])
                | (~Q(change_noticed="") & Q(urgency__in=list(OF_CHANGE))),
                violation_error_message="Choose who needs to know about the change.",
            ),
            models.CheckConstraint(
                name="visit_in_crisis",
                condition=~Q(support_kinds__contains=[SupportKind.CRISIS]) | ~Q(urgency=""),
                violation_error_message=CRISIS_UNANSWERED,
            ),
            models.CheckConstraint(
                name="visit_nobody_reason",
                condition=(Q(urgency=Urgency.NOBODY) & ~Q(nobody_reason=""))
                | (~Q(urgency=Urgency.NOBODY) & Q(nobody_reason="")),
                violation_error_message=NOBODY_REASON_MISSING,
            ),
            models.UniqueConstraint(
                fields=["planned"],
                condition=Q(struck_at=None),
                name="visit_of_planned_once",
                violation_error_message="This planned visit has already been logged.",
            ),
            models.CheckConstraint(
                name="visit_notice",
                condition=Q(notice_minutes=None) | Q(outcome__in=list(CANCELLED)),
                violation_error_message="Only a cancelled visit has a notice period.",
            ),
            models.CheckConstraint(
                name="visit_written",
                condition=Q(entry_route=EntryRoute.HERE, written_at=None)
                | (~Q(entry_route=EntryRoute.HERE) & Q(written_at__isnull=False)),
                violation_error_message="Enter when it was written.",
            ),
            models.CheckConstraint(
                name="visit_money",
                condition=Q(money_pounds=None) | (Q(money_pounds__gte=0) & ~Q(money_words="")),
                violation_error_message="Enter what the money was for.",
            ),
            needs_reason_constraint("visit_needs_reason"),
            needs_reason_constraint("visit_carer_needs_reason", "carer_"),
            StrikeThrough.strike_constraint("visit_struck"),
        ]
        indexes = [
            models.Index(fields=["package", "-local_on"], name="visit_of_package"),
            models.Index(fields=["worker", "-local_on"], name="visit_of_worker"),
            models.Index(fields=["local_on"], name="visit_by_day"),
            models.Index(fields=["package", "recorded_at"], name="visit_about_crisis", condition=IN_CRISIS),
            models.Index(fields=["recorded_at"], name="visit_outside_service", condition=DONE_OUTSIDE),
        ]

    def __str__(self) -> str:
        return f"visit on {self.started_at.astimezone(clock.LONDON):%-d %b %Y %H:%M}"

    @property
    def times(self) -> str:
        """The times of the visit, such as "10:00 to 11:15"; one time where it lasted no time."""
        return _times(self.started_at, self.ended_at)

    @property
    def took_place(self) -> bool:
        """Return True if it went ahead. A visit that did not mostly has only the time when it began."""
        return self.outcome == VisitOutcome.YES

    @property
    def is_late_entry(self) -> bool:
        """Return True if it was written more than a day after it ended."""
        return (self.written_at or self.recorded_at) > self.ended_at + LATE_AFTER

    @property
    def is_about_crisis(self) -> bool:
        """Return True if support in crisis, distress or self-harm was given, or noticed as a change."""
        return SupportKind.CRISIS in self.support_kinds or self.change_noticed == ChangeNoticed.CRISIS

    @property
    def offers_call(self) -> bool:
        """Return True if it is about a crisis and recent enough to alert the on-call senior in one press."""
        return self.is_about_crisis and self.struck_at is None and self.ended_at > clock.now() - CALL_OFFERED_FOR

    @property
    def is_missed(self) -> bool:
        """Return True if the person did not answer or declined, and the entry is not struck through."""
        return self.struck_at is None and self.outcome in NOT_ENGAGED

    @property
    def outcome_tone(self) -> str:
        return VisitOutcome(self.outcome).tone

    @property
    def change_tone(self) -> str:
        return ChangeNoticed(self.change_noticed).tone


def _times(started_at: datetime.datetime, ended_at: datetime.datetime) -> str:
    begins, ends = (f"{at.astimezone(clock.LONDON):%H:%M}" for at in (started_at, ended_at))
    return begins if started_at == ended_at else f"{begins} to {ends}"


@tracked
class GoalWork(Record):
    """A goal that was worked on during a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="goal_work")
    wording = models.ForeignKey(GoalWording, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "wording"],
                name="goal_work_once",
                violation_error_message="This goal is already on the list.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wording} at {self.visit}"


class VisitVersion(Record):
    """The content of a visit before a correction, and the reason. Written once."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "number"],
                name="visit_version_once",
                violation_error_message="This correction has already been saved.",
            ),
            models.CheckConstraint(
                name="visit_version_reason",
                condition=~Q(reason=""),
                violation_error_message=CORRECTION_REASON_MISSING,
            ),
        ]
        triggers = [append_only("visit_version_written_once")]

    def __str__(self) -> str:
        return f"{self.visit}, as it was first written" if self.number == 1 else f"{self.visit}, version {self.number}"

    @property
    def title(self) -> str:
        return "Original record" if self.number == 1 else f"Version {self.number}"

    @property
    def times(self) -> str:
        """The times of this version, as those of the visit."""
        return _times(*(datetime.datetime.fromisoformat(self.content[name]) for name in ("started_at", "ended_at")))
