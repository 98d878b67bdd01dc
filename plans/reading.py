"""A plan as it is read: with its goals, steps, ratings, outcomes and comments, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from plans.models import Goal, GoalRating, Step, SupportPlan


@dataclass(frozen=True)
class ReadGoal:
    goal: Goal
    steps: list
    outcomes: list
    ratings: list
    comments: list

    @property
    def first(self) -> GoalRating | None:
        return self.ratings[0] if self.ratings else None

    @property
    def last(self) -> GoalRating | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def next_step(self):
        """The first step that is neither done nor dropped."""
        return next((step for step in self.steps if not step.done_on), None)


@dataclass(frozen=True)
class ReadPlan:
    plan: SupportPlan
    goals: list[ReadGoal]
    comments: list

    @property
    def general_comments(self) -> list:
        return [comment for comment in self.comments if comment.goal_id is None]


def at_a_glance(package, user) -> QuerySet:
    """The goals of the plan in force that `user` may read, each with its `first_value` and `last_value` (or None)."""
    plans = SupportPlan.objects.visible_to(user).in_force().filter(package=package)
    ratings = GoalRating.objects.filter(goal=OuterRef("pk"))
    oldest, newest = ("rated_on", "recorded_at", "id"), ("-rated_on", "-recorded_at", "-id")
    return Goal.objects.filter(plan__in=plans.values("pk")).annotate(
        first_value=Subquery(ratings.order_by(*oldest).values("value")[:1]),
        last_value=Subquery(ratings.order_by(*newest).values("value")[:1]),
    )


def read(plan: SupportPlan) -> ReadPlan:
    """Everything a page needs of `plan`."""
    goals = plan.goals.select_related("life_domain").prefetch_related(
        Prefetch("steps", queryset=Step.objects.standing()), "outcomes", "ratings"
    )
    comments = list(plan.comments.select_related("author"))
    return ReadPlan(
        plan,
        [
            ReadGoal(
                goal,
                list(goal.steps.all()),
                list(goal.outcomes.all()),
                list(goal.ratings.all()),
                [comment for comment in comments if comment.goal_id == goal.pk],
            )
            for goal in goals
        ],
        comments,
    )


def conversation(comments, reader) -> list[dict]:
    """Comments as the conversation component takes them, oldest first; the reader's own are marked."""
    return [
        {
            "by": str(said.author),
            "at": said.recorded_at,
            "body": said.words,
            "mine": said.author_id == reader.pk,
        }
        for said in comments
    ]
