"""Changing the keyworker and the warning before a visit."""

from uuid import UUID

from django.http import HttpResponse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from casework.people.forms.person import KeyworkerForm, VisitWarningForm
from contracts.posts import keyworkers_for
from core import clock


@page(PageClass.PERSON_MANAGE)
def keyworker(request: Request, pk: UUID) -> HttpResponse:
    """Change the Council's keyworker from a day."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    return record_form(
        request,
        individual,
        KeyworkerForm,
        active_tab="overview",
        title="Change keyworker",
        keyworkers=keyworkers_for(request.user, Permission.EDIT_PERSON),
        initial={"from_on": clock.today()},
        save=lambda data: services.change_keyworker(individual=individual, by=request.user, **data),
        success_message="Keyworker changed.",
    )


@page(PageClass.PERSON_WORK)
def visit_warning(request: Request, pk: UUID) -> HttpResponse:
    """Change the warning that is read before a visit; for those who work with the person."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        individual,
        VisitWarningForm,
        active_tab="risk",
        title="Visit warning",
        initial={
            "visit_warning": individual.visit_warning,
            "access_notes": individual.access_notes,
            "revision": individual.revision,
        },
        save=lambda data: services.set_visit_warning(individual=individual, by=request.user, **data),
        success_message="Saved. The warning is shown next to planned visits.",
    )
