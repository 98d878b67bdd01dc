"""Lone working checks: a worker is alone on a visit until it is known that they are safe."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import RecordAccess, safety_records
from casework.particulars.places import AddressFact, places_on
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from design import formatting
from visits.lone_working.enums import CHECK_TRANSITIONS, CheckEnd, CheckState, ContactLoss
from visits.lone_working.models.escalation import Escalation
from visits.rota.models.planned_visit import PlannedVisit

# Messages of rules that more than one place checks.
WORDS_MISSING = "Enter what the worker said."


# How long before the visit a record opened by the worker still counts as their last contact.
CONTACT_BEFORE = datetime.timedelta(hours=12)
# The states in which the worker was asked, and has not answered yet.
ASKED_STATES = (CheckState.ASKED, CheckState.CALLED)


def has_begun(at: datetime.datetime) -> Q:
    """Return the condition for visits that have begun: by the plan, or because the worker has arrived."""
    return Q(planned__starts_at__lte=at) | Q(planned__arrived_at__lte=at)


class CheckQuerySet(AllowingQuerySet, RecordQuerySet):
    def running(self) -> Self:
        """Return the checks that are not over."""
        return self.exclude(state=CheckState.OVER)

    def overdue(self) -> Self:
        """Return the checks whose worker should have said by now that they are safe, asked already or not."""
        now = clock.now()
        is_due = Q(state=CheckState.RUNNING, due_at__lte=now) & has_begun(now)
        return self.filter(is_due | Q(state__in=ASKED_STATES))

    def under_way(self) -> Self:
        """Return the running checks of visits that have begun."""
        return self.running().filter(has_begun(clock.now()))

    def there(self) -> Self:
        """Return the running checks whose worker has arrived."""
        return self.running().filter(planned__arrived_at__isnull=False)

    def with_safety_records(self) -> Self:
        """Annotate the safety columns of each record of the person visited, for `check.places`."""
        return self.annotate(safety_records=safety_records("planned__package__case__individual"))

    def with_last_contact(self) -> Self:
        """Annotate `last_contact_at`: when the worker last opened a record, counted from twelve hours before the
        visit.
        """
        accesses = RecordAccess.objects.filter(
            recorded_by=OuterRef("planned__worker__user"),
            recorded_at__gte=OuterRef("planned__starts_at") - CONTACT_BEFORE,
        )
        return self.annotate(last_contact_at=Subquery(accesses.order_by("-recorded_at").values("recorded_at")[:1]))


@tracked
class LoneWorkingCheck(Record, Stateful):
    """The check of one planned visit (T6.3). It begins when the visit begins, also when the phone is silent.

    Its state changes are its history.
    """

    READ = Permission.ANSWER_CALL
    STATES = CheckState
    TRANSITIONS = CHECK_TRANSITIONS

    planned = models.OneToOneField(PlannedVisit, on_delete=models.PROTECT, related_name="lone_working_check")
    state = models.CharField(max_length=10, choices=CheckState, default=CheckState.RUNNING)
    due_at = models.DateTimeField(help_text="when the worker is due to check in as safe")
    no_signal_expected = models.BooleanField(default=False, help_text="recorded by the worker before the visit")
    # Of a worker without access: when others were alerted instead.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalation = models.ForeignKey(
        Escalation,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="lone_working_checks",
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_how = models.CharField(max_length=20, choices=CheckEnd, blank=True)
    words = models.CharField("what the worker said", max_length=300, blank=True)

    objects = CheckQuerySet.as_manager()

    safety_records: list[dict[str, Any]]  # annotated by `with_safety_records()`
    last_contact_at: datetime.datetime | None  # annotated by `with_last_contact()`
    may_open_visit: bool  # annotated by `checks_for`: whether the reader may open the briefing of the visit

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="check_over",
                condition=(~Q(state=CheckState.OVER) & Q(ended_at=None, ended_how=""))
                | (Q(state=CheckState.OVER, ended_at__isnull=False) & ~Q(ended_how="")),
                violation_error_message="Choose how you know that the worker is safe.",
            ),
            models.CheckConstraint(
                name="check_asked",
                condition=~Q(state__in=ASKED_STATES) | Q(asked_at__isnull=False),
                violation_error_message="The worker is asked before anyone else is alerted.",
            ),
            models.CheckConstraint(
                name="check_called",
                condition=~Q(state=CheckState.CALLED) | Q(escalation__isnull=False),
                violation_error_message="Only an escalation alerts other people.",
            ),
            models.CheckConstraint(
                name="check_confirmed_words",
                condition=~Q(ended_how=CheckEnd.CONFIRMED) | ~Q(words=""),
                violation_error_message=WORDS_MISSING,
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="check_running", condition=~Q(state=CheckState.OVER))]

    def __str__(self) -> str:
        return f"alone on the visit {self.planned}"

    @property
    def is_over(self) -> bool:
        return self.state == CheckState.OVER

    @property
    def is_overdue(self) -> bool:
        """Return True if the worker should have said by now that they are safe, asked already or not.

        The same rule as `CheckQuerySet.overdue`.
        """
        is_due = self.state == CheckState.RUNNING and self.due_at <= clock.now() and self.is_under_way
        return is_due or self.is_asked

    @property
    def overdue_by(self) -> datetime.timedelta:
        """Return the time since the worker was due to check in."""
        return clock.now() - self.due_at

    @property
    def is_asked(self) -> bool:
        """Return True if the worker was asked, and has not answered yet."""
        return self.state in ASKED_STATES

    @property
    def is_under_way(self) -> bool:
        """Return True from the start of the visit, or the worker's arrival, until the check is over."""
        return not self.is_over and self.planned.has_begun

    @property
    def is_accompanied(self) -> bool:
        """Return True if the check ended because two workers go."""
        return self.ended_how == CheckEnd.ACCOMPANIED

    @property
    def contact_loss(self) -> ContactLoss:
        """Return why the worker may be out of reach, for a check read `with_last_contact()`.

        NO_CONTACT if their phone was used since the visit began, whether or not they expected a signal; else NO_SIGNAL.
        """
        return ContactLoss.NO_CONTACT if self.was_phone_used else ContactLoss.NO_SIGNAL

    @property
    def was_phone_used(self) -> bool:
        """Return True if the worker has opened a record since the visit began, for a check `with_last_contact()`."""
        return self.last_contact_at is not None and self.last_contact_at >= self.planned.starts_at

    @property
    def places(self) -> tuple[AddressFact, ...]:
        """Where the worker went, the likeliest first. Only for rows `with_safety_records()`, with the planned visit."""
        return places_on(self.safety_records, self.planned.local_on)

    @property
    def contact_loss_label(self) -> str:
        """Return how long nothing is known of the worker, for a check read `with_last_contact()`."""
        if self.was_phone_used:
            return str(ContactLoss.NO_CONTACT.label)
        if self.last_contact_at is None:
            return str(ContactLoss.NO_SIGNAL.label)
        is_same_day = formatting.local(self.last_contact_at).date() == self.planned.local_on
        time_words = formatting.time if is_same_day else formatting.when
        return f"Phone not seen since {time_words(self.last_contact_at)}"

    @property
    def contact_loss_tone(self) -> str:
        return self.contact_loss.tone
