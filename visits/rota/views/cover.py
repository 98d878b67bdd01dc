"""Covering the visits of a worker who is away, on one page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from accounts.walls import hidden_from
from casework.access.record_loader import log_bulk_access
from contracts.posts import permissions
from core import clock
from design.form_view import ReviewPanel, form_page
from visits import services
from visits.models import PlannedVisit
from visits.rota import cover_rows
from visits.rota.away import away_rows
from visits.rota.forms.cover import CoverVisitsForm
from visits.rota.services.cover import refuse_obstacles
from visits.rota.services.recurring import AHEAD
from workforce.models import Worker


@page(PageClass.WORKER_MANAGE)
@require_safe
def who_needs_cover(request: Request, pk: UUID) -> HttpResponse:
    """Who needs cover while a worker is away: the people the worker leads, and the visits of those days."""
    user = request.user
    worker = get_allowed_or_404(Worker.objects.select_related("user"), user, Permission.RECORD_ABSENCE, absences=pk)
    absence = get_object_or_404(worker.absences, pk=pk)
    from_on, until_on = cover_rows.cover_period(absence, clock.today(), AHEAD)
    rows = away_rows(absence, user, from_on, until_on)
    log_bulk_access(request, [row.package.case.individual_id for row in rows])
    page_context = {
        "absence": absence,
        "worker": worker,
        "rows": rows,
        "until_on": until_on,
        "is_over": from_on >= until_on,
        "has_visits": any(row.visits for row in rows),
        "has_led": any(row.led for row in rows),
        "may_manage": can(user, Permission.MANAGE_WORKER, worker),
        "may_plan": Permission.PLAN_VISIT in permissions(user),
    }
    return render(request, "visits/rota/away.html", page_context)


@page(PageClass.WORKER_MANAGE)
def absence_visits(request: Request, pk: UUID) -> HttpResponse:
    """Every uncovered visit of the absence, with who could go, and who cannot and why."""
    worker = get_allowed_or_404(
        Worker.objects.select_related("user"), request.user, Permission.MANAGE_WORKER, absences=pk
    )
    absence = get_object_or_404(worker.absences, pk=pk)
    from_on, until_on = cover_rows.cover_period(absence, clock.today(), AHEAD)
    visits = PlannedVisit.objects.allowing(request.user, Permission.ALLOCATE).filter(worker=worker)
    visits = visits.to_cover(from_on, until_on).with_safety_records()
    visits = visits.select_related("package__case__individual", "worker__user")
    rows = cover_rows.cover_rows(
        cover_rows.without_missing_workers(visits), without=worker, hidden=hidden_from(request.user)
    )
    back = reverse("worker", args=[worker.pk])

    def review(data: dict[str, Any]) -> ReviewPanel:
        workers = cover_rows.worker_by_visit(rows, data)
        refuse_obstacles({visit: worker for visit, worker in workers.items() if worker is not None})
        count = sum(worker is None for worker in workers.values())
        return ReviewPanel(words=f"Visits not assigned: {count}. They still need cover." if count else "")

    return form_page(
        request,
        CoverVisitsForm,
        title=f"Visits to cover while {worker} is away",
        template="visits/rota/absence.html",
        context={"absence": absence, "worker": worker, "rows": rows, "until_on": until_on},
        rows=rows,
        review=review,
        confirm_label="Reassign these visits",
        save=lambda data: services.cover_visits(
            absence=absence, choices=cover_rows.worker_by_visit(rows, data), by=request.user
        ),
        success_url=back,
        success_message="Visits reassigned. The covering workers have access for those days only.",
        back=back,
    )
