"""When something was last done about a goal."""

import datetime
from typing import Any

from django.db.models import Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from core.sql import LondonDay
from plans.models import Step
from visits.models import GoalWork

UNCHANGED_FOR = datetime.timedelta(days=42)


def with_activity(wordings: Any) -> Any:
    """Add `worked_on` and `moved_on` to wordings `with_first_and_last`: when a visit last named the goal, and the last
    activity of any kind.

    A goal moves when a visit names it, it is rated, or a step is taken; a new goal counts from the day it was written.
    """
    return wordings.annotate(
        worked_on=Subquery(_newest(GoalWork, "wording__goal", "visit__local_on", visit__struck_at=None)),
        stepped_on=Subquery(_newest(Step, "wording__goal", "done_on")),
    ).annotate(moved_on=Greatest(LondonDay("goal__recorded_at"), "worked_on", "stepped_on", "last_on"))


def _newest(model: type[Model], goal: str, day: str, **conditions: object) -> QuerySet[Any, Any]:
    """Return a subquery of the newest `day` among the rows of `model` that belong to the goal in `OuterRef("goal")`."""
    rows = model._default_manager.filter(**{goal: OuterRef("goal")}, **conditions).order_by().values(goal)
    return rows.annotate(newest=Max(day)).values("newest")
