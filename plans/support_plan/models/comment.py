"""Comments on a plan, a part of it or a goal, and the answers to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import Record, RecordQuerySet
from plans.goals.models import GoalWording
from plans.support_plan.models.plan import SupportPlan
from plans.support_plan.sections import PlanSection


class CommentQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class PlanComment(Record):
    """About the whole plan, one `section` of it, or one goal (`wording`)."""

    READ = Permission.READ_PERSON

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=20, choices=PlanSection, blank=True)
    wording = models.ForeignKey(GoalWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_words",
                condition=~Q(words=""),
                violation_error_message="Enter your comment.",
            ),
            models.CheckConstraint(
                name="comment_about_one",
                condition=Q(section="") | Q(wording=None),
                violation_error_message="A comment is about a section of the plan or a goal, not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
