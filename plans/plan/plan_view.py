"""A plan as it is read: sections, goals, steps, ratings and what was said, in a fixed number of queries."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from core.models import StateChange
from plans.enums import OPEN_GOAL_STATES, GoalState
from plans.models import Achievement, Goal, GoalRating, GoalWording, RatingPreference, Step, SupportPlan
from plans.plan.sections import Section


@dataclass(frozen=True)
class SectionView:
    section: Section
    text: str
    is_own_words: bool
    comments: list

    @property
    def waits_for_answer(self) -> bool:
        """Whether the person spoke last."""
        return _spoke_last(self.comments)


@dataclass(frozen=True)
class GoalView:
    goal: GoalWording
    steps: list
    outcomes: list
    ratings: list
    comments: list
    achievements: list = field(default_factory=list)
    reason: str = ""
    grew_from: str = ""

    @property
    def first(self) -> GoalRating | None:
        """The baseline."""
        return self.ratings[0] if self.ratings else None

    @property
    def last(self) -> GoalRating | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def next_step(self):
        """The first step that is neither done nor dropped."""
        return next((step for step in self.steps if not step.done_on), None)

    @property
    def state(self) -> GoalState:
        return GoalState(self.goal.line.state)

    @property
    def state_on(self) -> datetime.date | None:
        return self.goal.line.state_on

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_GOAL_STATES

    @property
    def waits_for_answer(self) -> bool:
        """Whether the person spoke last."""
        return _spoke_last(self.comments)


@dataclass(frozen=True)
class PlanView:
    plan: SupportPlan
    sections: list[SectionView]
    goals: list[GoalView]
    comments: list
    participants: list

    @property
    def written(self) -> list[SectionView]:
        """The sections that say something."""
        return [section for section in self.sections if section.text]

    @property
    def general_comments(self) -> list:
        return [said for said in self.comments if said.goal_id is None and not said.section]

    @property
    def waiting(self) -> list:
        """The sections and goals about which the person spoke last."""
        return [part for part in (*self.sections, *self.goals) if part.waits_for_answer]


def _spoke_last(comments) -> bool:
    return bool(comments) and comments[-1].author_id == comments[-1].plan.package.case.individual.user_id


def goals_overview(package, user) -> QuerySet:
    """The goals of the plan in force that `user` may read, each with its `first_value` and `last_value` (or None)."""
    plans = SupportPlan.objects.visible_to(user).in_force().filter(package=package)
    return GoalWording.objects.standing().filter(plan__in=plans.values("pk")).with_first_and_last()


def load_plan_view(plan: SupportPlan) -> PlanView:
    """Everything a page needs of `plan`. What became of a goal, and its ratings, are of its whole line."""
    goals = list(
        plan.goals.standing()
        .select_related("life_domain", "line")
        .prefetch_related(Prefetch("steps", queryset=Step.objects.standing()), "outcomes")
    )
    lines = [goal.line_id for goal in goals]
    ratings = _by(
        GoalRating.objects.standing().filter(goal__line__in=lines).select_related("goal"), lambda one: one.goal.line_id
    )
    gained = _by(Achievement.objects.standing().filter(line__in=lines), lambda one: one.line_id)
    reasons = _reasons(lines)
    grown = [goal.line.grew_from_id for goal in goals if goal.line.grew_from_id]
    earlier = dict(Goal.objects.filter(pk__in=grown).with_last_words().values_list("pk", "last_words"))
    comments = list(plan.comments.select_related("author", "plan__package__case__individual"))
    return PlanView(
        plan,
        [
            SectionView(
                section,
                getattr(plan, section),
                section in plan.own_words,
                [said for said in comments if said.section == section],
            )
            for section in Section
        ],
        [
            GoalView(
                goal,
                list(goal.steps.all()),
                list(goal.outcomes.all()),
                ratings.get(goal.line_id, []),
                [said for said in comments if said.goal_id == goal.pk],
                gained.get(goal.line_id, []),
                reasons.get(goal.line_id, ""),
                earlier.get(goal.line.grew_from_id, ""),
            )
            for goal in goals
        ],
        comments,
        list(plan.participants.standing()),
    )


def _by(rows, key) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _reasons(lines) -> dict:
    """The reason of each line's last move."""
    moves = StateChange.objects.filter(record_id__in=lines).order_by("record_id", "-recorded_at")
    return {line: next(made).reason for line, made in groupby(moves, lambda move: move.record_id)}


def wants_ratings(individual) -> bool | None:
    """Whether the person wants to see how ratings change; None while nobody has asked them."""
    return RatingPreference.objects.filter(individual=individual).values_list("wants_ratings", flat=True).first()


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
