"""When visits are planned; the person asks for a change."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.models import Individual, SupportPackage
from core import clock
from design.form_view import form_page, post_action
from design.message_tags import WROTE_TO_US
from portal.easy_read import easy_visits, review_lines
from portal.forms import VisitChangeForm
from portal.shared import own_reviews_to_come, visits_by_person
from portal.views.loaders import get_own, my_record
from portal.views.represented import represented_visits
from portal.who_reads import who_reads
from visits import services
from visits.log.check_in_with import figures_of
from visits.models import PlannedVisit, VisitRequest
from visits.rota.request_rules import is_soon, why_person_cannot_ask


@page(PageClass.PORTAL)
@require_safe
def planned_visits(request: Request) -> HttpResponse:
    """The person's visits of the next four weeks; for who has no own pages, those that they may see."""
    if not Individual.objects.allowing(request.user, Permission.READ_OWN).exists():
        return represented_visits(request, back="me")
    person = my_record(request)
    requests = VisitRequest.objects.allowing(request.user, Permission.READ_OWN)
    rows = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
    rows = rows.prefetch_related(Prefetch("requests", queryset=requests))
    own_visits = visits_by_person({person.pk: person.name_to_use}, rows)
    reviews = own_reviews_to_come(request.user)
    page_context = {"is_own": True, "people": own_visits, "now": clock.now(), "back": "me", "reviews_to_come": reviews}
    if request.user.easy_read:
        page_context["easy_visits"] = easy_visits([visit for _, visits in own_visits for visit in visits])
        page_context["easy_reviews"] = [(review, review_lines(review)) for review in reviews]
        return render(request, "portal/visits_easy_read.html", page_context)
    page_context["check_in"] = _how_visits_have_gone(request.user)
    return render(request, "portal/visits.html", page_context)


def _how_visits_have_gone(user: User) -> list[str]:
    """Return the sentences about the person that their workers read on the page of people to check in with."""
    packages = SupportPackage.objects.allowing(user, Permission.READ_OWN).open().order_by("starts_on", "pk")
    figures = figures_of(packages, user, clock.today())
    return [sentence for package in figures.values() for sentence in package.sentences]


@page(PageClass.PORTAL)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask to move or cancel one of the person's own visits."""
    planned = get_own(request, PlannedVisit.objects.all(), Permission.READ_OWN, pk)
    reads = who_reads(planned.package)
    is_soon_now = is_soon(planned)
    call = " This visit is soon. Please call us too." if is_soon_now else ""
    return form_page(
        request,
        VisitChangeForm,
        title="Ask to move or cancel this visit",
        tab="Dates",
        template="portal/visit_ask.html",
        base="portal/base.html",
        context={"who_reads": reads, "planned": planned, "is_soon": is_soon_now},
        closed=why_person_cannot_ask(planned),
        save=lambda data: services.ask_about_visit(planned=planned, by=request.user, **data),
        success_url=reverse("my_visits"),
        success_message=f"{reads.sent_message}{call}",
        success_tags=WROTE_TO_US,
        back=reverse("my_visits"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take back what one asked about a visit, while nobody has answered."""
    visit_request = get_own(request, VisitRequest.objects.all(), Permission.READ_OWN, pk)
    return post_action(
        request,
        lambda: services.withdraw_visit_request(visit_request=visit_request, by=request.user),
        success_url=reverse("my_visits"),
        success_message="You took it back. The visit stays as planned.",
    )
