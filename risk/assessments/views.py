"""The risk assessments of a person: read, written, signed, looked at again, shown to the Council."""

import datetime

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual
from casework.notifications import keyworker_of
from core import clock, documents
from design.form_view import post_action
from risk import services
from risk.assessments.assessment_view import load_assessment_view
from risk.assessments.enums import RiskAssessmentState
from risk.assessments.forms import (
    ChangeHazardForm,
    ConfirmRiskForm,
    DropAssessmentForm,
    HazardForm,
    PutInForceForm,
    RiskForm,
    ShowRiskForm,
)
from risk.assessments.models import HAZARD_COLUMNS, TEXTS
from risk.models import Hazard, RiskAssessment, RiskDisclosure

DAY = datetime.timedelta(days=1)


@page(PageClass.PERSON)
@require_safe
def person_risk(request, pk):
    """The version in force with who signed it, the one being written, and the versions before."""
    user = request.user
    individual = open_record(
        request,
        Individual.objects.with_permissions(
            user, Permission.WRITE_PLAN, Permission.LOG_VISIT, Permission.SHOW_RISK
        ).with_header(user),
        Permission.READ_RISK,
        pk,
    )
    versions = RiskAssessment.objects.visible_to(user).of_person(individual)
    if not individual.may_write_plan:
        versions = versions.published()
    versions = list(versions)
    chosen = _chosen(versions, request.GET.get("version"))
    in_force = bool(chosen) and chosen.state == RiskAssessmentState.IN_FORCE
    shown = load_assessment_view(chosen) if chosen else None
    today = clock.today()
    page_context = {
        "individual": individual,
        "versions": versions,
        "read": shown,
        "is_draft": bool(chosen) and chosen.state == RiskAssessmentState.DRAFT,
        "is_in_force": in_force,
        "was_in_force": bool(chosen) and chosen.in_force_on is not None,
        "writes": individual.may_write_plan,
        "may_show": individual.may_show_risk,
        "may_begin": individual.may_write_plan and not any(one.state == RiskAssessmentState.DRAFT for one in versions),
        "may_sign": in_force and individual.may_log_visit and _has_not_signed(shown, user),
        "open_until": [one.pk for one in shown.shown if one.until_on and one.until_on > today] if shown else [],
    }
    return render(request, "risk/risk.html", page_context)


def _chosen(versions: list, wanted: str | None) -> RiskAssessment | None:
    """The version asked for, else the one in force, else the newest."""
    by_number = next((one for one in versions if str(one.version) == wanted), None)
    in_force = next((one for one in versions if one.state == RiskAssessmentState.IN_FORCE), None)
    return by_number or in_force or (versions[0] if versions else None)


def _has_not_signed(shown, user) -> bool:
    signed = {one.user_id for one in shown.signers if one.signed_at} | {one.user_id for one in shown.others}
    return user.pk not in signed


@page(PageClass.PERSON)
@require_safe
def one(request, pk):
    """One version and nothing else of the record: what the Council is given access to."""
    assessment = open_record(request, RiskAssessment, Permission.READ_RISK, pk)
    individual = assessment.individual
    if not RiskAssessment.objects.visible_to(request.user).published().filter(pk=pk).exists():
        get_allowed_or_404(RiskAssessment.objects, request.user, Permission.WRITE_PLAN, pk=pk)
    page_context = {
        "assessment": assessment,
        "individual": individual,
        "hazards": assessment.hazards.standing(),
        "reads_record": can(request.user, Permission.READ_RISK, individual),
    }
    return render(request, "risk/risk_version.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def begin(request, pk):
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.begin_risk(individual=individual, by=request.user),
        success_url=lambda made: _page_of(made) if made else reverse("person_risk", args=[pk]),
        success_message="A version is begun.",
    )


def _page_of(assessment: RiskAssessment) -> str:
    address = reverse("person_risk", args=[assessment.individual_id])
    return address if assessment.state == RiskAssessmentState.IN_FORCE else f"{address}?version={assessment.version}"


@page(PageClass.PERSON_WORK)
def write(request, pk):
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        RiskForm,
        active_tab="risk",
        title="Write the risk assessment",
        initial={name: getattr(assessment, name) for name in (*TEXTS, "revision")},
        save=lambda data: services.write_risk(assessment=assessment, by=request.user, **data),
        success_message="Saved.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def add_hazard(request, pk):
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        HazardForm,
        active_tab="risk",
        title="Add a hazard",
        save=lambda data: services.add_hazard(assessment=assessment, by=request.user, **data),
        success_message="The hazard is added.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def change_hazard(request, pk):
    hazard = open_record(request, Hazard, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        hazard,
        ChangeHazardForm,
        active_tab="risk",
        title="Change the hazard",
        initial={name: getattr(hazard, name) for name in (*HAZARD_COLUMNS, "revision")},
        save=lambda data: services.change_hazard(hazard=hazard, by=request.user, **data),
        success_message="The hazard is saved.",
        back=_page_of(hazard.assessment),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def leave_out_hazard(request, pk):
    hazard = open_record(request, Hazard, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.exclude_hazard(hazard=hazard, by=request.user),
        success_url=_page_of(hazard.assessment),
        success_message="The hazard is left out of this version.",
    )


@page(PageClass.PERSON_WORK)
def put_in_force(request, pk):
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        PutInForceForm,
        active_tab="risk",
        title="Put the risk assessment in force",
        has_hazards=assessment.hazards.standing().exists(),
        save=lambda data: services.put_in_force(assessment=assessment, by=request.user, **data),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="It is in force. The workers are told to read and sign it.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def sign(request, pk):
    """Whoever visits says that they have read it."""
    assessment = open_record(request, RiskAssessment, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.sign_risk(assessment=assessment, by=request.user),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="You have signed this version.",
    )


@page(PageClass.PERSON_WORK)
def confirm(request, pk):
    """Looked at again, and nothing changed."""
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        ConfirmRiskForm,
        active_tab="risk",
        title="Looked at again: nothing has changed",
        save=lambda data: services.confirm_risk(assessment=assessment, by=request.user, **data),
        success_message="The review is recorded.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_WORK)
def drop(request, pk):
    assessment = open_record(request, RiskAssessment, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        assessment,
        DropAssessmentForm,
        active_tab="risk",
        title="Do not take this version further",
        save=lambda data: services.drop_risk(assessment=assessment, by=request.user, **data),
        success_url=reverse("person_risk", args=[assessment.individual_id]),
        success_message="This version is not taken further.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_MANAGE)
def show(request, pk):
    """The Council asked for it: who, when, and how it is shown (T6.5)."""
    assessment = open_record(request, RiskAssessment, Permission.SHOW_RISK, pk)
    keyworker = keyworker_of(assessment.individual, clock.today())

    def save(data):
        last_on = data.pop("last_on")
        until_on = last_on + DAY if last_on else None
        return services.disclose_to_council(
            assessment=assessment, user=keyworker, until_on=until_on, by=request.user, **data
        )

    return record_form(
        request,
        assessment,
        ShowRiskForm,
        active_tab="risk",
        title=f"Show version {assessment.version} to the Council",
        keyworker=keyworker.full_name if keyworker else "",
        initial={"asked_on": clock.today()},
        save=save,
        success_message="It is recorded.",
        back=_page_of(assessment),
    )


@page(PageClass.PERSON_MANAGE)
@require_safe
def paper(request, pk):
    """The paper that was made to be sent or taken along."""
    shown = open_record(request, RiskDisclosure, Permission.SHOW_RISK, pk)
    if shown.paper is None:
        raise Http404
    return documents.respond(shown.paper)


@page(PageClass.PERSON_MANAGE)
@require_POST
def end_showing(request, pk):
    """Take the access away before its last day."""
    shown = open_record(request, RiskDisclosure, Permission.SHOW_RISK, pk)
    return post_action(
        request,
        lambda: services.end_disclosure(shown=shown, by=request.user),
        success_url=_page_of(shown.assessment),
        success_message="The access has ended.",
    )
