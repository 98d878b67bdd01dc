"""Recording what is agreed for a person who reaches the age limit, and withdrawing it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.age_limit.forms import AgeLimitForm
from casework.age_limit.rules import decision_of, reaches_limit_on
from casework.models import AgeLimitDecision, SupportPackage
from casework.recipients import keyworker_of
from core import clock
from design.forms import ReasonForm

FIELDS = ("outcome", "service", "last_on", "agreed_with", "agreed_on", "note", "revision")


@page(PageClass.PERSON_MANAGE)
def package_age_limit(request: Request, pk: UUID) -> HttpResponse:
    """Record what is agreed with the keyworker before the person reaches the age limit, or correct it."""
    package = open_record(request, SupportPackage, Permission.AGREE_AGE_LIMIT, pk)
    age_limit = package.terms_on(clock.today()).age_limit
    reached_on = reaches_limit_on(package, age_limit)
    if reached_on is None:
        raise Http404
    decision = decision_of(package, age_limit)
    keyworker = keyworker_of(package.individual, clock.today())
    new = {"revision": 1, "agreed_on": clock.today(), "agreed_with": f"{keyworker}, keyworker" if keyworker else ""}
    return record_form(
        request,
        package,
        AgeLimitForm,
        active_tab="overview",
        title=f"What happens at the age limit: {age_limit} on {reached_on:%-d %B %Y}",
        initial={name: getattr(decision, name) for name in FIELDS} if decision else new,
        save=lambda data: services.record_age_limit_decision(package=package, by=request.user, **data),
        success_message="Saved.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def withdraw_age_limit(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Withdraw what was recorded by mistake."""
    package = open_record(request, SupportPackage, Permission.AGREE_AGE_LIMIT, pk)
    decision = get_object_or_404(AgeLimitDecision.with_struck, package=package, pk=decision_id)
    return record_form(
        request,
        package,
        ReasonForm,
        active_tab="overview",
        title="Withdraw what is agreed at the age limit",
        label="What was wrong",
        help_text="It is then due again. The record stays on file.",
        submit_label="Withdraw",
        closed=decision.why_closed,
        save=lambda data: services.withdraw_age_limit_decision(decision=decision, by=request.user, **data),
        success_message="Withdrawn.",
        back=reverse("package", args=[pk]),
    )
