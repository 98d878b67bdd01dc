"""Changing the keyworker and the warning before a visit."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, KeyworkerTerm
from casework.people.forms.person import KeyworkerForm, VisitWarningForm
from contracts.posts import keyworkers_for
from core import clock
from design.forms import ReasonForm


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
        template="casework/people/keyworker.html",
        context={
            "terms": individual.keyworker_terms.select_related("user").order_by("-from_on"),
            "withdrawn": _withdrawn_terms(individual),
        },
        keyworkers=keyworkers_for(request.user, Permission.EDIT_PERSON),
        initial={"from_on": clock.today()},
        save=lambda data: services.change_keyworker(individual=individual, by=request.user, **data),
        success_message="Keyworker changed.",
    )


def _withdrawn_terms(individual: Individual) -> QuerySet[KeyworkerTerm]:
    """Return the keyworkers of the person who were recorded by mistake."""
    terms = KeyworkerTerm.with_struck.filter(individual=individual, struck_at__isnull=False)
    return terms.select_related("user", "struck_by").order_by("struck_at")


@page(PageClass.PERSON_MANAGE)
def withdraw_keyworker(request: Request, pk: UUID, term_id: UUID) -> HttpResponse:
    """Withdraw a keyworker who was recorded by mistake."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    term = get_object_or_404(KeyworkerTerm.with_struck.select_related("user"), individual=individual, pk=term_id)
    return record_form(
        request,
        individual,
        ReasonForm,
        active_tab="overview",
        title=f"Withdraw {term.user} as keyworker from {term.from_on:%-d %B %Y}",
        label="What was wrong",
        help_text="The earlier keyworker takes over again.",
        submit_label="Withdraw",
        closed=term.why_closed,
        save=lambda data: services.withdraw_keyworker(term=term, by=request.user, **data),
        success_message="Keyworker withdrawn.",
        back=reverse("person_keyworker", args=[pk]),
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
