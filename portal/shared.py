"""What a representative reads with consent. The person's preview shows the same, by the same functions."""

import datetime
from typing import Any
from uuid import UUID

from core import clock
from plans.support_plan.plan_view import PlanView, load_plan_view
from visits.models import PlannedVisit

WEEKS_AHEAD = datetime.timedelta(weeks=4)


def plans_to_read(plans: Any) -> dict[UUID, PlanView]:
    """Return the newest of `plans` (a queryset) of each person, by the person's id."""
    rows = plans.select_related("package__case__individual").order_by("package__starts_on", "version")
    newest = {plan.package.case.individual_id: plan for plan in rows}  # the last of each person stays
    return {individual_id: load_plan_view(plan) for individual_id, plan in newest.items()}


def visits_to_read(visits: Any) -> list[PlannedVisit]:
    """Return those of `visits` (a queryset) that are to come in the next four weeks."""
    ahead = visits.ahead().filter(local_on__lt=clock.today() + WEEKS_AHEAD)
    return list(ahead.select_related("package__case"))
