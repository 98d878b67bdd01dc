"""Who stands around the person."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.records import opened
from casework.models import Individual
from casework.people.forms.person import KeyworkerForm, VisitWarningForm
from contracts.posts import keyworkers_for
from core import clock
from design.form_view import form_page


@page(PageClass.PERSON_MANAGE)
def keyworker(request, pk):
    """The Council's keyworker changes, from a day."""
    individual = opened(request, Individual.objects, Permission.EDIT_PERSON, pk=pk)
    return form_page(
        request,
        KeyworkerForm,
        title="Change the keyworker",
        template="casework/person_form.html",
        context={"individual": individual, "here": "overview"},
        keyworkers=keyworkers_for(request.user, Permission.EDIT_PERSON),
        initial={"from_on": clock.today()},
        save=lambda data: services.change_keyworker(individual=individual, by=request.user, **data),
        done=reverse("person", args=[pk]),
        said="The keyworker is changed.",
        back=reverse("person", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def visit_warning(request, pk):
    """What is read before knocking, changed by those who work with the person."""
    individual = opened(request, Individual.objects, Permission.WRITE_PLAN, pk=pk)
    return form_page(
        request,
        VisitWarningForm,
        title="At the door",
        template="casework/person_form.html",
        context={"individual": individual, "here": "risk"},
        key=f"casework.door:{pk}",
        initial={
            "visit_warning": individual.visit_warning,
            "access_notes": individual.access_notes,
            "revision": individual.revision,
        },
        save=lambda data: services.set_visit_warning(individual=individual, by=request.user, **data),
        done=reverse("person_risk", args=[pk]),
        said="Kept: it stands where visits are prepared.",
        back=reverse("person_risk", args=[pk]),
    )
