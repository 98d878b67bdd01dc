"""What a review agreed and is not needed any more."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough
from reviews.agreed_steps.enums import AgreedStep
from reviews.package_reviews.models import Review

# A message of a rule that more than one place checks.
REASON_MISSING = "Enter why it is not needed."


class StepNotNeededQuerySet(AllowingQuerySet, RecordQuerySet["StepNotNeeded"]):
    pass


@tracked
class StepNotNeeded(Record, StrikeThrough):
    """Somebody decided that a step which a review agreed is not needed, or was done in another way.

    It counts for this step only: a review that is corrected to another step asks for that one.
    """

    READ = Permission.READ_PERSON

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps_not_needed")
    step = models.CharField(max_length=20, choices=AgreedStep)
    reason = models.TextField(max_length=2_000)

    objects = NotStruckManager.from_queryset(StepNotNeededQuerySet)()
    with_struck = StepNotNeededQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "step"],
                condition=Q(struck_at=None),
                name="step_not_needed_once",
                violation_error_message="It is already recorded that this is not needed.",
            ),
            models.CheckConstraint(
                name="step_not_needed_reason", condition=~Q(reason=""), violation_error_message=REASON_MISSING
            ),
            StrikeThrough.strike_constraint("step_not_needed_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: not needed"
