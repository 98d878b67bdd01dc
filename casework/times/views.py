"""The times that suit a person and those that do not, as those who work with them record them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, TimePreference
from casework.times.forms import TimePreferenceForm
from core import clock
from design.forms import PlainForm, ReasonForm

COLUMNS = ("kind", "weekdays", "begins", "ends", "reason", "words", "from_on", "until_on")


def _open(request: Request, pk: UUID) -> Individual:
    """Return the person, with whom the user works. Raises Http404 or PermissionDenied."""
    return open_record(request, Individual, Permission.PLAN_VISIT, pk)


@page(PageClass.PERSON_WORK)
@require_safe
def times(request: Request, pk: UUID) -> HttpResponse:
    """The times in force or to come, those that ended, and those withdrawn."""
    individual = _open(request, pk)
    struck = TimePreference.with_struck.filter(individual=individual, struck_at__isnull=False)
    page_context = {
        "individual": individual,
        "times": individual.time_preferences.select_related("recorded_by"),
        "today": clock.today(),
        "withdrawn": struck.select_related("struck_by").order_by("-struck_at"),
    }
    return render(request, "casework/times/times.html", page_context)


def _form(request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's times."""
    back = reverse("person_times", args=[individual.pk])
    return record_form(request, individual, form_class, active_tab="visits", back=back, **arguments)


@page(PageClass.PERSON_WORK)
def time_new(request: Request, pk: UUID) -> HttpResponse:
    individual = _open(request, pk)
    return _form(
        request,
        individual,
        TimePreferenceForm,
        title="Add a time that suits or does not",
        save=lambda data: services.record_time_preference(individual=individual, by=request.user, **data),
        success_message="Added. Whoever plans a visit is warned.",
    )


@page(PageClass.PERSON_WORK)
def time_change(request: Request, pk: UUID, time_id: UUID) -> HttpResponse:
    """Change a time, or enter its last day."""
    individual = _open(request, pk)
    preference = get_object_or_404(TimePreference.with_struck.filter(individual=individual), pk=time_id)
    return _form(
        request,
        individual,
        TimePreferenceForm,
        title="Change the time",
        initial={name: getattr(preference, name) for name in COLUMNS},
        closed=preference.why_closed,
        save=lambda data: services.change_time_preference(preference=preference, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def time_withdraw(request: Request, pk: UUID, time_id: UUID) -> HttpResponse:
    individual = _open(request, pk)
    preference = get_object_or_404(TimePreference.with_struck.filter(individual=individual), pk=time_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title="Remove the time",
        label="Why it is removed",
        help_text=str(preference),
        submit_label="Remove",
        closed=preference.why_closed,
        save=lambda data: services.withdraw_time_preference(preference=preference, by=request.user, **data),
        success_message="Removed. It stays on file.",
    )
