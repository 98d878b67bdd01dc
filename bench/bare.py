"""The bare pages: sign-in by Django, plain queries, a plain template; no permissions, no walls, no access log."""

import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from bench.settings import BARE
from casework.models import Allocation, Hold, Individual, SupportPackage
from core import clock
from core.dates import quarter_of
from plans.models import GoalWording
from referrals.enums import TO_DECIDE
from referrals.models import Referral
from referrals.ordering import MAX_TO_DECIDE
from referrals.ordering import PAGE_LENGTH as REFERRALS_A_PAGE
from reporting.models import Return
from reviews.models import KeyworkerUpdate, Review
from visits.models import PlannedVisit, Visit
from visits.rota.days import ROWS_A_PAGE
from workforce.models import Worker

PEOPLE_A_PAGE, LINES = 50, 25
PREVIEW_LENGTH, DUTIES, PEOPLE_ON_HOURS = 20, 60, 100
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
        "needs": individual.access_needs.all(),
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


def _with_towns(rows: QuerySet[PlannedVisit]) -> QuerySet[PlannedVisit]:
    rows = rows.select_related("package__case__individual", "worker__user")
    return rows.prefetch_related("package__case__individual__addresses")


@login_required
def visits(request: HttpRequest) -> HttpResponse:
    """A worker's planned visits of a week, and where they are: two queries."""
    today = clock.today()
    rows = PlannedVisit.objects.filter(worker__user=request.user.pk, local_on__gte=today, local_on__lt=today + WEEK)
    return _page(request, "visits", {"rows": _with_towns(rows)})


@login_required
def rota(request: HttpRequest) -> HttpResponse:
    """The first workers by name and their planned visits of this week, and where they are: three queries."""
    monday = clock.today() - DAY * clock.today().weekday()
    workers = list(Worker.objects.select_related("user").order_by("user__full_name", "pk")[:ROWS_A_PAGE])
    rows = PlannedVisit.objects.filter(worker__in=workers, local_on__gte=monday, local_on__lt=monday + WEEK)
    return _page(request, "visits", {"rows": _with_towns(rows)})


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is due within a week, referrals to decide, holds, and how many people each worker leads: five queries."""
    today = clock.today()
    due = {"state": "due", "due_on__lt": today + WEEK}
    leads = Allocation.objects.filter(kind="lead", until_on=None, worker=OuterRef("pk")).order_by().values("worker")
    about = ("package__case__individual",)
    context = {
        "due": [
            *KeyworkerUpdate.objects.filter(**due).select_related(*about)[:DUTIES],
            *Review.objects.filter(**due).select_related(*about)[:DUTIES],
        ],
        "to_decide": Referral.objects.filter(state__in=TO_DECIDE).select_related("contract", "strand")[:PREVIEW_LENGTH],
        "holds": Hold.objects.filter(last_held_on__gte=today).select_related(*about)[:PREVIEW_LENGTH],
        "workers": _workers().annotate(people=Subquery(leads.annotate(n=Count("pk")).values("n"))),
        "today": today,
    }
    return _page(request, "home", context)


def _workers() -> QuerySet[Worker]:
    return Worker.objects.filter(left_on=None).select_related("user", "team").order_by("user__full_name", "pk")


@login_required
def workforce(request: HttpRequest) -> HttpResponse:
    """The workers with their people, visits of the last four weeks and due updates: four queries."""
    today = clock.today()
    counts = {
        "people": Allocation.objects.filter(kind="lead", until_on=None).values_list("worker").annotate(Count("pk")),
        "visits": Visit.objects.filter(started_at__gte=clock.now() - 4 * WEEK)
        .values_list("worker")
        .annotate(Count("pk")),
        "updates": KeyworkerUpdate.objects.filter(state="due", package__allocations__until_on=None)
        .values_list("package__allocations__worker")
        .annotate(Count("pk")),
    }
    by_worker = {name: dict(rows.order_by()) for name, rows in counts.items()}
    rows = [(worker, [numbers.get(worker.pk, 0) for numbers in by_worker.values()]) for worker in _workers()]
    return _page(request, "workforce", {"rows": rows, "today": today})


@login_required
def hours(request: HttpRequest) -> HttpResponse:
    """The minutes of this quarter's visits for each person, the first hundred: one query."""
    period = quarter_of(clock.today())
    visits = Visit.objects.filter(started_at__date__gte=period.from_on, started_at__date__lt=period.until_on)
    name = "package__case__individual__full_name"
    rows = visits.order_by(name).values_list(name).annotate(Sum("minutes"), Count("pk"))[:PEOPLE_ON_HOURS]
    return _page(request, "hours", {"rows": rows})


@login_required
def live_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ten figures of the quarter: ten queries. Ours has about a hundred, for this quarter and the ones before."""
    row = get_object_or_404(Return, pk=pk)
    on_contract = {"package__case__contract": row.contract_id}
    visits = Visit.objects.filter(
        **on_contract, started_at__date__gte=row.from_on, started_at__date__lt=row.until_on
    ).order_by()
    packages = SupportPackage.objects.filter(case__contract=row.contract_id, starts_on__lt=row.until_on)
    referrals = Referral.objects.filter(contract=row.contract_id, received_at__date__gte=row.from_on)
    updates = KeyworkerUpdate.objects.filter(**on_contract, due_on__gte=row.from_on, due_on__lt=row.until_on)
    figures = {
        "Visits": visits.count(),
        "Minutes": visits.aggregate(n=Sum("minutes"))["n"],
        "People visited": visits.values("package__case__individual").distinct().count(),
        "Supported": packages.count(),
        "Started": packages.filter(starts_on__gte=row.from_on).count(),
        "Ended": packages.filter(ended_on__gte=row.from_on, ended_on__lt=row.until_on).count(),
        "Referrals": referrals.count(),
        "To decide": referrals.filter(state__in=TO_DECIDE).count(),
        "Updates due": updates.count(),
        "Updates not sent": updates.filter(state="due").count(),
    }
    return _page(request, "return", {"row": row, "figures": figures.items()})


urlpatterns = [
    path("bare/home/", home),
    path("bare/workforce/", workforce),
    path("bare/hours/", hours),
    path("bare/returns/<uuid:pk>/", live_return),
    path("bare/people/", people),
    path("bare/people/<uuid:pk>/", person),
    path("bare/referrals/", referrals),
    path("bare/visits/", visits),
    path("bare/rota/", rota),
]
