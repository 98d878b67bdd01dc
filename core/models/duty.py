"""What a contract's clock raises: a row with the day it is due, and when it was met."""

import datetime

from django.db import models
from django.db.models import F, Q

from core import clock
from core.models.record import Record, RecordQuerySet

SOON_DAYS = 7


class DutyUrgency(models.TextChoices):
    """Derived, never stored."""

    LATE = "late", "Late"
    SOON = "soon", "Due soon"
    AHEAD = "ahead", "Ahead"
    MET = "met", "Done"
    MET_LATE = "met late", "Done late"
    LAPSED = "lapsed", "No longer due"

    @property
    def tone(self) -> str:
        return {"late": "late", "soon": "soon", "met": "done", "met late": "soon"}.get(self.value, "plain")


class DutyQuerySet(RecordQuerySet):
    def outstanding(self):
        """Neither met nor lapsed."""
        return self.filter(met_on=None, lapsed_on=None)

    def due_before(self, day: datetime.date):
        """Due earlier than `day`."""
        return self.filter(due_on__lt=day)

    def late(self, day: datetime.date):
        """Outstanding on `day` although due earlier."""
        return self.outstanding().due_before(day)

    def met_in_time(self):
        """Met on or before the day they were due."""
        return self.filter(met_on__lte=F("due_on"))


class Duty(Record):
    """A duty is met (somebody did it) or lapses (what it was for has ended); until then it stands."""

    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True, editable=False)
    lapsed_on = models.DateField(null=True, blank=True, editable=False)

    objects = DutyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    @staticmethod
    def outcome_constraint(name: str) -> models.CheckConstraint:
        """The constraint that a duty does not lapse once it is met."""
        return models.CheckConstraint(
            name=name,
            condition=Q(met_on=None) | Q(lapsed_on=None),
            violation_error_message="What is done cannot lapse.",
        )

    def lapse(self, on: datetime.date) -> bool:
        """End the duty, which its caller has locked, as no longer due from `on`; whether it still stood."""
        if self.met_on or self.lapsed_on:
            return False
        self.lapsed_on = on
        self.save(update_fields=["lapsed_on"])
        return True

    @property
    def standing(self) -> DutyUrgency:
        """How it stands today."""
        return self.standing_on(clock.today())

    def standing_on(self, day: datetime.date) -> DutyUrgency:
        """How it stood on `day`."""
        if self.met_on:
            return DutyUrgency.MET if self.met_on <= self.due_on else DutyUrgency.MET_LATE
        if self.lapsed_on:
            return DutyUrgency.LAPSED
        return urgency_on(day, self.due_on)


def urgency_on(day: datetime.date, due_on: datetime.date) -> DutyUrgency:
    """How a duty stands on `day` that is neither met nor lapsed."""
    if due_on < day:
        return DutyUrgency.LATE
    if due_on <= day + datetime.timedelta(days=SOON_DAYS):
        return DutyUrgency.SOON
    return DutyUrgency.AHEAD
