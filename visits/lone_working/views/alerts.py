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
from casework.crisis_texts import crisis_texts_of
from casework.people.safety_facts import facts_of
from contracts.posts import is_staff
from core import transitions
from core.history import history_of
from core.models import StateChange
from design.form_view import post_action
from design.forms import ReasonForm
from visits import services
from visits.lone_working.enums import COUNCIL_RANG, AlertState
from visits.lone_working.forms import DoneForm, ReleaseForm
from visits.models import Alert, CouncilResponse
from workforce.on_call.numbers import service_numbers

MOST_CLOSINGS = 10
MOST_STEPS = 20


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
        "crisis_texts": crisis_texts_of(individual, request.user),
        "numbers": service_numbers(record.package.case.contract, without=request.user),
        "may_read_risk": can(request.user, Permission.READ_RISK, individual),
        **_changes_of(record, request.user),
        "may_accept": may_work and may_accept,
        "may_close": may_work and may_close,
        "may_release": may_work and is_provider and record.is_accepted,
        "may_reopen": may_work and _may_reopen(record, request.user),
        "earlier_closings": _earlier_closings(record),
        **_steps_of(record, request.user),
    }
    return render(request, "visits/lone_working/alert.html", page_context)


def _steps_of(alert: Alert, user: User) -> dict[str, list[StateChange]]:
    """Return when the Council's duty team recorded that it rang, and when the alert was given back, newest first."""
    changes = transitions.history(alert, hidden_from(user)).filter(verb__in=[COUNCIL_RANG, "release"])
    steps = list(changes.order_by("-recorded_at", "-pk")[:MOST_STEPS])
    return {
        "council_rang": [step for step in steps if step.verb == COUNCIL_RANG],
        "given_back": [step for step in steps if step.verb == "release"],
    }


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


@page(PageClass.PERSON_WORK)
def release(request: Request, pk: UUID) -> HttpResponse:
    """Give back an alert: whoever accepted it does not deal with it."""
    record = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return record_form(
        request,
        record,
        ReleaseForm,
        initial={"accepted_at": record.accepted_at.isoformat() if record.accepted_at else ""},
        active_tab="",
        title="I’m not dealing with this",
        label="Why not?",
        help_text="For example, it was picked up by mistake. It then needs somebody again.",
        submit_label="I’m not dealing with this",
        save=lambda data: services.release_alert(alert=record, by=request.user, **data),
        success_message="Saved. It is waiting for somebody to pick it up.",
        back=reverse("alert", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Reopen an alert that was closed by mistake."""
    record = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return record_form(
        request,
        record,
        ReasonForm,
        active_tab="",
        title="Reopen this alert",
        label="Why was it closed by mistake?",
        help_text="What was written stays on file, with your reason.",
        submit_label="Reopen",
        save=lambda data: services.reopen_alert(alert=record, by=request.user, **data),
        success_message="Reopened.",
        back=reverse("alert", args=[pk]),
    )


def _may_reopen(alert: Alert, user: User) -> bool:
    """Return whether the side of `user` has closed the alert."""
    if is_staff(user):
        return alert.state == AlertState.CLOSED
    return alert.council is not None and not alert.council.is_open


def _earlier_closings(alert: Alert) -> list[Any]:
    """Return the versions of the alert, and of the Council's response, that were closed and then reopened."""
    records = [record for record in (alert, alert.council) if record is not None]
    return [version for record in records for version in _reopened(record)]


def _reopened(record: Alert | CouncilResponse) -> Any:
    versions = history_of(type(record)).filter(pgh_obj=record.pk, pgh_context__metadata__verb__endswith=".reopen_alert")
    versions = versions.filter(closed_at__isnull=False).select_related("closed_by", "pgh_context")
    return versions.order_by("-pgh_id")[:MOST_CLOSINGS]
