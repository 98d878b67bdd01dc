"""A manager changes a worker's contracted hours and their division between contracts, working pattern and ceiling."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.page_access import PageClass, Request, page
from contracts.models import Contract
from core import clock
from design.forms import ReasonForm
from workforce.hours.forms import (
    CeilingForm,
    ContractedHoursForm,
    CorrectDivisionForm,
    DivisionForm,
    EndDivisionForm,
    LiftCeilingForm,
    WorkingPatternForm,
)
from workforce.models import HoursDivision, Worker
from workforce.services import (
    change_contracted_hours,
    correct_division,
    divide_hours,
    end_division,
    lift_ceiling,
    set_ceiling,
    set_working_pattern,
    withdraw_division,
)
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
def division_new(request: Request, pk: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    now = worker.hours_divisions.on(clock.today()).first()
    return worker_form(
        request,
        worker,
        DivisionForm,
        template="workforce/hours/division.html",
        context=_contracted(worker),
        title=_division_title(worker),
        contracts=_contracts(worker, now),
        initial={"from_on": clock.today(), **(_percents(now) if now else {})},
        save=lambda data: divide_hours(worker=worker, by=request.user, **data),
        success_message="Division saved. Figures count each contract’s part from that date.",
    )


@page(PageClass.WORKER_MANAGE)
def division_correct(request: Request, pk: UUID, division_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    division = get_object_or_404(HoursDivision.with_struck, worker=worker, pk=division_id)
    return worker_form(
        request,
        worker,
        CorrectDivisionForm,
        template="workforce/hours/division.html",
        context=_contracted(worker),
        title=f"Correct a division of {worker}’s hours",
        contracts=_contracts(worker, division),
        initial={"from_on": division.from_on, "until_on": division.until_on, **_percents(division)},
        closed=division.why_closed,
        save=lambda data: correct_division(division=division, by=request.user, **data),
        success_message="Division corrected. The earlier one is listed as withdrawn.",
    )


@page(PageClass.WORKER_MANAGE)
def division_end(request: Request, pk: UUID, division_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    division = get_object_or_404(HoursDivision.with_struck, worker=worker, pk=division_id)
    return worker_form(
        request,
        worker,
        EndDivisionForm,
        title=f"End a division of {worker}’s hours",
        initial={"until_on": division.until_on or clock.today()},
        closed=division.why_closed,
        save=lambda data: end_division(division=division, by=request.user, **data),
        success_message="Last day of the division saved.",
    )


@page(PageClass.WORKER_MANAGE)
def division_withdraw(request: Request, pk: UUID, division_id: UUID) -> HttpResponse:
    worker = managed_worker(request, pk)
    division = get_object_or_404(HoursDivision.with_struck, worker=worker, pk=division_id)
    return worker_form(
        request,
        worker,
        ReasonForm,
        title=f"Withdraw a division of {worker}’s hours",
        label="What was wrong",
        help_text="The division counts on no day. Sealed returns stay as they are.",
        submit_label="Withdraw",
        closed=division.why_closed,
        save=lambda data: withdraw_division(division=division, by=request.user, **data),
        success_message="Division withdrawn.",
    )


def _division_title(worker: Worker) -> str:
    return f"How {worker}’s hours are divided between contracts"


def _contracted(worker: Worker) -> dict[str, Any]:
    """Return the contracted hours of today for the page above the form; None where there are none."""
    row = worker.contracted_hours.on(clock.today()).first()
    return {"contracted": row.minutes_a_week if row else None}


def _contracts(worker: Worker, division: HoursDivision | None) -> list[Contract]:
    """Return the contracts that may have a share: those of the worker, and those of the division, by name."""
    own = set(worker.contracts.all())
    shared = {share.contract for share in division.shares.select_related("contract")} if division else set()
    return sorted(own | shared, key=lambda contract: (contract.name, str(contract.pk)))


def _percents(division: HoursDivision) -> dict[str, int]:
    return {
        DivisionForm.field_of(share.contract): share.percent for share in division.shares.select_related("contract")
    }


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
