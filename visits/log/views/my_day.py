"""The worker's day: the visits ahead, and what to know before each door."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import open_record
from casework.models import SupportPackage
from contracts.posts import permissions, require_permission
from core import clock
from risk.assessments.assessment_view import to_sign_of
from visits.log.visit_briefing import visit_briefing
from visits.models import PlannedVisit
from visits.phone.views.phone import is_worker

DAYS_AHEAD = 7


@page(PageClass.LIST)
@require_safe
def visits(request):
    """A worker's own visits of today and the next days; for those who lead, everybody's whom they may see."""
    require_permission(request.user, Permission.LOG_VISIT)
    today = clock.today()
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .filter(local_on__gte=today, local_on__lt=today + datetime.timedelta(days=DAYS_AHEAD))
        .within_support()
        .with_holds()
        .with_safety_records()
        .select_related("package__case__individual", "worker__user", "lone_working_check")
        .order_by("starts_at")
    )
    shown = list(planned.filter(worker__user=request.user)[:100]) or list(planned[:100])
    days: dict = {}
    for visit in shown:
        days.setdefault(visit.local_on, []).append(visit)
    page_context = {
        "days": days,
        "today": today,
        "is_worker": is_worker(request.user),
        "may_open_pack": Permission.OPEN_PACK in permissions(request.user),
    }
    return render(request, "visits/visits.html", page_context)


@page(PageClass.PERSON_WORK)
@require_safe
def door(request, pk):
    """Everything to know before the door of a planned visit, on one screen (T6.5)."""
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return _door(request, planned.package, planned)


@page(PageClass.PERSON_WORK)
@require_safe
def package_door(request, pk):
    """The same, for somebody who goes without a planned visit."""
    return _door(request, open_record(request, SupportPackage, Permission.LOG_VISIT, pk), None)


def _door(request, package, planned):
    page_context = {
        "door": visit_briefing(package, request.user),
        "package": package,
        "planned": planned,
        "is_mine_today": planned is not None
        and planned.local_on == clock.today()
        and planned.worker.user_id == request.user.pk,
        "individual": package.case.individual,
        "to_sign": to_sign_of(request.user, package.case.individual, clock.today()),
    }
    return render(request, "visits/door.html", page_context)
