"""The person's own details: what we call them, where they live and how to reach them. They change what is theirs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.particulars.own_details import load_own_details, own_contact_points
from core import clock
from design.form_view import form_page
from design.forms import PlainForm
from portal.forms import OwnContactForm, OwnMoveForm, OwnNameForm, OwnRemovalForm
from portal.views.loaders import my_record

REMOVED = "Removed by the person"


def _form(request: Request, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's details."""
    back = reverse("own_details")
    return form_page(request, form_class, base="portal/base.html", back=back, success_url=back, **arguments)


@page(PageClass.PORTAL)
@require_safe
def own_details(request: Request) -> HttpResponse:
    """What we have recorded of the person: their own details, and the names of people close to them."""
    person = my_record(request)
    page_context = {"person": person, "details": load_own_details(person), "today": clock.today()}
    return render(request, "portal/details.html", page_context)


@page(PageClass.PORTAL)
def own_name(request: Request) -> HttpResponse:
    person = my_record(request)
    return _form(
        request,
        OwnNameForm,
        title="What we call you",
        initial={"known_as": person.known_as, "revision": person.revision},
        save=lambda data: casework.change_name_to_use(individual=person, by=request.user, **data),
        success_message="Saved. We will use this name.",
    )


@page(PageClass.PORTAL)
def own_contact_new(request: Request) -> HttpResponse:
    person = my_record(request)
    return _form(
        request,
        OwnContactForm,
        title="Add a phone number or email",
        save=lambda data: casework.record_contact_point(individual=person, note="", by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PORTAL)
def own_contact(request: Request, pk: UUID) -> HttpResponse:
    """Change a number or address, or whether it is safe: what waits to be sent to an unsafe one is not sent."""
    point = get_object_or_404(own_contact_points(my_record(request), with_removed=True), pk=pk)
    return _form(
        request,
        OwnContactForm,
        title="Change how we reach you",
        closed="You have removed it." if point.struck_at else "",
        initial={"kind": point.kind, "value": point.value, "is_safe": "yes" if point.is_safe else "no"},
        save=lambda data: casework.change_contact_point(point=point, note=point.note, by=request.user, **data),
        success_message="Saved. We follow this from now on.",
    )


@page(PageClass.PORTAL)
def own_contact_remove(request: Request, pk: UUID) -> HttpResponse:
    point = get_object_or_404(own_contact_points(my_record(request), with_removed=True), pk=pk)
    return _form(
        request,
        OwnRemovalForm,
        title=f"Remove {point.value}",
        closed="You have already removed it." if point.struck_at else "",
        save=lambda data: casework.remove_contact_point(point=point, reason=REMOVED, by=request.user),
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
