"""The goals board: every goal of the caseload, when it was last worked on, and which have not changed for six weeks."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.enums import Permission
from accounts.models import User
from casework.models import Allocation, Individual, SupportPackage
from plans.enums import GoalState
from plans.models import GoalWording, Step
from visits.log.goal_activity import UNCHANGED_FOR, with_activity

A_PAGE = 60
HEADINGS = ("Person", "Goal", "Next step", "Last worked on", "Last activity", "Rating", "Lead worker")


@dataclass(frozen=True)
class GoalRow:
    """A goal, its person, and whether it has had no activity for six weeks."""

    wording: GoalWording
    is_still: bool

    @property
    def is_paused(self) -> bool:
        return self.wording.goal.state == GoalState.PAUSED

    @property
    def individual(self) -> Individual:
        return self.wording.plan.package.case.individual


def of_caseload(user: User, day: datetime.date, *, still_only: bool = False) -> QuerySet[GoalWording]:
    """Return the open and paused goals of people whose plan `user` writes, the longest without activity first.

    A goal is still after forty-two days without activity; `still_only` returns only such goals.
    """
    packages = SupportPackage.objects.allowing(user, Permission.WRITE_PLAN).open()
    goals = (
        GoalWording.objects.visible_to(user)
        .in_force()
        .open()
        .filter(plan__package__in=packages.values("pk"))
        .with_first_and_last()
    )
    goals = with_activity(goals).order_by("moved_on", "pk")
    return goals.filter(moved_on__lte=day - UNCHANGED_FOR) if still_only else goals


def rows(goals: QuerySet[Any], day: datetime.date) -> list[GoalRow]:
    """Return the goals as rows of the board, with the next step and the lead worker."""
    steps = (
        Step.objects.not_dropped()
        .filter(wording=OuterRef("pk"), done_on=None)
        .order_by("position", "recorded_at", "id")
    )
    leads = Allocation.objects.leads().on(day).filter(package=OuterRef("plan__package"))
    wordings = goals.annotate(
        next_step=Subquery(steps.values("text")[:1]), lead=Subquery(leads.values("worker__user__full_name")[:1])
    ).select_related("plan__package__case__individual", "life_domain", "goal")
    return [GoalRow(wording, wording.moved_on <= day - UNCHANGED_FOR) for wording in wordings]
