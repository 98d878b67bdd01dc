"""A goal of a plan, with its steps and its ratings."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from casework.models import AgreedOutcome
from contracts.models import LifeDomain
from core.history import tracked, tracked_links
from core.models import Record, RecordQuerySet, Revised, Stateful
from plans.enums import GOAL_TRANSITIONS, GoalState, RatedBy
from plans.models.plan import SupportPlan


class GoalQuerySet(AllowingQuerySet, RecordQuerySet):
    def active(self):
        return self.filter(state=GoalState.ACTIVE)


@tracked
class Goal(Record, Revised, Stateful):
    """A goal in the person's own words; it serves at least one outcome the Council agreed, or says why not."""

    READ = Permission.READ_PERSON
    STATES = GoalState
    TRANSITIONS = GOAL_TRANSITIONS

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField("the person's words", max_length=300)
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, related_name="+")
    outcomes = models.ManyToManyField(AgreedOutcome, related_name="+", blank=True)
    no_outcome_reason = models.CharField(max_length=300, blank=True)
    target_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.ACTIVE)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goal_closed",
                condition=Q(state=GoalState.ACTIVE, closed_on=None)
                | (~Q(state=GoalState.ACTIVE) & Q(closed_on__isnull=False)),
                violation_error_message="A goal that is no longer worked on has the day.",
            ),
            models.CheckConstraint(
                name="goal_words",
                condition=~Q(words=""),
                violation_error_message="Write the goal in the person's words.",
            ),
        ]

    def __str__(self):
        return self.words


@tracked_links
class GoalServes(Goal.outcomes.through):
    """Which outcome a goal serves: for its history."""

    class Meta:
        proxy = True


class StepQuerySet(RecordQuerySet):
    def standing(self):
        return self.filter(dropped_on=None)


@tracked
class Step(Record):
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(max_length=300)
    who = models.CharField(max_length=80, blank=True)
    by_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "text"],
                name="step_once",
                violation_error_message="This step is there already.",
            )
        ]

    def __str__(self):
        return self.text


class RatingQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class GoalRating(Record):
    """Nought to ten on a day, and whose rating it is."""

    READ = Permission.READ_PERSON

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    rated_on = models.DateField()
    rated_by = models.CharField(max_length=10, choices=RatedBy)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["rated_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="rating_range",
                condition=Q(value__gte=0, value__lte=10),
                violation_error_message="A rating is between 0 and 10.",
            )
        ]

    def __str__(self):
        return f"{self.value} out of 10"
