"""Pages on which those who work with a person record and correct their addresses, GP, circumstances and references."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.row_pages import RowPages, Withdrawal
from casework.models import Address, Circumstance, CouncilReference, GpRegistration
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
from design.forms import ReasonForm


def _from_today() -> dict[str, Any]:
    return {"from_on": clock.today()}


def _address_values(address: Address) -> dict[str, Any]:
    columns = ("kind", "lines", "area", "postcode", "note", "from_on", "until_on")
    return {
        **{name: getattr(address, name) for name in columns},
        "is_start_unknown": not address.is_start_known,
    }


ADDRESSES = RowPages(
    model=Address,
    form=AddressForm,
    record=services.record_address,
    change=services.change_address,
    withdraw=services.withdraw_address,
    argument="address",
    values=_address_values,
    new_title="Add an address",
    new_values=lambda: {"kind": AddressKind.HOME, **_from_today()},
    new_message="Address saved.",
    change_title="Change the address {row}",
    change_message="Address saved.",
    withdrawal=Withdrawal(help_text="If the person has left it, change it and enter the last day instead."),
)
GPS = RowPages(
    model=GpRegistration,
    form=GpForm,
    record=services.record_gp,
    change=services.change_gp,
    withdraw=services.withdraw_gp,
    argument="gp",
    columns=("surgery", "doctor", "telephone", "address", "practice_code", "from_on", "until_on"),
    new_title="Add a GP",
    new_values=_from_today,
    new_message="GP saved.",
    change_message="GP saved.",
    withdrawal=Withdrawal(help_text="If the person has changed their GP, add the new one instead."),
)
CIRCUMSTANCES = RowPages(
    model=Circumstance,
    form=CircumstanceForm,
    form_arguments=lambda _individual, row: {"question": row.question},
    record=services.record_circumstance,
    change=services.change_circumstance,
    withdraw=services.withdraw_circumstance,
    argument="circumstance",
    columns=("answer", "from_on", "until_on", "note"),
    change_message="Answer saved.",
    withdrawal=Withdrawal(help_text="If the answer was true once, add the new answer instead."),
)
COUNCIL_REFERENCES = RowPages(
    model=CouncilReference,
    form=CouncilReferenceForm,
    change_form=ChangeCouncilReferenceForm,
    form_arguments=lambda individual, row: {} if row else {"councils": councils_of(individual)},
    record=services.record_council_reference,
    change=services.change_council_reference,
    withdraw=services.withdraw_council_reference,
    argument="council_reference",
    columns=("reference",),
    new_title="Add the Council’s reference",
    new_message="Reference saved.",
    change_title="Change the reference of {row.council}",
    change_message="Reference saved.",
    withdrawal=Withdrawal(help_text="If only the number is wrong, change it instead."),
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
        initial=_from_today(),
        save=lambda data: services.record_circumstance(individual=individual, question=asked, by=request.user, **data),
        success_message="Answer saved.",
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
