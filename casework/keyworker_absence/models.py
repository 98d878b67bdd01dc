"""When a keyworker at the Council is away, and which colleague covers for them."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import DatedQuerySet, DatedStrikeThrough, NotStruckManager, Record, StrikeThrough, not_overlapping


class KeyworkerAbsenceQuerySet(AllowingQuerySet, DatedQuerySet):
    def covered_by(self, user: User, day: datetime.date) -> Self:
        """Return the absences on `day` in which `user` covers."""
        return self.on(day).filter(cover=user)


@tracked
class KeyworkerAbsence(Record, DatedStrikeThrough):
    """A keyworker is away. Without a `cover` their updates go to the Council's team."""

    READ = Permission.BE_KEYWORKER

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotStruckManager.from_queryset(KeyworkerAbsenceQuerySet)()
    with_struck = KeyworkerAbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            not_overlapping(
                "keyworker_absence_one_at_a_time", "user", message="An absence is already recorded for those days."
            ),
            DatedStrikeThrough.struck_dates_constraint("keyworker_absence_dates"),
            StrikeThrough.strike_constraint("keyworker_absence_struck"),
            models.CheckConstraint(
                name="keyworker_absence_cover",
                condition=Q(cover=None) | ~Q(cover=F("user")),
                violation_error_message="Choose somebody else as cover.",
            ),
        ]
        indexes = [models.Index(fields=["cover"], name="keyworker_absence_covered", condition=Q(struck_at=None))]

    def __str__(self) -> str:
        return f"{self.user} away from {self.from_on:%-d %b %Y}"
