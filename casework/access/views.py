"""Opening a record outside the caseload."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.forms import OpenWithReasonForm
from casework.models import Individual
from design.form_view import form_page


@page(PageClass.STAFF_ONLY)
def ask_to_open(request: Request, pk: UUID) -> HttpResponse:
    """Open a record outside the caseload for an hour, with a reason that is recorded."""
    individual = get_object_or_404(Individual.objects.findable_by(request.user), pk=pk)
    return form_page(
        request,
        OpenWithReasonForm,
        title=f"Open {individual}'s record",
        template="casework/access/ask_to_open.html",
        keeps_draft=False,  # each access needs its own reason
        save=lambda data: services.open_with_reason(individual=individual, by=request.user, **data),
        success_url=reverse("person", args=[pk]),
        back=reverse("people"),
    )
