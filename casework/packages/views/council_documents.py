"""The Council's documents of a package."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.records import opened
from casework.importing.forms import CouncilDocumentForm
from casework.models import SupportPackage
from core import clock
from design.form_view import form_page


@page(PageClass.PERSON_MANAGE)
def document_add(request, pk):
    """Attach what the Council sent."""
    package = opened(
        request,
        SupportPackage.objects,
        Permission.ALLOCATE,
        pk=pk,
        person="case__individual",
        related=("case__individual", "case__contract"),
    )
    shown = reverse("package", args=[pk])
    return form_page(
        request,
        CouncilDocumentForm,
        title="Attach a document of the Council",
        template="casework/person_form.html",
        context={"individual": package.individual, "here": "overview"},
        initial={"received_on": clock.today()},
        save=lambda data: services.attach_council_document(package=package, by=request.user, **data),
        done=shown,
        said="The document is kept with the package.",
        back=shown,
    )
