"""What somebody must be told: read, taken on, closed."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_form import record_form
from casework.access.records import open_record
from design.form_view import post_action
from visits import services
from visits.lone_working.enums import AlertState
from visits.lone_working.forms import DoneForm
from visits.models import Alert


@page(PageClass.PERSON)
@require_safe
def telling(request, pk):
    """The sign of each visit that joined, and nothing else of the visit."""
    shown = open_record(request, Alert, Permission.READ_PERSON, pk)
    parts = shown.parts.exclude(visit__in=hidden_from(request.user)).filter(visit__struck_at=None)
    may = can(request.user, Permission.ACCEPT_ALERT, shown)
    page_context = {
        "telling": shown,
        "individual": shown.package.case.individual,
        "parts": parts.select_related("visit__worker__user"),
        "may_take_on": may and shown.state == AlertState.OPEN,
        "may_close": may and shown.state == AlertState.TAKEN_ON,
    }
    return render(request, "visits/telling.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def take_on(request, pk):
    taken = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return post_action(
        request,
        lambda: services.accept_alert(telling=taken, by=request.user),
        success_url=reverse("telling", args=[pk]),
        success_message="You have taken it on. Say here what was done, when it is.",
    )


@page(PageClass.PERSON_WORK)
def close(request, pk):
    closed = open_record(request, Alert, Permission.ACCEPT_ALERT, pk)
    return record_form(
        request,
        closed,
        DoneForm,
        active_tab="",
        title="What was done",
        save=lambda data: services.close_alert(telling=closed, by=request.user, **data),
        success_message="It is closed.",
        back=reverse("telling", args=[pk]),
    )
