"""A manager adds a worker: with a new account, or for an account that there is."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from contracts.access.accounts import account_with_email, get_account
from contracts.access.giving import contracts_to_give_in
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page
from workforce import services
from workforce.enums import Employment
from workforce.hiring.forms import JobForm, NewWorkerForm
from workforce.models import Worker


def _contracts(user: User) -> QuerySet[Contract]:
    """Return the contracts in which `user` manages workers and gives roles, by name."""
    managed = Contract.objects.allowing(user, Permission.MANAGE_WORKER)
    return contracts_to_give_in(user).filter(pk__in=managed.values("pk"))


def _job_form(request: Request, form_class: type[JobForm], **options: Any) -> HttpResponse:
    """Return a `form_page` for a new worker; `options` are further arguments of it."""
    contracts = _contracts(request.user)
    initial = {
        "started_on": clock.today(),
        "employment": Employment.EMPLOYED,
        "job_title": "Support worker",
        "contracts": contracts if len(contracts) == 1 else [],
    }
    return form_page(
        request,
        form_class,
        contracts=contracts,
        initial=initial,
        success_url=lambda worker: reverse("worker", args=[worker.pk]),
        success_message="Worker added. Record their induction, DBS check and training before anyone is allocated.",
        template="workforce/hiring/new_worker.html",
        **options,
    )


@page(PageClass.WORKER_MANAGE)
@confirm_lately("add a worker")
def worker_new(request: Request) -> HttpResponse:
    """Add a worker with a new account."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    return _job_form(
        request,
        NewWorkerForm,
        title="Add a worker",
        context={"existing": account_with_email(request.user, request.POST.get("email", ""))},
        save=lambda data: services.add_new_worker(by=request.user, **data),
        back=reverse("workers"),
    )


@page(PageClass.WORKER_MANAGE)
@confirm_lately("add a worker")
def worker_new_for_account(request: Request, pk: UUID) -> HttpResponse:
    """Add the user of an account as a worker."""
    require_permission(request.user, Permission.MANAGE_WORKER)
    user = get_account(request.user, pk).user

    def save(data: dict[str, Any]) -> Worker:
        worker: Worker = services.add_worker(user=user, by=request.user, **data)
        return worker

    return _job_form(
        request,
        JobForm,
        title=f"Add a worker: {user}",
        context={"existing": None},
        save=save,
        back=reverse("account_access", args=[user.pk]),
    )
