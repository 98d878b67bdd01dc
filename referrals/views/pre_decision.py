"""Pages for what is assessed or agreed before a decision."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from core import clock
from design.forms import ReasonForm
from referrals import eligibility, services
from referrals.forms.pre_decision import (
    AssessmentForm,
    CorrectAssessmentForm,
    CriterionOverrideForm,
    FinishAssessmentForm,
    SameDayForm,
    SharingForm,
)
from referrals.models import CriterionOverride, PlanSharing, Referral, TransitionAssessment
from referrals.views.loaders import referral_form


@page(PageClass.REFERRAL_DECISION)
def waive(request: Request, pk: UUID) -> HttpResponse:
    """Record that the Council waives a test."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    today = clock.today()
    unmet = eligibility.unmet(referral, eligibility.terms_for(referral, today), today)
    return referral_form(
        request,
        referral,
        CriterionOverrideForm,
        title="Record a waiver by the Council",
        closed="" if unmet else "Every criterion is met, or there is none.",
        unmet=unmet,
        review=True,
        save=lambda data: services.override_criterion(referral=referral, by=request.user, **data),
        success_message="Waiver recorded.",
    )


@page(PageClass.REFERRAL_DECISION)
def withdraw_waiver(request: Request, pk: UUID, waiver_id: UUID) -> HttpResponse:
    """Withdraw a waiver that was recorded by mistake."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    waiver = get_object_or_404(CriterionOverride.with_struck.filter(referral=referral), pk=waiver_id)
    decided = "" if referral.is_to_decide else "This referral is decided, so the waiver stays."
    return referral_form(
        request,
        referral,
        ReasonForm,
        title=f"Withdraw the waiver: {waiver.get_criterion_display()}",
        label="What was wrong",
        submit_label="Withdraw",
        closed=decided or waiver.why_closed,
        save=lambda data: services.withdraw_waiver(waiver=waiver, by=request.user, **data),
        success_message="Withdrawn. The test counts again.",
    )


@page(PageClass.REFERRAL_DECISION)
def same_day(request: Request, pk: UUID) -> HttpResponse:
    """Write down the risks of a visit today."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return referral_form(
        request,
        referral,
        SameDayForm,
        title="Assess the risks of a visit today",
        initial={"risk": referral.same_day_risk},
        save=lambda data: services.assess_same_day_risk(referral=referral, risk=data["risk"], by=request.user),
        success_message="Risk assessment saved.",
    )


@page(PageClass.REFERRAL_DECISION)
def assessment(request: Request, pk: UUID) -> HttpResponse:
    """Begin the period of assessment before the minimum age, or finish it."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    unfinished = referral.assessment

    def save(data: dict[str, Any]) -> TransitionAssessment:
        if unfinished:
            return services.finish_assessment(assessment=unfinished, by=request.user, **data)
        return services.begin_assessment(referral=referral, by=request.user, **data)

    return referral_form(
        request,
        referral,
        FinishAssessmentForm if unfinished else AssessmentForm,
        title="Finish the assessment" if unfinished else "Start the assessment before the birthday",
        save=save,
        success_message="Assessment recorded.",
    )


@page(PageClass.REFERRAL_DECISION)
def correct_assessment(request: Request, pk: UUID) -> HttpResponse:
    """Correct the assessment before the minimum age, or say that it is not finished."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    recorded = referral.assessment

    def save(data: dict[str, Any]) -> TransitionAssessment:
        assert recorded is not None  # without one the form is closed
        return services.correct_assessment(assessment=recorded, by=request.user, **data)

    decided = "" if referral.is_to_decide else "This referral is decided, so the assessment stays."
    return referral_form(
        request,
        referral,
        CorrectAssessmentForm,
        title="Correct the assessment",
        closed=decided or ("" if recorded else "The assessment has not started."),
        initial={
            "from_on": recorded.from_on,
            "last_on": recorded.last_on,
            "assessed_by": recorded.assessed_by,
            "result": recorded.result,
            "revision": recorded.revision,
        }
        if recorded
        else {},
        save=save,
        success_message="Saved.",
    )


@page(PageClass.REFERRAL_DECISION)
def withdraw_sharing(request: Request, pk: UUID, sharing_id: UUID) -> HttpResponse:
    """Withdraw that the transition plan was shared, where that was recorded by mistake."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    row = get_object_or_404(PlanSharing.with_struck.filter(referral=referral), pk=sharing_id)
    decided = "" if referral.is_to_decide else "This referral is decided, so this stays."
    return referral_form(
        request,
        referral,
        ReasonForm,
        title=f"Not shared: {row.get_agency_display()}",
        label="What was wrong",
        submit_label="Withdraw",
        closed=decided or row.why_closed,
        save=lambda data: services.withdraw_plan_sharing(sharing=row, by=request.user, **data),
        success_message="Withdrawn. The plan must still be shared.",
    )


@page(PageClass.REFERRAL_DECISION)
def sharing(request: Request, pk: UUID) -> HttpResponse:
    """Record that the transition plan was shared with an agency."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return referral_form(
        request,
        referral,
        SharingForm,
        title="Record sharing the transition plan",
        save=lambda data: services.share_transition_plan(referral=referral, by=request.user, **data),
        success_message="Recorded.",
    )
