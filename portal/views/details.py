"""The person's own details: what we call them, where they live and how to reach them. They change what is theirs."""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.access.representatives import representatives_of
from casework.models import Address, Individual
from casework.particulars.enums import ABOUT_CARERS, AccommodationStatus, CircumstanceQuestion
from casework.particulars.own_details import OwnDetails, load_own_details, own_addresses, own_contact_points
from casework.people.forms.safe_to_use import safety_answer
from casework.people.sign_in_notice import sign_in_notice
from core import clock
from design.form_view import form_page
from design.forms import PlainForm
from portal.forms import OwnAddressForm, OwnCarerForm, OwnContactForm, OwnMoveForm, OwnNameForm, OwnRemovalForm
from portal.views.loaders import my_record

ADDRESS_COLUMNS = ("kind", "lines", "area", "postcode", "from_on", "until_on")
# The questions of the Council about the person's life, as the person reads them.
QUESTIONS = {
    CircumstanceQuestion.ACCOMMODATION: "The kind of home I have",
    CircumstanceQuestion.EMPLOYMENT: "My work",
    CircumstanceQuestion.HAS_CARER: "Does a friend or relative care for me?",
    CircumstanceQuestion.IS_CARER: "Do I care for someone?",
}
# The kinds of home in plainer words; other answers are plain enough.
HOMES: dict[str, str] = {
    AccommodationStatus.OWNER: "I own it, or a part of it",
    AccommodationStatus.TENANT: "I rent from the Council or a group that lets homes",
    AccommodationStatus.PRIVATE_TENANT: "I rent from a private owner",
    AccommodationStatus.FAMILY: "I live with family or friends",
    AccommodationStatus.SUPPORTED: "A home with support, lodgings or a shared home",
    AccommodationStatus.SHARED_LIVES: "I live with a family that I was matched with (Shared Lives)",
    AccommodationStatus.PROBATION: "A hostel after prison",
    AccommodationStatus.SHELTERED: "A flat with a warden or with care",
    AccommodationStatus.MOBILE: "A home that moves, as a Gypsy, Roma or Traveller",
    AccommodationStatus.ROUGH: "I sleep rough, or squat",
    AccommodationStatus.HOSTEL: "A hostel or a night shelter",
    AccommodationStatus.REFUGE: "A refuge",
    AccommodationStatus.TEMPORARY: "A place from the Council for now",
    AccommodationStatus.GUEST: "I stay with family or friends for a short time",
    AccommodationStatus.HOSPITAL: "In hospital",
    AccommodationStatus.CARE_HOME: "A care home",
    AccommodationStatus.NURSING_HOME: "A nursing home",
    AccommodationStatus.PRISON: "In prison",
    AccommodationStatus.OTHER_TEMPORARY: "Another place for now",
}
ALREADY_REMOVED = "You have already removed it."


def _form(request: Request, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's details."""
    back = reverse("own_details")
    return form_page(request, form_class, base="portal/base.html", back=back, success_url=back, **arguments)


@page(PageClass.PORTAL)
@require_safe
def own_details(request: Request) -> HttpResponse:
    """What we have recorded of the person: their own details, and the names of people close to them."""
    person = my_record(request)
    details = load_own_details(person)
    page_context = {
        "person": person,
        "details": details,
        "today": clock.today(),
        "facts": _facts(person, details),
    }
    return render(request, "portal/details.html", page_context)


@dataclass(frozen=True)
class Fact:
    """Something that is on file about the person; `about` is how a message about it is addressed.

    `question` is what the person answers themselves; "" for what only staff change.
    """

    title: str
    value: str
    about: str
    question: str = ""

    @property
    def query(self) -> str:
        """What follows the address of the page to write to us about it."""
        return f"?about={self.about}"


def _facts(person: Individual, details: OwnDetails) -> list[Fact]:
    """Return what staff recorded: the person reads it, answers what is about carers, and writes to us for the rest."""
    number = person.nhs_number or ""
    facts = [
        Fact("My date of birth", person.born, "date-of-birth"),
        Fact("My NHS number", " ".join(filter(None, (number[:3], number[3:6], number[6:]))), "nhs-number"),
    ]
    for question, title in QUESTIONS.items():
        answer = details.answers.get(question)
        value = HOMES.get(answer.answer, answer.answer_label) if answer else ""
        facts.append(Fact(title, value, question, question if question in ABOUT_CARERS else ""))
    return facts


@page(PageClass.PORTAL)
def own_name(request: Request) -> HttpResponse:
    person = my_record(request)
    representatives = {str(row.pk): row for row in representatives_of(person)}

    def save(data: dict[str, Any]) -> Individual:
        shown_to = [representatives[key] for key in data.pop("shown_to", [])]
        return casework.change_name_to_use(individual=person, shown_to=shown_to, by=request.user, **data)

    return _form(
        request,
        OwnNameForm,
        title="What we call you",
        people=[(key, str(row)) for key, row in representatives.items()],
        initial={"known_as": person.known_as, "revision": person.revision},
        save=save,
        success_message="Saved. We will use this name.",
    )


@page(PageClass.PORTAL)
def own_carer(request: Request, question: str) -> HttpResponse:
    """Answer whether a friend or relative cares for the person, or whom they care for, from today on."""
    person = my_record(request)
    if question not in ABOUT_CARERS:
        raise Http404
    answer = load_own_details(person).answers.get(question)
    return _form(
        request,
        OwnCarerForm,
        title=QUESTIONS[CircumstanceQuestion(question)],
        tab="My details",
        initial={"answer": answer.answer} if answer else {},
        save=lambda data: casework.answer_about_carers(individual=person, question=question, by=request.user, **data),
        success_message="Saved. Your worker sees it.",
    )


@page(PageClass.PORTAL)
def own_contact_new(request: Request) -> HttpResponse:
    person = my_record(request)
    return _form(
        request,
        OwnContactForm,
        title="Add a phone number or email",
        template="portal/own_contact.html",
        context=sign_in_notice(person, request.user),
        save=lambda data: casework.record_contact_point(individual=person, note="", by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PORTAL)
def own_contact(request: Request, pk: UUID) -> HttpResponse:
    """Change a number or address, or whether it is safe: what waits to be sent to an unsafe one is not sent."""
    person = my_record(request)
    point = get_object_or_404(own_contact_points(person, with_removed=True), pk=pk)
    return _form(
        request,
        OwnContactForm,
        title="Change how we reach you",
        template="portal/own_contact.html",
        context=sign_in_notice(person, request.user),
        closed="You have removed it." if point.struck_at else "",
        initial={
            "kind": point.kind,
            "value": point.value,
            "is_safe": safety_answer(point.is_safe),
            "own_note": point.own_note,
        },
        save=lambda data: casework.change_contact_point(point=point, note=point.note, by=request.user, **data),
        success_message="Saved. We follow this from now on.",
    )


@page(PageClass.PORTAL)
def own_contact_remove(request: Request, pk: UUID) -> HttpResponse:
    point = get_object_or_404(own_contact_points(my_record(request), with_removed=True), pk=pk)
    return _form(
        request,
        OwnRemovalForm,
        title=f"Remove “{point.get_kind_display()}: {point.value}”",
        tab="My details",
        closed=ALREADY_REMOVED if point.struck_at else "",
        save=lambda data: casework.remove_contact_point(point=point, by=request.user, **data),
        success_message="Removed.",
    )


@page(PageClass.PORTAL)
def own_move(request: Request) -> HttpResponse:
    """Record that the person has moved, will move, or stays somewhere else for now."""
    person = my_record(request)
    return _form(
        request,
        OwnMoveForm,
        title="I have a new address",
        initial={"from_on": clock.today()},
        save=lambda data: casework.record_address(
            individual=person, is_start_known=True, note="", by=request.user, **data
        ),
        success_message="Saved. Your worker sees it.",
    )


def _own_address(request: Request, pk: UUID) -> Address:
    """Return an address of the person, also one that they removed. Raises Http404 for others."""
    return get_object_or_404(own_addresses(my_record(request), with_removed=True), pk=pk)


@page(PageClass.PORTAL)
def own_address(request: Request, pk: UUID) -> HttpResponse:
    """Correct an address, or say until when it was theirs. What staff noted about it stays."""
    address = _own_address(request, pk)

    def is_start_known(from_on: datetime.date) -> bool:
        return address.is_start_known or from_on != address.from_on

    return _form(
        request,
        OwnAddressForm,
        title="Change this address",
        closed=ALREADY_REMOVED if address.struck_at else "",
        initial={name: getattr(address, name) for name in ADDRESS_COLUMNS},
        save=lambda data: casework.change_address(
            address=address,
            note=address.note,
            is_start_known=is_start_known(data["from_on"]),
            by=request.user,
            **data,
        ),
        success_message="Saved. Your worker sees it.",
    )


@page(PageClass.PORTAL)
def own_address_remove(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw an address that is not theirs: the one before it counts again."""
    address = _own_address(request, pk)
    return _form(
        request,
        OwnRemovalForm,
        title=f"Remove {address}",
        tab="My details",
        closed=ALREADY_REMOVED if address.struck_at else "",
        save=lambda data: casework.withdraw_address(address=address, by=request.user, **data),
        success_message="Removed. Your worker sees it.",
    )
