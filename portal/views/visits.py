"""When visits are planned, for the person and for whom they let see it; the person asks for a change."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.consent.enums import ConsentPurpose
from casework.models import Individual
from core import clock
from design.form_view import form_page
from portal.easy_read import easy_visits
from portal.forms import VisitChangeForm
from portal.shared import visits_to_read
from portal.views.loaders import get_own, my_record
from portal.who_reads import who_reads
from visits import services
from visits.models import PlannedVisit, VisitRequest
from visits.rota.request_rules import is_soon, why_not_asked


@page(PageClass.PORTAL)
@require_safe
def planned_visits(request: Request) -> HttpResponse:
    """The visits of the next four weeks, for each person: the user, or those who let the user see them."""
    is_own = Individual.objects.allowing(request.user, Permission.READ_OWN).exists()
    if is_own:
        people = [my_record(request)]
        requests = VisitRequest.objects.allowing(request.user, Permission.READ_OWN)
        rows = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
        rows = rows.prefetch_related(Prefetch("requests", queryset=requests))
    else:
        people = open_represented_people(request, ConsentPurpose.SEE_VISITS)
        rows = PlannedVisit.objects.consented_to(request.user)
    if not people:
        raise Http404
    visits = visits_to_read(rows)
    visits_by_person = [
        (person, [visit for visit in visits if visit.package.case.individual_id == person.pk]) for person in people
    ]
    page_context = {"is_own": is_own, "people": visits_by_person, "now": clock.now()}
    if is_own and request.user.easy_read:
        page_context["easy_visits"] = easy_visits(visits)
        return render(request, "portal/visits_easy_read.html", page_context)
    return render(request, "portal/visits.html", page_context)


@page(PageClass.PORTAL)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask to move or cancel one of the person's own visits."""
    planned = get_own(request, PlannedVisit.objects.all(), Permission.READ_OWN, pk)
    reads = who_reads(planned.package)
    is_soon_now = is_soon(planned)
    call = f" This visit is soon. Please call us too: {reads.telephone}." if is_soon_now else ""
    return form_page(
        request,
        VisitChangeForm,
        title="Ask to move or cancel this visit",
        template="portal/visit_ask.html",
        base="portal/base.html",
        context={"who_reads": reads, "planned": planned, "is_soon": is_soon_now},
        closed=why_not_asked(planned),
        save=lambda data: services.ask_about_visit(planned=planned, by=request.user, **data),
        success_url=reverse("my_visits"),
        success_message=f"{reads.sent_message}{call}",
        back=reverse("my_visits"),
    )
