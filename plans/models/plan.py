"""The support plan, written with the person: what matters, how best to support, goals with steps, ratings, comments."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from accounts.walls import hidden_from
from casework.enums import ConsentPurpose
from casework.models import Consent, SupportPackage
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Revised, Stateful
from plans.enums import PLAN_TRANSITIONS, AgreedHow, PlanState


class PlanQuerySet(AllowingQuerySet, RecordQuerySet):
    def in_force(self):
        return self.filter(state=PlanState.IN_FORCE)

    def offered(self):
        return self.filter(state=PlanState.OFFERED)

    def shown_to_person(self):
        """What left the drafting: the person sees no draft."""
        return self.exclude(state=PlanState.DRAFT)

    def consented_to(self, user):
        """Plans in force that the person lets `user`, their representative, see today."""
        consents = Consent.objects.filter(
            purpose=ConsentPurpose.SEE_PLAN,
            withdrawn_at=None,
            representative__user=user,
            representative__from_on__lte=clock.today(),
        ).filter(Q(representative__until_on=None) | Q(representative__until_on__gt=clock.today()))
        shown = self.in_force().filter(package__case__individual__in=consents.values("representative__individual"))
        return shown.exclude(package__case__individual__in=hidden_from(user)).exclude(pk__in=hidden_from(user))


@tracked
class SupportPlan(Record, Revised, Stateful):
    READ = Permission.READ_PERSON
    STATES = PlanState
    TRANSITIONS = PLAN_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    matters_to_me = models.TextField("what matters to me", blank=True)
    support_me_best = models.TextField("how best to support me", blank=True)
    took_part = models.TextField("who took part and how", blank=True)
    agreed_on = models.DateField(null=True, blank=True, editable=False)
    agreed_how = models.CharField(max_length=12, choices=AgreedHow, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "version"],
                name="plan_version_once",
                violation_error_message="There is a plan of this version already.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state=PlanState.IN_FORCE),
                name="plan_one_in_force",
                violation_error_message="A plan is in force for this package already.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state__in=[PlanState.DRAFT, PlanState.OFFERED]),
                name="plan_one_open",
                violation_error_message="A new plan is being written already.",
            ),
            models.CheckConstraint(
                name="plan_agreed",
                condition=(Q(agreed_on=None) & Q(agreed_how="")) | (Q(agreed_on__isnull=False) & ~Q(agreed_how="")),
                violation_error_message="An agreement has its day and how it was given.",
            ),
            models.CheckConstraint(
                name="plan_in_force_agreed",
                condition=~Q(state=PlanState.IN_FORCE) | Q(agreed_on__isnull=False),
                violation_error_message="A plan is in force once it is agreed.",
            ),
        ]

    def __str__(self):
        return f"Support plan, version {self.version}"
