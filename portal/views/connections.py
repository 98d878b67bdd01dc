"""The person's maps of people and places: then and now, and what the change means to them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.models import Individual
from design.form_view import form_page
from portal.shared import maps_to_read
from portal.views.loaders import get_own, my_record
from portal.views.represented import represented_connections
from reviews import services
from reviews.connections.forms import OwnMeaningForm
from reviews.connections.rules import why_no_meaning
from reviews.models import ConnectionsMap


@page(PageClass.PORTAL)
@require_safe
def my_connections(request: Request) -> HttpResponse:
    """The person's maps; for who has no own pages, those that they may see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).exists():
        return represented_connections(request, back="me")
    person = my_record(request)
    views = maps_to_read(ConnectionsMap.objects.allowing(request.user, Permission.READ_OWN))
    own_views = views.get(person.pk, [])
    page_context = {
        "is_own": True,
        "people": [(person.name_to_use, own_views)],
        "has_maps": bool(own_views),
        "back": "me",
    }
    return render(request, "portal/connections.html", page_context)


@page(PageClass.PORTAL)
def my_meaning(request: Request, pk: UUID) -> HttpResponse:
    """Say what the change since the first map means."""
    opened = get_own(request, ConnectionsMap.objects.with_first(), Permission.ANSWER_PLAN, pk)
    return form_page(
        request,
        OwnMeaningForm,
        title="What the change means to me",
        base="portal/base.html",
        initial={"revision": opened.revision, "meaning": opened.meaning},
        closed=why_no_meaning(opened, request.user),
        save=lambda data: services.record_meaning(connections_map=opened, by=request.user, **data),
        success_url=reverse("my_connections"),
        success_message="Saved.",
        back=reverse("my_connections"),
    )
