"""The outcomes a contract names, and the goals that serve them (R42)."""

from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts.models import Contract, ContractOutcome
from core import clock
from design.list_page import list_page
from plans.enums import GoalState, PlanState
from plans.goals.forms import MONTHS, AchievedForm
from plans.models import Goal, GoalWording

GOALS_A_PAGE = 50
IN_FORCE = Q(goal__state=GoalState.ACTIVE, plan__state=PlanState.IN_FORCE)


def _serving(user: User, contract: Contract, months: int) -> QuerySet[GoalWording]:
    """Return the wordings of goals that are worked on, or were achieved in the last `months` months.

    Only those of people whose record the user may read.
    """
    achieved = Q(
        goal__state=GoalState.ACHIEVED,
        goal__state_on__gt=clock.today() - relativedelta(months=months),
        plan__state__in=[PlanState.IN_FORCE, PlanState.SUPERSEDED],
    )
    wordings = GoalWording.objects.visible_to(user).not_taken_out()
    return wordings.filter(IN_FORCE | achieved, plan__package__case__contract=contract)


def _filter(request: Request) -> AchievedForm:
    """Return the filter in the address; without one it is the usual period."""
    return AchievedForm(request.GET if "period" in request.GET else {"period": str(MONTHS)})


@page(PageClass.CONTRACT_GOALS)
@require_safe
def contract_outcomes(request: Request, pk: UUID) -> HttpResponse:
    """Each outcome with the number of goals that serve it, and of goals that serve none."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.PREPARE_RETURN, pk=pk)
    form = _filter(request)
    wordings = _serving(request.user, contract, form.months)
    rows = wordings.values("contract_outcomes").annotate(
        worked_on=Count("goal", filter=IN_FORCE, distinct=True),
        achieved=Count("goal", filter=Q(goal__state=GoalState.ACHIEVED), distinct=True),
        people=Count("plan__package__case__individual", distinct=True),
    )
    counts: dict[UUID | None, Any] = {row["contract_outcomes"]: row for row in rows}
    page_context = {
        "contract": contract,
        "rows": [(outcome, counts.get(outcome.pk)) for outcome in contract.outcomes.order_by("position", "name")],
        "without": counts.get(None),
        "form": form,
        "months": form.months,
    }
    return render(request, "plans/goals/contract_outcomes.html", page_context)


@page(PageClass.CONTRACT_GOALS)
@require_safe
def contract_outcome_goals(request: Request, pk: UUID, outcome_id: UUID) -> HttpResponse:
    """The goals that serve one outcome, without their words: these are in each person's plan."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.PREPARE_RETURN, pk=pk)
    outcome = get_object_or_404(ContractOutcome.objects.filter(contract=contract), pk=outcome_id)
    form = _filter(request)
    wordings = _serving(request.user, contract, form.months).filter(contract_outcomes=outcome)
    goals = (
        Goal.objects.filter(pk__in=wordings.values("goal"))
        .select_related("package__case__individual")
        .order_by("package__case__individual__full_name", "recorded_at", "pk")
    )
    page_context = {
        "contract": contract,
        "outcome": outcome,
        "goals": list_page(request, goals, "goals", GOALS_A_PAGE),
        "form": form,
        "months": form.months,
    }
    return render(request, "plans/goals/contract_outcome_goals.html", page_context)
