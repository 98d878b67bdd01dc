"""The person's details, the ways to reach them and who is close to them, for those who work with them."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.access.row_pages import RowPages, Withdrawal, removal
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
from casework.particulars.other_records import circumstances_of_other_records, gp_of_other_record
from casework.people.forms.details import ContactPointForm, PersonDetailsForm, RelationshipForm
from casework.people.forms.safe_to_use import safety_answer
from casework.people.safety_facts import SafetyFacts, facts_of
from casework.people.same_number import is_unsafe_for_texts, words_about_same_number
from casework.people.sign_in_notice import sign_in_notice
from core import clock
from design.forms import PlainForm

COLUMNS = (
    *("full_name", "known_as", "former_names", "date_of_birth", "born_about", "nhs_number"),
    *("worker_gender_wish", "worker_language_wish"),
)
WITHDRAWN = (ContactPoint, Relationship, Address, GpRegistration, Circumstance, CouncilReference)


def _contact_values(point: ContactPoint) -> dict[str, Any]:
    return {"kind": point.kind, "value": point.value, "is_safe": safety_answer(point.is_safe), "note": point.note}


def _sign_in_notice(individual: Individual, _point: ContactPoint | None) -> dict[str, Any]:
    """Return the page of a way to contact the person, with how they sign in."""
    context = sign_in_notice(individual, individual.user)
    return {"template": "casework/people/contact_point.html", "context": context}


CONTACTS = RowPages(
    model=ContactPoint,
    form=ContactPointForm,
    record=services.record_contact_point,
    change=services.change_contact_point,
    withdraw=services.remove_contact_point,
    argument="point",
    values=_contact_values,
    form_arguments=_sign_in_notice,
    new_title="Add a way to contact the person",
    further_words=words_about_same_number,
    withdrawal=removal("For example, the number is no longer theirs. If it is theirs but not safe, change it instead."),
)
RELATIONSHIPS = RowPages(
    model=Relationship,
    form=RelationshipForm,
    record=services.record_relationship,
    change=services.change_relationship,
    withdraw=services.withdraw_relationship,
    argument="relationship",
    columns=(
        *("kind", "name", "telephone", "email", "contact_safety", "knows_of_support", "emergency_order", "note"),
        *("from_on", "until_on"),
    ),
    new_title="Add someone close to the person",
    new_values=lambda: {"from_on": clock.today()},
    withdrawal=Withdrawal(help_text="If the relationship has ended, change it and enter the last day instead."),
)


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
    withdrawn = sorted(struck, key=lambda row: row.struck_at, reverse=True)
    today, facts = clock.today(), facts_of(individual)
    page_context = {
        "individual": individual,
        "addresses": individual.addresses.not_ended(today),
        "former_addresses": individual.addresses.filter(until_on__lte=today).latest_first(),
        "gps": individual.gp_registrations.all(),
        "other_gp": gp_of_other_record(individual, today),
        "circumstances": _circumstances(individual, today),
        "council_references": individual.council_references.select_related("council"),
        "points": _contact_points(individual, facts),
        "relationships": _people_close(individual, facts),
        "today": today,
        "withdrawn": withdrawn,
    }
    return render(request, "casework/people/details.html", page_context)


def _contact_points(individual: Individual, facts: SafetyFacts) -> list[ContactPoint]:
    """Return the ways to reach the person, each with `unsafe_by_calls`: whether its number is not safe for calls."""
    points = list(individual.contact_points.all())
    for point in points:
        point.unsafe_by_calls = is_unsafe_for_texts(point, facts)  # type: ignore[attr-defined]
    return points


def _people_close(individual: Individual, facts: SafetyFacts) -> list[Relationship]:
    """Return those close to the person, now and before, each with `may_talk` and `answers` about contacting them."""
    rows = list(individual.relationships.order_by("until_on", "name", "pk"))
    for row in rows:
        row.may_talk = facts.may_talk_with(row.name)  # type: ignore[attr-defined]
        answers = facts.answers_about(row.name, row.contact_safety, row.knows_of_support)
        row.answers = answers  # type: ignore[attr-defined]
    return rows


def _circumstances(
    individual: Individual, day: datetime.date
) -> list[tuple[CircumstanceQuestion, list[Circumstance], Circumstance | None]]:
    """Return each question with its answers, the latest first, and the answer that only another record has on `day`."""
    answers: dict[str, list[Circumstance]] = {question: [] for question in CircumstanceQuestion}
    for row in individual.circumstances.all():
        answers[row.question].append(row)
    others = circumstances_of_other_records(individual, day)
    return [(CircumstanceQuestion(question), rows, others.get(question)) for question, rows in answers.items()]


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
