"""The Council's duty team records that it rang: in a call for help, or about an alert. No record is opened."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from accounts.page_access import PageClass, Request, page
from core import clock
from design.form_view import form_page
from visits import services
from visits.lone_working.council_team import alert_of_message, calls_to_team
from visits.lone_working.forms import TeamRangForm

HOME = reverse_lazy("home")


def _initial(request: Request) -> dict[str, Any]:
    """Return what the form begins with: the user rang just now."""
    now = clock.now().astimezone(clock.LONDON)
    began = now.time().replace(second=0, microsecond=0)
    repeated = clock.repeated_answer(clock.now())
    return {"rang_on": now.date(), "began": began, "repeated": repeated, "rang_by": request.user.full_name}


def _with_instant(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the form with the instant of the call instead of its day and time."""
    day, time, repeated = data.pop("rang_on"), data.pop("began"), data.pop("repeated")
    return {**data, "began_at": clock.parse_local_time(day, time, field="began", repeated=repeated)}


@page(PageClass.OWN)
def team_rang_in_call(request: Request, pk: UUID) -> HttpResponse:
    """Record a call of the team in a call for help in which it was rung."""
    call = get_object_or_404(calls_to_team(request.user, clock.now()), pk=pk).escalation
    return form_page(
        request,
        TeamRangForm,
        title=f"Record your call: {call.package.reference if call.package else 'not at a visit'}",
        initial=_initial(request),
        closed="" if call.is_running else "This call for help is closed.",
        save=lambda data: services.record_ringing_by_council(escalation=call, by=request.user, **_with_instant(data)),
        success_url=str(HOME),
        success_message="Call recorded.",
        back=str(HOME),
    )


@page(PageClass.OWN)
def team_rang_about_alert(request: Request, pk: UUID) -> HttpResponse:
    """Record a call of the team about an alert. `pk` is the message that asked the user to ring."""
    alert = alert_of_message(request.user, pk)
    if alert is None:
        raise Http404
    return form_page(
        request,
        TeamRangForm,
        title=f"Record your call: {alert.package.reference}",
        initial=_initial(request),
        save=lambda data: services.record_council_rang(alert=alert, by=request.user, **_with_instant(data)),
        success_url=str(HOME),
        success_message="Call recorded.",
        back=str(HOME),
    )
