"""The person's details, the ways to reach them and who is close to them, for those who work with them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import (
    Address,
    Circumstance,
    ContactPoint,
    CouncilReference,
    GpRegistration,
    Individual,
    Relationship,
)
from casework.particulars.enums import CircumstanceQuestion
from casework.people.forms.details import ContactPointForm, PersonDetailsForm, RelationshipForm
from core import clock
from design.forms import PlainForm, ReasonForm

COLUMNS = (
    *("full_name", "known_as", "former_names", "date_of_birth", "born_about", "nhs_number"),
    *("worker_gender_wish", "worker_language_wish"),
)
RELATIONSHIP_COLUMNS = (
    *("kind", "name", "telephone", "email", "contact_safety", "knows_of_support", "emergency_order", "note"),
    *("from_on", "until_on"),
)
WITHDRAWN = (ContactPoint, Relationship, Address, GpRegistration, Circumstance, CouncilReference)


def open_person(request: Request, pk: UUID) -> Individual:
    """Return the person, with whom the user works. Raises Http404 or PermissionDenied."""
    return open_record(request, Individual, Permission.WRITE_PLAN, pk)


@page(PageClass.PERSON_WORK)
@require_safe
def details(request: Request, pk: UUID) -> HttpResponse:
    """Who the person is, how to reach them and who is close to them, with what was withdrawn."""
    individual = open_person(request, pk)
    struck: list[Any] = [
        row
        for model in WITHDRAWN
        for row in model.with_struck.filter(individual=individual, struck_at__isnull=False).select_related("struck_by")
    ]
    today = clock.today()
    page_context = {
        "individual": individual,
        "addresses": individual.addresses.not_ended(today),
        "former_addresses": individual.addresses.filter(until_on__lte=today).latest_first(),
        "gps": individual.gp_registrations.all(),
        "circumstances": _circumstances(individual),
        "council_references": individual.council_references.select_related("council"),
        "points": individual.contact_points.all(),
        "relationships": individual.relationships.order_by("until_on", "name", "pk"),
        "today": today,
        "withdrawn": sorted(struck, key=lambda row: row.struck_at, reverse=True),
    }
    return render(request, "casework/people/details.html", page_context)


def _circumstances(individual: Individual) -> list[tuple[CircumstanceQuestion, list[Circumstance]]]:
    """Return each question with its answers, the latest first; one that was not asked has none."""
    answers: dict[str, list[Circumstance]] = {question: [] for question in CircumstanceQuestion}
    for row in individual.circumstances.all():
        answers[row.question].append(row)
    return [(CircumstanceQuestion(question), rows) for question, rows in answers.items()]


def details_form(
    request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any
) -> HttpResponse:
    """Return the page of a form that leads back to the person's details."""
    back = reverse("person_details", args=[individual.pk])
    return record_form(request, individual, form_class, active_tab="overview", back=back, **arguments)


@page(PageClass.PERSON_WORK)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change the name, birth, NHS number and wishes."""
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        PersonDetailsForm,
        title="Change the details",
        initial={
            **{name: getattr(individual, name) for name in COLUMNS},
            "revision": individual.revision,
        },
        save=lambda data: services.change_person(individual=individual, by=request.user, **data),
        success_message="Details saved.",
    )


@page(PageClass.PERSON_WORK)
def contact_new(request: Request, pk: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        ContactPointForm,
        title="Add a way to contact the person",
        save=lambda data: services.record_contact_point(individual=individual, by=request.user, **data),
        success_message="Added.",
    )


@page(PageClass.PERSON_WORK)
def contact_change(request: Request, pk: UUID, point_id: UUID) -> HttpResponse:
    """Change a number or address, or whether it is safe."""
    individual = open_person(request, pk)
    point = get_object_or_404(ContactPoint.with_struck.filter(individual=individual), pk=point_id)
    return details_form(
        request,
        individual,
        ContactPointForm,
        title=f"Change {point}",
        initial={
            "kind": point.kind,
            "value": point.value,
            "is_safe": "yes" if point.is_safe else "no",
            "note": point.note,
        },
        closed=point.why_closed,
        save=lambda data: services.change_contact_point(point=point, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def contact_remove(request: Request, pk: UUID, point_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    point = get_object_or_404(ContactPoint.with_struck.filter(individual=individual), pk=point_id)
    return details_form(
        request,
        individual,
        ReasonForm,
        title=f"Remove {point}",
        label="Why it is removed",
        help_text="For example, the number is no longer theirs. If it is theirs but not safe, change it instead.",
        submit_label="Remove",
        closed=point.why_closed,
        save=lambda data: services.remove_contact_point(point=point, by=request.user, **data),
        success_message="Removed. It stays on file.",
    )


@page(PageClass.PERSON_WORK)
def relationship_new(request: Request, pk: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        RelationshipForm,
        title="Add someone close to the person",
        initial={"from_on": clock.today()},
        save=lambda data: services.record_relationship(individual=individual, by=request.user, **data),
        success_message="Added.",
    )


@page(PageClass.PERSON_WORK)
def relationship_change(request: Request, pk: UUID, relationship_id: UUID) -> HttpResponse:
    """Change somebody close to the person, or enter the last day."""
    individual = open_person(request, pk)
    relationship = get_object_or_404(Relationship.with_struck.filter(individual=individual), pk=relationship_id)
    return details_form(
        request,
        individual,
        RelationshipForm,
        title=f"Change {relationship}",
        initial={name: getattr(relationship, name) for name in RELATIONSHIP_COLUMNS},
        closed=relationship.why_closed,
        save=lambda data: services.change_relationship(relationship=relationship, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def relationship_withdraw(request: Request, pk: UUID, relationship_id: UUID) -> HttpResponse:
    """Withdraw somebody who was recorded by mistake."""
    individual = open_person(request, pk)
    relationship = get_object_or_404(Relationship.with_struck.filter(individual=individual), pk=relationship_id)
    return details_form(
        request,
        individual,
        ReasonForm,
        title=f"Withdraw {relationship}",
        label="What was wrong",
        help_text="If the relationship has ended, change it and enter the last day instead.",
        submit_label="Withdraw",
        closed=relationship.why_closed,
        save=lambda data: services.withdraw_relationship(relationship=relationship, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
    )
