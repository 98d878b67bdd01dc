"""The exit plan: where support leads, from its first day, where the terms ask (T2.4, T4.6, T4.19)."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.enums import Destination
from casework.models import SupportPackage
from core.history import tracked
from core.models import Record, RecordQuerySet, RevisionChecked
from plans.exit.enums import ExitParty


class ExitPlanQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class ExitPlan(Record, RevisionChecked):
    """One for each package; each save is a new `revision`, and the ones before are in its history."""

    READ = Permission.READ_PERSON

    package = models.OneToOneField(SupportPackage, on_delete=models.PROTECT, related_name="+")
    where_to = models.CharField(max_length=20, choices=Destination)
    where_words = models.TextField("how life is to be afterwards", blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="the day support is expected to end")

    objects = ExitPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exit_where_to",
                condition=~Q(where_to__in=["", Destination.DIED]),
                violation_error_message="Say where the person goes on.",
            )
        ]

    def __str__(self):
        return "Exit plan"

    @property
    def standing_conditions(self) -> list:
        """What has to be true, without what was taken out; read from what was fetched."""
        return [one for one in self.conditions.all() if one.dropped_on is None]

    @property
    def standing_carried(self) -> list:
        """Who carries on with what, without what was taken out."""
        return [one for one in self.carried.all() if one.dropped_on is None]

    @property
    def conditions_text(self) -> str:
        """What has to be true, one on each line, as it is written."""
        return "\n".join(one.what for one in self.standing_conditions)

    @property
    def carried_text(self) -> str:
        """Who carries on with what, one on each line, as it is written."""
        return "\n".join(f"{one.who}: {one.what}" for one in self.standing_carried)


@tracked
class ExitCondition(Record):
    """Something that has to be true before support ends."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="conditions")
    what = models.CharField(max_length=300)
    done_on = models.DateField(null=True, blank=True, editable=False)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "what"],
                name="exit_condition_once",
                violation_error_message="This stands in the exit plan already.",
            )
        ]

    def __str__(self):
        return self.what


@tracked
class ExitArrangement(Record):
    """Who carries on with what once support has ended."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="carried")
    who = models.CharField(max_length=120)
    what = models.CharField(max_length=300)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "who", "what"],
                name="exit_carried_once",
                violation_error_message="This stands in the exit plan already.",
            )
        ]

    def __str__(self):
        return f"{self.who}: {self.what}"


@tracked
class ExitAgreement(Record):
    """One of the three agreed to the plan as it stood at a revision."""

    plan = models.ForeignKey(ExitPlan, on_delete=models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=10, choices=ExitParty)
    revision = models.PositiveIntegerField()
    who = models.CharField(max_length=120)
    agreed_on = models.DateField()

    class Meta:
        ordering = ["agreed_on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "party", "revision"],
                name="exit_agreement_once",
                violation_error_message="This agreement is recorded already.",
            ),
            models.CheckConstraint(
                name="exit_agreement_who",
                condition=~Q(who=""),
                violation_error_message="Say who agreed.",
            ),
        ]

    def __str__(self):
        return f"{self.get_party_display()}, {self.agreed_on:%-d %b %Y}"
