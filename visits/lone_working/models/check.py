"""Somebody is alone on a visit until they say that they are safe."""

import datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import RecordAccess
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.lone_working.enums import CHECK_TRANSITIONS, CheckEnd, CheckState, ContactLoss
from visits.lone_working.models.escalation import Escalation
from visits.rota.models.planned import PlannedVisit

BEFORE = datetime.timedelta(hours=12)


class CheckQuerySet(AllowingQuerySet, RecordQuerySet):
    def running(self):
        """Not over."""
        return self.exclude(state=CheckState.OVER)

    def overdue(self):
        """The worker was asked, or others were called, and nobody has said yet that they are safe."""
        return self.filter(state__in=[CheckState.ASKED, CheckState.CALLED])

    def silent(self):
        """Those who should have said by now that they are safe, asked already or not."""
        late = Q(state=CheckState.RUNNING, due_at__lte=clock.now(), planned__starts_at__lte=clock.now())
        return self.filter(late | Q(state__in=[CheckState.ASKED, CheckState.CALLED]))

    def with_heard(self):
        """Annotated `heard_at`: when the worker last opened a record, from twelve hours before the visit on."""
        heard = RecordAccess.objects.filter(
            recorded_by=OuterRef("planned__worker__user"), recorded_at__gte=OuterRef("planned__starts_at") - BEFORE
        )
        return self.annotate(heard_at=Subquery(heard.order_by("-recorded_at").values("recorded_at")[:1]))


@tracked
class LoneWorkingCheck(Record, Stateful):
    """Begins when the planned visit begins, whatever the phone could report (T6.3); its moves are its steps."""

    READ = Permission.ANSWER_CALL
    STATES = CheckState
    TRANSITIONS = CHECK_TRANSITIONS

    planned = models.OneToOneField(PlannedVisit, on_delete=models.PROTECT, related_name="watch")
    state = models.CharField(max_length=10, choices=CheckState, default=CheckState.RUNNING)
    due_at = models.DateTimeField(help_text="by when the worker says that they are safe")
    no_signal_expected = models.BooleanField(default=False, help_text="said beforehand by the worker")
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalation = models.ForeignKey(
        Escalation, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="watches"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_how = models.CharField(max_length=10, choices=CheckEnd, blank=True)
    words = models.CharField("what the worker said", max_length=300, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="watch_over",
                condition=(~Q(state=CheckState.OVER) & Q(ended_at=None, ended_how=""))
                | (Q(state=CheckState.OVER, ended_at__isnull=False) & ~Q(ended_how="")),
                violation_error_message="Say how it was known that the worker is safe.",
            ),
            models.CheckConstraint(
                name="watch_asked",
                condition=~Q(state__in=[CheckState.ASKED, CheckState.CALLED]) | Q(asked_at__isnull=False),
                violation_error_message="The worker is asked before others are called.",
            ),
            models.CheckConstraint(
                name="watch_called",
                condition=~Q(state=CheckState.CALLED) | Q(escalation__isnull=False),
                violation_error_message="Others are called by an escalation.",
            ),
            models.CheckConstraint(
                name="watch_found_words",
                condition=~Q(ended_how=CheckEnd.FOUND) | ~Q(words=""),
                violation_error_message="Say what the worker said.",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="watch_running", condition=~Q(state=CheckState.OVER))]

    def __str__(self):
        return f"alone on the visit {self.planned}"

    @property
    def is_ahead(self) -> bool:
        """Whether the visit has not begun yet."""
        return self.planned.starts_at > clock.now()

    @property
    def silence(self) -> ContactLoss:
        """Of a watch `with_heard()`: no signal where the worker said so, or nothing was heard since the visit began;
        else the phone was heard of and nobody answers.
        """
        heard_at = self.heard_at  # type: ignore[attr-defined]
        is_heard = heard_at is not None and heard_at >= self.planned.starts_at
        return ContactLoss.NO_SIGNAL if self.no_signal_expected or not is_heard else ContactLoss.NO_CONTACT

    @property
    def silence_tone(self) -> str:
        return self.silence.tone
