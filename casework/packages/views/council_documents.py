"""The Council's documents of a package."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from casework.packages.forms.council_documents import CouncilDocumentForm
from core import clock
from core.request_bodies import MOST_FILES, takes_up_to


@takes_up_to(MOST_FILES)
@page(PageClass.PERSON_MANAGE)
def document_add(request: Request, pk: UUID) -> HttpResponse:
    """Attach a document of the Council."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return record_form(
        request,
        package,
        CouncilDocumentForm,
        active_tab="overview",
        title="Add a Council document",
        initial={"received_on": clock.today()},
        save=lambda data: services.attach_council_document(package=package, by=request.user, **data),
        success_message="Document saved.",
        back=reverse("package", args=[pk]),
    )
