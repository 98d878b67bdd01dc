"""What a decision on a referral is based on: waived tests, the assessment before the minimum age, the capacity."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from contracts.models import Contract
from core.history import append_only, tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from referrals.enums import Agency, Criterion
from referrals.models.referral import Referral


@tracked
class CriterionOverride(Record, StrikeThrough):
    """The Council agrees to waive one of its tests for this referral (T1.2): who, when, why."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="overrides")
    criterion = models.CharField(max_length=10, choices=Criterion)
    agreed_by = models.CharField(max_length=120)
    agreed_on = models.DateField()
    reason = models.TextField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "criterion"],
                condition=Q(struck_at=None),
                name="criterion_override_once",
                violation_error_message="The Council's agreement on this criterion is already recorded.",
            ),
            models.CheckConstraint(
                name="criterion_override_agreed",
                condition=~Q(agreed_by="") & ~Q(reason=""),
                violation_error_message="Enter who at the Council agreed, and why.",
            ),
            StrikeThrough.strike_constraint("criterion_override_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()} waived by {self.agreed_by}"


@tracked
class TransitionAssessment(Record, RevisionChecked):
    """The period of assessment of somebody referred before the minimum age (T1.3); `until_on` is exclusive."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="transition")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    assessed_by = models.CharField(max_length=120)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transition_dates",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The last day of the assessment must be on or after its first day.",
            ),
            models.CheckConstraint(
                name="transition_result",
                condition=Q(until_on=None) | ~Q(result=""),
                violation_error_message="Enter the result of the assessment.",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment before {self.referral}"

    @property
    def last_on(self) -> datetime.date | None:
        """The last day of the period, or None until it is finished."""
        return self.until_on - datetime.timedelta(days=1) if self.until_on else None


@tracked
class PlanSharing(Record, StrikeThrough):
    """The transition plan was shared with an agency (T1.3). One that was struck through counts no more."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="sharings")
    agency = models.CharField(max_length=10, choices=Agency)
    shared_with = models.CharField(max_length=120)
    shared_on = models.DateField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["shared_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "agency", "shared_on"],
                condition=Q(struck_at=None),
                name="plan_sharing_once",
                violation_error_message="You have already recorded sharing the plan with this agency on this date.",
            ),
            StrikeThrough.strike_constraint("plan_sharing_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}, {self.shared_on:%-d %b %Y}"


class CapacityFigures(Record):
    """The capacity of a contract at one time, cited by a decision to wait or decline and by a notice (T5.5, C6).

    Minutes a week of all workers of the contract: `free` is `contracted` − `away` − `committed`, under ceilings.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="capacity")
    on = models.DateField()
    workers = models.PositiveIntegerField()
    contracted = models.PositiveIntegerField()
    away = models.PositiveIntegerField()
    committed = models.PositiveIntegerField()
    free = models.PositiveIntegerField(help_text="sum over the workers who can take someone on")
    most_free = models.PositiveIntegerField(help_text="of the one worker with most free time")
    wanted = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField(help_text="referrals on the waiting list")
    lines = ArrayField(models.CharField(max_length=300), default=list, help_text="one text for each worker")

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [append_only("capacity_written_once")]

    def __str__(self) -> str:
        return f"{self.contract} on {self.on:%-d %b %Y}"
