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
        title=f"Change contracted hours: {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: change_contracted_hours(worker=worker, by=request.user, **data),
        success_message="Contracted hours saved.",
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
        template="workforce/hours/working_pattern.html",
        title=f"Weekly working pattern: {worker}",
        initial=initial,
        save=lambda data: set_working_pattern(
            worker=worker, from_on=data["from_on"], hours=data["hours"], by=request.user
        ),
        success_message="Working pattern saved.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        CeilingForm,
        title=f"Cap on hours: {worker}",
        initial={"from_on": clock.today()},
        save=lambda data: set_ceiling(worker=worker, by=request.user, **data),
        success_message="Cap saved.",
    )


@page(PageClass.WORKER_MANAGE)
def ceiling_lift(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    return worker_form(
        request,
        worker,
        LiftCeilingForm,
        title=f"Remove cap: {worker}",
        initial={"until_on": clock.today()},
        save=lambda data: lift_ceiling(worker=worker, by=request.user, **data),
        success_message="Cap removed from that date.",
    )
