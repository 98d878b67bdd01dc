"""A manager changes a worker's details and access, and ends their employment."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.services import restore_access, suspend_access
from contracts.models import Contract
from design.form_view import post_action
from workforce import services
from workforce.staff.forms import EndEmploymentForm, SuspendAccessForm, WorkerDetailsForm
from workforce.staff.worker_form import managed_worker, worker_form


@page(PageClass.WORKER_MANAGE)
def details(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    contracts = Contract.objects.allowing(request.user, Permission.MANAGE_WORKER)
    return worker_form(
        request,
        worker,
        WorkerDetailsForm,
        title=f"Change details: {worker}",
        contracts=contracts.filter(pk__in=worker.contracts.values("pk")),
        initial={
            "employment": worker.employment,
            "specialisms": worker.specialisms.all(),
            "areas": ", ".join(worker.areas),
            "languages": ", ".join(worker.languages),
            "gender": worker.gender,
            "induction_completed_on": worker.induction_completed_on,
            "dbs_checked_on": worker.dbs_checked_on,
        },
        save=lambda data: services.change_details(worker=worker, by=request.user, **data),
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
        template="workforce/end_employment.html",
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
        template="workforce/suspend_access.html",
        save=lambda data: suspend_access(user=worker.user, by=request.user, **data),
        success_message="Access suspended.",
    )


@page(PageClass.WORKER_MANAGE)
@require_POST
def restore(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    url = reverse("worker", args=[pk])
    return post_action(
        request,
        lambda: restore_access(user=worker.user, by=request.user),
        success_url=url,
        success_message="Access restored.",
    )
