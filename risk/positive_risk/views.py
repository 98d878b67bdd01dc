"""Positive risk decisions, read and written as a conversation."""

from typing import Any, NoReturn
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
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
from design.form_view import post_action
from design.forms import PlainForm
from risk import services
from risk.models import PositiveRisk, PositiveRiskReview
from risk.positive_risk.conversation import conversation
from risk.positive_risk.enums import DecisionReviewState, PositiveRiskState
from risk.positive_risk.forms import (
    BeginDecisionForm,
    ChangeRiskStepForm,
    ChangeRiskViewForm,
    DecideForm,
    DropDecisionForm,
    PositiveRiskForm,
    ReviewDecisionForm,
    RiskStepForm,
    RiskViewForm,
)

FIELDS = (
    "wish", "gains", "losses", "harms", "own_view", "explained", "least_restrictive", "capacity", "assessed_how",
    "assessed_by", "assessed_on", "best_interests", "less_restrictive", "rights", "rights_words", "deprivation",
    "deprivation_words", "revision",
)  # fmt: skip


@page(PageClass.PERSON)
@require_safe
def person_positive_risk(request: Request, pk: UUID) -> HttpResponse:
    """List decisions and drafts, the newest first."""
    individual = open_record(request, Individual, Permission.READ_RISK, pk)
    support = current_support(individual, request.user)
    risks = PositiveRisk.objects.visible_to(request.user).filter(package__case__individual=individual)
    reviews = PositiveRiskReview.objects.visible_to(request.user).filter(package__case__individual=individual)
    due = {review.risk_id: review for review in reviews.outstanding()}
    package = support.package
    page_context = {
        "individual": individual,
        "support": support,
        "rows": [(risk, due.get(risk.pk)) for risk in risks],
        "may_begin": package is not None
        and package.ended_on is None
        and can(request.user, Permission.WRITE_PLAN, package),
    }
    return render(request, "risk/positive_risk/positive_risks.html", page_context)


@page(PageClass.PERSON)
@require_safe
def positive_risk(request: Request, pk: UUID) -> HttpResponse:
    """Show one decision: each question with its answer."""
    may_write = PositiveRisk.objects.allowing(request.user, Permission.WRITE_PLAN).filter(pk=pk).exists()
    if may_write:
        risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    else:
        risk = open_record(request, PositiveRisk.objects.decided(), Permission.READ_RISK, pk)
    not_dropped = PositiveRisk.objects.visible_to(request.user).exclude(state=PositiveRiskState.DROPPED)
    others = list(not_dropped.filter(Q(pk=risk.follows_id) | Q(follows=risk)))
    reviews = list(risk.reviews.all())
    page_context = {
        "individual": risk.package.case.individual,
        "risk": risk,
        "parts": conversation(risk),
        "views": list(risk.views.all()),
        "steps": list(risk.steps.all()),
        "reviews": [review for review in reviews if review.state == DecisionReviewState.REVIEWED],
        "due": next((review for review in reviews if review.state == DecisionReviewState.DUE), None),
        "before": next((other for other in others if other.pk == risk.follows_id), None),
        "after": next((other for other in others if other.follows_id == risk.pk), None),
        "may_write": may_write,
        "is_draft": risk.state == PositiveRiskState.DRAFT,
        "is_decided": risk.state == PositiveRiskState.DECIDED,
        "may_change": may_write and risk.state == PositiveRiskState.DRAFT,
    }
    return render(request, "risk/positive_risk/positive_risk.html", page_context)


def _url_of(risk: PositiveRisk) -> str:
    return reverse("positive_risk", args=[risk.pk])


def _form(
    request: Request,
    risk: PositiveRisk,
    form_class: type[PlainForm],
    *,
    template: str = "risk/positive_risk/form.html",
    **arguments: Any,
) -> HttpResponse:
    return record_form(
        request,
        risk,
        form_class,
        active_tab="plan",
        template=template,
        back=_url_of(risk),
        context={"risk": risk},
        **arguments,
    )


@page(PageClass.PERSON_WORK)
def begin(request: Request, pk: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        package,
        BeginDecisionForm,
        active_tab="plan",
        title="Start a positive risk decision",
        save=lambda data: services.begin_positive_risk(package=package, by=request.user, **data),
        success_url=lambda risk: reverse("positive_risk_write", args=[risk.pk]),
        success_message="Draft started. Fill in what you can; you can add the rest later.",
        back=reverse("person_positive_risk", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def write(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        risk,
        PositiveRiskForm,
        title="Discuss the decision",
        template="risk/positive_risk/write.html",
        initial={name: getattr(risk, name) for name in FIELDS},
        save=lambda data: services.write_positive_risk(risk=risk, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_view(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        risk,
        RiskViewForm,
        title="Add what someone thinks",
        save=lambda data: services.add_risk_view(risk=risk, by=request.user, **data),
        success_message="Added.",
    )


@page(PageClass.PERSON_WORK)
def change_view(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    view = risk.views.filter(pk=row).first() or _raise_404()
    return _form(
        request,
        risk,
        ChangeRiskViewForm,
        title=f"Edit what {view.name} thinks",
        initial={name: getattr(view, name) for name in ("name", "relation", "view", "in_confidence", "revision")},
        save=lambda data: services.change_risk_view(row=view, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_step(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        risk,
        RiskStepForm,
        title="Add a step to make it safer",
        save=lambda data: services.add_risk_step(risk=risk, by=request.user, **data),
        success_message="Step added.",
    )


@page(PageClass.PERSON_WORK)
def change_step(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    step = risk.steps.filter(pk=row).first() or _raise_404()
    return _form(
        request,
        risk,
        ChangeRiskStepForm,
        title="Edit a step to make it safer",
        initial={name: getattr(step, name) for name in ("text", "responsible", "by_on", "revision")},
        save=lambda data: services.change_risk_step(row=step, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def finish_step(request: Request, pk: UUID, row: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    step = risk.steps.filter(pk=row).first() or _raise_404()
    return post_action(
        request,
        lambda: services.finish_risk_step(step=step, by=request.user),
        success_url=_url_of(risk),
        success_message="Step marked as done.",
    )


def _raise_404() -> NoReturn:
    raise Http404


@page(PageClass.PERSON_WORK)
def decide(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        risk,
        DecideForm,
        title="Record the decision",
        initial={
            "decided_on": clock.today(),
            "decided_by": risk.package.case.individual.full_name,
            "revision": risk.revision,
        },
        save=lambda data: services.decide_positive_risk(risk=risk, by=request.user, **data),
        success_message="Decision recorded.",
    )


@page(PageClass.PERSON_WORK)
def drop(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        risk,
        DropDecisionForm,
        title="Withdraw before it is decided",
        save=lambda data: services.drop_positive_risk(risk=risk, by=request.user, **data),
        success_message="Withdrawn. What was said stays on file.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def redraft(request: Request, pk: UUID) -> HttpResponse:
    risk = open_record(request, PositiveRisk, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.redraft_decision(risk=risk, by=request.user),
        success_url=lambda draft: _url_of(draft or risk),
        success_message="Reopened for discussion. The earlier decision applies until there is a new one.",
    )


@page(PageClass.PERSON_WORK)
def review(request: Request, pk: UUID) -> HttpResponse:
    due_review = open_record(request, PositiveRiskReview, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        due_review.risk,
        ReviewDecisionForm,
        title="Review the decision",
        initial={"reviewed_on": clock.today()},
        save=lambda data: services.review_decision(review=due_review, by=request.user, **data),
        success_message="Review recorded.",
    )
