"""The return of a period that is over is due by a day, where the terms say by when (T9.6)."""

from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract, Terms
from core.dates import Period
from core.history import tracked
from core.models import Duty, DutyQuerySet


class ReturnDueQuerySet(AllowingQuerySet, DutyQuerySet):
    pass


@tracked
class ReturnDue(Duty):
    """The duty to seal the return on the days from `from_on` until `until_on` (exclusive), under the terms of its last
    day. It is met by sealing, and never closed otherwise: a contract that has ended still has its
    final return.
    """

    READ = Permission.PREPARE_RETURN

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()

    objects = ReturnDueQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "contract__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "from_on"],
                name="return_due_once",
                violation_error_message="The return of this period is already due.",
            ),
            models.CheckConstraint(
                name="return_due_period",
                condition=Q(until_on__gt=F("from_on")),
                violation_error_message="The period must end after it starts.",
            ),
            models.CheckConstraint(
                name="return_due_after_period",
                condition=Q(due_on__gte=F("until_on")),
                violation_error_message="A return is due after its period.",
            ),
            Duty.outcome_constraint("return_due_met_or_expired"),
        ]

    def __str__(self) -> str:
        return f"Return for {self.period}, due {self.due_on:%-d %b %Y}"

    @property
    def period(self) -> Period:
        return Period(self.from_on, self.until_on)
