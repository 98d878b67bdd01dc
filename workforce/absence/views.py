"""A manager or team leader sets the first day back of an absence, corrects one or withdraws it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from core import clock
from design.forms import ReasonForm
from workforce.absence.forms import CorrectAbsenceForm, EndAbsenceForm
from workforce.absence.own import why_not_own
from workforce.models import Absence
from workforce.services import correct_absence, end_absence, withdraw_absence
from workforce.staff.worker_form import managed_worker, worker_form


@page(PageClass.WORKER_MANAGE)
def absence_end(request: Request, pk: UUID, absence_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk, Permission.RECORD_ABSENCE)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    return worker_form(
        request,
        worker,
        EndAbsenceForm,
        title=f"Return to work: {worker}",
        initial={"until_on": absence.until_on or clock.today()},
        closed=why_not_own(absence, request.user),
        save=lambda data: end_absence(absence=absence, by=request.user, **data),
        success_message="Return date saved.",
    )


@page(PageClass.WORKER_MANAGE)
def absence_correct(request: Request, pk: UUID, absence_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk, Permission.RECORD_ABSENCE)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    fields = ("kind", "from_on", "until_on", "sickness_reason", "note")
    # The note is for the worker's file: for managers, and whoever wrote it.
    reads_note = absence.recorded_by_id == request.user.pk or can(request.user, Permission.MANAGE_WORKER, worker)
    return worker_form(
        request,
        worker,
        CorrectAbsenceForm,
        title=f"Correct an absence of {worker}",
        initial={name: getattr(absence, name) for name in fields},
        reads_note=reads_note,
        closed=why_not_own(absence, request.user),
        save=lambda data: correct_absence(absence=absence, by=request.user, **{"note": absence.note, **data}),
        success_message="Absence corrected. Cover keeps its dates.",
    )


@page(PageClass.WORKER_MANAGE)
def absence_withdraw(request: Request, pk: UUID, absence_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk, Permission.RECORD_ABSENCE)
    absence = get_object_or_404(Absence.with_struck, worker=worker, pk=absence_id)
    return worker_form(
        request,
        worker,
        ReasonForm,
        title=f"Withdraw an absence of {worker}",
        label="What was wrong",
        help_text="The absence no longer counts. Cover stays as it was arranged: withdraw it too.",
        submit_label="Withdraw",
        closed=absence.why_closed or why_not_own(absence, request.user),
        save=lambda data: withdraw_absence(absence=absence, by=request.user, **data),
        success_message="Absence withdrawn.",
    )
