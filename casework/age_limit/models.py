"""What is agreed with the keyworker for a person who reaches the contract's age limit during support."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import AgeLimitOutcome
from casework.packages.models.package import SupportPackage
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough

# Messages of rules that more than one place checks.
SERVICE_MISSING = "Enter the service that the person moves to."
LAST_DAY_MISSING = "Enter the last day of support that was agreed."


class AgeLimitDecisionQuerySet(AllowingQuerySet, RecordQuerySet["AgeLimitDecision"]):
    pass


@tracked
class AgeLimitDecision(Record, RevisionChecked, StrikeThrough):
    """One for each package and age limit (T1.2). It ends nothing: support ends only when its end is recorded.

    `age_limit` is in years, `last_on` the last day of support, inclusive; `agreed_with` is who agreed for the Council.
    """

    READ = Permission.READ_PERSON

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="age_limit_decisions")
    age_limit = models.PositiveSmallIntegerField(help_text="years")
    outcome = models.CharField(max_length=10, choices=AgeLimitOutcome)
    service = models.CharField("service that the person moves to", max_length=200, blank=True)
    last_on = models.DateField("last day of support agreed", null=True, blank=True)
    agreed_with = models.CharField(max_length=120)
    agreed_on = models.DateField()
    note = models.TextField(blank=True)

    objects = NotStruckManager.from_queryset(AgeLimitDecisionQuerySet)()
    with_struck = AgeLimitDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["agreed_on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "age_limit"],
                condition=Q(struck_at=None),
                name="age_limit_decision_once",
                violation_error_message="What is agreed is already recorded. Open the page again to change it.",
            ),
            models.CheckConstraint(
                name="age_limit_decision_service",
                condition=~Q(outcome=AgeLimitOutcome.MOVES) | ~Q(service=""),
                violation_error_message=SERVICE_MISSING,
            ),
            models.CheckConstraint(
                name="age_limit_decision_last_day",
                condition=~Q(outcome=AgeLimitOutcome.ENDS) | Q(last_on__isnull=False),
                violation_error_message=LAST_DAY_MISSING,
            ),
            models.CheckConstraint(
                name="age_limit_decision_agreed_with",
                condition=~Q(agreed_with=""),
                violation_error_message="Enter who agreed for the Council.",
            ),
            StrikeThrough.strike_constraint("age_limit_decision_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.summary}, agreed with {self.agreed_with} on {self.agreed_on:%-d %B %Y}"

    @property
    def summary(self) -> str:
        """What is agreed in words, such as "Support ends on a date: 30 June 2026"."""
        label = self.get_outcome_display()
        if self.outcome == AgeLimitOutcome.MOVES:
            return f"{label}: {self.service}"
        if self.outcome == AgeLimitOutcome.ENDS and self.last_on is not None:
            return f"{label}: {self.last_on:%-d %B %Y}"
        return label
