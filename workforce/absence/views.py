"""A manager sets the first day back of an absence."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.page_access import PageClass, Request, page
from core import clock
from workforce.absence.forms import EndAbsenceForm
from workforce.services import end_absence
from workforce.staff.worker_form import managed_worker, worker_form


@page(PageClass.WORKER_MANAGE)
def absence_end(request: Request, pk: UUID, absence_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    return worker_form(
        request,
        worker,
        EndAbsenceForm,
        title=f"Return to work: {worker}",
        initial={"until_on": absence.until_on or clock.today()},
        save=lambda data: end_absence(absence=absence, by=request.user, **data),
        success_message="Return date saved.",
    )
