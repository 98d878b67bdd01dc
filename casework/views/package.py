"""A support package: its workers, its end."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.pages import PageClass, page
from casework import capacity, services
from casework.access import opened
from casework.forms import AllocateForm, EndForm
from casework.models import SupportPackage
from core import clock
from design.pages import form_page


@page(PageClass.PERSON_MANAGE)
def allocate(request, pk):
    package = opened(
        request,
        SupportPackage.objects,
        Permission.ALLOCATE,
        pk=pk,
        person="case__individual",
        related=("case__individual", "case__contract"),
    )
    loads = capacity.for_package(package, max(clock.today(), package.starts_on))

    def save(data):
        worker = next(load.worker for load in loads if str(load.worker.pk) == data["worker"])
        return services.allocate(
            package=package, worker=worker, kind=data["kind"], from_on=data["from_on"], by=request.user
        )

    return form_page(
        request,
        AllocateForm,
        title="Allocate a worker",
        template="casework/allocate.html",
        context={"individual": package.individual, "package": package, "loads": loads},
        initial={"from_on": max(clock.today(), package.starts_on)},
        loads=loads,
        save=save,
        done=reverse("person", args=[package.case.individual_id]),
        said="The worker is allocated.",
        back=reverse("person", args=[package.case.individual_id]),
    )


@page(PageClass.PERSON_MANAGE)
def end_package(request, pk):
    package = opened(
        request,
        SupportPackage.objects,
        Permission.ALLOCATE,
        pk=pk,
        person="case__individual",
        related=("case__individual", "case__contract"),
    )
    person = reverse("person", args=[package.case.individual_id])
    return form_page(
        request,
        EndForm,
        title="End support",
        template="casework/person_form.html",
        context={"individual": package.individual, "here": "overview"},
        key=f"casework.end:{pk}",
        save=lambda data: services.end_package(package=package, by=request.user, **data),
        done=person,
        said="Support has ended.",
        back=person,
    )
