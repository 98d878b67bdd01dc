"""The exit plan: what follows support."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock
from core.models import RecordQuerySet
from design.form_view import post_action
from design.forms import ReasonForm
from plans import services
from plans.exit.enums import ExitParty
from plans.exit.forms import AgreeExitForm, ExitPlanForm, split_arrangements, split_lines
from plans.exit.rules import asks_exit_plan, days_missing
from plans.models import ExitAgreement, ExitPlan

MOST_WITHDRAWN = 20
FIELDS = ("where_to", "where_words", "expected_on", "conditions_text", "arrangements_text", "revision")


@page(PageClass.PERSON)
@require_safe
def person_exit(request: Request, pk: UUID) -> HttpResponse:
    """Show the exit plan and who agreed to it, or since when it is missing."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    support = current_support(individual, request.user)
    package, today = support.package, clock.today()
    plans = ExitPlan.objects.visible_to(request.user).filter(package=package)
    plan = plans.prefetch_related("conditions", "arrangements", "agreements").first() if package else None
    is_asked = package is not None and asks_exit_plan(package, today)
    is_open = package is not None and package.ended_on is None
    agreements = {agreement.party: agreement for agreement in plan.agreements.all()} if plan else {}
    page_context = {
        "individual": individual,
        "support": support,
        "plan": plan,
        "is_asked": is_asked,
        "agreements": [(party, agreements.get(party)) for party in ExitParty],
        "withdrawn": _withdrawn_from(plan) if plan else [],
        "days_missing": days_missing(package, today) if package and is_asked and is_open and plan is None else 0,
        "may_write": bool(package and is_asked and is_open and can(request.user, Permission.WRITE_PLAN, package)),
    }
    return render(request, "plans/exit/exit.html", page_context)


def _withdrawn_from(plan: ExitPlan) -> RecordQuerySet[ExitAgreement]:
    rows = ExitAgreement.with_struck.filter(plan=plan, struck_at__isnull=False)
    return rows.select_related("struck_by").order_by("-struck_at", "pk")[:MOST_WITHDRAWN]


@page(PageClass.PERSON_WORK)
def write_exit(request: Request, pk: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    plan = ExitPlan.objects.visible_to(request.user).filter(package=package).first()
    new = {"revision": 1, "expected_on": package.expected_last_on}

    def save(data: dict[str, Any]) -> ExitPlan:
        columns = dict(data)
        return services.write_exit_plan(
            package=package,
            conditions=split_lines(columns.pop("conditions_text")),
            arrangements=split_arrangements(columns.pop("arrangements_text")),
            by=request.user,
            **columns,
        )

    return record_form(
        request,
        package,
        ExitPlanForm,
        active_tab="plan",
        title="Write the exit plan",
        initial={name: getattr(plan, name) for name in FIELDS} if plan else new,
        save=save,
        success_message="Saved.",
        back=reverse("person_exit", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def agree_exit(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, ExitPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        AgreeExitForm,
        active_tab="plan",
        title="Record who agrees to the exit plan",
        initial={"agreed_on": clock.today(), "revision": plan.revision},
        save=lambda data: services.agree_exit_plan(plan=plan, by=request.user, **data),
        success_message="Agreement recorded.",
        back=reverse("person_exit", args=[plan.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def withdraw_agreement(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    """Withdraw an agreement that was recorded by mistake."""
    plan = open_record(request, ExitPlan, Permission.WRITE_PLAN, pk)
    agreement = get_object_or_404(ExitAgreement.with_struck.filter(plan=plan), pk=row)
    return record_form(
        request,
        plan,
        ReasonForm,
        active_tab="plan",
        title=f"Withdraw the agreement: {agreement}",
        label="What was wrong",
        help_text="If the plan has changed since, record the new agreement instead.",
        submit_label="Withdraw",
        closed=agreement.why_closed,
        save=lambda data: services.withdraw_exit_agreement(agreement=agreement, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
        back=reverse("person_exit", args=[plan.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def finish_condition(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    plan = open_record(request, ExitPlan, Permission.WRITE_PLAN, pk)
    condition = plan.conditions.filter(pk=row).first()
    if condition is None:
        raise Http404
    return post_action(
        request,
        lambda: services.finish_exit_condition(condition=condition, by=request.user),
        success_url=reverse("person_exit", args=[plan.package.case.individual_id]),
        success_message="Recorded.",
    )
