"""The visits of a worker who is away, given to others on one page."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import get_allowed_or_404
from accounts.walls import hidden_from
from core import clock
from design.form_view import ReviewPanel, form_page
from visits import services
from visits.models import PlannedVisit
from visits.rota import cover_rows
from visits.rota.forms.cover import CoverVisitsForm
from visits.rota.services.recurring import AHEAD
from workforce.models import Worker


@page(PageClass.WORKER_MANAGE)
def absence_visits(request, pk):
    """Every planned visit of the absence that nobody comes to, with who could go, and who cannot and why."""
    worker = get_allowed_or_404(
        Worker.objects.select_related("user"), request.user, Permission.MANAGE_WORKER, absences=pk
    )
    absence = get_object_or_404(worker.absences, pk=pk)
    from_on, until_on = cover_rows.days_of(absence, clock.today(), AHEAD)
    visits = (
        PlannedVisit.objects.allowing(request.user, Permission.ALLOCATE)
        .filter(worker=worker)
        .to_cover(from_on, until_on)
        .select_related("package__case__individual", "worker__user")
    )
    found = cover_rows.cover_rows(cover_rows.to_give(visits), without=worker, hidden=hidden_from(request.user))
    back = reverse("worker", args=[worker.pk])

    def check(data):
        left = [visit for visit, who in cover_rows.chosen(found, data).items() if who is None]
        words = f"Nobody yet for {len(left)} of the visits: they stay in the list of what needs cover." if left else ""
        return ReviewPanel(words=words)

    return form_page(
        request,
        CoverVisitsForm,
        title=f"Visits while {worker} is away",
        template="visits/absence.html",
        context={"absence": absence, "worker": worker, "lines": found, "until_on": until_on},
        lines=found,
        review=check,
        confirm_label="Give these visits",
        save=lambda data: services.cover_visits(
            absence=absence, choices=cover_rows.chosen(found, data), by=request.user
        ),
        success_url=back,
        success_message="The visits are given. Whoever covers has access on those days only.",
        back=back,
    )
