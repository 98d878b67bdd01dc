"""Questions that the Council asks about a person's support, and that managers ask about a visit."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.packages.models.package import SupportPackage
from casework.people.models import Individual
from core.history import tracked
from core.models import Duty, DutyQuerySet, NotStruckManager, RevisionChecked, StrikeThrough

# Messages of rules that more than one place checks.
WORDS_MISSING = "Enter the question."
ANSWER_MISSING = "Enter the answer."
ASKER_MISSING = "Enter who asked."
WITHDRAWN = "This question was withdrawn. It needs no answer."


class QuestionQuerySet(AllowingQuerySet, DutyQuerySet["Question"]):
    def of_person(self, individual: Individual) -> Self:
        """Filter to the questions about any record of the person."""
        return self.filter(package__case__individual__in=Individual.objects.same_person(individual))


@tracked
class Question(Duty, RevisionChecked, StrikeThrough):
    """A question about a package, or about one of its records of a registered kind (`casework.questions.about`).

    `asked_by` has an account; of somebody else `asked_by_name` says who they are. `asked_of` is the worker whose record
    it is about, if they could answer when it was asked; without one the lead worker answers. It is due until it is
    answered, also after support has ended.
    """

    READ = Permission.READ_PERSON

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by_name = models.CharField(max_length=120, blank=True, help_text="for someone without an account")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    words = models.TextField("question", max_length=5_000)
    answer = models.TextField(max_length=5_000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NotStruckManager.from_queryset(QuestionQuerySet)()
    with_struck = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="question_words", condition=~Q(words=""), violation_error_message=WORDS_MISSING
            ),
            models.CheckConstraint(
                name="question_asked_by",
                condition=Q(asked_by__isnull=False) | ~Q(asked_by_name=""),
                violation_error_message=ASKER_MISSING,
            ),
            models.CheckConstraint(
                name="question_about",
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                violation_error_message="Choose what the question is about.",
            ),
            models.CheckConstraint(
                name="question_answered",
                condition=Q(met_on=None, answer="", answered_by=None, answered_at=None)
                | (Q(met_on__isnull=False, answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                violation_error_message=ANSWER_MISSING,
            ),
            Duty.outcome_constraint("question_outcome"),
            StrikeThrough.strike_constraint("question_struck"),
        ]
        indexes = [models.Index(fields=["about_id"], name="question_about_record", condition=Q(about_id__isnull=False))]

    def __str__(self) -> str:
        return f"Question of {self.asker}"

    @property
    def why_closed(self) -> str:
        return WITHDRAWN if self.struck_at else ""

    @property
    def asker(self) -> str:
        """The name of whoever asked."""
        return str(self.asked_by or self.asked_by_name)
