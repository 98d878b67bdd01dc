"""Requests to reset a lost second factor: two people check who the user is, each in their own way."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.enums import RESET_TRANSITIONS, ResetState
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful

OPEN_FOR = datetime.timedelta(hours=24)


class ResetQuerySet(RecordQuerySet["SecondFactorReset"]):
    def open(self) -> Self:
        """Filter to the requests that a second person may still confirm."""
        return self.filter(state=ResetState.OPEN, expires_at__gt=clock.now())


@tracked
class SecondFactorReset(Record, Stateful):
    """Somebody lost phone and recovery codes. `recorded_by` checked who they are and asked, somebody else decides.

    Without either it was made on the server by `manage.py reset_second_factor`.
    """

    STATES = ResetState
    TRANSITIONS = RESET_TRANSITIONS

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ResetState, default=ResetState.OPEN)
    asked_check = models.CharField(max_length=300)
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_check = models.CharField(max_length=300, blank=True)

    objects = ResetQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=ResetState.OPEN),
                name="second_factor_reset_one_open",
                violation_error_message="Somebody has asked for this already.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_two_people",
                condition=~Q(state=ResetState.CONFIRMED)
                | Q(recorded_by=None, decided_by=None)
                | Q(recorded_by__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("recorded_by")),
                violation_error_message="Somebody else must confirm the reset.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_not_own",
                condition=(Q(recorded_by=None) | ~Q(recorded_by=F("user")))
                & (Q(decided_by=None) | ~Q(decided_by=F("user"))),
                violation_error_message="You cannot reset your own second factor.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_checks",
                condition=~Q(asked_check="") & (~Q(state=ResetState.CONFIRMED) | ~Q(confirmed_check="")),
                violation_error_message="Enter how you checked who they are.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_decided",
                condition=Q(state=ResetState.OPEN, decided_at=None, decided_by=None)
                | ~Q(state=ResetState.OPEN) & Q(decided_at__isnull=False),
                violation_error_message="A decision about a reset needs its time.",
            ),
            models.CheckConstraint(
                name="second_factor_reset_in_time",
                condition=Q(expires_at__lte=F("recorded_at") + OPEN_FOR)
                & (~Q(state=ResetState.CONFIRMED) | Q(decided_at__lt=F("expires_at"))),
                violation_error_message="This request has expired. Ask again.",
            ),
        ]

    def __str__(self) -> str:
        return f"reset for {self.user}"

    @property
    def is_open(self) -> bool:
        return self.state == ResetState.OPEN and self.expires_at > clock.now()
