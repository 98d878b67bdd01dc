"""The caseload board, the caseload as CSV, a worker's page, and the goals board."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from accounts.walls import hidden_from
from casework.access.record_loader import log_bulk_access
from casework.allocation.capacity import loads
from casework.models import Individual
from contracts.access.accounts import managed_accounts
from contracts.models import Contract
from contracts.posts import permissions, require_permission
from core import clock
from core.dates import Period
from dashboard import caseload_board, goals_board
from dashboard.filters import WorkerFilter
from design.tables import csv_response, first_rows, list_response
from visits.hours.payroll import WEEK_HEADINGS, weeks_of
from workforce.enums import Employment
from workforce.hours.by_contract import hours_by_contract
from workforce.models import Absence, HoursDivision, TrainingDone, Worker
from workforce.training.expiry import with_expiry


@page(PageClass.LIST)
@require_safe
def workers(request: Request) -> HttpResponse:
    """Managers see the workers of their contracts, team leaders their team's."""
    require_permission(request.user, Permission.READ_WORKER)
    user, day = request.user, clock.today()
    filterset = WorkerFilter(request.GET, queryset=caseload_board.workers(user, day), request=request)
    contract = filterset.form.cleaned_data.get("contract") if filterset.is_valid() else None
    rows = caseload_board.rows(filterset.qs, user, day, contract)
    page_context = {
        "rows": rows,
        "contract": contract,
        "headings": caseload_board.HEADINGS,
        "filter": filterset,
        "people": caseload_board.people_now(filterset.qs, user, day),
        "late": sum(row.late for row in rows),
        "coming": sum(row.coming for row in rows),
        "free": sum(max(0, row.load.free_minutes) for row in rows if row.load.can_be_allocated),
        "without_lead": caseload_board.without_lead(user, day),
        "levels": caseload_board.levels(user, day),
        "may_manage": Permission.MANAGE_WORKER in permissions(user),
    }
    return render(request, "dashboard/caseload_board.html", page_context)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the list of workers")
def workers_csv(request: Request) -> HttpResponseBase:
    """The same workers, with the same filters, as a file. It names nobody whom they support."""
    require_permission(request.user, Permission.READ_WORKER)
    user, day = request.user, clock.today()
    filterset = WorkerFilter(request.GET, queryset=caseload_board.workers(user, day), request=request)
    if not filterset.is_valid():
        return redirect(f"{reverse('workers')}?{request.GET.urlencode()}")
    ids, is_cut = first_rows(filterset.qs.values_list("pk", flat=True))
    of_file = caseload_board.workers(user, day).filter(pk__in=ids)
    rows = caseload_board.rows(of_file, user, day, filterset.form.cleaned_data.get("contract"))
    lines = map(caseload_board.staff_line, rows)
    return list_response(caseload_board.STAFF_HEADINGS, lines, name="staff", is_cut=is_cut)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the caseloads")
def caseload_csv(request: Request) -> StreamingHttpResponse:
    """All people with their workers, for managers. The download is logged before it starts."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    user, day = request.user, clock.today()
    log_bulk_access(request, caseload_board.people_of(user, day).values_list("package__case__individual", flat=True))
    return csv_response(caseload_board.caseload_rows(user, day), file_name=f"caseload-{day}.csv")


@page(PageClass.WORKER)
@require_safe
def worker_page(request: Request, pk: UUID) -> HttpResponse:
    """A worker's hours, people, absences and training, for the worker and those who lead them."""
    user, day = request.user, clock.today()
    worker = get_allowed_or_404(Worker.objects.select_related("user", "team"), user, Permission.READ_WORKER, pk=pk)
    (load,) = loads(Worker.objects.visible_to(user).filter(pk=worker.pk), day, hidden=hidden_from(user))
    may_manage, contracts = can(user, Permission.MANAGE_WORKER, worker), list(worker.contracts.all())
    may_record_absence = may_manage or can(user, Permission.RECORD_ABSENCE, worker)
    divisions = list(HoursDivision.with_struck.filter(worker=worker).with_shares())
    trainings = list(worker.trainings.select_related("course").order_by("course__name", "course", "-done_on"))
    page_context = {
        "worker": worker,
        "weeks": weeks_of(worker, user, day),
        "week_headings": WEEK_HEADINGS,
        "employment": worker.get_employment_display() if worker.employment != Employment.EMPLOYED else "",
        "absence_headings": ["Type", "First day away", "Back on", *(["Actions"] if may_record_absence else [])],
        "training_headings": ["Course", "Completed", "Expires", *(["Actions"] if may_manage else [])],
        "load": load,
        "row": caseload_board.WorkerRow(load),
        "day": day,
        "caseload": caseload_board.caseload(worker, user, day),
        "contracts": contracts,
        "specialisms": worker.specialisms.all(),
        "hours": worker.contracted_hours.order_by("-from_on"),
        **_division(worker, contracts, divisions, day),
        "ceilings": worker.ceilings.order_by("-from_on"),
        "absences": worker.absences.order_by("-from_on")[:20],
        "trainings": with_expiry(trainings, day),
        "withdrawn": _withdrawn(worker, divisions, only_absences=not may_manage) if may_record_absence else [],
        "relations": caseload_board.relations(worker, Individual.objects.findable_by(user)) if may_manage else [],
        "may_manage": may_manage,
        "may_record_absence": may_record_absence,
        "may_see_account": may_manage and managed_accounts(user).filter(pk=worker.user_id).exists(),
        "may_see_staff": Permission.READ_WORKER in permissions(user),
    }
    return render(request, "dashboard/worker.html", page_context)


def _division(
    worker: Worker, contracts: Iterable[Contract], divisions: Iterable[HoursDivision], day: datetime.date
) -> dict[str, Any]:
    """Return the parts of the worker's hours by contract on `day`, and how they are divided at any time."""
    parts = hours_by_contract(Period(day, day + datetime.timedelta(days=1)), [worker.pk])
    minutes = {row.contract_id: row.minutes for row in parts}
    return {
        "parts": [(contract, minutes[contract.pk]) for contract in contracts if contract.pk in minutes],
        "needs_dividing": any(row.needs_dividing for row in parts),
        "divisions": [row for row in divisions if row.struck_at is None],
    }


def _withdrawn(
    worker: Worker, divisions: Iterable[HoursDivision], *, only_absences: bool
) -> list[Absence | TrainingDone | HoursDivision]:
    """Return the absences, the training and the divisions of hours of the worker that were recorded by mistake."""
    absences = Absence.with_struck.filter(worker=worker, struck_at__isnull=False).select_related("struck_by")
    if only_absences:
        return list(absences.order_by("struck_at"))
    trainings = TrainingDone.with_struck.filter(worker=worker, struck_at__isnull=False)
    return [
        *(row for row in divisions if row.struck_at),
        *absences.order_by("struck_at"),
        *trainings.select_related("course", "struck_by").order_by("struck_at"),
    ]


@page(PageClass.OWN)
@require_safe
def own_worker_page(request: Request) -> HttpResponse:
    """Redirect a worker to their own page: hours, travel, absences and training. Who makes no visits has none."""
    require_permission(request.user, Permission.MAKE_VISIT)
    pk = Worker.objects.visible_to(request.user).filter(user=request.user).values_list("pk", flat=True).first()
    if pk is None:
        messages.info(request, "Your staff record is not set up yet. Ask your manager.")
        return redirect("my_details")
    return redirect("worker", pk)


@page(PageClass.LIST)
@require_safe
def goals_page(request: Request) -> HttpResponse:
    """Every goal of the user's caseload; with `still=1` those without activity for six weeks."""
    require_permission(request.user, Permission.WRITE_PLAN)
    day, still_only = clock.today(), request.GET.get("still") == "1"
    first = request.GET.get("from", "")
    start = int(first) if first.isascii() and first.isdecimal() and len(first) < 6 else 0
    goals = goals_board.of_caseload(request.user, day, still_only=still_only)
    ids = list(goals.values_list("pk", "plan__package__case__individual")[start : start + goals_board.A_PAGE + 1])
    on_page = ids[: goals_board.A_PAGE]
    log_bulk_access(request, [individual for _goal, individual in on_page])
    query = "still=1&" if still_only else ""
    page_context = {
        "rows": goals_board.rows(goals.filter(pk__in=[goal for goal, _individual in on_page]), day),
        "headings": goals_board.HEADINGS,
        "still_only": still_only,
        "newer": f"?{query}from={max(0, start - goals_board.A_PAGE)}" if start else "",
        "older": f"?{query}from={start + goals_board.A_PAGE}" if len(ids) > goals_board.A_PAGE else "",
    }
    return render(request, "dashboard/goals_board.html", page_context)
