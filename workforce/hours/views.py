"""A manager changes a worker's contracted hours, working pattern and ceiling."""

from uuid import UUID

from django.http import HttpResponse

from accounts.page_access import PageClass, Request, page
from core import clock
from workforce.hours.forms import CeilingForm, ContractedHoursForm, LiftCeilingForm, WorkingPatternForm
from workforce.services import change_contracted_hours, lift_ceiling, set_ceiling, set_working_pattern
from workforce.staff.worker_form import managed_worker, worker_form


@page(PageClass.WORKER_MANAGE)
def contracted_hours(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        ContractedHoursForm,
        title=f"Contracted hours of {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: change_contracted_hours(worker=worker, by=request.user, **data),
        success_message="The contracted hours are changed from that day.",
    )


@page(PageClass.WORKER_MANAGE)
def working_pattern(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    initial: dict[str, object] = {"from_on": clock.today()}
    for row in worker.patterns.on(clock.today()):
        initial |= {f"starts_{row.weekday}": row.starts, f"ends_{row.weekday}": row.ends}
    return worker_form(
        request,
        worker,
        WorkingPatternForm,
        title=f"Working hours of {worker}",
        initial=initial,
        save=lambda data: set_working_pattern(
            worker=worker, from_on=data["from_on"], hours=data["hours"], by=request.user
        ),
        success_message="The working hours hold from that day.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        CeilingForm,
        title=f"A ceiling for {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: set_ceiling(worker=worker, by=request.user, **data),
        success_message="The ceiling is set.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling_lift(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        LiftCeilingForm,
        title=f"Lift the ceiling of {worker}",
        initial={"until_on": clock.today()},
        save=lambda data: lift_ceiling(worker=worker, by=request.user, **data),
        success_message="The ceiling ends on that day.",
    )
