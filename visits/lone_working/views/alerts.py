"""The pages of an alert: read it, accept it, close it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.people.safety_facts import facts_of
from contracts.posts import is_staff
from design.form_view import post_action
from plans.support_plan.crisis_plan import crisis_plan
from visits import services
from visits.lone_working.enums import AlertState
from visits.lone_working.forms import DoneForm
from visits.models import Alert
from workforce.on_call.numbers import service_numbers


@page(PageClass.PERSON)
@require_safe
def alert(request: Request, pk: UUID) -> HttpResponse:
    """Show the change that each visit noticed, and nothing else of the visits; then what its reader needs to act.

    Whoever may read visits is shown the number of the worker too.
    """
    record = open_record(request, Alert, Permission.READ_PERSON, pk)
    may_work = can(request.user, Permission.ACCEPT_ALERT, record)
    response = record.council
    is_provider = is_staff(request.user)
    council_may_accept = response is None and record.state != AlertState.CLOSED
    may_accept = record.state == AlertState.OPEN if is_provider else council_may_accept
    may_close = record.is_accepted if is_provider else response is not None and response.is_open
    individual = record.package.case.individual
    page_context = {
        "alert": record,
        "individual": individual,
        "facts": facts_of(individual),
        "crisis_plan": crisis_plan(record.package_id, request.user),
        "numbers": service_numbers(record.package.case.contract, without=request.user),
        "may_read_risk": can(request.user, Permission.READ_RISK, individual),
        **_changes_of(record, request.user),
        "may_accept": may_work and may_accept,
        "may_close": may_work and may_close,
    }
    return render(request, "visits/lone_working/alert.html", page_context)


def _changes_of(alert: Alert, user: User) -> dict[str, Any]:
    """Return what the alert is about, without what a wall hides or was entered in error."""
    alert_visits = alert.alert_visits.exclude(visit__in=hidden_from(user)).filter(visit__struck_at=None)
    contacts = alert.contacts.exclude(pk__in=hidden_from(user)).filter(struck_at=None)
    return {
        "may_read_visit": can(user, Permission.READ_VISIT, alert.package.case.individual),
        "alert_visits": alert_visits.select_related("visit__worker__user"),
        "contacts": contacts.select_related("recorded_by"),
    }


@page(PageClass.PERSON_WORK)
@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    record = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return post_action(
        request,
        lambda: services.accept_alert(alert=record, by=request.user),
        success_url=reverse("alert", args=[pk]),
        success_message="You’re dealing with this alert. Record what was done when you close it.",
    )


@page(PageClass.PERSON_WORK)
def close(request: Request, pk: UUID) -> HttpResponse:
    record = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return record_form(
        request,
        record,
        DoneForm,
        active_tab="",
        title="Close this alert",
        template="visits/lone_working/close_alert.html",
        context=_changes_of(record, request.user),
        save=lambda data: services.close_alert(alert=record, by=request.user, **data),
        success_message="Closed.",
        back=reverse("alert", args=[pk]),
    )
