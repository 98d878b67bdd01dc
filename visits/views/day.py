"""The worker's visits of today and the next days."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from contracts.posts import only_holders
from core import clock
from visits.models import PlannedVisit

DAYS_AHEAD = 7


@page(PageClass.LIST)
@require_safe
def visits(request):
    """A worker's own visits of today and the next days; for those who lead, everybody's whom they may see."""
    only_holders(request.user, Permission.LOG_VISIT)
    today = clock.today()
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .filter(local_on__gte=today, local_on__lt=today + datetime.timedelta(days=DAYS_AHEAD))
        .within_support()
        .with_holds()
        .select_related("package__case__individual", "worker__user")
    )
    own = planned.filter(worker__user=request.user)
    shown = list((own if own.exists() else planned).order_by("starts_at")[:100])
    days: dict = {}
    for visit in shown:
        days.setdefault(visit.local_on, []).append(visit)
    return render(request, "visits/visits.html", {"days": days, "today": today})
