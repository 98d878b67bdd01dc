"""Opening a record outside one's caseload."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.page_access import PageClass, page
from casework import services
from casework.access.forms import ReasonForm
from casework.models import Individual
from design.form_view import form_page


@page(PageClass.STAFF_ONLY)
def ask_to_open(request, pk):
    """Staff open a record outside their caseload with a reason: for an hour, on record."""
    individual = get_object_or_404(Individual.objects.findable_by(request.user), pk=pk)
    return form_page(
        request,
        ReasonForm,
        title=f"Open the record of {individual}",
        template="casework/ask_to_open.html",
        keeps_draft=False,  # a reason is given for each opening, never one from another day
        save=lambda data: services.open_with_reason(individual=individual, by=request.user, **data),
        success_url=reverse("person", args=[pk]),
        back=reverse("people"),
    )
