"""What is new in a plan that the person is asked to agree, named in short, each with a link to its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from plans.enums import PlanState
from plans.models import SupportPlan
from plans.support_plan.differences import goal_changes, goals_gone, section_changes
from plans.support_plan.easy_read import HEADINGS
from plans.support_plan.plan_view import PlanView
from plans.support_plan.sections import PlanSection

# The id of the place of goals that the plan does not have any more.
GONE = "gone"
GONE_TEXT = "Not in the plan any more"


@dataclass(frozen=True)
class NamedChange:
    """A section or goal that is new, changed or gone. `href` leads to its place in the plan."""

    words: str
    href: str


def agreed_before(own_plans: Iterable[SupportPlan], plan: SupportPlan | None) -> SupportPlan | None:
    """Return the last earlier plan of the same package that the person agreed to."""
    agreed = (PlanState.IN_FORCE, PlanState.SUPERSEDED)
    earlier = [one for one in own_plans if plan and one.package_id == plan.package_id and one.version < plan.version]
    return next((one for one in earlier if one.answered_on and one.state in agreed), None)


def named_changes(before: PlanView | None, after: PlanView | None, *, page: str = "") -> list[NamedChange]:
    """Return the sections, then the goals that changed since `before`, in the order of the plan; [] without `before`.

    `page` is the address of the page with the whole plan, if that is another one.
    """
    if before is None or after is None:
        return []
    rows = [NamedChange(change.words, f"{page}#{place}") for place, change in section_changes(before, after).items()]
    changed = goal_changes(before, after)
    known = {view.wording.goal_id for view in before.goals}
    for goal in after.goals:
        if goal.wording.goal_id in changed:
            words = "Changed goal" if goal.wording.goal_id in known else "New goal"
            rows.append(NamedChange(f"{words}: “{goal.wording.words}”", f"{page}#goal-{goal.wording.pk}"))
    return rows + [NamedChange(change.words, f"{page}#{GONE}") for change in goals_gone(before, after)]


def easy_changes(before: PlanView | None, after: PlanView | None, *, page: str = "") -> list[NamedChange]:
    """Return the same in easy read: sections by their simple heading, goals by their words.

    What is gone has no place in the easy-read plan: its link leads to the page of all that changed.
    """
    if before is None or after is None:
        return []
    all_changes = f"{reverse('my_changes')}?version={after.plan.version}"
    rows = []
    for place, change in section_changes(before, after).items():
        heading = HEADINGS[PlanSection(place)]
        is_gone = not change.after
        words, href = (f"{GONE_TEXT}: {heading}", all_changes) if is_gone else (heading, f"{page}#{place}")
        rows.append(NamedChange(words, href))
    changed = goal_changes(before, after)
    rows += [
        NamedChange(goal.wording.words, f"{page}#goal-{goal.wording.pk}")
        for goal in after.goals
        if goal.wording.goal_id in changed
    ]
    return rows + [NamedChange(change.words, all_changes) for change in goals_gone(before, after)]
