"""The people of a worker: covered while they are away, given to others when they leave, kept from them by relation."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import get_allowed_or_404
from accounts.walls import hidden_from
from casework import services
from casework.allocation.forms import CoverForm, ReallocateForm, RelationForm
from casework.allocation.reallocation_options import (
    allocations_to_reallocate,
    chosen_workers,
    reallocation_rows,
    running_cover,
)
from casework.allocation.services.reallocation import preview
from casework.models import Individual
from core import clock
from core.errors import Refused
from design.form_view import ReviewPanel, form_page
from design.formatting import hours
from workforce.absence.forms import AbsenceForm
from workforce.models import Worker
from workforce.services import record_absence


def _worker(request, pk) -> Worker:
    return get_allowed_or_404(Worker.objects.select_related("user"), request.user, Permission.MANAGE_WORKER, pk=pk)


@page(PageClass.WORKER_MANAGE)
def absence_new(request, pk):
    """Record an absence, then choose who covers."""
    worker = _worker(request, pk)

    def save(data):
        return record_absence(worker=worker, by=request.user, **data)

    def onwards(absence):
        return reverse("worker_cover", args=[worker.pk, absence.pk])

    return form_page(
        request,
        AbsenceForm,
        title=f"{worker} is away",
        initial={"from_on": clock.today()},
        save=save,
        success_url=onwards,
        success_message="The absence is recorded.",
        back=reverse("worker", args=[pk]),
    )


@page(PageClass.WORKER_MANAGE)
def cover(request, pk, absence_id):
    """Everybody the absent worker leads on those days, and who stands in: all in one form."""
    worker = _worker(request, pk)
    absence = get_object_or_404(worker.absences, pk=absence_id)
    day = max(clock.today(), absence.from_on)
    led = list(allocations_to_reallocate(worker, request.user, day, absence.until_on).leads())
    found = reallocation_rows(led, day, without=worker, is_cover=True, hidden=hidden_from(request.user))

    def save(data):
        return services.arrange_cover(
            absence=absence,
            from_on=day,
            choices=chosen_workers(found, data),
            until_on=data.get("until_on"),
            by=request.user,
        )

    return form_page(
        request,
        CoverForm,
        title=f"Cover while {worker} is away",
        template="casework/cover.html",
        context={"absence": absence, "lines": found, "covered": running_cover(led, day, absence.until_on)},
        lines=found,
        is_open=absence.until_on is None,
        review=True,
        confirm_label="Arrange the cover",
        save=save,
        success_url=reverse("worker", args=[pk]),
        success_message="The cover is arranged. Whoever covers has access on those days only.",
        back=reverse("worker", args=[pk]),
    )


@page(PageClass.WORKER_MANAGE)
def reallocate(request, pk):
    """Everybody of a worker to others, the best suggestion chosen, with what it makes of their loads."""
    worker = _worker(request, pk)
    hidden = hidden_from(request.user)
    day = max(clock.today(), worker.started_on)
    found = reallocation_rows(
        list(allocations_to_reallocate(worker, request.user, day)), day, without=worker, hidden=hidden
    )

    def check(data):
        loads = preview(chosen_workers(found, data), data["from_on"], hidden=hidden)
        against = [f"{one.after.worker}: {', '.join(one.refusals)}." for one in loads if one.refusals]
        if against:
            raise Refused(" ".join(against))
        rows = [(str(one.before.worker), _before_after(one)) for one in loads]
        return ReviewPanel(rows=rows, heading="Who takes people on", words=_nobody(found, data))

    return form_page(
        request,
        ReallocateForm,
        title=f"Give the people of {worker} to others",
        template="casework/reallocate.html",
        context={"worker": worker, "lines": found},
        initial={"from_on": day},
        lines=found,
        review=check,
        confirm_label="Give them to these workers",
        save=lambda data: services.reallocate(
            worker=worker, choices=chosen_workers(found, data), from_on=data["from_on"], by=request.user
        ),
        success_url=reverse("worker", args=[pk]),
        success_message="Everybody chosen has passed to the new workers from that day.",
        back=reverse("worker", args=[pk]),
    )


def _before_after(one) -> str:
    return (
        f"{hours(one.before.committed)} → {hours(one.after.committed)} of {hours(one.after.limit)} a week, "
        f"{one.before.people} → {one.after.people} people"
    )


def _nobody(found, data) -> str:
    left = sum(not data[line.field] for line in found)
    if not left:
        return ""
    who = "One person has" if left == 1 else f"{left} people have"
    return f"{who} nobody in this worker’s place; those without a lead worker are listed as work to do."


@page(PageClass.WORKER_MANAGE)
def relation_new(request, pk):
    """The worker knows somebody from elsewhere: they are not given that person."""
    worker = _worker(request, pk)
    known = Individual.objects.findable_by(request.user)

    def save(data):
        individual = known.filter(reference=data.pop("reference").strip().upper()).first()
        if individual is None:
            raise Refused("There is no person of that reference.", field="reference")
        return services.declare_relation(worker=worker, individual=individual, by=request.user, **data)

    return form_page(
        request,
        RelationForm,
        title=f"Somebody {worker} knows from elsewhere",
        initial={"declared_on": clock.today()},
        save=save,
        success_url=reverse("worker", args=[pk]),
        success_message="The relation is recorded.",
        back=reverse("worker", args=[pk]),
    )
