"""The people whom the user represents: what they let the user read, and nothing else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, Representative
from plans.models import SupportPlan
from portal.shared import (
    maps_to_read,
    plans_to_read,
    represented_reviews_to_come,
    unsent_count,
    visits_by_person,
    with_known_names,
)
from reviews.models import ConnectionsMap
from visits.models import PlannedVisit


@page(PageClass.PORTAL)
@require_safe
def people(request: Request) -> HttpResponse:
    """The people whom the user represents, each with the plan where they let the user read it.

    For a person with pages of their own it is beside these; for others it is their first page.
    """
    return represented_people(request, is_first_page=False)


def represented_people(request: Request, *, is_first_page: bool) -> HttpResponse:
    """Return that page. Raises Http404 for a user who represents nobody."""
    if not Representative.objects.acting(request.user).exists():
        raise Http404
    own = Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None)
    has_own_pages = not is_first_page and own.exists()
    people = open_represented_people(request, ConsentPurpose.SEE_PLAN)
    plans = plans_to_read(SupportPlan.objects.consented_to(request.user))
    page_context = {
        "people": [(row.known_as, plans.get(row.individual_id)) for row in people],
        "sees_visits": ConsentDecision.objects.in_force_for(request.user, ConsentPurpose.SEE_VISITS).exists(),
        "sees_maps": ConsentDecision.objects.in_force_for(request.user, ConsentPurpose.SEE_CONNECTIONS).exists(),
        "sees_safety_plans": ConsentDecision.objects.in_force_for(
            request.user, ConsentPurpose.SEE_SAFETY_PLAN
        ).exists(),
        "asks_reviews": ConsentDecision.objects.in_force_for(request.user, ConsentPurpose.ASK_REVIEW).exists(),
        "reviews_to_come": with_known_names(request.user, represented_reviews_to_come(request.user)),
        "is_first_page": is_first_page,
        "unsent_count": unsent_count(request.user),
        "has_own_pages": has_own_pages,
        "visits_page": "my_people_visits" if has_own_pages else "my_visits",
        "safety_plans_page": "my_people_safety_plan" if has_own_pages else "my_safety_plan",
        "maps_page": "my_people_connections" if has_own_pages else "my_connections",
    }
    return render(request, "portal/representative.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def visits(request: Request) -> HttpResponse:
    """The visits of the next four weeks to each person who lets the user see them."""
    return represented_visits(request, back="my_people")


def represented_visits(request: Request, *, back: str) -> HttpResponse:
    """Return that page. Raises Http404 where nobody lets the user see visits."""
    people = open_represented_people(request, ConsentPurpose.SEE_VISITS)
    if not people:
        raise Http404
    names = {row.individual_id: row.known_as for row in people}
    rows = visits_by_person(names, PlannedVisit.objects.consented_to(request.user))
    page_context = {"is_own": False, "people": rows, "back": back, "reviews_to_come": []}
    return render(request, "portal/visits.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def connections(request: Request) -> HttpResponse:
    """The maps of people and places of each person who lets the user see them."""
    return represented_connections(request, back="my_people")


def represented_connections(request: Request, *, back: str) -> HttpResponse:
    """Return that page. Raises Http404 where nobody lets the user see maps."""
    people = open_represented_people(request, ConsentPurpose.SEE_CONNECTIONS)
    if not people:
        raise Http404
    views = maps_to_read(ConnectionsMap.objects.consented_to(request.user))
    rows = [(row.known_as, views.get(row.individual_id, [])) for row in people]
    return render(
        request, "portal/connections.html", {"is_own": False, "people": rows, "has_maps": False, "back": back}
    )
