"""Positive risk decisions: read and written as a conversation."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import opened
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock
from design.form_view import post_action
from plans.plan.loaders import PERSON, RELATED, package_to_write, person_form
from risk import services
from risk.models import PositiveRisk, PositiveRiskReview
from risk.positive_risk.conversation import conversation
from risk.positive_risk.enums import PositiveRiskState, RiskReviewState
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

WRITTEN = (
    "wish", "gains", "losses", "harms", "own_view", "explained", "least_restrictive", "capacity", "assessed_how",
    "assessed_by", "assessed_on", "best_interests", "less_restrictive", "rights", "rights_words", "deprivation",
    "deprivation_words", "revision",
)  # fmt: skip


@page(PageClass.PERSON)
@require_safe
def person_positive_risk(request, pk):
    """Everything that was decided or is talked over, the newest first."""
    individual = opened(request, Individual.objects, Permission.READ_PERSON, pk=pk)
    now = current_support(individual, request.user)
    risks = PositiveRisk.objects.visible_to(request.user).filter(**{PERSON: individual})
    due = PositiveRiskReview.objects.visible_to(request.user).filter(**{PERSON: individual}).outstanding()
    days = {review.risk_id: review for review in due}
    writable = SupportPackage.objects.allowing(request.user, Permission.WRITE_PLAN)
    package = now.package
    page_context = {
        "individual": individual,
        "now": now,
        "rows": [(risk, days.get(risk.pk)) for risk in risks],
        "may_begin": package is not None and package.ended_on is None and writable.filter(pk=package.pk).exists(),
    }
    return render(request, "risk/positive_risks.html", page_context)


@page(PageClass.PERSON)
@require_safe
def positive_risk(request, pk):
    """One decision: each question, and what was said."""
    writes = PositiveRisk.objects.allowing(request.user, Permission.WRITE_PLAN).filter(pk=pk).exists()
    risk = _risk(request, pk) if writes else _decided(request, pk)
    others = PositiveRisk.objects.visible_to(request.user).exclude(state=PositiveRiskState.DROPPED)
    others = list(others.filter(Q(pk=risk.follows_id) | Q(follows=risk)))
    reviews = list(risk.reviews.all())
    page_context = {
        "individual": risk.package.case.individual,
        "now": current_support(risk.package.case.individual, request.user),
        "risk": risk,
        "parts": conversation(risk),
        "views": list(risk.views.all()),
        "steps": list(risk.steps.all()),
        "reviews": [review for review in reviews if review.state == RiskReviewState.HELD],
        "due": next((review for review in reviews if review.state == RiskReviewState.DUE), None),
        "before": next((other for other in others if other.pk == risk.follows_id), None),
        "after": next((other for other in others if other.follows_id == risk.pk), None),
        "writes": writes,
        "is_draft": risk.state == PositiveRiskState.DRAFT,
        "is_decided": risk.state == PositiveRiskState.DECIDED,
        "may_change": writes and risk.state == PositiveRiskState.DRAFT,
    }
    return render(request, "risk/positive_risk.html", page_context)


def _risk(request, pk) -> PositiveRisk:
    return opened(request, PositiveRisk.objects, Permission.WRITE_PLAN, pk=pk, person=PERSON, related=RELATED)


def _decided(request, pk) -> PositiveRisk:
    """One that was decided, for those who read the record and write no plans."""
    rows = PositiveRisk.objects.decided()
    return opened(request, rows, Permission.READ_PERSON, pk=pk, person=PERSON, related=RELATED)


def _page_of(risk: PositiveRisk) -> str:
    return reverse("positive_risk", args=[risk.pk])


def _form(request, risk, form_class, **arguments):
    given = {
        "template": "risk/positive_risk_form.html",
        "back": _page_of(risk),
        "context": {"risk": risk},
        **arguments,
    }
    return person_form(request, risk.package.case.individual, form_class, **given)


@page(PageClass.PERSON_WORK)
def begin(request, pk):
    package = package_to_write(request, pk)
    return person_form(
        request,
        package.case.individual,
        BeginDecisionForm,
        title="Begin a positive risk decision",
        key=f"plans.riskbegin:{pk}",
        save=lambda data: services.begin_positive_risk(package=package, by=request.user, **data),
        done=lambda risk: reverse("positive_risk_write", args=[risk.pk]),
        said="It is begun. Go on as far as you come; what is missing can be written later.",
        back=reverse("person_positive_risk", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def write(request, pk):
    risk = _risk(request, pk)
    return _form(
        request,
        risk,
        PositiveRiskForm,
        title="Talk it over",
        template="risk/positive_risk_write.html",
        key=f"plans.positive_risk:{pk}",
        initial={name: getattr(risk, name) for name in WRITTEN},
        save=lambda data: services.write_positive_risk(risk=risk, by=request.user, **data),
        said="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_view(request, pk):
    risk = _risk(request, pk)
    return _form(
        request,
        risk,
        RiskViewForm,
        title="What somebody else thinks",
        key=f"plans.riskview:{pk}",
        save=lambda data: services.add_risk_view(risk=risk, by=request.user, **data),
        said="It stands beside the person's own view.",
    )


@page(PageClass.PERSON_WORK)
def change_view(request, pk, row):
    risk = _risk(request, pk)
    view = risk.views.filter(pk=row).first() or _none_there()
    return _form(
        request,
        risk,
        ChangeRiskViewForm,
        title="What somebody else thinks",
        key=f"plans.riskview:{row}",
        initial={name: getattr(view, name) for name in ("who", "relation", "view", "in_confidence", "revision")},
        save=lambda data: services.change_risk_view(row=view, by=request.user, **data),
        said="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_step(request, pk):
    risk = _risk(request, pk)
    return _form(
        request,
        risk,
        RiskStepForm,
        title="A step that makes it safe enough",
        key=f"plans.riskstep:{pk}",
        save=lambda data: services.add_risk_step(risk=risk, by=request.user, **data),
        said="The step is added.",
    )


@page(PageClass.PERSON_WORK)
def change_step(request, pk, row):
    risk = _risk(request, pk)
    step = risk.steps.filter(pk=row).first() or _none_there()
    return _form(
        request,
        risk,
        ChangeRiskStepForm,
        title="A step that makes it safe enough",
        key=f"plans.riskstep:{row}",
        initial={name: getattr(step, name) for name in ("what", "who", "by_on", "revision")},
        save=lambda data: services.change_risk_step(row=step, by=request.user, **data),
        said="Saved.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def finish_step(request, pk, row):
    risk = _risk(request, pk)
    step = risk.steps.filter(pk=row).first() or _none_there()
    return post_action(
        request,
        lambda: services.finish_risk_step(step=step, by=request.user),
        done=_page_of(risk),
        said="The step is done.",
    )


def _none_there():
    raise Http404


@page(PageClass.PERSON_WORK)
def decide(request, pk):
    risk = _risk(request, pk)
    return _form(
        request,
        risk,
        DecideForm,
        title="Record the decision",
        key=f"plans.riskdecide:{pk}",
        initial={
            "decided_on": clock.today(),
            "decided_by": risk.package.case.individual.full_name,
            "revision": risk.revision,
        },
        save=lambda data: services.decide_positive_risk(risk=risk, by=request.user, **data),
        said="The decision is recorded.",
    )


@page(PageClass.PERSON_WORK)
def drop(request, pk):
    risk = _risk(request, pk)
    return _form(
        request,
        risk,
        DropDecisionForm,
        title="Drop it before it is decided",
        key=f"plans.riskdrop:{pk}",
        save=lambda data: services.drop_positive_risk(risk=risk, by=request.user, **data),
        said="It is dropped. What was said stays here.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def anew(request, pk):
    risk = _risk(request, pk)
    return post_action(
        request,
        lambda: services.redraft_decision(risk=risk, by=request.user),
        done=lambda begun: _page_of(begun or risk),
        said="It is talked over anew. The decision before stands until there is another.",
    )


@page(PageClass.PERSON_WORK)
def hold_review(request, pk):
    review = opened(
        request,
        PositiveRiskReview.objects,
        Permission.WRITE_PLAN,
        pk=pk,
        person=PERSON,
        related=tuple(f"risk__{path}" for path in RELATED),
    )
    return _form(
        request,
        review.risk,
        ReviewDecisionForm,
        title="Look at the decision again",
        key=f"plans.riskreview:{pk}",
        initial={"held_on": clock.today()},
        save=lambda data: services.review_decision(review=review, by=request.user, **data),
        said="It is recorded that the decision was looked at again.",
    )
