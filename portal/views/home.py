"""The person's first page. It speaks to "you", and shows nothing of third parties, drafts or anything restricted."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import open_represented_people
from casework.enums import ConsentPurpose
from casework.models import Individual, Representative
from core import clock
from plans.models import SupportPlan
from plans.support_plan.plan_view import load_plan_view, wants_ratings
from portal.views import opening
from visits.models import PlannedVisit


@page(PageClass.PORTAL)
@require_safe
def me(request):
    """The person's first page; a representative's shows what the person lets them see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None).exists():
        return _beside(request)
    person = opening.me(request)
    shown = opening.my_plans(request)
    plan = shown.in_force().first()
    upcoming = (
        PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
        .standing()
        .filter(starts_at__gt=clock.now())
        .with_holds()
        .filter(is_held=False)
        .select_related("worker__user")
        .order_by("starts_at")
    )
    page_context = {
        "person": person,
        "next_visit": upcoming.first(),
        "offered": shown.offered().first(),
        "read": load_plan_view(plan) if plan else None,
        "shows_ratings": bool(wants_ratings(person)),
    }
    return render(request, "portal/home.html", page_context)


def _beside(request):
    if not Representative.objects.acting(request.user).exists():
        if Individual.objects.allowing(request.user, Permission.READ_OWN).exists():
            return render(request, "portal/closed.html")  # the person has died
        raise Http404
    people = open_represented_people(request, ConsentPurpose.SEE_PLAN)
    plans_shown = SupportPlan.objects.consented_to(request.user).select_related("package__case__individual")
    plans_shown = plans_shown.order_by("package__starts_on", "version")  # the newest stands last, and is shown
    by_person = {plan.package.case.individual_id: plan for plan in plans_shown}
    page_context = {"people": [(person, by_person.get(person.pk)) for person in people]}
    page_context["people"] = [
        (person, load_plan_view(plan) if plan else None) for person, plan in page_context["people"]
    ]
    return render(request, "portal/beside.html", page_context)
