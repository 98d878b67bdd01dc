"""Recording that a person wants no digital contact, and taking that away."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.digital_contact.forms import NoDigitalContactForm
from casework.digital_contact.models import wants_no_digital_contact
from casework.models import Individual
from core import clock
from design.forms import ReasonForm


@page(PageClass.PERSON_WORK)
def record(request: Request, pk: UUID) -> HttpResponse:
    """Record that the person wants no emails, texts or pages of their own."""
    individual = open_record(request, Individual, Permission.KEEP_PORTAL, pk)
    return record_form(
        request,
        individual,
        NoDigitalContactForm,
        active_tab="overview",
        title="No digital contact",
        initial={"said_on": clock.today()},
        closed="This is recorded already." if wants_no_digital_contact(individual) else "",
        save=lambda data: services.record_no_digital_contact(individual=individual, by=request.user, **data),
        success_message="Saved. We send them no emails or texts. Record what they tell you on their record.",
        back=reverse("person_own_pages", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def end(request: Request, pk: UUID) -> HttpResponse:
    """Take the mark away."""
    individual = open_record(request, Individual, Permission.KEEP_PORTAL, pk)
    return record_form(
        request,
        individual,
        ReasonForm,
        active_tab="overview",
        title="Digital contact is wanted again",
        label="What did they say?",
        submit_label="Save",
        closed="" if wants_no_digital_contact(individual) else "Nothing is recorded that could end.",
        save=lambda data: services.end_no_digital_contact(individual=individual, by=request.user, **data),
        success_message="Saved. We can write to them where it is safe.",
        back=reverse("person_own_pages", args=[pk]),
    )
