"""Load what every page of the person needs: their own record, logged as opened, and the plans they may see."""

from typing import Any
from uuid import UUID

from django.http import Http404

from accounts.enums import Permission
from accounts.page_access import Request
from accounts.permissions import get_allowed_or_404
from casework.access.record_loader import open_record, with_person
from casework.models import Individual
from plans.enums import PlanState
from plans.models import GoalWording, SupportPlan


def my_record(request: Request) -> Individual:
    """Return the record of the person who is signed in; the access is logged. Raises Http404 for others."""
    own = Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None)
    pk = own.values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    individual: Individual = open_record(request, Individual, Permission.READ_OWN, pk)
    return individual


def my_plans(request: Request) -> Any:
    """The person's plans as far as they may see them, the newest first; no drafts."""
    plans = SupportPlan.objects.allowing(request.user, Permission.READ_OWN).not_draft()
    return with_person(plans).order_by("-package__starts_on", "-version")


def get_own(request: Request, rows: Any, permission: Permission, pk: UUID) -> Any:
    """Return the row `pk` that the person may do this to, after logging the access. Raises Http404 for others' rows."""
    if not rows.allowing(request.user, permission).filter(pk=pk).exists():
        raise Http404
    my_record(request)
    return get_allowed_or_404(with_person(rows), request.user, permission, pk=pk)


def plan_to_answer(request: Request, pk: UUID) -> SupportPlan:
    """A plan that the person may answer; not a draft."""
    plan: SupportPlan = get_own(request, SupportPlan.objects.not_draft(), Permission.ANSWER_PLAN, pk)
    return plan


def plan_to_write_about(request: Request, pk: UUID) -> SupportPlan:
    """A plan that the person may comment on or decline. One that was taken back while they wrote still takes it."""
    if request.method != "POST":
        return plan_to_answer(request, pk)
    plan: SupportPlan = get_own(request, SupportPlan.objects.once_shared(), Permission.ANSWER_PLAN, pk)
    return plan


def goal_to_write_about(request: Request, pk: UUID) -> GoalWording:
    """A goal that the person may comment on, also when it was taken out or taken back while they wrote."""
    if request.method != "POST":
        return goal_to_answer(request, pk)
    goal: GoalWording = get_own(request, GoalWording.objects.once_shared(), Permission.ANSWER_PLAN, pk)
    return goal


def goal_to_answer(request: Request, pk: UUID) -> GoalWording:
    """A goal of a plan that the person may answer."""
    goals = GoalWording.objects.not_taken_out().exclude(plan__state=PlanState.DRAFT)
    goal: GoalWording = get_own(request, goals, Permission.ANSWER_PLAN, pk)
    return goal
