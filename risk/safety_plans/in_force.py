"""The safety plan that counts now, as far as somebody may read it: the one crisis text of the product (decision 78)."""

from accounts.models import User
from casework.crisis_texts import CrisisText, register_crisis_texts
from casework.models import Individual
from risk.models import SafetyPlan

NOT_WRITTEN_TOGETHER = "From the support plan: not written together as a safety plan yet."


def plans_in_force(individual: Individual, user: User) -> list[SafetyPlan]:
    """Return the plans in force of this person that `user` may read, the newest first: one, or more after a merge."""
    return SafetyPlan.objects.visible_to(user).in_force_of([individual.primary_id]).get(individual.primary_id, [])


def lines_of(plans: list[SafetyPlan]) -> list[tuple[str, str]]:
    """Return heading and text of each written part of these plans."""
    return [line for plan in plans for line in plan.lines]


def _crisis_texts(individual: Individual, user: User) -> list[CrisisText]:
    plans = plans_in_force(individual, user)
    return [CrisisText(plan.lines, NOT_WRITTEN_TOGETHER if plan.is_carried else "") for plan in plans]


register_crisis_texts(_crisis_texts)
