"""The support plan, written with the person: what matters, how best to support, goals with steps, ratings, comments."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from accounts.walls import hidden_from
from casework.enums import ConsentPurpose
from casework.models import AgreedOutcome, Consent, SupportPackage
from contracts.models import LifeDomain
from core import clock
from core.history import tracked, tracked_links
from core.models import Record, RecordQuerySet, Revised, Stateful
from plans.enums import GOAL_TRANSITIONS, PLAN_TRANSITIONS, AgreedHow, GoalState, PlanState, RatedBy


class PlanQuerySet(AllowingQuerySet, RecordQuerySet):
    def in_force(self):
        return self.filter(state=PlanState.IN_FORCE)

    def offered(self):
        return self.filter(state=PlanState.OFFERED)

    def shown_to_person(self):
        """What left the drafting: the person sees no draft."""
        return self.exclude(state=PlanState.DRAFT)

    def consented_to(self, user):
        """Plans in force that the person lets `user`, their representative, see today."""
        consents = Consent.objects.filter(
            purpose=ConsentPurpose.SEE_PLAN,
            withdrawn_at=None,
            representative__user=user,
            representative__from_on__lte=clock.today(),
        ).filter(Q(representative__until_on=None) | Q(representative__until_on__gt=clock.today()))
        shown = self.in_force().filter(package__case__individual__in=consents.values("representative__individual"))
        return shown.exclude(package__case__individual__in=hidden_from(user)).exclude(pk__in=hidden_from(user))


@tracked
class SupportPlan(Record, Revised, Stateful):
    READ = Permission.READ_PERSON
    STATES = PlanState
    TRANSITIONS = PLAN_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    matters_to_me = models.TextField("what matters to me", blank=True)
    support_me_best = models.TextField("how best to support me", blank=True)
    took_part = models.TextField("who took part and how", blank=True)
    agreed_on = models.DateField(null=True, blank=True, editable=False)
    agreed_how = models.CharField(max_length=12, choices=AgreedHow, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "version"],
                name="plan_version_once",
                violation_error_message="There is a plan of this version already.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state=PlanState.IN_FORCE),
                name="plan_one_in_force",
                violation_error_message="A plan is in force for this package already.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state__in=[PlanState.DRAFT, PlanState.OFFERED]),
                name="plan_one_open",
                violation_error_message="A new plan is being written already.",
            ),
            models.CheckConstraint(
                name="plan_agreed",
                condition=(Q(agreed_on=None) & Q(agreed_how="")) | (Q(agreed_on__isnull=False) & ~Q(agreed_how="")),
                violation_error_message="An agreement has its day and how it was given.",
            ),
            models.CheckConstraint(
                name="plan_in_force_agreed",
                condition=~Q(state=PlanState.IN_FORCE) | Q(agreed_on__isnull=False),
                violation_error_message="A plan is in force once it is agreed.",
            ),
        ]

    def __str__(self):
        return f"Support plan, version {self.version}"


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


class CommentQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class PlanComment(Record):
    """What the person says about the plan or one goal, and the answer given there."""

    READ = Permission.READ_PERSON

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="comments")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_words",
                condition=~Q(words=""),
                violation_error_message="Write what you want to say.",
            )
        ]

    def __str__(self):
        return self.words
