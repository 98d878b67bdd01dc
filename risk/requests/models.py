"""The Council asks for a person's risk assessment (T6.5)."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from casework.models import Individual
from core.history import tracked
from core.models import Duty, DutyQuerySet, NotStruckManager, StrikeThrough
from risk.assessments.models import RiskDisclosure

# Messages of rules that more than one place checks.
ASKED_BEFORE = "Somebody asked for this risk assessment already. That request has no answer yet."
DECLINE_REASON_MISSING = "Enter why you do not share it."
REASON_MISSING = "Enter why it is needed."


class RiskRequestQuerySet(AllowingQuerySet, DutyQuerySet["RiskRequest"]):
    def of_person(self, individual: Individual) -> Self:
        """Filter to the requests about any record of the person."""
        return self.filter(individual__in=Individual.objects.same_person(individual))

    def made_by(self, user: User) -> Self:
        """Filter to what `user` asked, or wrote down for somebody who asked."""
        return self.filter(Q(asked_by=user) | Q(recorded_by=user))


@tracked
class RiskRequest(Duty, StrikeThrough):
    """A request for the risk assessment. It is answered by a disclosure, or declined with a reason.

    `asked_by` has an account; of somebody else `asked_by_name` and `asked_by_post` say who they are. It is due until it
    is answered, also after support has ended.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by_name = models.CharField(max_length=120, blank=True, help_text="for someone without an account")
    asked_by_post = models.CharField("their role", max_length=120)
    asked_on = models.DateField()
    reason = models.TextField(max_length=5_000)
    disclosure = models.ForeignKey(
        RiskDisclosure, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="requests"
    )
    declined_because = models.TextField(max_length=5_000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotStruckManager.from_queryset(RiskRequestQuerySet)()
    with_struck = RiskRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(met_on=None, expired_on=None, struck_at=None),
                name="risk_request_one_open",
                violation_error_message=ASKED_BEFORE,
            ),
            models.CheckConstraint(
                name="risk_request_reason", condition=~Q(reason=""), violation_error_message=REASON_MISSING
            ),
            models.CheckConstraint(
                name="risk_request_asker",
                condition=(Q(asked_by__isnull=False) | ~Q(asked_by_name="")) & ~Q(asked_by_post=""),
                violation_error_message="Enter who asked and their role.",
            ),
            models.CheckConstraint(
                name="risk_request_answered",
                condition=Q(met_on=None, disclosure=None, declined_because="", answered_by=None)
                | Q(met_on__isnull=False, answered_by__isnull=False, disclosure__isnull=False, declined_because="")
                | (Q(met_on__isnull=False, answered_by__isnull=False, disclosure=None) & ~Q(declined_because="")),
                violation_error_message=DECLINE_REASON_MISSING,
            ),
            Duty.outcome_constraint("risk_request_outcome"),
            StrikeThrough.strike_constraint("risk_request_struck"),
        ]

    def __str__(self) -> str:
        return f"Request of {self.asker}"

    @property
    def asker(self) -> str:
        """The name of whoever asked."""
        return str(self.asked_by or self.asked_by_name)

    @property
    def is_open(self) -> bool:
        """Whether it has no answer and was not withdrawn."""
        return not (self.met_on or self.expired_on or self.struck_at)

    @property
    def why_closed(self) -> str:
        if self.struck_at:
            return "This request was withdrawn."
        return "This request was answered." if self.met_on else ""

    @property
    def requester(self) -> dict[str, str | datetime.date]:
        """Who asked and when, as the columns of a disclosure."""
        return {"asked_by": self.asker, "asked_by_post": self.asked_by_post, "asked_on": self.asked_on}
