"""Planned visits against workers present, by hour, for the days ahead."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import require_permission
from visits.models import PlannedVisit
from visits.rota import cover_by_hour as counts
from visits.rota.days import days_from
from visits.rota.views.planning import requested_day
from visits.rota.views.rota import day_within_bounds
from workforce.models import Worker

WEEK = datetime.timedelta(days=7)


@page(PageClass.LIST)
@require_safe
def cover_by_hour(request: Request) -> HttpResponse:
    """Two weeks ahead day by day, and one day hour by hour, for those who lead workers."""
    require_permission(request.user, Permission.READ_WORKER)
    on = day_within_bounds(requested_day(request))
    days = days_from(on, 14)
    workers = Worker.objects.allowing(request.user, Permission.READ_WORKER)
    visits = PlannedVisit.objects.allowing(request.user, Permission.PLAN_VISIT)
    by_hour = counts.by_hour(workers, visits, days)
    first = by_hour[0]
    page_context = {
        "days": by_hour,
        "first_day": first,
        "labels": [hour.words for hour in first.hours],
        "series": [
            ("Visits planned", [hour.planned for hour in first.hours]),
            ("Staff available", [hour.workers for hour in first.hours]),
            ("Shortfall", [hour.short for hour in first.hours]),
        ],
        "without_hours": counts.without_working_hours(workers.employed(on), on).count(),
        "before": on - WEEK,
        "after": on + WEEK,
    }
    return render(request, "visits/rota/cover_by_hour.html", page_context)
