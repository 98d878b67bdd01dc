"""What somebody said about who they are, each time they were asked, and who besides managers needs to know."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.profile.enums import ANSWER_MISSING, RESTRICTED, Answered, ProfileQuestion, answer_text
from casework.profile.own_words import own_labels
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough

# The message of a rule that more than one place checks.
NEED_TO_KNOW_REASON_MISSING = "Enter why the workers need to know."


class ProfileAnswerQuerySet(AllowingQuerySet, RecordQuerySet["ProfileAnswer"]):
    pass


@tracked
class ProfileAnswer(Record, StrikeThrough):
    """One answer to one question (R67). The newest counts; earlier ones stay on file.

    Without a row nobody has asked: no default is ever stored. `asked_by` is None when the person entered it themselves.
    """

    READ = Permission.READ_PROFILE

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="profile_answers")
    question = models.CharField(max_length=15, choices=ProfileQuestion)
    answered = models.CharField(max_length=12, choices=Answered)
    codes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = models.CharField("in words", max_length=300, blank=True)
    list_version = models.PositiveSmallIntegerField(default=1)
    how = models.CharField("how it was asked", max_length=120)
    asked_on = models.DateField()

    objects = NotStruckManager.from_queryset(ProfileAnswerQuerySet)()
    with_struck = ProfileAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="profile_answer_given",
                condition=(Q(answered=Answered.GIVEN) & ~Q(codes=[], words=""))
                | (~Q(answered=Answered.GIVEN) & Q(codes=[], words="")),
                violation_error_message=ANSWER_MISSING,
            ),
            StrikeThrough.strike_constraint("profile_answer_struck"),
        ]
        indexes = [models.Index(fields=["individual", "question", "-recorded_at"], name="profile_answer_newest")]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.text}"

    @property
    def text(self) -> str:
        """The answer in words."""
        return answer_text(self.question, self.answered, self.codes, self.words)

    @property
    def own_text(self) -> str:
        """The answer as the person reads it."""
        return answer_text(self.question, self.answered, self.codes, self.words, own_labels(self.question))


class NeedToKnowQuerySet(AllowingQuerySet, RecordQuerySet["NeedToKnow"]):
    pass


@tracked
class NeedToKnow(Record, StrikeThrough):
    """A manager decided that the workers of this person need to know the answer to a restricted question, and why.

    Until it is struck through, whoever may read the profile may read that answer, too.
    """

    READ = Permission.READ_RESTRICTED_PROFILE

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="needs_to_know")
    question = models.CharField(max_length=15, choices=[(each.value, each.label) for each in RESTRICTED])
    reason = models.TextField()

    objects = NotStruckManager.from_queryset(NeedToKnowQuerySet)()
    with_struck = NeedToKnowQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "question"],
                condition=Q(struck_at=None),
                name="need_to_know_once",
                violation_error_message="The workers may read this answer already.",
            ),
            models.CheckConstraint(
                name="need_to_know_reason",
                condition=~Q(reason=""),
                violation_error_message=NEED_TO_KNOW_REASON_MISSING,
            ),
            StrikeThrough.strike_constraint("need_to_know_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: the workers need to know"
