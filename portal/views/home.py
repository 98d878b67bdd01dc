"""The person's first page: nothing about third parties, no drafts, nothing restricted."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, Representative
from core import clock
from plans.models import SupportPlan
from plans.support_plan.plan_view import load_plan_view, wants_ratings
from portal.easy_read import home_lines
from portal.shared import plans_to_read
from portal.views import loaders
from visits.models import PlannedVisit


@page(PageClass.PORTAL)
@require_safe
def me(request: Request) -> HttpResponse:
    """The first page of a person; for a representative, what the people they represent allow them to see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None).exists():
        return _representative_home(request)
    person = loaders.my_record(request)
    my_plans = loaders.my_plans(request)
    plan = my_plans.in_force().first()
    visits = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN).to_come()
    next_visit, offered = visits.prefetch_related("requests").first(), my_plans.offered().first()
    page_context = {
        "person": person,
        "now": clock.now(),
        "next_visit": next_visit,
        "offered": offered,
        "plan_view": load_plan_view(plan) if plan else None,
        "has_more_to_read": plan is None and my_plans.exists(),
        "shows_ratings": bool(wants_ratings(person)),
    }
    if request.user.easy_read:
        easy_lines = home_lines(next_visit, has_offer=offered is not None, has_plan=plan is not None)
        return render(request, "portal/home_easy_read.html", {**page_context, "easy_lines": easy_lines})
    return render(request, "portal/home.html", page_context)


def _representative_home(request: Request) -> HttpResponse:
    if not Representative.objects.acting(request.user).exists():
        if Individual.objects.allowing(request.user, Permission.READ_OWN).exists():
            return render(request, "portal/closed.html")  # the person has died
        raise Http404
    people = open_represented_people(request, ConsentPurpose.SEE_PLAN)
    plans = plans_to_read(SupportPlan.objects.consented_to(request.user))
    rows = [(person, plans.get(person.pk)) for person in people]
    sees_visits = ConsentDecision.objects.in_force_for(request.user, ConsentPurpose.SEE_VISITS).exists()
    return render(request, "portal/representative.html", {"people": rows, "sees_visits": sees_visits})
