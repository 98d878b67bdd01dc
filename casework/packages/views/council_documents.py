"""The Council's documents of a package."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.importing.forms import CouncilDocumentForm
from casework.models import SupportPackage
from core import clock


@page(PageClass.PERSON_MANAGE)
def document_add(request, pk):
    """Attach what the Council sent."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    shown = reverse("package", args=[pk])
    return record_form(
        request,
        package,
        CouncilDocumentForm,
        active_tab="overview",
        title="Attach a document of the Council",
        initial={"received_on": clock.today()},
        save=lambda data: services.attach_council_document(package=package, by=request.user, **data),
        success_message="The document is kept with the package.",
        back=shown,
    )
