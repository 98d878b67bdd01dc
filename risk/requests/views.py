"""Asking for the risk assessment, answering and withdrawing the request (T6.5)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from contracts.posts import is_staff
from core import clock
from core.errors import NotPossible
from design.forms import ReasonForm
from risk import services
from risk.assessments.disclosing import disclosing_form
from risk.models import RiskAssessment, RiskRequest
from risk.requests.forms import RiskRequestForm, ToldRiskRequestForm
from risk.requests.services import NO_SUPPORT, support_to_ask_about


@page(PageClass.PERSON_WORK)
def risk_request_new(request: Request, pk: UUID) -> HttpResponse:
    """Ask for the risk assessment, or record that somebody of the Council asked by phone."""
    user = request.user
    individual = open_record(request, Individual, Permission.ASK_QUESTION, pk)
    package = support_to_ask_about(individual, user)
    is_told = is_staff(user)

    def save(data: dict[str, Any]) -> RiskRequest:
        if package is None:
            raise NotPossible(NO_SUPPORT)
        return services.ask_for_risk(package=package, asked_by=None if is_told else user, by=user, **data)

    return record_form(
        request,
        individual,
        ToldRiskRequestForm if is_told else RiskRequestForm,
        active_tab="risk" if is_told else "overview",
        title="Record a request for the risk assessment" if is_told else "Ask for the risk assessment",
        initial={"asked_on": clock.today()} if is_told else {},
        closed="" if package else NO_SUPPORT,
        save=save,
        success_message="Request saved." if is_told else "We have your request.",
    )


@page(PageClass.PERSON_MANAGE)
def risk_request(request: Request, pk: UUID) -> HttpResponse:
    """Answer a request by sharing the assessment in force. Without one, say so."""
    row: RiskRequest = open_record(request, RiskRequest.with_struck, Permission.DISCLOSE_RISK, pk)
    assessments = RiskAssessment.objects.allowing(request.user, Permission.DISCLOSE_RISK)
    assessment = assessments.in_force().of_person(row.individual).select_related("individual").first()
    page_context = {"risk_request": row, "individual": row.individual, "active_tab": "risk"}
    if assessment is None:
        return render(request, "risk/requests/nothing_to_share.html", page_context)
    return disclosing_form(
        request,
        assessment,
        answers=row,
        template="risk/requests/answer.html",
        context=page_context,
        closed=row.why_closed,
    )


@page(PageClass.PERSON_MANAGE)
def risk_request_decline(request: Request, pk: UUID) -> HttpResponse:
    """Decline a request with a reason."""
    row = open_record(request, RiskRequest.with_struck, Permission.DISCLOSE_RISK, pk)
    return record_form(
        request,
        row,
        ReasonForm,
        active_tab="risk",
        title="Do not share the risk assessment",
        label="Why not?",
        help_text="Whoever asked reads this.",
        submit_label="Send the answer",
        save=lambda data: services.decline_risk_request(request=row, by=request.user, **data),
        success_message="Answer sent.",
    )


@page(PageClass.PERSON_WORK)
def risk_request_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a request that needs no answer any more: only who asked may, or who wrote it down."""
    row = open_record(request, RiskRequest.with_struck.made_by(request.user), Permission.ASK_QUESTION, pk)
    return record_form(
        request,
        row,
        ReasonForm,
        active_tab="risk" if is_staff(request.user) else "overview",
        title="Withdraw the request for the risk assessment",
        label="Why do you withdraw it?",
        help_text="It needs no answer then. It stays on file.",
        submit_label="Withdraw",
        save=lambda data: services.withdraw_risk_request(request=row, by=request.user, **data),
        success_message="Withdrawn.",
    )
