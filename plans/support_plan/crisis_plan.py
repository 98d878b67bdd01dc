"""The plan that says what helps the person in a crisis."""

from uuid import UUID

from accounts.models import User
from plans.models import SupportPlan


def crisis_plan(package_id: UUID, user: User) -> SupportPlan | None:
    """Return the plan in force if it says what helps in a crisis, else the newest that does; None if no plan that
    `user` may read says it.
    """
    plans = SupportPlan.objects.visible_to(user).not_draft().filter(package=package_id)
    written = list(plans.exclude(in_a_crisis="").order_by("-version"))
    return next((plan for plan in written if plan.is_in_force), written[0] if written else None)
