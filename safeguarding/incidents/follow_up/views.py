from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_loader import open_record
from core import clock, documents
from design.form_view import form_page, post_action
from design.forms import ReasonForm
from safeguarding import services
from safeguarding.incidents.contracts import staff_to_act
from safeguarding.incidents.follow_up.forms import ActionDoneForm, ActionForm, CandourForm, IncidentNoticeForm
from safeguarding.models import Incident, IncidentAction, IncidentNotice

WITHDRAWN = "This incident is withdrawn."


@page(PageClass.INCIDENT_MANAGE)
def notice(request: Request, pk: UUID) -> HttpResponse:
    """Record whether somebody must be notified of the incident, and when they were."""
    row: IncidentNotice = open_record(request, IncidentNotice, Permission.MANAGE_INCIDENT, pk)
    incident = row.incident
    address = reverse("incident", args=[incident.pk])
    initial = {name: getattr(row, name) for name in IncidentNoticeForm.base_fields if hasattr(row, name)}
    initial |= {"notified_by": row.notified_by or request.user.full_name} if not row.notified_at and row.applies else {}
    if row.notified_at:
        local = row.notified_at.astimezone(clock.LONDON)
        initial |= {"notified_on": local.date(), "notified_time": local.time()}
        initial[clock.REPEATED] = clock.repeated_answer(row.notified_at)

    def save(data: dict[str, Any]) -> IncidentNotice:
        notified_on, notified_time, repeated = (
            data.pop("notified_on"),
            data.pop("notified_time"),
            data.pop(clock.REPEATED),
        )
        if notified_on:
            data["notified_at"] = clock.parse_local_time(
                notified_on, notified_time, field="notified_time", repeated=repeated
            )
        return services.answer_notice(notice=row, by=request.user, **data)

    return form_page(
        request,
        IncidentNoticeForm,
        title=f"{row.get_recipient_display()}: incident {incident.reference}",
        recipient=row.recipient,
        closed=WITHDRAWN if incident.is_withdrawn else "",
        initial=initial,
        save=save,
        success_url=address,
        success_message="Saved.",
        back=address,
    )


@page(PageClass.INCIDENT_MANAGE)
def candour(request: Request, pk: UUID) -> HttpResponse:
    """Record the steps of the duty of candour, or why it does not apply."""
    incident: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    row, address = incident.candour, reverse("incident", args=[pk])
    return form_page(
        request,
        CandourForm,
        title=f"Duty of candour: incident {incident.reference}",
        closed=WITHDRAWN if incident.is_withdrawn else "",
        initial={name: getattr(row, name) for name in CandourForm.base_fields},
        save=lambda data: services.record_candour(candour=row, by=request.user, **data),
        success_url=address,
        success_message="Saved.",
        back=address,
    )


@page(PageClass.INCIDENT_MANAGE)
def add_action(request: Request, pk: UUID) -> HttpResponse:
    """Give somebody an action after the incident."""
    incident: Incident = open_record(request, Incident, Permission.MANAGE_INCIDENT, pk)
    address = reverse("incident", args=[pk])
    return form_page(
        request,
        ActionForm,
        title=f"Give an action after {incident.reference}",
        owners=staff_to_act(incident),
        closed=WITHDRAWN if incident.is_withdrawn else "",
        save=lambda data: services.add_action(incident=incident, by=request.user, **data),
        success_url=address,
        success_message="Action given.",
        back=address,
    )


@page(PageClass.INCIDENT)
def action(request: Request, pk: UUID) -> HttpResponse:
    """An action, for its owner and the managers: what must be done, and that it is done."""
    row: IncidentAction = open_record(request, IncidentAction, Permission.READ_INCIDENT, pk)
    manages = can(request.user, Permission.MANAGE_INCIDENT, row)
    address = reverse("incident", args=[row.incident_id]) if manages else reverse("home")
    return form_page(
        request,
        ActionDoneForm,
        title=f"Action after {row.incident.reference}",
        template="safeguarding/incidents/action.html",
        context={"action": row, "manages": manages},
        closed=services.why_not_completed(row),
        save=lambda data: services.complete_action(action=row, by=request.user, **data),
        success_url=address,
        success_message="Recorded.",
        back=address,
    )


@page(PageClass.INCIDENT_MANAGE)
def withdraw_action(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw an action that is not needed."""
    row: IncidentAction = open_record(request, IncidentAction, Permission.MANAGE_INCIDENT, pk)
    address = reverse("incident", args=[row.incident_id])
    return form_page(
        request,
        ReasonForm,
        title=f"Withdraw an action after {row.incident.reference}",
        label="Why is it not needed?",
        submit_label="Withdraw the action",
        closed=services.why_not_completed(row),
        save=lambda data: services.withdraw_action(action=row, by=request.user, **data),
        success_url=address,
        success_message="Action withdrawn.",
        back=address,
    )


@page(PageClass.INCIDENT)
@require_POST
def request_sheet(request: Request, pk: UUID) -> HttpResponse:
    incident: Incident = open_record(request, Incident, Permission.READ_INCIDENT, pk)
    return post_action(
        request,
        lambda: services.request_incident_sheet(incident=incident, by=request.user),
        success_url=reverse("incident", args=[pk]),
        success_message="The PDF is being made. Reload this page in a minute.",
        may_repeat=True,
    )


@page(PageClass.INCIDENT)
@require_safe
def sheet(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF of the incident as it is now, opened by the id of the incident, so that its wall covers the log."""
    incident: Incident = open_record(request, Incident, Permission.READ_INCIDENT, pk)
    row = services.current_incident_sheet(incident)
    if row is None or row.document is None:
        raise Http404
    return documents.respond(row.document)
