"""The bare pages: sign-in by Django, plain queries, a plain template; no permissions, no walls, no access log."""

import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from bench.settings import BARE
from casework.models import Allocation, Individual, SupportPackage
from core import clock
from plans.models import GoalWording
from referrals.enums import TO_DECIDE
from referrals.models import Referral
from referrals.ordering import MAX_TO_DECIDE
from referrals.ordering import PAGE_LENGTH as REFERRALS_A_PAGE
from reviews.models import KeyworkerUpdate, Review
from visits.models import PlannedVisit, Visit
from visits.rota.days import ROWS_A_PAGE
from workforce.models import Worker

PEOPLE_A_PAGE, LINES = 50, 25
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"bare/{template}.html", context, using=BARE)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The first people by name with their packages and lead workers: three queries."""
    leads = Allocation.objects.filter(kind="lead", until_on=None).select_related("worker__user")
    packages = SupportPackage.objects.select_related("case__contract").prefetch_related(
        Prefetch("allocations", queryset=leads, to_attr="leads")
    )
    rows = list(Individual.objects.order_by("full_name", "pk")[:PEOPLE_A_PAGE])
    newest = {}
    for package in packages.filter(case__individual__in=rows).order_by("state", "starts_on"):
        newest[package.case.individual_id] = package
    return _page(request, "people", {"rows": [(row, newest.get(row.pk)) for row in rows]})


@login_required
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record, one query for each kind of row."""
    individual = get_object_or_404(Individual, pk=pk)
    packages = SupportPackage.objects.filter(case__individual=individual).select_related("case__contract__council")
    package = packages.order_by("-state", "-starts_on").first()
    if package is None:
        raise Http404
    visits = Visit.objects.filter(package__case__individual=individual).select_related("worker__user")
    updates = KeyworkerUpdate.objects.filter(package=package).select_related("submitted_by")
    context = {
        "individual": individual,
        "package": package,
        "needs": individual.communication_needs.all(),
        "contact_points": individual.contact_points.all(),
        "allocations": package.allocations.filter(until_on=None).select_related("worker__user"),
        "hours": package.weekly_hours.filter(until_on=None).first(),
        "keyworker": individual.keyworker_terms.filter(until_on=None).select_related("user").first(),
        "goals": GoalWording.objects.filter(plan__package=package, plan__state="in force").prefetch_related("ratings"),
        "due": [*updates.filter(state="due"), *Review.objects.filter(package=package, state="due")],
        "visits": visits[:LINES],
        "today": clock.today(),
    }
    return _page(request, "person", context)


@login_required
def referrals(request: HttpRequest) -> HttpResponse:
    """The referrals that need a decision, and the newest of the others: two queries."""
    rows = Referral.objects.select_related("contract", "strand").order_by("-received_at", "pk")
    context = {
        "to_decide": rows.filter(state__in=TO_DECIDE)[:MAX_TO_DECIDE],
        "rest": rows.exclude(state__in=TO_DECIDE)[:REFERRALS_A_PAGE],
    }
    return _page(request, "referrals", context)


@login_required
def visits(request: HttpRequest) -> HttpResponse:
    """A worker's planned visits of a week: one query."""
    today = clock.today()
    rows = PlannedVisit.objects.filter(worker__user=request.user.pk, local_on__gte=today, local_on__lt=today + WEEK)
    return _page(request, "visits", {"rows": rows.select_related("package__case__individual", "worker__user")})


@login_required
def rota(request: HttpRequest) -> HttpResponse:
    """The first workers by name and their planned visits of this week: two queries."""
    monday = clock.today() - DAY * clock.today().weekday()
    workers = list(Worker.objects.select_related("user").order_by("user__full_name", "pk")[:ROWS_A_PAGE])
    rows = PlannedVisit.objects.filter(worker__in=workers, local_on__gte=monday, local_on__lt=monday + WEEK)
    return _page(request, "visits", {"rows": rows.select_related("package__case__individual", "worker__user")})


urlpatterns = [
    path("bare/people/", people),
    path("bare/people/<uuid:pk>/", person),
    path("bare/referrals/", referrals),
    path("bare/visits/", visits),
    path("bare/rota/", rota),
]
