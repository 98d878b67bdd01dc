"""The worker's day: the visits ahead, and the briefing before each of them."""

import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from casework.access.user_rows import rows_for_user
from casework.hospital.current_stay import current_stay
from casework.models import SupportPackage
from contracts.posts import permissions, require_permission
from core import clock
from core.compiled import Ids
from risk.assessments.assessment_view import to_sign_of
from visits.duties import visits_to_log
from visits.log.briefing import load_briefing
from visits.lone_working.call_bar import call_bar
from visits.lone_working.own_visits import add_own_visits
from visits.models import PlannedVisit
from visits.phone.views.phone import is_worker
from visits.rota.models.planned_visit import PlannedQuerySet

DAYS_AHEAD = 7
LIST_LENGTH = 100
RELATED = ("package__case__individual", "worker__user", "lone_working_check")


@page(PageClass.LIST)
@require_safe
def visits(request: Request) -> HttpResponse:
    """A worker's own visits of the next days; for users without visits of their own, all that they may see."""
    user, today = request.user, clock.today()
    require_permission(user, Permission.LOG_VISIT)

    def overdue(_ids: Ids) -> QuerySet[PlannedVisit]:
        return visits_to_log(user, today).with_safety_records().select_related(*RELATED)[:LIST_LENGTH]

    def own_ahead(_ids: Ids) -> QuerySet[PlannedVisit]:
        return _upcoming(user, today).filter(worker__user=user)[:LIST_LENGTH]

    not_logged = rows_for_user(user, "visits not logged", overdue)
    listed = [*not_logged, *rows_for_user(user, "own visits ahead", own_ahead)]
    own = [visit for visit in add_own_visits(listed, user, today) if visit not in not_logged]
    rows = own or list(_upcoming(user, today)[:LIST_LENGTH])
    days: dict[datetime.date, list[PlannedVisit]] = {}
    for planned in rows:
        days.setdefault(planned.local_on, []).append(planned)
    page_context = {
        "not_logged": not_logged,
        "days": days,
        "today": today,
        "is_worker": is_worker(user),
        "may_open_pack": Permission.OPEN_PACK in permissions(user),
        **call_bar([*not_logged, *rows], user, today),
    }
    return render(request, "visits/log/visits.html", page_context)


def _upcoming(user: User, today: datetime.date) -> PlannedQuerySet:
    """Return the visits of the next days that `user` may see, without those listed as not logged."""
    visits = PlannedVisit.objects.visible_to(user).within(today, today + datetime.timedelta(days=DAYS_AHEAD))
    visits = visits.within_support().with_not_logged().with_absences().filter(is_not_logged=False)
    upcoming: PlannedQuerySet = visits.with_safety_records().select_related(*RELATED).order_by("starts_at")
    return upcoming


@page(PageClass.PERSON_WORK)
@require_safe
def visit_briefing(request: Request, pk: UUID) -> HttpResponse:
    """What to know before a planned visit, on one screen (T6.5)."""
    planned = open_record(request, PlannedVisit.objects.with_holds(), Permission.LOG_VISIT, pk)
    return _briefing_page(request, planned.package, planned)


@page(PageClass.PERSON_WORK)
@require_safe
def package_briefing(request: Request, pk: UUID) -> HttpResponse:
    """What to know before a visit that was not planned."""
    package = open_record(request, SupportPackage, Permission.LOG_VISIT, pk)
    return _briefing_page(request, package, None)


def _briefing_page(request: Request, package: SupportPackage, planned: PlannedVisit | None) -> HttpResponse:
    individual = package.case.individual
    page_context = {
        "briefing": load_briefing(package, request.user, planned.local_on if planned else None),
        "stay": current_stay(individual, request.user),
        "package": package,
        "planned": planned,
        "is_mine_today": planned is not None
        and planned.local_on == clock.today()
        and planned.worker.user_id == request.user.pk,
        "individual": individual,
        "to_sign": to_sign_of(request.user, individual, clock.today()),
    }
    return render(request, "visits/log/briefing.html", page_context)
