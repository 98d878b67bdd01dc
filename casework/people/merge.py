"""Records that are of one person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.people.models import MERGED_INTO_ITSELF, Individual
from core.history import tracked
from core.models import Record

UNDO_REASON_MISSING = "Enter why the merge is being undone."


@tracked
class Merge(Record):
    """Two records are of one person. Both remain: `duplicate` points to `into` until the merge is undone."""

    duplicate = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=Q(undone_at=None),
                name="merge_once",
                violation_error_message="This record has already been merged.",
            ),
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(duplicate=F("into")),
                violation_error_message=MERGED_INTO_ITSELF,
            ),
            models.CheckConstraint(
                name="merge_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter how you know that the two records are of one person.",
            ),
            models.CheckConstraint(
                name="merge_undone",
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                violation_error_message=UNDO_REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate.reference} is {self.into.reference}"
