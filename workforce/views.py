"""A manager keeps a worker's hours, ceiling, absences, training, particulars and access."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import get_allowed_or_404
from accounts.services import restore_access, suspend_access
from contracts.models import Contract
from core import clock
from design.form_view import form_page, post_action
from workforce import forms, services
from workforce.models import Worker


def _worker(request, pk) -> Worker:
    return get_allowed_or_404(
        Worker.objects.select_related("user", "team"), request.user, Permission.MANAGE_WORKER, pk=pk
    )


def _keep(request, worker, form_class, **more):
    """A form about one worker, with the way back to their page."""
    back = reverse("worker", args=[worker.pk])
    return form_page(request, form_class, back=back, **{"success_url": back, **more})


@page(PageClass.WORKER_MANAGE)
def hours(request, pk):
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.HoursForm,
        title=f"Contracted hours of {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: services.change_contracted_hours(worker=worker, by=request.user, **data),
        success_message="The contracted hours are changed from that day.",
    )


@page(PageClass.WORKER_MANAGE)
def pattern(request, pk):
    worker = _worker(request, pk)
    initial = {"from_on": clock.today()}
    for row in worker.patterns.on(clock.today()):
        initial |= {f"starts_{row.weekday}": row.starts, f"ends_{row.weekday}": row.ends}
    return _keep(
        request,
        worker,
        forms.PatternForm,
        title=f"Working hours of {worker}",
        initial=initial,
        save=lambda data: services.set_working_pattern(
            worker=worker, from_on=data["from_on"], hours=data["hours"], by=request.user
        ),
        success_message="The working hours hold from that day.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling(request, pk):
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.CeilingForm,
        title=f"A ceiling for {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: services.set_ceiling(worker=worker, by=request.user, **data),
        success_message="The ceiling is set.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling_lift(request, pk):
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.LiftForm,
        title=f"Lift the ceiling of {worker}",
        initial={"until_on": clock.today()},
        save=lambda data: services.lift_ceiling(worker=worker, by=request.user, **data),
        success_message="The ceiling ends on that day.",
    )


@page(PageClass.WORKER_MANAGE)
def absence_end(request, pk, absence_id):
    worker = _worker(request, pk)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    return _keep(
        request,
        worker,
        forms.BackForm,
        title=f"{worker} is back",
        initial={"until_on": absence.until_on or clock.today()},
        save=lambda data: services.end_absence(absence=absence, by=request.user, **data),
        success_message="The first day back is kept.",
    )


@page(PageClass.WORKER_MANAGE)
def training_new(request, pk):
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.TrainingForm,
        title=f"Training that {worker} has done",
        initial={"done_on": clock.today()},
        save=lambda data: services.record_training(worker=worker, by=request.user, **data),
        success_message="The training is recorded.",
    )


@page(PageClass.WORKER_MANAGE)
def particulars(request, pk):
    worker = _worker(request, pk)
    contracts = Contract.objects.allowing(request.user, Permission.MANAGE_WORKER)
    return _keep(
        request,
        worker,
        forms.ParticularsForm,
        title=f"Particulars of {worker}",
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
        save=lambda data: services.describe(worker=worker, by=request.user, **data),
        success_message="The particulars are kept.",
    )


@page(PageClass.WORKER_MANAGE)
def leave(request, pk):
    """The last day; refused while people are theirs after it, and the way to give them to others stands there."""
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.LeaveForm,
        title=f"{worker} leaves",
        template="workforce/leave.html",
        context={"worker": worker},
        review=True,
        confirm_label="Confirm the leaving",
        save=lambda data: services.end_employment(worker=worker, by=request.user, **data),
        success_message="The last day is kept. Posts end with it; what was written stays.",
    )


@page(PageClass.WORKER_MANAGE)
def suspend(request, pk):
    worker = _worker(request, pk)
    return _keep(
        request,
        worker,
        forms.SuspendForm,
        title=f"Suspend the access of {worker}",
        template="workforce/suspend.html",
        save=lambda data: suspend_access(user=worker.user, by=request.user, **data),
        success_message="Access is suspended from this moment.",
    )


@page(PageClass.WORKER_MANAGE)
@require_POST
def restore(request, pk):
    worker = _worker(request, pk)
    back = reverse("worker", args=[pk])
    return post_action(
        request,
        lambda: restore_access(user=worker.user, by=request.user),
        success_url=back,
        success_message="Access is given back.",
    )
