"""The person's first page: nothing about third parties, no drafts, nothing restricted."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.models import Hold, Individual, Representative
from core import clock
from plans.comments.own import messages_waiting, new_answers
from plans.models import SupportPlan
from plans.support_plan.plan_view import load_plan_view, wants_ratings
from portal.easy_read import home_lines
from portal.shared import news_of, own_reviews_to_come, unsent_count
from portal.views import loaders
from portal.views.represented import represented_people
from visits.models import PlannedVisit


@page(PageClass.PORTAL)
@require_safe
def me(request: Request) -> HttpResponse:
    """The first page of a person; for a representative, what the people they represent allow them to see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None).exists():
        return _home_without_own_record(request)
    person = loaders.my_record(request)
    my_plans = loaders.my_plans(request)
    plan = my_plans.in_force().first()
    visits = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN).to_come()
    next_visit, offered = visits.prefetch_related("requests").first(), my_plans.offered().first()
    page_context = {
        "person": person,
        "now": clock.now(),
        "hold": Hold.objects.allowing(request.user, Permission.READ_OWN).on(clock.today()).of_open_support().first(),
        "next_visit": next_visit,
        "offered": offered,
        "reviews_to_come": own_reviews_to_come(request.user),
        "plan_view": load_plan_view(plan) if plan else None,
        "declined": None if offered else _newest_declined(my_plans),
        "has_more_to_read": plan is None and my_plans.exists(),
        "shows_ratings": bool(wants_ratings(person)),
        "represents_somebody": Representative.objects.acting(request.user).exists(),
        "unsent_count": unsent_count(request.user),
        "waiting_count": messages_waiting(request.user),
        "answer_count": len(new_answers(request.user)),
        "news": news_of(request.user),
    }
    if request.user.easy_read:
        easy_lines = home_lines(
            next_visit,
            reviews=page_context["reviews_to_come"],
            has_offer=offered is not None,
            has_plan=plan is not None,
            is_declined=page_context["declined"] is not None,
        )
        return render(request, "portal/home_easy_read.html", {**page_context, "easy_lines": easy_lines})
    return render(request, "portal/home.html", page_context)


def _home_without_own_record(request: Request) -> HttpResponse:
    is_closed = Individual.objects.allowing(request.user, Permission.READ_OWN).exists()  # the person has died
    if is_closed and not Representative.objects.acting(request.user).exists():
        return render(request, "portal/closed.html")
    return represented_people(request, is_first_page=True)


def _newest_declined(plans: Any) -> SupportPlan | None:
    """Return the newest of the person's plans if they did not agree with it."""
    newest: SupportPlan | None = plans.first()
    return newest if newest is not None and newest.is_declined else None
