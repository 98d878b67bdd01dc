"""The transition plan of somebody who was referred before the minimum age (T1.3)."""

from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from referrals.enums import Agency

# Messages of rules that more than one place checks.
ASSESSMENT_DAYS_REVERSED = "The last day of the assessment can't be before its first day."


class TransitionQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class TransitionPlan(Record, RevisionChecked):
    """One for each package. The assessment runs from `assessed_from_on` to `assessed_last_on`, both inclusive."""

    READ = Permission.READ_PERSON

    package = models.OneToOneField(SupportPackage, on_delete=models.PROTECT, related_name="+")
    assessed_from_on = models.DateField(null=True, blank=True)
    assessed_last_on = models.DateField(null=True, blank=True)
    assessed_by = models.CharField(max_length=120, blank=True)
    result = models.TextField("result of the assessment", blank=True)
    changes = models.TextField("what changes on the birthday")
    stays = models.TextField("what stays the same", blank=True)
    carries_on = models.TextField("who will do what in the services", blank=True)
    wishes = models.TextField("what the person hopes for and worries about", blank=True)
    first_weeks = models.TextField("the first weeks of support", blank=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transition_plan_changes",
                condition=~Q(changes=""),
                violation_error_message="Enter what changes on the birthday.",
            ),
            models.CheckConstraint(
                name="transition_plan_assessed",
                condition=Q(assessed_from_on=None, assessed_last_on=None)
                | Q(assessed_from_on__isnull=False, assessed_last_on=None)
                | Q(assessed_last_on__gte=F("assessed_from_on")),
                violation_error_message=ASSESSMENT_DAYS_REVERSED,
            ),
        ]

    def __str__(self) -> str:
        return "Transition plan"


@tracked
class TransitionSharing(Record, StrikeThrough):
    """The transition plan was shared with somebody of a service (T1.3). One that was struck through counts no more.

    `referrals.PlanSharing` is another record: what Children's Services shared before the referral was accepted.
    """

    plan = models.ForeignKey(TransitionPlan, on_delete=models.PROTECT, related_name="sharings")
    agency = models.CharField(max_length=10, choices=Agency)
    shared_with = models.CharField(max_length=120)
    shared_on = models.DateField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["shared_on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "agency", "shared_on"],
                condition=Q(struck_at=None),
                name="transition_sharing_once",
                violation_error_message="This is already recorded.",
            ),
            models.CheckConstraint(
                name="transition_sharing_whom",
                condition=~Q(shared_with=""),
                violation_error_message="Enter who at the service it was shared with.",
            ),
            StrikeThrough.strike_constraint("transition_sharing_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}, {self.shared_on:%-d %b %Y}"
