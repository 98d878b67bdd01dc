"""What was added or corrected after a referral was sent: its answers stay as they were sent."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough
from referrals.enums import ReferralPart
from referrals.models.referral import Referral

WORDS_LENGTH = 1000


class AdditionQuerySet(AllowingQuerySet, RecordQuerySet["ReferralAddition"]):
    def unread(self) -> Self:
        """Filter to those that nobody who decides has read."""
        return self.filter(read_at=None)


@tracked
class ReferralAddition(Record, StrikeThrough):
    """A short text about one part of a sent referral, from its referrer or from those who decide.

    Those who decide read it (`read_at`) before they accept.
    """

    READ = Permission.READ_REFERRAL

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="additions")
    part = models.CharField("what it is about", max_length=15, choices=ReferralPart)
    words = models.CharField("what is new or different", max_length=WORDS_LENGTH)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotStruckManager.from_queryset(AdditionQuerySet)()
    with_struck = AdditionQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="referral_addition_words",
                condition=~Q(words=""),
                violation_error_message="Enter what is new or different.",
            ),
            models.CheckConstraint(
                name="referral_addition_read",
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                violation_error_message="What was read needs the time and who read it.",
            ),
            StrikeThrough.strike_constraint("referral_addition_struck"),
        ]

    def __str__(self) -> str:
        return f"Added to {self.get_part_display()}"

    @property
    def is_read(self) -> bool:
        return self.read_at is not None

    @property
    def why_not_withdrawn(self) -> str:
        """Why it cannot be withdrawn; "" if it can."""
        return self.why_closed or self.referral.why_no_additions
