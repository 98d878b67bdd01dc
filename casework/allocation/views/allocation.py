"""Allocate workers to a package, and end allocations."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.allocation.capacity import commissioned_minutes_on
from casework.allocation.forms import AllocateForm, EndAllocationForm
from casework.allocation.worker_ranking import suggest
from casework.models import Allocation, SupportPackage
from core import clock
from design.forms import ReasonForm


@page(PageClass.PERSON_MANAGE)
def allocate(request: Request, pk: UUID) -> HttpResponse:
    """Show the suggested workers and the form to allocate one."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    day = package.first_day_from(clock.today())
    ranking = suggest(package, day, hidden=hidden_from(request.user))
    by_id = {str(row.worker.pk): row.worker for row in ranking}
    return record_form(
        request,
        package,
        AllocateForm,
        active_tab="overview",
        title="Allocate a worker",
        template="casework/allocation/allocate.html",
        context={
            "package": package,
            "day": day,
            "required_minutes": commissioned_minutes_on(package, day),
            "able": [row for row in ranking if row.place],
            "others": [row for row in ranking if not row.place],
            "allocations": package.allocations.from_day(day).select_related("worker__user"),
        },
        initial={"from_on": day},
        suggestions=ranking,
        review=True,
        confirm_label="Allocate",
        save=lambda data: services.allocate(
            package=package, by=request.user, **{**data, "worker": by_id[data["worker"]]}
        ),
        success_message="Worker allocated.",
    )


@page(PageClass.PERSON_MANAGE)
def end_allocation(request: Request, pk: UUID, allocation_id: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    allocation = get_object_or_404(package.allocations.select_related("worker__user"), pk=allocation_id)
    return record_form(
        request,
        package,
        EndAllocationForm,
        active_tab="overview",
        title=f"End the allocation of {allocation.worker}",
        initial={"until_on": clock.today()},
        review=True,
        confirm_label="End allocation",
        save=lambda data: services.end_allocation(allocation=allocation, by=request.user, **data),
        success_message="The allocation ends on that date.",
    )


@page(PageClass.PERSON_MANAGE)
def withdraw_allocation(request: Request, pk: UUID, allocation_id: UUID) -> HttpResponse:
    """Withdraw an allocation that was recorded by mistake."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    allocation = get_object_or_404(
        Allocation.with_struck.select_related("worker__user"), package=package, pk=allocation_id
    )
    return record_form(
        request,
        package,
        ReasonForm,
        active_tab="overview",
        title=f"Withdraw the allocation of {allocation.worker}",
        label="What was wrong",
        help_text="This worker then counts as never allocated. The worker before them is allocated again, if possible.",
        submit_label="Withdraw",
        closed=allocation.why_closed,
        save=lambda data: services.withdraw_allocation(allocation=allocation, by=request.user, **data),
        success_message="Allocation withdrawn.",
        back=reverse("package", args=[pk]),
    )
