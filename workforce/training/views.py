"""A manager records training that a worker has done, corrects it or withdraws it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.page_access import PageClass, Request, page
from core import clock
from design.forms import ReasonForm
from workforce.models import TrainingDone
from workforce.services import correct_training, record_training, withdraw_training
from workforce.staff.worker_form import managed_worker, worker_form
from workforce.training.forms import CorrectTrainingForm, TrainingForm


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


@page(PageClass.WORKER_MANAGE)
def training_correct(request: Request, pk: UUID, training_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    training = get_object_or_404(worker.trainings, pk=training_id)
    return worker_form(
        request,
        worker,
        CorrectTrainingForm,
        title=f"Correct training of {worker}",
        initial={"course": training.course_id, "done_on": training.done_on},
        save=lambda data: correct_training(training=training, by=request.user, **data),
        success_message="Training corrected.",
    )


@page(PageClass.WORKER_MANAGE)
def training_withdraw(request: Request, pk: UUID, training_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    training = get_object_or_404(TrainingDone.with_struck, worker=worker, pk=training_id)
    return worker_form(
        request,
        worker,
        ReasonForm,
        title=f"Withdraw training of {worker}",
        label="What was wrong",
        help_text="The training no longer counts.",
        submit_label="Withdraw",
        closed=training.why_closed,
        save=lambda data: withdraw_training(training=training, by=request.user, **data),
        success_message="Training withdrawn.",
    )
