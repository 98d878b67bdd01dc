"""Who works with a person: the list that explains itself, and the ways in and out."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.walls import hidden_from
from casework import services
from casework.access.records import opened
from casework.allocation.capacity import commissioned_minutes_on
from casework.allocation.forms import AllocateForm, EndAllocationForm
from casework.allocation.worker_ranking import suggest
from casework.models import SupportPackage
from core import clock
from design.form_view import form_page


def _package(request, pk) -> SupportPackage:
    return opened(
        request,
        SupportPackage.objects,
        Permission.ALLOCATE,
        pk=pk,
        person="case__individual",
        related=("case__individual", "case__contract"),
    )


@page(PageClass.PERSON_MANAGE)
def allocate(request, pk):
    """The suggestion list and the form below it."""
    package = _package(request, pk)
    day = max(clock.today(), package.starts_on)
    found = suggest(package, day, hidden=hidden_from(request.user))
    by_id = {str(one.worker.pk): one.worker for one in found}
    person = reverse("person", args=[package.case.individual_id])
    return form_page(
        request,
        AllocateForm,
        title="Allocate a worker",
        template="casework/allocate.html",
        context={
            "individual": package.individual,
            "package": package,
            "day": day,
            "wanted": commissioned_minutes_on(package, day),
            "able": [one for one in found if one.place],
            "others": [one for one in found if not one.place],
            "now_given": package.allocations.from_day(day).select_related("worker__user"),
        },
        initial={"from_on": day},
        suggestions=found,
        check=True,
        confirm="Allocate",
        save=lambda data: services.allocate(
            package=package, by=request.user, **{**data, "worker": by_id[data["worker"]]}
        ),
        done=person,
        said="The worker is allocated.",
        back=person,
    )


@page(PageClass.PERSON_MANAGE)
def end_allocation(request, pk, allocation_id):
    package = _package(request, pk)
    allocation = get_object_or_404(package.allocations.select_related("worker__user"), pk=allocation_id)
    person = reverse("person", args=[package.case.individual_id])
    return form_page(
        request,
        EndAllocationForm,
        title=f"{allocation.worker} no longer works with this person",
        template="casework/person_form.html",
        context={"individual": package.individual, "here": "overview"},
        initial={"until_on": clock.today()},
        check=True,
        confirm="End it",
        save=lambda data: services.end_allocation(allocation=allocation, by=request.user, **data),
        done=person,
        said="The worker no longer works with this person from that day.",
        back=person,
    )
