"""Planned demand against cover by hour, seen ahead."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from contracts.posts import require_permission
from visits.models import PlannedVisit
from visits.rota import cover_by_hour as hours_of
from visits.rota.days import days_from
from visits.rota.views.planning import day_asked
from visits.rota.views.rota import day_of
from workforce.models import Worker

WEEK = datetime.timedelta(days=7)


@page(PageClass.LIST)
@require_safe
def demand(request):
    """Two weeks ahead day by day, and one day hour by hour, for those who lead workers."""
    require_permission(request.user, Permission.READ_WORKER)
    on = day_of(day_asked(request))
    days = days_from(on, 14)
    workers = Worker.objects.allowing(request.user, Permission.READ_WORKER)
    visits = PlannedVisit.objects.allowing(request.user, Permission.PLAN_VISIT)
    found = hours_of.by_hour(workers, visits, days)
    chosen = found[0]
    page_context = {
        "days": found,
        "chosen": chosen,
        "labels": [hour.words for hour in chosen.hours],
        "series": [
            ("Visits planned", [hour.planned for hour in chosen.hours]),
            ("Workers there", [hour.there for hour in chosen.hours]),
            ("Short by", [hour.short for hour in chosen.hours]),
        ],
        "unknown": hours_of.unknown(workers, on).count(),
        "before": on - WEEK,
        "after": on + WEEK,
    }
    return render(request, "visits/demand.html", page_context)
