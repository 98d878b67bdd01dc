"""Calling for help: who was called when, who answered, what was said, until somebody has it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.visit import Visit
from visits.lone_working.enums import (
    ESCALATION_TRANSITIONS,
    CallOutcome,
    EscalationCause,
    EscalationContact,
    EscalationState,
)
from visits.rota.models.planned import PlannedVisit

E = EscalationState


class EscalationQuerySet(AllowingQuerySet, RecordQuerySet):
    def running(self):
        """Not closed."""
        return self.exclude(state=E.CLOSED)


@tracked
class Escalation(Record, Stateful):
    """From the on-call senior to the manager, round after round, until somebody answers (T6.13, T6.15).

    `round` counts how often the clock or the press has told somebody; `told_at` is when it last did.
    """

    READ = Permission.READ_VISIT
    STATES = EscalationState
    TRANSITIONS = ESCALATION_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cause = models.CharField(max_length=10, choices=EscalationCause)
    state = models.CharField(max_length=10, choices=EscalationState, default=E.OPEN)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    done = models.TextField("what was done", max_length=5_000, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=~Q(state=E.CLOSED),
                name="escalation_one_running",
                violation_error_message="Somebody is being called about this person already.",
            ),
            models.CheckConstraint(
                name="escalation_answered",
                condition=Q(state=E.OPEN, answered_at=None, answered_by=None)
                | Q(state=E.ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                | Q(state=E.CLOSED, answered_at=None, answered_by=None)
                | Q(state=E.CLOSED, answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="What is answered has when, and who said so.",
            ),
            models.CheckConstraint(
                name="escalation_closed",
                condition=(~Q(state=E.CLOSED) & Q(closed_at=None, done=""))
                | (Q(state=E.CLOSED, closed_at__isnull=False) & ~Q(done="")),
                violation_error_message="Say what was done.",
            ),
        ]
        indexes = [models.Index(fields=["told_at"], name="escalation_open", condition=Q(state=E.OPEN))]

    def __str__(self):
        return f"{self.get_cause_display()}: {self.package}"


@tracked
class EscalationStep(Record):
    """One attempt to reach somebody: whom, under which number, when it began, what came of it."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="steps")
    whom = models.CharField("who was rung", max_length=10, choices=EscalationContact)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=30, blank=True)
    began_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=CallOutcome)
    said = models.TextField("what was said", max_length=5_000, blank=True)

    class Meta:
        ordering = ["began_at", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="escalation_step_said",
                condition=~Q(outcome=CallOutcome.ANSWERED) | ~Q(said=""),
                violation_error_message="They answered: say what was said.",
            )
        ]

    def __str__(self):
        return f"{self.get_whom_display()}: {self.get_outcome_display().lower()}"

    @property
    def who(self) -> str:
        """Who it was, in words."""
        return self.user.full_name if self.user else self.name or self.get_whom_display()
