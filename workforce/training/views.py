"""A manager records training that a worker has done."""

from uuid import UUID

from django.http import HttpResponse

from accounts.page_access import PageClass, Request, page
from core import clock
from workforce.services import record_training
from workforce.staff.worker_form import managed_worker, worker_form
from workforce.training.forms import TrainingForm


@page(PageClass.WORKER_MANAGE)
def training_new(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        TrainingForm,
        title=f"Record training for {worker}",
        initial={"done_on": clock.today()},
        save=lambda data: record_training(worker=worker, by=request.user, **data),
        success_message="Training recorded.",
    )
