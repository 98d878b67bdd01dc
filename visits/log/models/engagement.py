"""The duty to find out why a person missed several visits in a row. It never ends support."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Duty, DutyQuerySet
from visits.enums import EngagementDone
from visits.log.models.visit import Visit


class EngagementQuerySet(AllowingQuerySet, DutyQuerySet):
    pass


@tracked
class EngagementDuty(Duty):
    """Raised by the third missed visit in a row (T2.6, T4.5); met when somebody records what was done."""

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="+")
    done = models.CharField("what was done", max_length=20, choices=EngagementDone, blank=True)
    words = models.TextField("what the outcome was", max_length=5_000, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(met_on=None, expired_on=None),
                name="engagement_one_open",
                violation_error_message="Someone is already following up these missed visits.",
            ),
            models.CheckConstraint(
                name="engagement_met",
                condition=Q(met_on=None, done="", words="") | (Q(met_on__isnull=False) & ~Q(done="") & ~Q(words="")),
                violation_error_message="Enter what was done and what the outcome was.",
            ),
            Duty.outcome_constraint("engagement_met_or_expired"),
        ]

    def __str__(self) -> str:
        return f"Missed visits, to follow up by {self.due_on:%-d %b %Y}"
