"""Alerts: a change noticed at a visit that others must know today or now. One is open per package."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.visit import Visit
from visits.lone_working.enums import ALERT_TRANSITIONS, AlertLevel, AlertState
from visits.lone_working.models.escalation import DONE_MISSING


class AlertQuerySet(AllowingQuerySet, RecordQuerySet):
    def open(self) -> Self:
        """Return the alerts that nobody has accepted yet."""
        return self.filter(state=AlertState.OPEN)

    def not_closed(self) -> Self:
        """Return the alerts that are open or accepted."""
        return self.exclude(state=AlertState.CLOSED)


@tracked
class Alert(Record, Stateful):
    """An alert to keyworker and managers (R07, T3.2), open until somebody accepts it and records what was done."""

    READ = Permission.READ_PERSON
    STATES = AlertState
    TRANSITIONS = ALERT_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=5, choices=AlertLevel)
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.OPEN)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    done = models.TextField("what was done", max_length=5_000, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=~Q(state=AlertState.CLOSED),
                name="alert_one_open",
                violation_error_message="There is already an open alert about this person.",
            ),
            models.CheckConstraint(
                name="alert_accepted",
                condition=Q(state=AlertState.OPEN, accepted_at=None, accepted_by=None)
                | (~Q(state=AlertState.OPEN) & Q(accepted_at__isnull=False, accepted_by__isnull=False)),
                violation_error_message="An alert that was picked up needs the time and the person.",
            ),
            models.CheckConstraint(
                name="alert_closed",
                condition=(~Q(state=AlertState.CLOSED) & Q(closed_at=None, closed_by=None, done=""))
                | (Q(state=AlertState.CLOSED, closed_at__isnull=False, closed_by__isnull=False) & ~Q(done="")),
                violation_error_message=DONE_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.package}"

    @property
    def level_tone(self) -> str:
        return AlertLevel(self.level).tone


@tracked
class AlertVisit(Record):
    """A visit that belongs to an alert: the one that raised it, and each later one that noticed something."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="alert_visits")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "visit"],
                name="alert_visit_once",
                violation_error_message="This visit is already part of the alert.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit} in {self.alert}"
