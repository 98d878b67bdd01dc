"""Measures of wellbeing besides the goals: scores only, compared in pairs, without estimates for missing answers."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import Individual
from core.history import tracked
from core.models import Record, RecordQuerySet, StrikeThrough
from plans.enums import ONS4_QUESTIONS, MeasureKind, RatedBy

# Messages of rules that more than one place checks.
ANSWER_MISSING = "Answer at least one of the four questions."


class ScoreQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        return self.filter(struck_at=None)


def _answer(question: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(question, null=True, blank=True)


@tracked
class MeasureScore(Record, StrikeThrough):
    """The result of a measure on a day: the four answers of ONS4 (0 to 10, None if not answered), else the score.

    A licensed measure needs the provider's licence; its questions are not stored.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MeasureKind)
    version = models.CharField(max_length=40, blank=True)
    has_licence = models.BooleanField(default=False)
    taken_on = models.DateField()
    answered_by = models.CharField(max_length=10, choices=RatedBy)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    satisfied = _answer("satisfied with life")
    worthwhile = _answer("things done are worthwhile")
    happy = _answer("happy yesterday")
    anxious = _answer("anxious yesterday")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["taken_on", "recorded_at", "id"]
        constraints = [
            StrikeThrough.strike_constraint("measure_struck"),
            models.CheckConstraint(
                name="measure_ons4",
                condition=~Q(kind=MeasureKind.ONS4)
                | (
                    Q(score=None)
                    & (
                        Q(satisfied__isnull=False)
                        | Q(worthwhile__isnull=False)
                        | Q(happy__isnull=False)
                        | Q(anxious__isnull=False)
                    )
                ),
                violation_error_message=ANSWER_MISSING,
            ),
            models.CheckConstraint(
                name="measure_score",
                condition=Q(kind=MeasureKind.ONS4)
                | (
                    Q(score__isnull=False)
                    & Q(has_licence=True)
                    & ~Q(version="")
                    & Q(satisfied=None, worthwhile=None, happy=None, anxious=None)
                ),
                violation_error_message="Enter the version and the score, and confirm the licence.",
            ),
            models.CheckConstraint(
                name="measure_range",
                condition=(Q(satisfied=None) | Q(satisfied__lte=10))
                & (Q(worthwhile=None) | Q(worthwhile__lte=10))
                & (Q(happy=None) | Q(happy__lte=10))
                & (Q(anxious=None) | Q(anxious__lte=10)),
                violation_error_message="Answers must be between 0 and 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.taken_on:%-d %b %Y}"

    @property
    def result(self) -> str:
        """The score, or the four answers of ONS4, with "–" for those not given."""
        if self.score is not None:
            return str(self.score)
        answers = ((name, getattr(self, name)) for name in ONS4_QUESTIONS)
        return ", ".join(f"{name} {'–' if answer is None else answer}" for name, answer in answers)


@tracked
class RatingPreference(Record):
    """The person's wish to see how ratings change. Without it they see none: a fall can hurt."""

    individual = models.OneToOneField(Individual, on_delete=models.PROTECT, related_name="+")
    wants_ratings = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[Any]] = []

    def __str__(self) -> str:
        return "wants to see ratings" if self.wants_ratings else "does not want to see ratings"
