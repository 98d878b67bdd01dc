"""What the person asks about a planned visit: to move it or to cancel it. The words are a message, to be answered."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import Record, RecordQuerySet
from plans.models import Comment
from visits.enums import VisitRequestKind, VisitRequestOutcome
from visits.rota.models.planned_visit import PlannedVisit


class VisitRequestQuerySet(AllowingQuerySet, RecordQuerySet["VisitRequest"]):
    pass


@tracked
class VisitRequest(Record):
    """One for a visit waits at a time. The duty to answer is that of its `message`, with its escalation.

    `asked_for_at` is when the visit was planned then: a visit that was moved begins at another time.
    """

    READ = Permission.READ_VISIT  # as its message: between the person and staff, not for the keyworker

    planned = models.ForeignKey(PlannedVisit, on_delete=models.PROTECT, related_name="requests")
    message = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=VisitRequestKind)
    wished = models.CharField("times that suit", max_length=300, blank=True)
    asked_for_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=VisitRequestOutcome, blank=True)

    objects = VisitRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned"],
                condition=Q(outcome=""),
                name="visit_request_one_waits",
                violation_error_message="You have asked about this visit. We will answer you.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_waiting(self) -> bool:
        return not self.outcome

    @property
    def outcome_to_person(self) -> str:
        """What came of it, in words to the person."""
        is_withdrawn = self.outcome == VisitRequestOutcome.WITHDRAWN
        return "You took it back" if is_withdrawn else self.get_outcome_display()
