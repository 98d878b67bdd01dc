"""Cover for a worker's absence, and reallocation to other workers."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework import services
from casework.allocation.forms import CoverForm, ReallocateForm
from casework.allocation.reallocation_options import (
    ReallocationRow,
    allocations_to_reallocate,
    chosen_workers,
    reallocation_rows,
    running_cover,
)
from casework.allocation.services.reallocation import ReceivingWorker, preview, refuse_cover
from casework.models import Allocation
from core import clock
from core.errors import Refused
from design.form_view import ReviewPanel, form_page
from design.formatting import hours
from workforce.absence.forms import AbsenceForm
from workforce.models import Absence
from workforce.services import record_absence
from workforce.staff.worker_form import managed_worker

# How long cover is suggested for where the return is not known.
COVER_LENGTH = datetime.timedelta(days=28)


@page(PageClass.WORKER_MANAGE)
def absence_new(request: Request, pk: UUID) -> HttpResponse:
    """Record an absence. The next page shows who needs cover."""
    worker = managed_worker(request, pk, Permission.RECORD_ABSENCE)

    def save(data: dict[str, Any]) -> Absence:
        return record_absence(worker=worker, by=request.user, **data)

    return form_page(
        request,
        AbsenceForm,
        title=f"Record an absence for {worker}",
        initial={"from_on": clock.today()},
        save=save,
        success_url=lambda absence: reverse("absence", args=[absence.pk]),
        success_message="Absence recorded.",
        back=reverse("worker", args=[pk]),
    )


@page(PageClass.WORKER_MANAGE)
def cover(request: Request, pk: UUID, absence_id: UUID) -> HttpResponse:
    """Choose cover for everybody the absent worker leads on those days, in one form."""
    worker = managed_worker(request, pk)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    day = max(clock.today(), absence.from_on)
    leads = list(allocations_to_reallocate(worker, request.user, day, absence.until_on).leads())
    end = absence.until_on or day + COVER_LENGTH
    rows = reallocation_rows(leads, day, without=worker, cover_until_on=end, hidden=hidden_from(request.user))

    def check(data: dict[str, Any]) -> ReviewPanel:
        refuse_cover(chosen_workers(rows, data), day, data.get("until_on") or end)
        return ReviewPanel()

    def save(data: dict[str, Any]) -> list[Allocation]:
        return services.arrange_cover(
            absence=absence,
            from_on=day,
            choices=chosen_workers(rows, data),
            until_on=data.get("until_on"),
            by=request.user,
        )

    return form_page(
        request,
        CoverForm,
        title=f"Cover while {worker} is away",
        template="casework/allocation/cover.html",
        context={"absence": absence, "rows": rows, "covered": running_cover(leads, day, absence.until_on)},
        rows=rows,
        is_open=absence.until_on is None,
        initial={"until_on": end},
        review=check,
        confirm_label="Arrange cover",
        save=save,
        success_url=reverse("worker", args=[pk]),
        success_message="Cover arranged. Cover workers have access on those days only.",
        back=reverse("worker", args=[pk]),
    )


@page(PageClass.WORKER_MANAGE)
def reallocate(request: Request, pk: UUID) -> HttpResponse:
    """Move everybody of a worker to others: the best are preselected, and the review shows the new loads."""
    worker = managed_worker(request, pk)
    hidden = hidden_from(request.user)
    day = max(clock.today(), worker.started_on)
    rows = reallocation_rows(
        list(allocations_to_reallocate(worker, request.user, day)), day, without=worker, hidden=hidden
    )

    def check(data: dict[str, Any]) -> ReviewPanel:
        receiving = preview(chosen_workers(rows, data), data["from_on"], hidden=hidden)
        refusals = [f"{each.after.worker}: {', '.join(each.refusals)}." for each in receiving if each.refusals]
        if refusals:
            raise Refused(" ".join(refusals))
        panel_rows = [(str(each.before.worker), _before_after(each)) for each in receiving]
        return ReviewPanel(rows=panel_rows, heading="Who is taking on cases", words=_unassigned(rows, data))

    return form_page(
        request,
        ReallocateForm,
        title=f"Reassign {worker}'s caseload",
        template="casework/allocation/reallocate.html",
        context={"worker": worker, "rows": rows},
        initial={"from_on": day},
        rows=rows,
        review=check,
        confirm_label="Reassign caseload",
        save=lambda data: services.reallocate(
            worker=worker, choices=chosen_workers(rows, data), from_on=data["from_on"], by=request.user
        ),
        success_url=reverse("worker", args=[pk]),
        success_message="Caseload reassigned from that date.",
        back=reverse("worker", args=[pk]),
    )


def _before_after(receiving: ReceivingWorker) -> str:
    before, after = receiving.before, receiving.after
    return (
        f"{hours(before.committed)} → {hours(after.committed)} of {hours(after.limit)} a week, "
        f"{before.people} → {after.people} {'person' if after.people == 1 else 'people'}"
    )


def _unassigned(rows: list[ReallocationRow], data: dict[str, Any]) -> str:
    """Return a sentence on the people for whom nobody was chosen; "" when there are none."""
    count = sum(not data[row.field] for row in rows)
    if not count:
        return ""
    subject = "One person has" if count == 1 else f"{count} people have"
    return f"{subject} no new worker. People without a lead worker are listed on the home page."
