"""Whether the person can change their answer to a plan, and which draft their answer overtook."""

from collections.abc import Iterable

from core.models import StateChange
from plans.enums import PlanState
from plans.models import SupportPlan
from plans.support_plan.services.drafts import why_no_answer

SUPPORT_ENDED = "Support has ended, so the plan can no longer be agreed."


def why_no_change_of_mind(plan: SupportPlan) -> str:
    """Return why the person cannot agree to a plan with which they did not agree; "" while it is the newest of theirs.

    A draft after it does not count: the person knows nothing of it.
    """
    if not plan.is_declined:
        return why_no_answer(plan)
    later = SupportPlan.objects.filter(package=plan.package_id, version__gt=plan.version)
    if later.not_draft().exists():
        return "There is a newer plan now. Read that one, and answer it."
    return "" if plan.package.ended_on is None else SUPPORT_ENDED


def draft_begun_before_agreement(plans: Iterable[SupportPlan]) -> SupportPlan | None:
    """Return the draft among `plans`, of one package, that was begun before the person agreed to the plan in force.

    They changed their mind about the plan before it: the draft may not be needed.
    """
    by_state = {plan.state: plan for plan in plans}
    draft, in_force = by_state.get(PlanState.DRAFT), by_state.get(PlanState.IN_FORCE)
    if draft is None or in_force is None or in_force.version > draft.version:
        return None
    agreed = StateChange.objects.filter(record_id=in_force.pk, verb="agree", recorded_at__gt=draft.recorded_at)
    return draft if agreed.exists() else None
