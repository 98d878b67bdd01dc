"""What was tried when a person missed visits: a duty after three in a row, and by choice after one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import Individual, SupportPackage
from core.history import tracked
from core.models import Duty, DutyQuerySet, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from visits.enums import NOT_KNOWN_YET, EngagementDone
from visits.log.models.visit import Visit


class EngagementQuerySet(AllowingQuerySet, DutyQuerySet):
    def raised(self) -> Self:
        """Filter to the duties that the rule raised, without what was recorded about one missed visit."""
        return self.filter(is_single=False)

    def done_for(self, individual: Individual) -> Self:
        """Filter to what was done about missed visits of the person, on any record, the latest first.

        Without what was recorded about a visit that was entered in error.
        """
        done = self.filter(
            package__case__individual__in=Individual.objects.same_person(individual), met_on__isnull=False
        )
        return done.exclude(is_single=True, visit__struck_at__isnull=False).order_by("-met_on", "-recorded_at", "pk")


@tracked
class EngagementDuty(Duty, RevisionChecked):
    """Raised by the third missed visit in a row (T2.6, T4.5); met when somebody records what was done.

    `tried` and `worked` are for the next time (R05); duties that were met before these were asked have none. What
    somebody records about one missed visit is a row of its own (`is_single`): met at once if it is known how the person
    is, else due until it is.
    """

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    is_single = models.BooleanField(default=False, editable=False)
    tried = models.TextField("what was tried", max_length=5_000, blank=True)
    worked = models.TextField("what worked", max_length=5_000, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    done = models.CharField("what was done", max_length=20, choices=EngagementDone, blank=True)
    words = models.TextField("what the outcome was", max_length=5_000, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "is_single"],
                name="engagement_once",
                violation_error_message="This has already been recorded.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(met_on=None, expired_on=None, is_single=False),
                name="engagement_one_open",
                violation_error_message="Someone is already following up these missed visits.",
            ),
            models.CheckConstraint(
                name="engagement_met",
                condition=Q(met_on=None, done="", words="") | (Q(met_on__isnull=False) & ~Q(done="") & ~Q(words="")),
                violation_error_message="Enter what was done and what the outcome was.",
            ),
            models.CheckConstraint(
                name="engagement_reached",
                condition=Q(is_single=True) | ~Q(done=EngagementDone.NOT_REACHED),
                violation_error_message="Missed visits stay open until you know how the person is.",
            ),
            Duty.outcome_constraint("engagement_met_or_expired"),
        ]

    def __str__(self) -> str:
        if self.is_single and self.met_on:
            return f"Missed visit, followed up on {self.met_on:%-d %b %Y}"
        return f"Missed visit{'' if self.is_single else 's'}, to follow up by {self.due_on:%-d %b %Y}"


class EngagementAttemptQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Filter to attempts that are not marked as entered in error."""
        return self.filter(struck_at=None)


@tracked
class EngagementAttempt(Record, StrikeThrough):
    """One try to reach a person who misses visits, after which it is not known how they are. The duty stays open."""

    READ = Permission.READ_VISIT

    duty = models.ForeignKey(EngagementDuty, on_delete=models.PROTECT, related_name="attempts")
    done = models.CharField(
        "what was done", max_length=20, choices=[(each.value, each.label) for each in NOT_KNOWN_YET]
    )
    tried = models.TextField("what was tried", max_length=5_000)
    worked = models.TextField("what worked", max_length=5_000, blank=True)
    words = models.TextField("what the outcome was", max_length=5_000, blank=True)

    objects = EngagementAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="engagement_attempt_texts",
                condition=~Q(tried="")
                & (Q(done=EngagementDone.NOT_REACHED) | ~Q(words=""))
                & Q(done__in=NOT_KNOWN_YET),
                violation_error_message="Enter what you tried and what the outcome was.",
            ),
            StrikeThrough.strike_constraint("engagement_attempt_struck"),
        ]

    def __str__(self) -> str:
        return f"Tried to reach them on {self.recorded_at:%-d %b %Y}"
