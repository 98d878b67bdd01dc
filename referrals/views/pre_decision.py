"""Pages for what is assessed or agreed before a decision."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from core import clock
from referrals import eligibility, services
from referrals.forms.pre_decision import (
    AssessmentForm,
    CriterionOverrideForm,
    FinishAssessmentForm,
    SameDayForm,
    SharingForm,
)
from referrals.models import Referral, TransitionAssessment
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
