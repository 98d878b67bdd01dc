"""The times that suit a person and those that do not, as those who work with them record them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.record_loader import open_record
from casework.access.row_pages import RowPages, removal
from casework.models import Individual, TimePreference
from casework.times.forms import TimePreferenceForm
from core import clock

TIMES = RowPages(
    model=TimePreference,
    permission=Permission.PLAN_VISIT,
    back="person_times",
    active_tab="visits",
    form=TimePreferenceForm,
    record=services.record_time_preference,
    change=services.change_time_preference,
    withdraw=services.withdraw_time_preference,
    argument="preference",
    columns=("kind", "weekdays", "begins", "ends", "reason", "words", "from_on", "until_on"),
    new_title="Add a time that suits or does not",
    new_message="Added. Whoever plans a visit is warned.",
    change_title="Change the time",
    withdrawal=removal("{row}", title="Remove the time"),
)


@page(PageClass.PERSON_WORK)
@require_safe
def times(request: Request, pk: UUID) -> HttpResponse:
    """The times in force or to come, those that ended, and those withdrawn."""
    individual = open_record(request, Individual, Permission.PLAN_VISIT, pk)
    struck = TimePreference.with_struck.filter(individual=individual, struck_at__isnull=False)
    page_context = {
        "individual": individual,
        "times": individual.time_preferences.select_related("recorded_by"),
        "today": clock.today(),
        "withdrawn": struck.select_related("struck_by").order_by("-struck_at"),
        "may_read_changes": can(request.user, Permission.WRITE_PLAN, individual),
    }
    return render(request, "casework/times/times.html", page_context)
