"""A plan as pages show it: sections, goals, steps, ratings and comments, in a fixed number of queries."""

import datetime
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from casework.models import AgreedOutcome, Individual, SupportPackage
from contracts import posts
from contracts.models import ContractOutcome
from core import clock
from core.models import StateChange
from design import formatting
from plans.enums import OPEN_GOAL_STATES, GoalState, RatedBy
from plans.models import (
    Achievement,
    Comment,
    Goal,
    GoalRating,
    GoalWording,
    Participant,
    RatingPreference,
    Step,
    SupportPlan,
)
from plans.support_plan.sections import MOVED, WRITTEN, PlanSection

RowT = TypeVar("RowT")
TAKEN_BACK = "You took it back."


@dataclass(frozen=True)
class SectionView:
    section: PlanSection
    text: str
    is_own_words: bool
    comments: list[Comment]

    @property
    def is_moved(self) -> bool:
        """True if what it says is elsewhere now: only versions from before have it."""
        return self.section in MOVED


@dataclass(frozen=True)
class GoalView:
    wording: GoalWording
    steps: list[Step]
    outcomes: list[AgreedOutcome]
    contract_outcomes: list[ContractOutcome]
    ratings: list[GoalRating]
    comments: list[Comment]
    achievements: list[Achievement] = field(default_factory=list)
    reason: str = ""
    grew_from: str = ""

    @property
    def first_rating(self) -> GoalRating | None:
        """The baseline."""
        return self.ratings[0] if self.ratings else None

    @property
    def last_rating(self) -> GoalRating | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def is_last_rating_own(self) -> bool:
        """Whether the last rating is the person's alone: they may take it back."""
        return self.last_rating is not None and self.last_rating.rated_by == RatedBy.PERSON

    @property
    def next_step(self) -> Step | None:
        """The first step that is neither done nor dropped."""
        return next((step for step in self.steps if not step.done_on), None)

    @property
    def state(self) -> GoalState:
        return GoalState(self.wording.goal.state)

    @property
    def state_on(self) -> datetime.date | None:
        return self.wording.goal.state_on

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_GOAL_STATES

    @property
    def is_active(self) -> bool:
        return self.state == GoalState.ACTIVE

    @property
    def is_date_past(self) -> bool:
        """Whether the day by which the person wanted it is over, and the goal is not."""
        return self.is_open and self.wording.target_on is not None and self.wording.target_on < clock.today()


@dataclass(frozen=True)
class PlanView:
    plan: SupportPlan
    sections: list[SectionView]
    goals: list[GoalView]
    comments: list[Comment]
    participants: list[Participant]

    @property
    def written(self) -> list[SectionView]:
        """The sections that have a text."""
        return [section for section in self.sections if section.text]

    @property
    def written_or_commented(self) -> list[SectionView]:
        """The sections that have a text or a comment."""
        return [section for section in self.sections if section.text or section.comments]

    @property
    def general_comments(self) -> list[Comment]:
        """The comments about the plan as a whole."""
        return [comment for comment in self.comments if comment.goal_id is None and not comment.section]

    @property
    def comments_on_other_goals(self) -> list[Comment]:
        """The comments about goals that are not in this version."""
        goal_ids = {goal.wording.goal_id for goal in self.goals}
        return [comment for comment in self.comments if comment.goal_id and comment.goal_id not in goal_ids]


def goals_overview(package: SupportPackage, user: User) -> QuerySet[GoalWording]:
    """Return the open goals of the plan in force that `user` may read, with `first_value` and `last_value` (or None).

    Goals that were achieved, replaced or no longer wanted are left out.
    """
    plans = SupportPlan.objects.visible_to(user).in_force().filter(package=package)
    wordings = GoalWording.objects.open().filter(plan__in=plans.values("pk"))
    return wordings.select_related("goal", "plan").with_first_and_last()


def load_plan_view(plan: SupportPlan, *, with_draft_comments: bool = False, reader: User | None = None) -> PlanView:
    """Return everything a page needs of `plan`. A goal's state, ratings and comments are those of all its versions.

    `with_draft_comments` adds what staff noted on drafts, for those who write them. With a `reader`, there are only the
    comments that they may read: the keyworker reads the plan, and not what is said between the person and staff.
    """
    rows = Comment.objects.visible_to(reader) if reader else Comment.objects.all()
    rows = rows.filter(package=plan.package_id, plan__isnull=False)
    rows = rows.select_related("author", "answer_duty__answered_by")
    comments = list((rows if with_draft_comments else rows.not_on_drafts()).with_goal_words())
    sections = [
        SectionView(
            section,
            getattr(plan, section),
            section in plan.own_words,
            [comment for comment in comments if comment.section == section],
        )
        for section in PlanSection
        if section in WRITTEN or getattr(plan, section) or any(row.section == section for row in comments)
    ]
    return PlanView(plan, sections, _goals(plan, comments), comments, list(plan.participants.not_excluded()))


def _goals(plan: SupportPlan, comments: list[Comment]) -> list[GoalView]:
    wordings = list(
        plan.goal_wordings.not_taken_out()
        .select_related("life_domain", "goal")
        .prefetch_related(Prefetch("steps", queryset=Step.objects.not_dropped()), "outcomes", "contract_outcomes")
    )
    goal_ids = [wording.goal_id for wording in wordings]
    rating_rows = GoalRating.objects.not_struck().filter(wording__goal__in=goal_ids).select_related("wording")
    ratings = _by(rating_rows, lambda rating: rating.wording.goal_id)
    achievements = _by(
        Achievement.objects.not_struck().filter(goal__in=goal_ids), lambda achievement: achievement.goal_id
    )
    reasons = _reasons(goal_ids)
    earlier_ids = [wording.goal.grew_from_id for wording in wordings if wording.goal.grew_from_id]
    earlier_goals = Goal.objects.filter(pk__in=earlier_ids).with_latest_words()
    earlier = dict(earlier_goals.values_list("pk", "latest_words"))  # type: ignore[misc]
    return [
        GoalView(
            wording,
            list(wording.steps.all()),
            list(wording.outcomes.all()),
            list(wording.contract_outcomes.all()),
            ratings.get(wording.goal_id, []),
            [comment for comment in comments if comment.goal_id == wording.goal_id],
            achievements.get(wording.goal_id, []),
            reasons.get(wording.goal_id, ""),
            earlier.get(wording.goal.grew_from_id, ""),
        )
        for wording in wordings
    ]


def _by(rows: Iterable[RowT], key: Callable[[RowT], Any]) -> dict[Any, list[RowT]]:
    groups: dict[Any, list[RowT]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _reasons(goal_ids: list[UUID]) -> dict[UUID, str]:
    """Return the reason of each goal's last state change."""
    changes = StateChange.objects.filter(record_id__in=goal_ids).order_by("record_id", "-recorded_at")
    return {goal_id: next(rows).reason for goal_id, rows in groupby(changes, lambda change: change.record_id)}


def wants_ratings(individual: Individual) -> bool | None:
    """Return True if the person wants to see how ratings change, None while nobody has asked them."""
    return RatingPreference.objects.filter(individual=individual).values_list("wants_ratings", flat=True).first()


def conversation(
    comments: Iterable[Comment], reader: User, *, new: Collection[UUID] = (), taken_back: Collection[UUID] = ()
) -> list[dict[str, Any]]:
    """Return the comments for the conversation component, oldest first; the reader's own and the `new` are marked.

    `taken_back` are those that the reader took back.
    """
    return [
        {
            "by": comment.written_by,
            "at": comment.recorded_at,
            "body": comment.words,
            "mine": is_from(comment, reader),
            "pill": _pill(comment, reader, new),
            "anchor": comment.anchor,
            "note": " ".join([TAKEN_BACK] * (comment.pk in taken_back) + [_answer_note(comment, reader)]).strip(),
            "may_ring": comment.awaits_answer and is_from(comment, reader),
        }
        for comment in comments
    ]


def is_from(comment: Comment, reader: User) -> bool:
    """Return whether `reader` wrote the comment, or it is theirs as staff recorded it: the person has no post here."""
    return not posts.roles(reader) if comment.way else comment.author_id == reader.pk


def _pill(comment: Comment, reader: User, new: Collection[UUID]) -> tuple[str, str] | None:
    if comment.awaits_answer:
        return _waiting_label(comment, reader), "soon"
    return ("New", "brand") if comment.pk in new else None


def _waiting_label(comment: Comment, reader: User) -> str:
    return "Not answered yet" if is_from(comment, reader) else "Waiting for an answer"


def _read_by(read_by_at: datetime.datetime) -> str:
    """Return by when a message is read, to its author; that we are late, once that has passed."""
    today, one_day = clock.today(), datetime.timedelta(days=1)
    day = clock.day_of(read_by_at)
    days = {today - one_day: "yesterday", today: "today", today + one_day: "tomorrow"}
    when = f"by {formatting.spoken_time(read_by_at)} {days.get(day) or formatting.long_day(day)}"
    if read_by_at <= clock.now():
        return f"We wanted to read this {when}. We are late, and sorry. Ring us if you cannot wait."
    return f"We read this {when}."


def _answer_note(comment: Comment, reader: User) -> str:
    """Return who answered a comment elsewhere, and how; to its author by when it is read; otherwise ""."""
    if comment.awaits_answer:
        return _read_by(comment.answer_duty.read_by_at) if is_from(comment, reader) else ""
    duty = getattr(comment, "answer_duty", None)
    return f"Answered by {duty.answered_by}: {duty.how}" if duty is not None and duty.how else ""
