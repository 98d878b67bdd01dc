"""The rota of one person: recurring visits, planned visits, dates that could not be planned."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from core import clock
from visits import services
from visits.models import PlannedVisit, RecurringVisit
from visits.rota.forms.planning import ChangeRecurringVisitForm, EndRecurringVisitForm, RepeatForm
from visits.rota.recurrence import CODES
from visits.rota.services.recurring import AHEAD
from visits.rota.views.planning import excluded_activities, requested_day, workers_of
from workforce.models import Worker

DAY = datetime.timedelta(days=1)
LIST_LENGTH = 60


@page(PageClass.PERSON)
@require_safe
def person_rota(request: Request, pk: UUID) -> HttpResponse:
    """Recurring visits in force or ahead, the visits of four weeks, and the dates that could not be planned."""
    individual = open_record(request, Individual, Permission.READ_VISIT, pk)
    today = clock.today()
    packages = SupportPackage.objects.visible_to(request.user).filter(case__individual=individual, ended_on=None)
    recurring_visits = list(
        RecurringVisit.objects.visible_to(request.user)
        .filter(package__case__individual=individual)
        .exclude(until_on__lte=today)
        .select_related("worker__user", "package__case__individual", "package__case__contract")
    )
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .upcoming()
        .filter(package__case__individual=individual)
        .within(today, today + AHEAD)
        .with_not_logged()
        .with_absences()
        .with_safety_records()
        .select_related("worker__user", "lone_working_check")
    )
    page_context: dict[str, Any] = {
        "individual": individual,
        "recurring_visits": recurring_visits,
        "unplannable_dates": services.unplannable_dates(recurring_visits, today),
        "planned": planned[:LIST_LENGTH],
        "headings": ["Date", "Start and end time", "Worker", "Status"],
        "package": packages.newest_first().with_permissions(request.user, Permission.PLAN_VISIT).first(),
    }
    if page_context["package"] and page_context["package"].may_plan_visit:
        page_context["headings"].append("Actions")
    return render(request, "visits/rota/person_rota.html", page_context)


@page(PageClass.PERSON_WORK)
def repeat(request: Request, pk: UUID) -> HttpResponse:
    """Plan visits that repeat."""
    package = open_record(request, SupportPackage, Permission.PLAN_VISIT, pk)
    workers = workers_of(package)
    return record_form(
        request,
        package,
        RepeatForm,
        active_tab="visits",
        title="Plan repeating visits",
        initial={"from_on": requested_day(request) or clock.today() + DAY},
        workers=workers.values(),
        asks_outside=excluded_activities(package, clock.today()),
        save=lambda data: services.begin_recurring_visit(package=package, by=request.user, **_arguments(data, workers)),
        success_message="Visits are planned for the next 4 weeks. Later visits are added automatically.",
        back=reverse("person_rota", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change a recurring visit from a day: it ends there, and a new one begins."""
    recurring_visit = open_record(request, RecurringVisit, Permission.PLAN_VISIT, pk)
    workers = workers_of(recurring_visit.package)
    workers.setdefault(str(recurring_visit.worker_id), recurring_visit.worker)
    parts = dict(part.split("=") for part in recurring_visit.repeats.split(";"))
    return record_form(
        request,
        recurring_visit.package,
        ChangeRecurringVisitForm,
        active_tab="visits",
        title="Change repeating visits",
        initial={
            "worker": str(recurring_visit.worker_id),
            "weekdays": [CODES.index(code) for code in parts["BYDAY"].split(",")],
            "every": parts["INTERVAL"],
            "begins": recurring_visit.begins,
            "minutes": recurring_visit.minutes,
            "kind": recurring_visit.kind,
            "what_for": recurring_visit.what_for,
            "out_of_hours_reason": recurring_visit.out_of_hours_reason,
            "until_on": recurring_visit.until_on,
        },
        workers=workers.values(),
        asks_outside=excluded_activities(recurring_visit.package, clock.today()),
        save=lambda data: services.change_recurring_visit(
            recurring_visit=recurring_visit, by=request.user, **_arguments(data, workers)
        ),
        success_message="Saved. The change applies from that day.",
        back=reverse("person_rota", args=[recurring_visit.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def end(request: Request, pk: UUID) -> HttpResponse:
    """End a recurring visit on a day."""
    recurring_visit = open_record(request, RecurringVisit, Permission.PLAN_VISIT, pk)
    return record_form(
        request,
        recurring_visit.package,
        EndRecurringVisitForm,
        active_tab="visits",
        title="End repeating visits",
        save=lambda data: services.end_recurring_visit(recurring_visit=recurring_visit, by=request.user, **data),
        success_message="Saved. Visits planned from that day on are cancelled.",
        back=reverse("person_rota", args=[recurring_visit.package.case.individual_id]),
    )


def _arguments(data: dict[str, Any], workers: dict[str, Worker]) -> dict[str, Any]:
    """Return the answers of the form as arguments of the services."""
    answers = {name: value for name, value in data.items() if name != "all_the_same"}
    return {**answers, "worker": workers[data["worker"]], "asks_about_clashes": not data["all_the_same"]}
