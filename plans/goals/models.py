"""A goal lasts through the versions of a plan; each version has its own wording of it."""

import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import AgreedOutcome, SupportPackage
from contracts.models import ContractOutcome, LifeDomain
from core import clock
from core.history import tracked, tracked_links
from core.models import Document, Record, RecordQuerySet, RevisionChecked, Stateful, StrikeThrough
from plans.enums import (
    GOAL_TRANSITIONS,
    OPEN_GOAL_STATES,
    AchievementKind,
    GoalPace,
    GoalState,
    NeedCode,
    PlanState,
    RatedBy,
)
from plans.goals.scores import IN_WORDS
from plans.support_plan.models.plan import SupportPlan


class GoalQuerySet(AllowingQuerySet, RecordQuerySet):
    def agreed(self) -> Self:
        """Return the goals of any plan version that the person agreed to, now or earlier."""
        plans = [PlanState.IN_FORCE, PlanState.SUPERSEDED]
        return self.filter(
            pk__in=GoalWording.objects.filter(plan__state__in=plans, plan__answered_on__isnull=False).values("goal")
        )

    def with_latest_words(self) -> Self:
        """Add `latest_words`: the words of the goal in its newest version, a draft that was not used coming last."""
        is_dropped = Case(When(plan__state=PlanState.DROPPED, then=1), default=0)
        newest = GoalWording.objects.filter(goal=OuterRef("pk")).order_by(is_dropped, "-plan__version")
        return self.annotate(latest_words=Subquery(newest.values("words")[:1]))

    def reached(self, state: GoalState, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Return the goals that came into `state` on a day of the period from `from_on` to `until_on` (exclusive)."""
        return self.filter(state=state, state_on__gte=from_on, state_on__lt=until_on)


@tracked
class Goal(Record, Stateful):
    """What the person wants, in every version of the plan. `state_on` is the day from which its state applies."""

    READ = Permission.READ_PERSON
    STATES = GoalState
    TRANSITIONS = GOAL_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    grew_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.ACTIVE)
    state_on = models.DateField(null=True, blank=True, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goal_state_day",
                condition=Q(state=GoalState.ACTIVE) | Q(state_on__isnull=False),
                violation_error_message="Enter the date of the change.",
            ),
            models.CheckConstraint(
                name="goal_not_from_itself",
                condition=~Q(grew_from=models.F("id")),
                violation_error_message="A goal cannot follow on from itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"goal of {self.package}"

    @property
    def is_paused(self) -> bool:
        return self.state == GoalState.PAUSED


class GoalWordingQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_taken_out(self) -> Self:
        """Leave out wordings that were taken out of a draft."""
        return self.filter(taken_out_on=None)

    def once_shared(self) -> Self:
        """Filter to the wordings of plans that the person has or had to read."""
        return self.filter(plan__in=SupportPlan.objects.once_shared())

    def active(self) -> Self:
        """Return the wordings of goals that are worked on, not paused."""
        return self.not_taken_out().filter(goal__state=GoalState.ACTIVE)

    def open(self) -> Self:
        """Return the wordings of goals that are worked on or paused."""
        return self.not_taken_out().filter(goal__state__in=OPEN_GOAL_STATES)

    def in_force(self) -> Self:
        """Return the wordings of plans in force."""
        return self.not_taken_out().filter(plan__state=PlanState.IN_FORCE)

    def with_first_and_last(self) -> Self:
        """Add `first_value`, `last_value` and `last_on` of the goal's ratings, None while there are none."""
        ratings = GoalRating.objects.not_struck().filter(wording__goal=OuterRef("goal"))
        first = ratings.order_by("rated_on", "recorded_at", "id")
        last = ratings.order_by("-rated_on", "-recorded_at", "-id")
        return self.annotate(
            first_value=Subquery(first.values("value")[:1]),
            last_value=Subquery(last.values("value")[:1]),
            last_on=Subquery(last.values("rated_on")[:1]),
        )


@tracked
class GoalWording(Record, RevisionChecked):
    """A goal in one version of the plan, in the person's own words.

    It serves at least one outcome that the Council agreed for this person, or says why not; and outcomes that the
    contract names for the whole service (R42).
    """

    READ = Permission.READ_PERSON

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="goal_wordings")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="wordings")
    words = models.CharField("the person's words", max_length=300)
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, related_name="+")
    why = models.TextField("why it matters", blank=True)
    how_we_know = models.TextField("how we will know", blank=True)
    pace = models.CharField("the pace they chose", max_length=12, choices=GoalPace, blank=True)
    needs = ArrayField(models.CharField(max_length=20, choices=NeedCode), default=list, blank=True)
    outcomes = models.ManyToManyField(AgreedOutcome, related_name="+", blank=True)
    contract_outcomes = models.ManyToManyField(ContractOutcome, related_name="+", blank=True)
    no_outcome_reason = models.CharField(max_length=300, blank=True)
    target_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    taken_out_on = models.DateField(null=True, blank=True, editable=False)

    objects = GoalWordingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goal_words",
                condition=~Q(words=""),
                violation_error_message="Enter the goal in the person's own words.",
            ),
            models.UniqueConstraint(
                fields=["plan", "goal"],
                name="goal_once_a_version",
                violation_error_message="This goal is already in the plan.",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_past_target(self) -> bool:
        """Whether the goal is still worked on after the target date of this version, and no newer one replaced it."""
        is_replaced = self.plan.state == PlanState.SUPERSEDED
        is_late = self.target_on is not None and self.target_on < clock.today()
        return is_late and self.goal.state == GoalState.ACTIVE and not is_replaced

    @property
    def need_labels(self) -> list[str]:
        """The labels of its need codes."""
        return [NeedCode(need).label for need in self.needs]


@tracked_links
class GoalOutcomeLink(GoalWording.outcomes.through):  # type: ignore[name-defined]
    """Which outcome a goal serves: for its history."""

    class Meta:
        proxy = True


@tracked_links
class GoalContractOutcomeLink(GoalWording.contract_outcomes.through):  # type: ignore[name-defined]
    """Which outcome of the contract a goal serves: for its history."""

    class Meta:
        proxy = True


class StepQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_dropped(self) -> Self:
        return self.filter(dropped_on=None)

    def same_as(self, step: "Step") -> Self:
        """Return `step` in every version of the plan: the steps of its goal with the same text."""
        return self.filter(wording__goal=step.wording.goal_id, text=step.text)


@tracked
class Step(Record):
    READ = Permission.READ_PERSON

    wording = models.ForeignKey(GoalWording, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(max_length=300)
    responsible = models.CharField(max_length=80, blank=True)
    by_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "text"],
                name="step_once",
                violation_error_message="This step is already in the list.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class RatingQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        return self.filter(struck_at=None)

    def given_by_person(self) -> Self:
        """Filter to the ratings that the person gave alone, with their goals and plans."""
        return self.filter(rated_by=RatedBy.PERSON).select_related("wording__plan")


@tracked
class GoalRating(Record, StrikeThrough):
    """0 to 10 on a day, and who gave it. The first of a goal that is not struck through is its baseline."""

    READ = Permission.READ_PERSON

    wording = models.ForeignKey(GoalWording, on_delete=models.PROTECT, related_name="ratings")
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
                violation_error_message="Rating must be between 0 and 10.",
            ),
            StrikeThrough.strike_constraint("rating_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.value} out of 10"

    @property
    def to_person(self) -> str:
        """The rating as its owner reads it, with what it says in words: "6 out of 10 (in between)"."""
        return f"{self} ({IN_WORDS[self.value]})"

    @property
    def with_day(self) -> str:
        """The rating and its day: "6 out of 10, 3 May 2026"."""
        return f"{self}, {self.rated_on:%-d %B %Y}"


class AchievementQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        return self.filter(struck_at=None)

    def between(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Return what was achieved on a day of the period from `from_on` to `until_on` (exclusive)."""
        return self.filter(achieved_on__gte=from_on, achieved_on__lt=until_on)


@tracked
class Achievement(Record, StrikeThrough):
    """Something gained, with its day and the evidence; it counts in the returns (C4, T4.19)."""

    READ = Permission.READ_PERSON

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="achievements")
    kind = models.CharField(max_length=20, choices=AchievementKind)
    description = models.CharField(max_length=300)
    achieved_on = models.DateField()
    evidence = models.CharField("how we know", max_length=300)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AchievementQuerySet.as_manager()

    class Meta:
        ordering = ["-achieved_on", "recorded_at", "id"]
        constraints = [
            StrikeThrough.strike_constraint("achievement_struck"),
            models.CheckConstraint(
                name="achievement_evidence",
                condition=~Q(description="") & ~Q(evidence=""),
                violation_error_message="Enter what was achieved and the evidence.",
            ),
        ]

    def __str__(self) -> str:
        return self.description
