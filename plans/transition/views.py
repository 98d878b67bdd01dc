"""The transition plan of a person who was referred before the minimum age."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock
from design.forms import ReasonForm
from plans import services
from plans.models import TransitionPlan, TransitionSharing
from plans.transition.forms import ShareTransitionForm, TransitionPlanForm
from plans.transition.rules import agencies_not_shared_with, asks_transition_plan, referral_of

FIELDS = (
    "wishes", "changes", "stays", "carries_on", "first_weeks", "assessed_from_on", "assessed_last_on", "assessed_by",
    "result", "revision",
)  # fmt: skip


@page(PageClass.PERSON)
@require_safe
def person_transition(request: Request, pk: UUID) -> HttpResponse:
    """Show the plan, what it still lacks, and what was recorded with the referral."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    support = current_support(individual, request.user)
    package = support.package
    referral = referral_of(package) if package else None
    plans = TransitionPlan.objects.visible_to(request.user).filter(package=package).prefetch_related("sharings")
    plan = plans.first() if package else None
    is_asked = package is not None and asks_transition_plan(package, referral)
    page_context = {
        "individual": individual,
        "support": support,
        "plan": plan,
        "is_asked": is_asked,
        "to_share": agencies_not_shared_with(plan) if is_asked else [],
        "assessment": referral.assessment if referral else None,
        "earlier_sharings": list(referral.sharings.all()) if referral else [],
        "may_write": is_asked and package is not None and can(request.user, Permission.WRITE_PLAN, package),
    }
    return render(request, "plans/transition/transition.html", page_context)


@page(PageClass.PERSON_WORK)
def write_transition(request: Request, pk: UUID) -> HttpResponse:
    """Write the transition plan. At first the form has the assessment recorded with the referral."""
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    plan = TransitionPlan.objects.visible_to(request.user).filter(package=package).first()
    initial = (
        {name: getattr(plan, name) for name in FIELDS} if plan else {"revision": 1, **_referral_assessment(package)}
    )
    return record_form(
        request,
        package,
        TransitionPlanForm,
        active_tab="plan",
        title="Write the transition plan",
        initial=initial,
        save=lambda data: services.write_transition_plan(package=package, by=request.user, **data),
        success_message="Saved.",
        back=reverse("person_transition", args=[package.case.individual_id]),
    )


def _referral_assessment(package: SupportPackage) -> dict[str, Any]:
    """Return the assessment recorded with the referral, as initial values of the form."""
    referral = referral_of(package)
    assessment = referral.assessment if referral else None
    if assessment is None:
        return {}
    return {
        "assessed_from_on": assessment.from_on,
        "assessed_last_on": assessment.last_on,
        "assessed_by": assessment.assessed_by,
        "result": assessment.result,
    }


@page(PageClass.PERSON_WORK)
def share_transition(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, TransitionPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ShareTransitionForm,
        active_tab="plan",
        title="Record who the transition plan was shared with",
        initial={"shared_on": clock.today()},
        save=lambda data: services.share_written_transition_plan(plan=plan, by=request.user, **data),
        success_message="Recorded.",
        back=reverse("person_transition", args=[plan.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def withdraw_sharing(request: Request, pk: UUID, sharing_id: UUID) -> HttpResponse:
    """Withdraw that the plan was shared, where that was recorded by mistake."""
    plan = open_record(request, TransitionPlan, Permission.WRITE_PLAN, pk)
    sharing = get_object_or_404(TransitionSharing.with_struck.filter(plan=plan), pk=sharing_id)
    return record_form(
        request,
        plan,
        ReasonForm,
        active_tab="plan",
        title=f"Not shared: {sharing.get_agency_display()}",
        label="What was wrong",
        submit_label="Withdraw",
        closed=sharing.why_closed,
        save=lambda data: services.withdraw_transition_sharing(sharing=sharing, by=request.user, **data),
        success_message="Withdrawn.",
        back=reverse("person_transition", args=[plan.package.case.individual_id]),
    )
