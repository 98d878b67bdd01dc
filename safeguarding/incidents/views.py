from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from contracts.posts import require_permission, users_with
from core import clock, transitions
from core.uuids import as_uuid
from design.form_view import form_page
from design.forms import PlainForm, ReasonForm
from safeguarding import services
from safeguarding.concerns.named_people import nameable_in
from safeguarding.incidents.contracts import contract_to_record_in, contracts_to_record_in
from safeguarding.incidents.details import details_of_visit, take_called_at
from safeguarding.incidents.filters import IncidentFilter
from safeguarding.incidents.forms import (
    CloseIncidentForm,
    CorrectIncidentForm,
    IncidentForm,
    InvestigateForm,
    InvolvedLaterForm,
)
from safeguarding.models import Incident
from visits.models import Visit

PAGE_LENGTH = 50


@page(PageClass.LIST)
@require_safe
def incidents(request: Request) -> HttpResponse:
    """The incidents that the user may read, the latest first, with filters."""
    require_permission(request.user, Permission.READ_INCIDENT)
    visible = Incident.objects.visible_to(request.user).select_related("individual", "contract")
    filterset = IncidentFilter(request.GET, queryset=visible.order_by("-happened_on", "-recorded_at", "pk"))
    rows = Paginator(filterset.qs, PAGE_LENGTH).get_page(request.GET.get("page"))
    page_context = {
        "incidents": rows,
        "filter": filterset,
        "contracts": contracts_to_record_in(request.user),
        "newer": _address(request, rows.previous_page_number()) if rows.has_previous() else "",
        "older": _address(request, rows.next_page_number()) if rows.has_next() else "",
    }
    return render(request, "safeguarding/incidents/list.html", page_context)


def _address(request: Request, number: int) -> str:
    """Return the address of a page of the list, with the filters that are set."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@page(PageClass.PERSON_WORK)
def record_about_person(request: Request, package_id: UUID) -> HttpResponse:
    """Record an incident about a person, from a visit (`?visit=`, whose facts it begins with) or without one."""
    package: SupportPackage = open_record(request, SupportPackage, Permission.RECORD_INCIDENT, package_id)
    visit_id = as_uuid(request.GET.get("visit"))
    visits = Visit.objects.visible_to(request.user).not_struck().filter(package=package)
    visit = visits.filter(pk=visit_id).first() if visit_id else None
    contract = package.case.contract
    return record_form(
        request,
        package,
        IncidentForm,
        active_tab="",
        title="Record an incident or accident",
        template="safeguarding/incidents/record.html",
        context={"visit": visit},
        initial=dict(details_of_visit(visit)) if visit else {"happened_on": clock.today()},
        nameable=nameable_in(contract.pk, package.case.individual_id),
        save=lambda data: services.record_incident(
            contract=contract, package=package, visit=visit, by=request.user, **take_called_at(data)
        ),
        success_url=lambda recorded: reverse("incident", args=[recorded.pk]),
        success_message="Incident recorded.",
        back=reverse("person_visits" if visit else "person", args=[package.case.individual_id]),
    )


@page(PageClass.LIST)
def record_in_contract(request: Request, contract_id: UUID) -> HttpResponse:
    """Record an incident that is about nobody we support, such as an accident of a member of staff."""
    contract = contract_to_record_in(request.user, contract_id)
    if contract is None:
        raise Http404
    return form_page(
        request,
        IncidentForm,
        title=f"Record an incident in {contract.name}, not about a person we support",
        nameable=nameable_in(contract.pk, None),
        initial={"happened_on": clock.today()},
        save=lambda data: services.record_incident(contract=contract, by=request.user, **take_called_at(data)),
        success_url=lambda recorded: reverse("incident", args=[recorded.pk]),
        success_message="Incident recorded.",
        back=reverse("incidents"),
    )


@page(PageClass.INCIDENT)
@require_safe
def incident(request: Request, pk: UUID) -> HttpResponse:
    record: Incident = open_record(request, Incident, Permission.READ_INCIDENT, pk)
    user = request.user
    page_context = {
        "incident": record,
        "individual": record.individual,
        "involved_users": list(record.involved_users.order_by("full_name", "pk")),
        "state_changes": transitions.history(record, hidden_from(user)),
        "manages": can(user, Permission.MANAGE_INCIDENT, record),
        "may_correct": services.may_correct(record, user),
        "may_withdraw": services.may_withdraw_incident(record, user),
        "notices": list(record.notices.all()),
        "actions": list(record.actions.not_struck().select_related("owner")),
        "answers": services.may_answer(record, user),
        "sheet": services.current_incident_sheet(record),
    }
    return render(request, "safeguarding/incidents/incident.html", page_context)


def _form(request: Request, record: Incident, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    address = reverse("incident", args=[record.pk])
    return form_page(request, form_class, success_url=address, back=address, **arguments)


@page(PageClass.INCIDENT)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct an incident, or add to it, with the reason."""
    record: Incident = open_record(request, Incident, Permission.READ_INCIDENT, pk)
    initial = {name: getattr(record, name) for name in CorrectIncidentForm.base_fields if hasattr(record, name)}
    called_at = record.emergency_called_at
    if called_at:
        local = called_at.astimezone(clock.LONDON)
        initial |= {"called_on": local.date(), "called_time": local.time()}
        initial[clock.REPEATED] = clock.repeated_answer(called_at)
    return _form(
        request,
        record,
        CorrectIncidentForm,
        title=f"Correct incident {record.reference}",
        closed=transitions.why_not(record, "correct"),
        initial=initial,
        save=lambda data: services.correct_incident(incident=record, by=request.user, **take_called_at(data)),
        success_message="Correction saved.",
    )


@page(PageClass.INCIDENT_MANAGE)
def name(request: Request, pk: UUID) -> HttpResponse:
    """Name somebody who turns out to have been involved: the incident is hidden from them from then on."""
    record: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    others = nameable_in(record.contract_id, record.individual_id).exclude(pk=request.user.pk)
    return _form(
        request,
        record,
        InvolvedLaterForm,
        nameable=others.exclude(pk__in=record.involved_users.values("pk")),
        title=f"Who was involved in {record.reference}",
        closed=transitions.why_not(record, "name"),
        save=lambda data: services.name_involved(incident=record, by=request.user, **data),
        success_message="The incident is hidden from them.",
    )


@page(PageClass.INCIDENT_MANAGE)
def investigate(request: Request, pk: UUID) -> HttpResponse:
    record: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    readers = users_with(record.contract, Permission.READ_INCIDENT)
    return _form(
        request,
        record,
        InvestigateForm,
        investigators=readers.exclude(pk__in=record.involved_users.values("pk")),
        title=f"Who looks into {record.reference}",
        closed=transitions.why_not(record, "investigate"),
        save=lambda data: services.investigate(incident=record, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.INCIDENT_MANAGE)
def close(request: Request, pk: UUID) -> HttpResponse:
    record: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    return _form(
        request,
        record,
        CloseIncidentForm,
        title=f"Close incident {record.reference}",
        initial={"findings": record.findings, "lessons": record.lessons},
        closed=transitions.why_not(record, "close"),
        save=lambda data: services.close_incident(incident=record, by=request.user, **data),
        success_message="Incident closed.",
    )


@page(PageClass.INCIDENT_MANAGE)
def reopen(request: Request, pk: UUID) -> HttpResponse:
    record: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    return _form(
        request,
        record,
        ReasonForm,
        title=f"Open incident {record.reference} again",
        label="Why is it opened again?",
        submit_label="Open it again",
        closed=transitions.why_not(record, "reopen"),
        save=lambda data: services.reopen_incident(incident=record, by=request.user, **data),
        success_message="The incident is open again.",
    )


@page(PageClass.INCIDENT)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw an incident that was recorded by mistake."""
    record: Incident = open_record(request, Incident, Permission.READ_INCIDENT, pk)
    return _form(
        request,
        record,
        ReasonForm,
        title=f"Withdraw incident {record.reference}",
        label="What was wrong",
        help_text="The incident stays on file, and no figure counts it.",
        submit_label="Withdraw the incident",
        closed=transitions.why_not(record, "withdraw"),
        save=lambda data: services.withdraw_incident(incident=record, by=request.user, **data),
        success_message="Incident withdrawn.",
    )
