"""When visits are planned: for the person, and for a representative whom the person lets see it."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.enums import ConsentPurpose
from casework.models import Individual
from core import clock
from portal.views.loaders import my_record
from visits.models import PlannedVisit

WEEKS_AHEAD = datetime.timedelta(weeks=4)


@page(PageClass.PORTAL)
@require_safe
def planned_visits(request: Request) -> HttpResponse:
    """The visits of the next four weeks, for each person: the user, or those who let the user see them."""
    is_own = Individual.objects.allowing(request.user, Permission.READ_OWN).exists()
    if is_own:
        people = [my_record(request)]
        rows = PlannedVisit.objects.allowing(request.user, Permission.READ_OWN)
    else:
        people = open_represented_people(request, ConsentPurpose.SEE_VISITS)
        rows = PlannedVisit.objects.consented_to(request.user)
    if not people:
        raise Http404
    visits = list(rows.ahead().filter(local_on__lt=clock.today() + WEEKS_AHEAD).select_related("package__case"))
    visits_by_person = [
        (person, [visit for visit in visits if visit.package.case.individual_id == person.pk]) for person in people
    ]
    return render(request, "portal/visits.html", {"is_own": is_own, "people": visits_by_person})
