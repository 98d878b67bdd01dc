"""What a manager found out about an unusual opening of records: it does not come again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.people.models import Individual
from casework.unusual_access.enums import UnusualKind
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough


class AccessReviewQuerySet(AllowingQuerySet, RecordQuerySet["AccessReview"]):
    pass


@tracked
class AccessReview(Record, StrikeThrough):
    """One line of unusual access that a manager looked at, with what they found.

    `individual` is None for many records in an hour, and `on` for a shared surname: there one look is enough.
    """

    READ = Permission.REVIEW_ACCESS

    kind = models.CharField(max_length=10, choices=UnusualKind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    individual = models.ForeignKey(Individual, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2_000)

    objects = NotStruckManager.from_queryset(AccessReviewQuerySet)()
    with_struck = AccessReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "individual", "on"],
                condition=Q(struck_at=None),
                nulls_distinct=False,
                name="access_review_once",
                violation_error_message="Somebody has looked at this already. Open the list again.",
            ),
            models.CheckConstraint(
                name="access_review_note",
                condition=~Q(note=""),
                violation_error_message="Enter what you found.",
            ),
            models.CheckConstraint(
                name="access_review_subject",
                condition=(Q(kind=UnusualKind.MANY, individual=None, on__isnull=False))
                | (Q(kind=UnusualKind.SURNAME, individual__isnull=False, on=None))
                | Q(kind__in=[UnusualKind.OUTSIDE, UnusualKind.NIGHT], individual__isnull=False, on__isnull=False),
                violation_error_message="This does not name what was opened.",
            ),
            models.CheckConstraint(
                name="access_review_by_another",
                condition=Q(recorded_by=None) | ~Q(recorded_by=F("user")),
                violation_error_message="Somebody else must look at your own access.",
            ),
            StrikeThrough.strike_constraint("access_review_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
