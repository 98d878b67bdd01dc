"""Escalations: who was called for help and when, who answered, what was said, what was done."""

import datetime
from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from contracts.models import Contract
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.contact import ContactEntry
from visits.log.models.visit import Visit
from visits.lone_working.enums import (
    CALLED_OUTCOMES,
    ESCALATION_TRANSITIONS,
    CallOutcome,
    EscalationCause,
    EscalationContact,
    EscalationState,
)
from visits.rota.models.planned_visit import PlannedVisit
from workforce.on_call.numbers import PhoneNumber

# Messages of rules that more than one place checks.
CONVERSATION_MISSING = "Enter what was said."
DONE_MISSING = "Enter what was done."


# From then on the page of a worker asks whether their call for help is over.
RUNS_LONG = datetime.timedelta(hours=12)


class EscalationQuerySet(AllowingQuerySet, RecordQuerySet):
    def running(self) -> Self:
        """Return the escalations that are not closed."""
        return self.exclude(state=EscalationState.CLOSED)

    # It returns no Self: django-stubs would then refuse to order by what it annotates.
    def with_last_call(self) -> Any:
        """Annotate each with when, why and by whom help was last called for: the same call may be made again."""
        joined = EscalationStep.objects.filter(escalation=OuterRef("pk"), outcome=CallOutcome.JOINED)
        joined = joined.order_by("-began_at", "-recorded_at", "-pk")
        return self.annotate(
            last_called_at=Coalesce(Subquery(joined.values("began_at")[:1]), "recorded_at"),
            last_cause=Coalesce(Subquery(joined.values("cause")[:1]), "cause"),
            last_caller=Case(
                When(Exists(joined), then=Subquery(joined.values("user__full_name")[:1])), default="caller__full_name"
            ),
        )


@tracked
class Escalation(Record, Stateful):
    """A call for help, from the on-call senior to the managers in rounds, until somebody answers (T6.14, T6.15).

    It is about a package, or where the worker is at no visit, of a `contract` only.

    `round` counts how often somebody was notified since the last press; `notified_at` is the last time.
    """

    READ = Permission.READ_VISIT
    STATES = EscalationState
    TRANSITIONS = ESCALATION_TRANSITIONS

    package = models.ForeignKey(SupportPackage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(
        Contract,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="of a call for help that is about no person: whose on-call seniors and managers are alerted",
    )
    place = models.CharField("where the worker is", max_length=200, blank=True)
    planned = models.ForeignKey(PlannedVisit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(ContactEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cause = models.CharField(max_length=10, choices=EscalationCause)
    state = models.CharField(max_length=10, choices=EscalationState, default=EscalationState.OPEN)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    notified_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    done = models.TextField("what was done", max_length=5_000, blank=True)

    objects = EscalationQuerySet.as_manager()

    last_called_at: datetime.datetime  # these three are set by `with_last_call`
    last_cause: str
    last_caller: str | None
    is_behind_wall: bool  # set by `open_calls_of`: a wall hides its page from its own caller
    numbers: list[PhoneNumber]  # set by `open_calls_of`: whom its caller rings if they cannot open its page

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=~Q(state=EscalationState.CLOSED),
                name="escalation_one_running",
                violation_error_message="There is already an open call for help about this person.",
            ),
            models.UniqueConstraint(
                fields=["caller", "contract"],
                condition=Q(package=None) & ~Q(state=EscalationState.CLOSED),
                name="escalation_one_of_caller",
                violation_error_message="You already have an open call for help in this contract.",
            ),
            models.CheckConstraint(
                name="escalation_about",
                condition=Q(package__isnull=False, contract=None, place="")
                | Q(package=None, contract__isnull=False, caller__isnull=False),
                violation_error_message="A call for help is about a person, or of a worker in a contract.",
            ),
            models.CheckConstraint(
                name="escalation_answered",
                condition=Q(state=EscalationState.OPEN, answered_at=None, answered_by=None)
                | Q(state=EscalationState.ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                | Q(state=EscalationState.CLOSED, answered_at=None, answered_by=None)
                | Q(state=EscalationState.CLOSED, answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="A call that was accepted needs the time and the person.",
            ),
            models.CheckConstraint(
                name="escalation_closed",
                condition=(~Q(state=EscalationState.CLOSED) & Q(closed_at=None, done=""))
                | (Q(state=EscalationState.CLOSED, closed_at__isnull=False) & ~Q(done="")),
                violation_error_message=DONE_MISSING,
            ),
        ]
        indexes = [
            models.Index(fields=["notified_at"], name="escalation_open", condition=Q(state=EscalationState.OPEN))
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.package or self.caller}"

    @property
    def in_contract(self) -> Contract:
        """The contract whose on-call seniors and managers are alerted."""
        contract = self.package.case.contract if self.package else self.contract
        assert contract is not None  # by the constraint "escalation_about"
        return contract

    @property
    def about_ids(self) -> list[UUID]:
        """The id of the person whom it is about, for its state changes; none without one."""
        return [self.package.case.individual_id] if self.package else []

    @property
    def is_open(self) -> bool:
        """Return True if nobody has answered yet."""
        return self.state == EscalationState.OPEN

    def called_from(self, visit: Visit) -> bool:
        """Return True if it came from this visit: called during it, or from its record."""
        is_from_plan = visit.planned_id is not None and self.planned_id == visit.planned_id
        return self.visit_id == visit.pk or is_from_plan

    @property
    def was_called_again(self) -> bool:
        """Return True if help was called for again (`with_last_call`)."""
        return self.last_called_at > self.recorded_at

    @property
    def last_cause_label(self) -> str:
        """Return why help was last called for (`with_last_call`)."""
        return str(EscalationCause(self.last_cause).label)

    @property
    def is_overdue(self) -> bool:
        """Return True if nobody pressed: a worker has not checked in as safe."""
        return self.cause == EscalationCause.OVERDUE

    @property
    def is_running(self) -> bool:
        """Return True until it is closed."""
        return self.state != EscalationState.CLOSED

    @property
    def has_run_long(self) -> bool:
        """Return True if it is not closed hours after it was made: somebody may have forgotten it."""
        return self.is_running and clock.now() - self.recorded_at >= RUNS_LONG

    @property
    def is_answered(self) -> bool:
        """Return True if somebody is dealing with it."""
        return self.state == EscalationState.ANSWERED


class EscalationStepQuerySet(RecordQuerySet["EscalationStep"]):
    def to_duty_team(self, contract_ids: Collection[UUID]) -> Self:
        """Filter to the times at which the Council's duty team was rung in a call for help of these contracts."""
        of_contracts = Q(escalation__contract__in=contract_ids)
        of_contracts |= Q(escalation__package__case__contract__in=contract_ids)
        return self.filter(of_contracts, contact=EscalationContact.DUTY_TEAM, outcome__in=CALLED_OUTCOMES)


@tracked
class EscalationStep(Record):
    """One attempt to reach somebody: who, under which number, when it began, with which outcome."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="steps")
    contact = models.CharField("who was rung", max_length=10, choices=EscalationContact)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=30, blank=True)
    began_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=CallOutcome)
    cause = models.CharField(
        max_length=10, choices=EscalationCause, blank=True, help_text="why a worker joined a running call for help"
    )
    conversation = models.TextField("what was said", max_length=5_000, blank=True)

    objects = EscalationStepQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="escalation_step_conversation",
                condition=~Q(outcome=CallOutcome.ANSWERED) | ~Q(conversation=""),
                violation_error_message=CONVERSATION_MISSING,
            ),
            models.CheckConstraint(
                name="escalation_step_cause",
                condition=Q(outcome=CallOutcome.JOINED) & ~Q(cause="") | ~Q(outcome=CallOutcome.JOINED) & Q(cause=""),
                violation_error_message="Only a further call for help has a cause, and it always has one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_contact_display()}: {self.get_outcome_display().lower()}"

    @property
    def contact_name(self) -> str:
        """Return the name of whoever was rung, or else their role."""
        return self.user.full_name if self.user else self.name or self.get_contact_display()

    @property
    def description(self) -> str:
        """Return who was rung, under which number, and the outcome: "Manager, Omar Haddad, 07700 900123: no answer"."""
        who = dict.fromkeys([self.get_contact_display(), self.contact_name, self.number])
        outcome = self.get_outcome_display()
        return f"{', '.join(part for part in who if part)}: {outcome[:1].lower()}{outcome[1:]}"
