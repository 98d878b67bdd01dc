"""Duties: something that must be done by a day, such as a keyworker update or a review."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from core import clock
from core.models.record import Record, RecordQuerySet

SOON_DAYS = 7


class DutyUrgency(models.TextChoices):
    """How urgent a duty is on a day, or how it ended. Derived, never stored."""

    LATE = "late", "Overdue"
    SOON = "soon", "Due soon"
    AHEAD = "ahead", "Not due yet"
    MET = "met", "Done"
    MET_LATE = "met late", "Done late"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        return {"late": "late", "soon": "soon", "met": "done", "met late": "soon"}.get(self.value, "plain")


class DutyQuerySet(RecordQuerySet):
    def outstanding(self) -> Self:
        """Filter to duties that nobody has done and whose reason has not ended."""
        return self.filter(met_on=None, expired_on=None)

    def due_before(self, day: datetime.date) -> Self:
        """Filter to duties due earlier than `day`."""
        return self.filter(due_on__lt=day)

    def late(self, day: datetime.date) -> Self:
        """Filter to outstanding duties that were due before `day`."""
        return self.outstanding().due_before(day)

    def met_in_time(self) -> Self:
        """Filter to duties met on or before the day they were due."""
        return self.filter(met_on__lte=F("due_on"))


class Duty(Record):
    """A duty is outstanding until somebody does it (`met_on`) or its reason ends (`expired_on`).

    Its class names a manager of a DutyQuerySet.
    """

    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True, editable=False)
    expired_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @staticmethod
    def outcome_constraint(name: str) -> models.CheckConstraint:
        """Return the constraint that a duty has at most one of `met_on` and `expired_on`."""
        return models.CheckConstraint(
            name=name,
            condition=Q(met_on=None) | Q(expired_on=None),
            violation_error_message="A task that is done cannot be closed as not needed.",
        )

    def expire(self, on: datetime.date) -> bool:
        """Record that the duty is no longer due from `on`. The caller has locked it.

        Return True if it was outstanding.
        """
        if self.met_on or self.expired_on:
            return False
        self.expired_on = on
        self.save(update_fields=["expired_on"])
        return True

    def reopen(self) -> None:
        """Record that the duty is due again, because its reason had not ended. The caller has locked it."""
        self.expired_on = None
        self.save(update_fields=["expired_on"])

    @property
    def urgency(self) -> DutyUrgency:
        """The urgency today."""
        return self.urgency_on(clock.today())

    def urgency_on(self, day: datetime.date) -> DutyUrgency:
        """Return the urgency on `day`."""
        if self.met_on:
            return DutyUrgency.MET if self.met_on <= self.due_on else DutyUrgency.MET_LATE
        if self.expired_on:
            return DutyUrgency.EXPIRED
        return urgency_on(day, self.due_on)


def urgency_on(day: datetime.date, due_on: datetime.date) -> DutyUrgency:
    """Return the urgency on `day` of an outstanding duty due on `due_on`."""
    if due_on < day:
        return DutyUrgency.LATE
    if due_on <= day + datetime.timedelta(days=SOON_DAYS):
        return DutyUrgency.SOON
    return DutyUrgency.AHEAD
