"""The caseload board, its table for spreadsheets, and a worker's page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from accounts.walls import hidden_from
from casework.access.records import log_bulk_opening
from casework.allocation.capacity import loads
from casework.models import Individual
from contracts.posts import permissions, require_permission
from core import clock
from dashboard import caseload_board, goals_board
from dashboard.filters import WorkerFilter
from design.tables import csv_response
from workforce.models import Worker


@page(PageClass.LIST)
@require_safe
def workers(request):
    """Managers see the workers of their contracts, team leaders their team's."""
    require_permission(request.user, Permission.READ_WORKER)
    user, day = request.user, clock.today()
    chosen = WorkerFilter(request.GET, queryset=caseload_board.workers(user, day), request=request)
    rows = caseload_board.rows(chosen.qs, user, day)
    page_context = {
        "rows": rows,
        "filter": chosen,
        "day": day,
        "people": caseload_board.people_now(chosen.qs, user, day),
        "late": sum(row.late for row in rows),
        "coming": sum(row.coming for row in rows),
        "free": sum(max(0, row.load.free_minutes) for row in rows if row.load.can_be_allocated),
        "without_lead": caseload_board.without_lead(user, day),
        "levels": caseload_board.levels(user, day),
        "may_manage": Permission.MANAGE_WORKER in permissions(user),
    }
    return render(request, "dashboard/board.html", page_context)


@page(PageClass.LIST)
@require_safe
def caseload(request):
    """Everybody with their workers, for managers; that it was taken is written down first."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    user, day = request.user, clock.today()
    log_bulk_opening(request, caseload_board.people_of(user, day).values_list("package__case__individual", flat=True))
    return csv_response(caseload_board.caseload_rows(user, day), file_name=f"caseload-{day}.csv")


@page(PageClass.WORKER)
@require_safe
def worker(request, pk):
    """Hours, people, absences, training; for those who lead the worker, and for the worker."""
    user, day = request.user, clock.today()
    one = get_allowed_or_404(Worker.objects.select_related("user", "team"), user, Permission.READ_WORKER, pk=pk)
    (load,) = loads(Worker.objects.visible_to(user).filter(pk=one.pk), day, hidden=hidden_from(user))
    may_manage = can(user, Permission.MANAGE_WORKER, one)
    page_context = {
        "worker": one,
        "load": load,
        "row": caseload_board.CaseloadRow(load),
        "day": day,
        "caseload": caseload_board.caseload(one, user, day),
        "contracts": one.contracts.all(),
        "specialisms": one.specialisms.all(),
        "hours": one.contracted_hours.order_by("-from_on"),
        "ceilings": one.ceilings.order_by("-from_on"),
        "absences": one.absences.order_by("-from_on")[:20],
        "trainings": one.trainings.select_related("course").order_by("course__name", "-done_on"),
        "relations": caseload_board.relations(one, Individual.objects.findable_by(user)) if may_manage else [],
        "may_manage": may_manage,
    }
    return render(request, "dashboard/worker.html", page_context)


@page(PageClass.LIST)
@require_safe
def goals(request):
    """Every goal of the user's caseload; with `still=1` those where nothing has moved for six weeks."""
    require_permission(request.user, Permission.WRITE_PLAN)
    day, still_only = clock.today(), request.GET.get("still") == "1"
    given = request.GET.get("from", "")
    start = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0
    chosen = goals_board.of_caseload(request.user, day, still_only=still_only)
    ids = list(chosen.values_list("pk", "plan__package__case__individual")[start : start + goals_board.A_PAGE + 1])
    on_page = ids[: goals_board.A_PAGE]
    log_bulk_opening(request, [individual for _goal, individual in on_page])
    kept = "still=1&" if still_only else ""
    page_context = {
        "rows": goals_board.rows(chosen.filter(pk__in=[goal for goal, _individual in on_page]), day),
        "still_only": still_only,
        "newer": f"?{kept}from={max(0, start - goals_board.A_PAGE)}" if start else "",
        "older": f"?{kept}from={start + goals_board.A_PAGE}" if len(ids) > goals_board.A_PAGE else "",
    }
    return render(request, "dashboard/goals.html", page_context)
