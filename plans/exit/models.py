"""The exit plan: what follows support, written from its first day where the terms ask for it (T2.4, T4.6, T4.19)."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import Destination
from casework.models import SupportPackage
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from plans.exit.enums import ExitParty

# Messages of rules that more than one place checks.
ALREADY_IN_PLAN = "This is already in the exit plan."
DESTINATION_MISSING = "Choose a destination."


class ExitPlanQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class ExitPlan(Record, RevisionChecked):
    """One for each package. Each save is a new `revision`; earlier ones are in its history."""

    READ = Permission.READ_PERSON

    package = models.OneToOneField(SupportPackage, on_delete=models.PROTECT, related_name="+")
    where_to = models.CharField(max_length=20, choices=Destination)
    where_words = models.TextField("what life will look like", blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="the last day of support, as it is expected")
    written_on = models.DateField(
        null=True, editable=False, help_text="the day of the last save; before 30 November 2026 the first is recorded"
    )

    objects = ExitPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exit_where_to",
                condition=~Q(where_to__in=["", Destination.DIED]),
                violation_error_message=DESTINATION_MISSING,
            )
        ]

    def __str__(self) -> str:
        return "Exit plan"

    @property
    def current_conditions(self) -> "list[ExitCondition]":
        """The conditions without those dropped; filtered here, so that prefetched rows are used."""
        return [condition for condition in self.conditions.all() if condition.dropped_on is None]

    @property
    def current_arrangements(self) -> "list[ExitArrangement]":
        """The arrangements without those dropped; filtered here, so that prefetched rows are used."""
        return [arrangement for arrangement in self.arrangements.all() if arrangement.dropped_on is None]

    @property
    def conditions_text(self) -> str:
        """The conditions as the form shows them, one on each line."""
        return "\n".join(condition.text for condition in self.current_conditions)

    @property
    def arrangements_text(self) -> str:
        """The arrangements as the form shows them, one on each line."""
        return "\n".join(str(arrangement) for arrangement in self.current_arrangements)


@tracked
class ExitCondition(Record):
    """Something that must be in place before support ends."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="conditions")
    text = models.CharField(max_length=300)
    done_on = models.DateField(null=True, blank=True, editable=False)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "text"],
                name="exit_condition_once",
                violation_error_message=ALREADY_IN_PLAN,
            )
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class ExitArrangement(Record):
    """Who does which task after support has ended."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="arrangements")
    responsible = models.CharField(max_length=120)
    task = models.CharField(max_length=300)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "responsible", "task"],
                name="exit_arrangement_once",
                violation_error_message=ALREADY_IN_PLAN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.responsible}: {self.task}"


@tracked
class ExitAgreement(Record, StrikeThrough):
    """One of the three parties agreed to the plan at a revision. `agreed_by` is the name of who agreed."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=10, choices=ExitParty)
    revision = models.PositiveIntegerField()
    agreed_by = models.CharField(max_length=120)
    agreed_on = models.DateField()

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["agreed_on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "party", "revision"],
                condition=Q(struck_at=None),
                name="exit_agreement_once",
                violation_error_message="This agreement is already recorded.",
            ),
            models.CheckConstraint(
                name="exit_agreement_named",
                condition=~Q(agreed_by=""),
                violation_error_message="Enter the name of who agrees.",
            ),
            StrikeThrough.strike_constraint("exit_agreement_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}, {self.agreed_on:%-d %b %Y}"
