"""The risk assessments of a person: reading, writing, signing, reviewing, disclosing to the Council."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from contracts.posts import is_staff
from core import clock, documents
from design.form_view import post_action
from risk import services
from risk.assessments.assessment_view import AssessmentView, load_assessment_view, shared_until
from risk.assessments.disclosing import disclosing_form
from risk.assessments.enums import RiskAssessmentState
from risk.assessments.forms import (
    ChangeHazardForm,
    ConfirmRiskForm,
    DropAssessmentForm,
    HazardForm,
    PutInForceForm,
    RiskForm,
)
from risk.assessments.models import HAZARD_COLUMNS, TEXT_FIELDS
from risk.assessments.policies import is_shared_with
from risk.models import Hazard, RiskAssessment, RiskDisclosure
from risk.requests.state import requests_of

PAGE_PERMISSIONS = (
    *(Permission.WRITE_PLAN, Permission.LOG_VISIT, Permission.DISCLOSE_RISK),
    Permission.ASK_QUESTION,
)


@page(PageClass.PERSON)
@require_safe
def person_risk(request: Request, pk: UUID) -> HttpResponse:
    """Show one version, the one in force unless another is asked for, and the list of versions."""
    user = request.user
    reads_all = is_staff(user) or Individual.objects.allowing(user, Permission.READ_RISK).filter(pk=pk).exists()
    if not reads_all and is_shared_with(user, pk):
        shared = open_record(request, Individual.objects.with_header(user), Permission.READ_PERSON, pk)
        return _shared_versions(request, shared)
    individual = open_record(
        request,
        Individual.objects.with_header(user).with_permissions(user, *PAGE_PERMISSIONS),
        Permission.READ_RISK,
        pk,
    )
    rows = RiskAssessment.objects.visible_to(user).of_person(individual)
    versions = list(rows if individual.may_write_plan else rows.published())
    page_context = {
        "individual": individual,
        "versions": versions,
        "may_write": individual.may_write_plan,
        "may_disclose": individual.may_disclose_risk,
        "may_ask": individual.may_ask_question,
        "requests": requests_of(individual, user),
        "may_begin": individual.may_write_plan
        and not any(version.state == RiskAssessmentState.DRAFT for version in versions),
        **_version_context(
            _chosen_version(versions, request.GET.get("version")), user, may_visit=individual.may_log_visit
        ),
    }
    return render(request, "risk/assessments/risk.html", page_context)


def _shared_versions(request: Request, individual: Individual) -> HttpResponse:
    """Show the keyworker the versions that are shared with them: nothing else of the tab, and no action."""
    versions = list(RiskAssessment.objects.visible_to(request.user).published().of_person(individual))
    assessment = _chosen_version(versions, request.GET.get("version"))
    page_context = {
        "individual": individual,
        "versions": versions,
        "assessment": assessment,
        "hazards": assessment.hazards.not_excluded() if assessment else [],
        "last_on": shared_until(assessment, request.user) if assessment else None,
    }
    return render(request, "risk/assessments/shared.html", page_context)


def _chosen_version(versions: list[RiskAssessment], number: str | None) -> RiskAssessment | None:
    """Return the version asked for, else the one in force, else the newest."""
    by_number = next((version for version in versions if str(version.version) == number), None)
    in_force = next((version for version in versions if version.state == RiskAssessmentState.IN_FORCE), None)
    return by_number or in_force or (versions[0] if versions else None)


def _version_context(assessment: RiskAssessment | None, user: User, *, may_visit: bool) -> dict[str, Any]:
    """Return what the page shows of one version; empty values without one."""
    if assessment is None:
        return {"assessment_view": None}
    view = load_assessment_view(assessment)
    is_in_force = assessment.state == RiskAssessmentState.IN_FORCE
    return {
        "assessment_view": view,
        "is_draft": assessment.state == RiskAssessmentState.DRAFT,
        "is_in_force": is_in_force,
        "was_in_force": assessment.in_force_on is not None,
        "may_sign": is_in_force and may_visit and not view.is_signed_by(user),
        "open_disclosures": _open_disclosures(view),
    }


def _open_disclosures(view: AssessmentView) -> list[UUID]:
    """Return the ids of the disclosures that give access today."""
    today = clock.today()
    return [row.pk for row in view.disclosures if row.until_on is not None and row.until_on > today]


@page(PageClass.PERSON)
@require_safe
def version(request: Request, pk: UUID) -> HttpResponse:
    """Show one version and nothing else of the record: what the Council may be given access to."""
    assessment = open_record(request, RiskAssessment, Permission.READ_RISK, pk)
    individual = assessment.individual
    if not RiskAssessment.objects.visible_to(request.user).published().filter(pk=pk).exists():
        get_allowed_or_404(RiskAssessment.objects, request.user, Permission.WRITE_PLAN, pk=pk)
    page_context = {
        "assessment": assessment,
        "individual": individual,
        "hazards": assessment.hazards.not_excluded(),
        "reads_record": can(request.user, Permission.READ_RISK, individual)
        or is_shared_with(request.user, individual.pk),
    }
    return render(request, "risk/assessments/version.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.begin_risk(individual=individual, by=request.user),
        success_url=lambda draft: _url_of(draft) if draft else reverse("person_risk", args=[pk]),
        success_message="Draft started.",
    )


def _url_of(assessment: RiskAssessment) -> str:
    address = reverse("person_risk", args=[assessment.individual_id])
    return address if assessment.state == RiskAssessmentState.IN_FORCE else f"{address}?version={assessment.version}"


@page(PageClass.PERSON_WORK)
def write(request: Request, pk: UUID) -> HttpResponse:
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        RiskForm,
        active_tab="risk",
        title="Edit the risk assessment",
        initial={name: getattr(assessment, name) for name in (*TEXT_FIELDS, "revision")},
        save=lambda data: services.write_risk(assessment=assessment, by=request.user, **data),
        success_message="Saved.",
        back=_url_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def add_hazard(request: Request, pk: UUID) -> HttpResponse:
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        HazardForm,
        active_tab="risk",
        title="Add a hazard",
        save=lambda data: services.add_hazard(assessment=assessment, by=request.user, **data),
        success_message="Hazard added.",
        back=_url_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def change_hazard(request: Request, pk: UUID) -> HttpResponse:
    hazard = open_record(request, Hazard, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        hazard,
        ChangeHazardForm,
        active_tab="risk",
        title="Change the hazard",
        initial={name: getattr(hazard, name) for name in (*HAZARD_COLUMNS, "revision")},
        save=lambda data: services.change_hazard(hazard=hazard, by=request.user, **data),
        success_message="Saved.",
        back=_url_of(hazard.assessment),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def exclude_hazard(request: Request, pk: UUID) -> HttpResponse:
    hazard = open_record(request, Hazard, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.exclude_hazard(hazard=hazard, by=request.user),
        success_url=_url_of(hazard.assessment),
        success_message="Hazard removed from this version.",
    )


@page(PageClass.PERSON_WORK)
def put_in_force(request: Request, pk: UUID) -> HttpResponse:
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        PutInForceForm,
        active_tab="risk",
        title="Make this version live",
        has_hazards=assessment.hazards.not_excluded().exists(),
        save=lambda data: services.put_in_force(assessment=assessment, by=request.user, **data),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="This version is live. We have asked the workers to read and sign it.",
        back=_url_of(assessment),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Record that a worker who visits has read this version."""
    assessment = open_record(request, RiskAssessment, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.sign_risk(assessment=assessment, by=request.user),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="You have signed this version.",
    )


@page(PageClass.PERSON_WORK)
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Record a review without changes."""
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        ConfirmRiskForm,
        active_tab="risk",
        title="Reviewed: no change",
        save=lambda data: services.confirm_risk(assessment=assessment, by=request.user, **data),
        success_message="Review recorded.",
        back=_url_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def drop(request: Request, pk: UUID) -> HttpResponse:
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        DropAssessmentForm,
        active_tab="risk",
        title="Discard this draft",
        save=lambda data: services.drop_risk(assessment=assessment, by=request.user, **data),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="Draft discarded.",
        back=_url_of(assessment),
    )


@page(PageClass.PERSON_MANAGE)
def disclose(request: Request, pk: UUID) -> HttpResponse:
    """Record that the Council asked for it: who, when, and how it is disclosed (T6.5)."""
    assessment = open_record(request, RiskAssessment, Permission.DISCLOSE_RISK, pk)
    return disclosing_form(request, assessment, back=_url_of(assessment))


@page(PageClass.PERSON_MANAGE)
@require_safe
def pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """Send the PDF that was made for a disclosure."""
    disclosure = open_record(request, RiskDisclosure, Permission.DISCLOSE_RISK, pk)
    if disclosure.document is None:
        raise Http404
    return documents.respond(disclosure.document)


@page(PageClass.PERSON_MANAGE)
@require_POST
def end_disclosure(request: Request, pk: UUID) -> HttpResponse:
    """End the access before its last day."""
    disclosure = open_record(request, RiskDisclosure, Permission.DISCLOSE_RISK, pk)
    return post_action(
        request,
        lambda: services.end_disclosure(disclosure=disclosure, by=request.user),
        success_url=_url_of(disclosure.assessment),
        success_message="Access ended.",
    )
