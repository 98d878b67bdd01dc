"""A manager changes a worker's details and access, ends their employment, and lists those who have left."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.suspension import cautions_before_suspending
from contracts.models import Contract
from contracts.posts import require_permission
from contracts.services import restore_account, suspend_account
from core import clock
from design.form_view import post_action
from design.tables import first_rows, list_response
from workforce import services
from workforce.models import Worker
from workforce.staff.filters import FormerWorkerFilter
from workforce.staff.forms import EndEmploymentForm, SuspendAccessForm, WorkerDetailsForm
from workforce.staff.worker_form import managed_worker, worker_form

PAGE_LENGTH = 50
FORMER_HEADINGS = ("Name", "Team", "Job title", "First day", "Last day of employment", "Reason for leaving")


@page(PageClass.LIST)
@require_safe
def former_workers(request: Request) -> HttpResponse:
    """Workers who have left, the last to leave first. For managers: it says why they left."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    filterset = _former(request)
    workers = Paginator(filterset.qs, PAGE_LENGTH).get_page(request.GET.get("page"))
    page_context = {
        "workers": workers,
        "filter": filterset,
        "newer": _address(request, workers.previous_page_number()) if workers.has_previous() else "",
        "older": _address(request, workers.next_page_number()) if workers.has_next() else "",
    }
    return render(request, "workforce/staff/former_workers.html", page_context)


def _former(request: Request) -> FormerWorkerFilter:
    managed = Worker.objects.allowing(request.user, Permission.MANAGE_WORKER)
    rows = managed.former(clock.today()).select_related("user", "team")
    return FormerWorkerFilter(request.GET, queryset=rows.order_by("-left_on", "user__full_name", "pk"))


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the list of former workers")
def former_workers_csv(request: Request) -> HttpResponseBase:
    """The same workers, of the same year, as a file."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    filterset = _former(request)
    if not filterset.is_valid():
        return redirect(f"{reverse('former_workers')}?{request.GET.urlencode()}")
    workers, is_cut = first_rows(filterset.qs)
    lines = (
        (row, row.team, row.job_title, row.started_on, row.left_on, row.get_leaving_reason_display()) for row in workers
    )
    return list_response(FORMER_HEADINGS, lines, name="former-workers", is_cut=is_cut)


def _address(request: Request, number: int) -> str:
    """Return the address of the page `number` of the list, with the filter that is set."""
    year = request.GET.get("year")
    return "?" + urlencode({**({"year": year} if year else {}), "page": number})


@page(PageClass.WORKER_MANAGE)
def details(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    managed = Contract.objects.allowing(request.user, Permission.MANAGE_WORKER)

    def save(data: dict[str, Any]) -> Worker:
        # What belongs to contracts that the user does not manage stays.
        contracts = worker.contracts.exclude(pk__in=managed.values("pk"))
        specialisms = worker.specialisms.exclude(contract__in=managed.values("pk"))
        data |= {
            "contracts": [*contracts, *data["contracts"]],
            "specialisms": [*specialisms, *data["specialisms"]],
        }
        changed: Worker = services.change_details(worker=worker, by=request.user, **data)
        return changed

    return worker_form(
        request,
        worker,
        WorkerDetailsForm,
        team=worker.team,
        own_contracts=worker.contracts.all(),
        title=f"Change details: {worker}",
        contracts=managed,
        initial={
            "job_title": worker.job_title,
            "started_on": worker.started_on,
            "team": worker.team_id,
            "contracts": worker.contracts.all(),
            "employment": worker.employment,
            "specialisms": worker.specialisms.all(),
            "areas": ", ".join(worker.areas),
            "languages": ", ".join(worker.languages),
            "gender": worker.gender,
            "induction_completed_on": worker.induction_completed_on,
            "dbs_checked_on": worker.dbs_checked_on,
        },
        save=save,
        success_message="Details saved.",
    )


@page(PageClass.WORKER_MANAGE)
def end_employment(request: Request, pk: UUID) -> HttpResponse:
    """The last day. Refused while people are allocated to the worker after it; the page links to reallocation."""
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        EndEmploymentForm,
        title=f"Record a leaver: {worker}",
        template="workforce/staff/end_employment.html",
        context={"worker": worker},
        review=True,
        confirm_label="Record as a leaver",
        save=lambda data: services.end_employment(worker=worker, by=request.user, **data),
        success_message="Saved. Their roles end after their last day. Their records stay on file.",
    )


@page(PageClass.WORKER_MANAGE)
def suspend(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        SuspendAccessForm,
        title=f"Suspend access: {worker}",
        template="workforce/staff/suspend_access.html",
        context={"cautions": cautions_before_suspending(worker.user)},
        save=lambda data: suspend_account(user=worker.user, by=request.user, **data),
        success_message="Access suspended.",
    )


@page(PageClass.WORKER_MANAGE)
@require_POST
def restore(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    url = reverse("worker", args=[pk])
    return post_action(
        request,
        lambda: restore_account(user=worker.user, by=request.user),
        success_url=url,
        success_message="Access restored.",
    )
