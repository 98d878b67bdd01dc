"""A person's access needs and adjustments: recorded, changed, reviewed, withdrawn, and whether they may be shared."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.access_needs.enums import NeedKind
from casework.access_needs.forms import AccessNeedForm, NeedsReviewForm, SharingDecisionForm, code_field
from casework.models import AccessNeed, Individual, SharingDecision
from core import clock
from design.forms import PlainForm, ReasonForm


def _open(request: Request, pk: UUID) -> Individual:
    """Return the person, with whom the user works. Raises Http404 or PermissionDenied."""
    return open_record(request, Individual, Permission.WRITE_PLAN, pk)


@page(PageClass.PERSON_WORK)
@require_safe
def access_needs(request: Request, pk: UUID) -> HttpResponse:
    """What the person and their carers need, when it is reviewed, and whether it may be shared."""
    individual = _open(request, pk)
    needs = list(individual.access_needs.select_related("relationship"))
    decisions = list(individual.sharing_decisions.select_related("recorded_by"))
    struck: list[Any] = [
        row
        for model in (AccessNeed, SharingDecision)
        for row in model.with_struck.filter(individual=individual, struck_at__isnull=False).select_related("struck_by")
    ]
    page_context = {
        "individual": individual,
        "needs": needs,
        "review_on": min((need.review_on for need in needs), default=None),
        "today": clock.today(),
        "decision": decisions[0] if decisions else None,
        "earlier": decisions[1:],
        "withdrawn": sorted(struck, key=lambda row: row.struck_at, reverse=True),
    }
    return render(request, "casework/access_needs/access_needs.html", page_context)


def _form(request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's access needs."""
    back = reverse("person_access_needs", args=[individual.pk])
    return record_form(request, individual, form_class, active_tab="overview", back=back, **arguments)


@page(PageClass.PERSON_WORK)
def need_new(request: Request, pk: UUID) -> HttpResponse:
    individual = _open(request, pk)
    return _form(
        request,
        individual,
        AccessNeedForm,
        title="Add an access need",
        people=individual.relationships.on(clock.today()),
        save=lambda data: services.record_access_need(individual=individual, by=request.user, **data),
        success_message="Added.",
    )


@page(PageClass.PERSON_WORK)
def need_change(request: Request, pk: UUID, need_id: UUID) -> HttpResponse:
    """Change a need, or the day of its review."""
    individual = _open(request, pk)
    need = get_object_or_404(AccessNeed.with_struck.filter(individual=individual), pk=need_id)
    return _form(
        request,
        individual,
        AccessNeedForm,
        title="Change the access need",
        people=individual.relationships.all(),
        initial={
            "whose": str(need.relationship_id or ""),
            "kind": need.kind,
            code_field(NeedKind(need.kind)): need.code,
            "words": need.words,
            "review_on": need.review_on,
        },
        closed=need.why_closed,
        save=lambda data: services.change_access_need(need=need, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def need_withdraw(request: Request, pk: UUID, need_id: UUID) -> HttpResponse:
    individual = _open(request, pk)
    need = get_object_or_404(AccessNeed.with_struck.filter(individual=individual), pk=need_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title=f"Remove the need: {need}",
        label="Why it is removed",
        help_text="For example, it is no longer needed, or it was recorded by mistake.",
        submit_label="Remove",
        closed=need.why_closed,
        save=lambda data: services.withdraw_access_need(need=need, by=request.user, **data),
        success_message="Removed. It stays on file.",
    )


@page(PageClass.PERSON_WORK)
def needs_review(request: Request, pk: UUID) -> HttpResponse:
    """Record that the needs were reviewed and none has changed."""
    individual = _open(request, pk)
    return _form(
        request,
        individual,
        NeedsReviewForm,
        title="Review the access needs",
        template="casework/access_needs/review.html",
        context={"needs": individual.access_needs.select_related("relationship")},
        closed="" if individual.access_needs.exists() else "No access needs are recorded.",
        save=lambda data: services.confirm_access_needs(individual=individual, by=request.user, **data),
        success_message="Reviewed.",
    )


@page(PageClass.PERSON_WORK)
def sharing(request: Request, pk: UUID) -> HttpResponse:
    """Record whether other services may know of the needs."""
    individual = _open(request, pk)
    return _form(
        request,
        individual,
        SharingDecisionForm,
        title="May other services know of these needs?",
        save=lambda data: services.record_sharing_decision(individual=individual, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def sharing_withdraw(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Withdraw a decision that was recorded by mistake."""
    individual = _open(request, pk)
    decision = get_object_or_404(SharingDecision.with_struck.filter(individual=individual), pk=decision_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title="Withdraw the decision about sharing",
        label="What was wrong",
        help_text="If the person changed their mind, record the new decision instead.",
        submit_label="Withdraw",
        closed=decision.why_closed,
        save=lambda data: services.withdraw_sharing_decision(decision=decision, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
    )
