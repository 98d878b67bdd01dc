"""A lock on the person's own pages, because somebody else may have their phone (case 13)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.people.models import Individual
from casework.people.primary import about_people, about_same_person
from core.history import tracked
from core.models import Record, RecordQuerySet

UNLOCK_REASON_MISSING = "Enter why it is safe to unlock their pages."


class PortalLockQuerySet(AllowingQuerySet, RecordQuerySet["PortalLock"]):
    def in_force(self) -> Self:
        """Filter to the locks that nobody has lifted."""
        return self.filter(unlocked_at=None)

    def of_person(self, individual: Individual) -> Self:
        """Filter to the locks on any record of this person."""
        return self.filter(about_people("individual", [individual.primary_id]))


@tracked
class PortalLock(Record):
    """While it is in force, neither the person nor a representative sees anything of any record of the person.

    The rule is in `casework.policies`, as a wall. `review_on` is the day by which a manager looks at it again.
    """

    READ = Permission.KEEP_PORTAL

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="portal_locks")
    review_on = models.DateField()
    unlocked_at = models.DateTimeField(null=True, blank=True, editable=False)
    unlocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    unlocked_reason = models.TextField(max_length=500, blank=True)

    objects = PortalLockQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(unlocked_at=None),
                name="portal_lock_once",
                violation_error_message="Their pages are locked already.",
            ),
            models.CheckConstraint(
                name="portal_lock_unlocked",
                condition=Q(unlocked_at=None, unlocked_by=None, unlocked_reason="")
                | (Q(unlocked_at__isnull=False, unlocked_by__isnull=False) & ~Q(unlocked_reason="")),
                violation_error_message=UNLOCK_REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return f"Own pages locked on {self.recorded_at:%-d %b %Y}"

    @property
    def is_in_force(self) -> bool:
        return self.unlocked_at is None


def is_locked(individual: str) -> Exists:
    """Return the expression for rows whose person (at the path) has a lock in force on any of their records."""
    return Exists(PortalLock.objects.in_force().filter(about_same_person("individual", individual)))
