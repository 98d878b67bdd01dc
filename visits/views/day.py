"""The worker's day: the visits ahead, and what to know before each door."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from contracts.posts import only_holders
from core import clock
from plans.risk_reading import to_sign_of
from visits.door import at_the_door
from visits.models import PlannedVisit
from visits.views.opening import package_to, planned_to

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


@page(PageClass.PERSON_WORK)
@require_safe
def door(request, pk):
    """Everything to know before the door of a planned visit, on one screen (T6.5)."""
    planned = planned_to(request, Permission.LOG_VISIT, pk)
    return _door(request, planned.package, planned)


@page(PageClass.PERSON_WORK)
@require_safe
def package_door(request, pk):
    """The same, for somebody who goes without a planned visit."""
    return _door(request, package_to(request, Permission.LOG_VISIT, pk), None)


def _door(request, package, planned):
    page_context = {
        "door": at_the_door(package, request.user),
        "package": package,
        "planned": planned,
        "individual": package.case.individual,
        "to_sign": to_sign_of(request.user, package.case.individual, clock.today()),
    }
    return render(request, "visits/door.html", page_context)
