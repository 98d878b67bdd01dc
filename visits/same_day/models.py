"""Requests that a worker visits a supported person on the same day."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.visit import Visit
from visits.same_day.enums import SAME_DAY_TRANSITIONS, SameDayRequester, SameDayRequestMethod, SameDayState

S = SameDayState
ANSWERED = (S.PROMISED, S.REFUSED, S.VISITED)


class SameDayQuerySet(AllowingQuerySet, RecordQuerySet):
    def waiting(self) -> Self:
        """Filter to requests that have yet to be assessed, answered or visited."""
        return self.filter(state__in=[S.REQUESTED, S.ASSESSED, S.PROMISED])

    def not_withdrawn(self) -> Self:
        """Leave out requests that were recorded by mistake."""
        return self.exclude(state=S.WITHDRAWN)


@tracked
class SameDayRequest(Record, Stateful):
    """Requested, risk assessed, answered, visited, with the time of each (T4.15)."""

    READ = Permission.READ_VISIT
    STATES = SameDayState
    TRANSITIONS = SAME_DAY_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SameDayState, default=S.REQUESTED)
    requested_at = models.DateTimeField()
    asked_by = models.CharField(max_length=10, choices=SameDayRequester)
    asker_name = models.CharField(max_length=120, blank=True)
    how = models.CharField(max_length=10, choices=SameDayRequestMethod)
    details = models.TextField("what was asked, and what has happened", max_length=5_000)
    assessed_at = models.DateTimeField(null=True, blank=True, editable=False)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    risk = models.TextField("the risk, as assessed", max_length=5_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    comes_at = models.DateTimeField("when the worker will visit", null=True, blank=True)
    refusal = models.TextField("why no one will visit, and what was offered", max_length=5_000, blank=True)
    visit = models.OneToOneField(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SameDayQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="same_day_details",
                condition=~Q(details=""),
                violation_error_message="Enter what they asked for.",
            ),
            models.CheckConstraint(
                name="same_day_assessed",
                condition=Q(state__in=[S.REQUESTED, S.WITHDRAWN], assessed_at=None, assessed_by=None, risk="")
                | (~Q(state=S.REQUESTED) & Q(assessed_at__isnull=False, assessed_by__isnull=False) & ~Q(risk="")),
                violation_error_message="Assess the risk before you answer.",
            ),
            models.CheckConstraint(
                name="same_day_answered",
                condition=(Q(answered_at=None) & ~Q(state__in=ANSWERED))
                | Q(answered_at__isnull=False, state__in=[*ANSWERED, S.WITHDRAWN]),
                violation_error_message="An answer needs its time.",
            ),
            models.CheckConstraint(
                name="same_day_yes_or_no",
                condition=Q(state__in=[S.PROMISED, S.VISITED, S.WITHDRAWN], comes_at__isnull=False, refusal="")
                | (Q(state__in=[S.REFUSED, S.WITHDRAWN], comes_at=None) & ~Q(refusal=""))
                | Q(state__in=[S.REQUESTED, S.ASSESSED, S.WITHDRAWN], comes_at=None, refusal=""),
                violation_error_message="Enter when someone will visit, or why no one will.",
            ),
            models.CheckConstraint(
                name="same_day_visited",
                condition=Q(visit=None) & ~Q(state=S.VISITED) | Q(visit__isnull=False, state=S.VISITED),
                violation_error_message="Choose the visit that was made.",
            ),
            models.CheckConstraint(
                name="same_day_in_order",
                condition=(Q(assessed_at=None) | Q(assessed_at__gte=F("requested_at")))
                & (Q(answered_at=None) | Q(answered_at__gte=F("assessed_at"))),
                violation_error_message="The times of the request, the assessment and the answer are not in order.",
            ),
        ]
        indexes = [models.Index(fields=["package", "-requested_at"], name="same_day_of_package")]

    def __str__(self) -> str:
        return f"same-day response asked for {self.requested_at.astimezone(clock.LONDON):%-d %b %Y %H:%M}"

    @property
    def is_to_assess(self) -> bool:
        """Return True until the risk is assessed."""
        return self.state == S.REQUESTED

    @property
    def is_to_answer(self) -> bool:
        """Return True from the assessment until the answer."""
        return self.state == S.ASSESSED

    @property
    def is_to_visit(self) -> bool:
        """Return True from the promise of a visit until the visit."""
        return self.state == S.PROMISED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == S.WITHDRAWN

    @property
    def minutes_to_assess(self) -> int | None:
        """Whole minutes from the request to the assessment."""
        return _minutes(self.requested_at, self.assessed_at)

    @property
    def minutes_to_answer(self) -> int | None:
        """Whole minutes from the request to the answer."""
        return _minutes(self.requested_at, self.answered_at)

    @property
    def minutes_to_visit(self) -> int | None:
        """Whole minutes from the request to the start of the visit."""
        return _minutes(self.requested_at, self.visit.started_at if self.visit else None)


def _minutes(from_at: datetime.datetime, until_at: datetime.datetime | None) -> int | None:
    return None if until_at is None else round((until_at - from_at).total_seconds() / 60)
