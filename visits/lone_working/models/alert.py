"""Alerts: a change noticed at a visit that others must know today or now, and the answer of each side.

One is open per package. The state is that of the provider, who must close it; the Council has its own response.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from contracts.posts import is_staff
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.visit import Visit
from visits.lone_working.enums import ALERT_TRANSITIONS, AlertLevel, AlertState
from visits.lone_working.models.escalation import DONE_MISSING

# Somebody at the Council has accepted the alert and has not closed it.
COUNCIL_WORKS = Q(council_response__isnull=False, council_response__closed_at=None)


class AlertQuerySet(AllowingQuerySet, RecordQuerySet):
    def open(self) -> Self:
        """Return the alerts that nobody of the provider has accepted yet."""
        return self.filter(state=AlertState.OPEN)

    def not_closed(self) -> Self:
        """Return the alerts that the provider has not closed."""
        return self.exclude(state=AlertState.CLOSED)

    def with_work_left(self) -> Self:
        """Return the alerts that one side has still to close."""
        return self.filter(~Q(state=AlertState.CLOSED) | COUNCIL_WORKS)

    def to_close_by(self, user: User) -> Self:
        """Return the alerts that the side of `user` has still to close; an accepted one stays in this list.

        What the Council does never takes an alert from the provider's list. What the provider has closed leaves the
        Council's list, unless somebody there has accepted it.
        """
        if is_staff(user):
            return self.not_closed()
        unanswered = Q(council_response=None) & ~Q(state=AlertState.CLOSED)
        return self.filter(unanswered | COUNCIL_WORKS)


@tracked
class Alert(Record, Stateful):
    """An alert to keyworker and managers (R07, T3.2). The provider's: accepted, then closed with what was done.

    `reminders` counts the reminders since it was raised or accepted; `reminded_at` is the last.
    """

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
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    council_response: "CouncilResponse"

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
    def is_accepted(self) -> bool:
        """Return True while somebody of the provider is dealing with it."""
        return self.state == AlertState.ACCEPTED

    @property
    def status(self) -> AlertState | tuple[str, str]:
        """Return how far the provider is, and the Council where it deals with the alert too: a text and its tone."""
        if self.council is None:
            return AlertState(self.state)
        council = "the Council is dealing with it" if self.council.is_open else "closed by the Council"
        provider = {
            AlertState.OPEN: "Not yet picked up by the provider",
            AlertState.ACCEPTED: "Picked up by the provider",
            AlertState.CLOSED: "Closed by the provider",
        }
        tone = AlertState.ACCEPTED.tone if self.council.is_open else AlertState.CLOSED.tone
        is_closed = self.state == AlertState.CLOSED
        return f"{provider[AlertState(self.state)]}; {council}", tone if is_closed else AlertState(self.state).tone

    @property
    def council(self) -> "CouncilResponse | None":
        """The Council's response, if there is one."""
        return getattr(self, "council_response", None)


@tracked
class CouncilResponse(Record):
    """Somebody at the Council who deals with an alert too, until they record what they did. The provider's work on it
    does not end by it.
    """

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, related_name="council_response")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    done = models.TextField("what was done", max_length=5_000, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["accepted_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="council_response_closed",
                condition=Q(closed_at=None, closed_by=None, done="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(done="")),
                violation_error_message=DONE_MISSING,
            )
        ]

    def __str__(self) -> str:
        return f"{self.accepted_by} for the Council"

    @property
    def is_open(self) -> bool:
        """Return True until it is closed."""
        return self.closed_at is None


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
