"""Pages on which those who work with a person record and correct their addresses, GP, circumstances and references."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.page_access import PageClass, Request, page
from casework import services
from casework.models import Address, Circumstance, CouncilReference, GpRegistration, Individual
from casework.particulars.enums import AddressKind, CircumstanceQuestion
from casework.particulars.forms import (
    AddressForm,
    ChangeCouncilReferenceForm,
    CircumstanceForm,
    CouncilReferenceForm,
    GpForm,
    NhsCheckForm,
)
from casework.particulars.homes import councils_of
from casework.particulars.services import NO_NUMBER, NOT_VERIFIED
from casework.people.views.details import details_form, open_person
from core import clock
from core.models import StrikeThrough
from design.forms import ReasonForm

ADDRESS_COLUMNS = ("kind", "lines", "area", "postcode", "note", "from_on", "until_on")
GP_COLUMNS = ("surgery", "doctor", "telephone", "address", "practice_code", "from_on", "until_on")
CIRCUMSTANCE_COLUMNS = ("answer", "from_on", "until_on", "note")


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _withdraw(
    request: Request, individual: Individual, row: StrikeThrough, save: Callable[[str], object], *, help_text: str
) -> HttpResponse:
    """Return the page on which a row that was recorded by mistake is withdrawn."""
    return details_form(
        request,
        individual,
        ReasonForm,
        title=f"Withdraw {row}",
        label="What was wrong",
        help_text=help_text,
        submit_label="Withdraw",
        closed=row.why_closed,
        save=lambda data: save(data["reason"]),
        success_message="Withdrawn. It stays on file.",
    )


@page(PageClass.PERSON_WORK)
def address_new(request: Request, pk: UUID) -> HttpResponse:
    """Record a move, today's or one ahead, or where the person stays for now."""
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        AddressForm,
        title="Add an address",
        initial={"kind": AddressKind.HOME, "from_on": clock.today()},
        save=lambda data: services.record_address(individual=individual, by=request.user, **data),
        success_message="Address saved.",
    )


@page(PageClass.PERSON_WORK)
def address_change(request: Request, pk: UUID, address_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    address = get_object_or_404(Address.with_struck.filter(individual=individual), pk=address_id)
    return details_form(
        request,
        individual,
        AddressForm,
        title=f"Change the address {address}",
        initial={**_values(address, ADDRESS_COLUMNS), "is_start_unknown": not address.is_start_known},
        closed=address.why_closed,
        save=lambda data: services.change_address(address=address, by=request.user, **data),
        success_message="Address saved.",
    )


@page(PageClass.PERSON_WORK)
def address_withdraw(request: Request, pk: UUID, address_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    address = get_object_or_404(Address.with_struck.filter(individual=individual), pk=address_id)
    return _withdraw(
        request,
        individual,
        address,
        lambda reason: services.withdraw_address(address=address, reason=reason, by=request.user),
        help_text="If the person has left it, change it and enter the last day instead.",
    )


@page(PageClass.PERSON_WORK)
def gp_new(request: Request, pk: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        GpForm,
        title="Add a GP",
        initial={"from_on": clock.today()},
        save=lambda data: services.record_gp(individual=individual, by=request.user, **data),
        success_message="GP saved.",
    )


@page(PageClass.PERSON_WORK)
def gp_change(request: Request, pk: UUID, gp_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    gp = get_object_or_404(GpRegistration.with_struck.filter(individual=individual), pk=gp_id)
    return details_form(
        request,
        individual,
        GpForm,
        title=f"Change {gp}",
        initial=_values(gp, GP_COLUMNS),
        closed=gp.why_closed,
        save=lambda data: services.change_gp(gp=gp, by=request.user, **data),
        success_message="GP saved.",
    )


@page(PageClass.PERSON_WORK)
def gp_withdraw(request: Request, pk: UUID, gp_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    gp = get_object_or_404(GpRegistration.with_struck.filter(individual=individual), pk=gp_id)
    return _withdraw(
        request,
        individual,
        gp,
        lambda reason: services.withdraw_gp(gp=gp, reason=reason, by=request.user),
        help_text="If the person has changed their GP, add the new one instead.",
    )


@page(PageClass.PERSON_WORK)
def circumstance_new(request: Request, pk: UUID, question: str) -> HttpResponse:
    """Record the person's answer to one question of the Council's data, from a day."""
    individual = open_person(request, pk)
    if question not in CircumstanceQuestion.values:
        raise Http404
    asked = CircumstanceQuestion(question)
    return details_form(
        request,
        individual,
        CircumstanceForm,
        title=asked.label,
        question=asked,
        initial={"from_on": clock.today()},
        save=lambda data: services.record_circumstance(individual=individual, question=asked, by=request.user, **data),
        success_message="Answer saved.",
    )


@page(PageClass.PERSON_WORK)
def circumstance_change(request: Request, pk: UUID, circumstance_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    row = get_object_or_404(Circumstance.with_struck.filter(individual=individual), pk=circumstance_id)
    return details_form(
        request,
        individual,
        CircumstanceForm,
        title=f"Change {row}",
        question=row.question,
        initial=_values(row, CIRCUMSTANCE_COLUMNS),
        closed=row.why_closed,
        save=lambda data: services.change_circumstance(circumstance=row, by=request.user, **data),
        success_message="Answer saved.",
    )


@page(PageClass.PERSON_WORK)
def circumstance_withdraw(request: Request, pk: UUID, circumstance_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    row = get_object_or_404(Circumstance.with_struck.filter(individual=individual), pk=circumstance_id)
    return _withdraw(
        request,
        individual,
        row,
        lambda reason: services.withdraw_circumstance(circumstance=row, reason=reason, by=request.user),
        help_text="If the answer was true once, add the new answer instead.",
    )


@page(PageClass.PERSON_WORK)
def council_reference_new(request: Request, pk: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        CouncilReferenceForm,
        title="Add the Council’s reference",
        councils=councils_of(individual),
        save=lambda data: services.record_council_reference(individual=individual, by=request.user, **data),
        success_message="Reference saved.",
    )


@page(PageClass.PERSON_WORK)
def council_reference_change(request: Request, pk: UUID, reference_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    row = get_object_or_404(CouncilReference.with_struck.filter(individual=individual), pk=reference_id)
    return details_form(
        request,
        individual,
        ChangeCouncilReferenceForm,
        title=f"Change the reference of {row.council}",
        initial={"reference": row.reference},
        closed=row.why_closed,
        save=lambda data: services.change_council_reference(council_reference=row, by=request.user, **data),
        success_message="Reference saved.",
    )


@page(PageClass.PERSON_WORK)
def council_reference_withdraw(request: Request, pk: UUID, reference_id: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    row = get_object_or_404(CouncilReference.with_struck.filter(individual=individual), pk=reference_id)
    return _withdraw(
        request,
        individual,
        row,
        lambda reason: services.withdraw_council_reference(council_reference=row, reason=reason, by=request.user),
        help_text="If only the number is wrong, change it instead.",
    )


@page(PageClass.PERSON_WORK)
def nhs_check(request: Request, pk: UUID) -> HttpResponse:
    """Record that the NHS number was checked, when and how."""
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        NhsCheckForm,
        title=f"Check of the NHS number {individual.nhs_number or ''}".strip(),
        initial={"checked_on": clock.today(), "revision": individual.revision},
        closed="" if individual.nhs_number else NO_NUMBER,
        save=lambda data: services.verify_nhs_number(individual=individual, by=request.user, **data),
        success_message="NHS number verified.",
    )


@page(PageClass.PERSON_WORK)
def nhs_check_withdraw(request: Request, pk: UUID) -> HttpResponse:
    individual = open_person(request, pk)
    return details_form(
        request,
        individual,
        ReasonForm,
        title="The NHS number is not verified",
        label="What was wrong",
        submit_label="Withdraw the check",
        closed="" if individual.is_nhs_verified else NOT_VERIFIED,
        save=lambda data: services.withdraw_nhs_check(individual=individual, by=request.user, **data),
        success_message="The check is withdrawn.",
    )
