"""Who stands around the person."""

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual
from casework.people.forms.person import KeyworkerForm, VisitWarningForm
from contracts.posts import keyworkers_for
from core import clock


@page(PageClass.PERSON_MANAGE)
def keyworker(request, pk):
    """The Council's keyworker changes, from a day."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    return record_form(
        request,
        individual,
        KeyworkerForm,
        active_tab="overview",
        title="Change the keyworker",
        keyworkers=keyworkers_for(request.user, Permission.EDIT_PERSON),
        initial={"from_on": clock.today()},
        save=lambda data: services.change_keyworker(individual=individual, by=request.user, **data),
        success_message="The keyworker is changed.",
    )


@page(PageClass.PERSON_WORK)
def visit_warning(request, pk):
    """What is read before knocking, changed by those who work with the person."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        individual,
        VisitWarningForm,
        active_tab="risk",
        title="At the door",
        initial={
            "visit_warning": individual.visit_warning,
            "access_notes": individual.access_notes,
            "revision": individual.revision,
        },
        save=lambda data: services.set_visit_warning(individual=individual, by=request.user, **data),
        success_message="Kept: it stands where visits are prepared.",
    )
