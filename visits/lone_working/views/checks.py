"""The pages of a lone working check: the worker says that they are safe, or somebody confirms it for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from contracts.posts import require_permission
from core import clock
from design import formatting
from design.form_view import form_page, post_action
from visits import services
from visits.enums import PlannedState
from visits.lone_working.enums import CheckEnd, CheckState
from visits.lone_working.forms import AccompaniedForm, ConfirmSafeForm
from visits.lone_working.own_visits import (
    add_own_visits,
    contracts_to_call,
    open_check,
    open_visit,
    shown_individual,
)
from visits.models import LoneWorkingCheck, PlannedVisit
from workforce.on_call.numbers import numbers_of_worker, numbers_to_ring

MOST_VISITS = 30
EXTENSION_MINUTES = (15, 30, 60)


@page(PageClass.PERSON_WORK)
@require_safe
def check(request: Request, pk: UUID) -> HttpResponse:
    """Show where a text message leads the worker: safe, staying longer, or calling for help."""
    record = open_check(request, pk)
    is_worker = record.planned.worker.user_id == request.user.pk
    is_running = record.state != CheckState.OVER
    contract = record.planned.package.case.contract
    is_extensible = is_worker and record.state in (CheckState.RUNNING, CheckState.ASKED)
    page_context = {
        "check": record,
        "visit": record.planned,
        "individual": shown_individual(request.user, record.planned),
        "numbers": numbers_to_ring(contract, without=request.user) if is_worker and is_running else [],
        "is_worker": is_worker,
        "is_running": is_running,
        "was_accompanied": is_worker
        and record.ended_how == CheckEnd.ACCOMPANIED
        and record.planned.state == PlannedState.PLANNED
        and record.planned.is_face_to_face,
        "longer": EXTENSION_MINUTES if is_extensible else (),
    }
    return render(request, "visits/lone_working/check.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def safe(request: Request, pk: UUID) -> HttpResponse:
    record = open_check(request, pk)
    return post_action(
        request,
        lambda: services.confirm_safe(check=record, by=request.user),
        success_url=reverse("lone_working_check", args=[pk]),
        success_message="Thanks, you’re checked in as safe.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def extend(request: Request, pk: UUID) -> HttpResponse:
    record = open_check(request, pk)
    minutes_text = request.POST.get("minutes", "")
    minutes = int(minutes_text) if minutes_text.isascii() and minutes_text.isdigit() else EXTENSION_MINUTES[0]

    def ask_later() -> None:
        extended = services.extend_check(check=record, minutes=minutes, by=request.user)
        messages.success(request, f"We’ll ask you again at {formatting.time(extended.due_at)}.")

    return post_action(
        request,
        ask_later,
        success_url=reverse("lone_working_check", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Record what the worker said to whoever has spoken to them, and end the check."""
    record = open_record(request, LoneWorkingCheck, Permission.ANSWER_CALL, pk)
    return form_page(
        request,
        ConfirmSafeForm,
        title=f"Confirm that {record.planned.worker} is safe",
        save=lambda data: services.confirm_safe_by_other(check=record, by=request.user, **data),
        success_url=reverse("escalations"),
        success_message="Lone-working check finished.",
        back=reverse("escalations"),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def no_signal(request: Request, pk: UUID) -> HttpResponse:
    planned = open_visit(request, pk)

    def expect_no_signal() -> None:
        check = services.expect_no_signal(planned=planned, by=request.user)
        messages.success(request, f"No signal expected. You have until {formatting.time(check.due_at)} to check in.")

    return post_action(request, expect_no_signal, success_url=reverse("visits"))


@page(PageClass.PERSON_WORK)
@require_POST
def signal(request: Request, pk: UUID) -> HttpResponse:
    planned = open_visit(request, pk)

    def expect_signal() -> None:
        check = services.expect_signal(planned=planned, by=request.user)
        messages.success(request, f"Signal expected. You have until {formatting.time(check.due_at)} to check in.")

    return post_action(request, expect_signal, success_url=reverse("visits"))


@page(PageClass.PERSON_WORK)
def accompanied(request: Request, pk: UUID) -> HttpResponse:
    """Ask before the check-in goes off: who goes too."""
    planned = open_visit(request, pk)
    return form_page(
        request,
        AccompaniedForm,
        title="Turn lone-working check-in off?",
        template="visits/lone_working/accompanied.html",
        context={"visit": planned, "individual": shown_individual(request.user, planned)},
        save=lambda data: services.mark_accompanied(planned=planned, by=request.user, **data),
        success_url=reverse("visits"),
        success_message="Lone-working check-in is now OFF for this visit (two workers).",
        back=reverse("visits"),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def arrive(request: Request, pk: UUID) -> HttpResponse:
    """Record the arrival; hours before the visit, ask first: it may be the wrong visit."""
    planned = open_visit(request, pk)
    if planned.is_hours_away and request.POST.get("early") != "yes":
        page_context = {"visit": planned, "individual": shown_individual(request.user, planned)}
        return render(request, "visits/lone_working/arrive_early.html", page_context)

    def do() -> None:
        arrived = services.arrive(planned=planned, by=request.user)
        messages.success(request, f"Arrived at {formatting.time(arrived.arrived_at)}." + _due_sentence(arrived))

    return post_action(request, do, success_url=reverse("visits"), may_repeat=True)


@page(PageClass.PERSON_WORK)
@require_POST
def leave(request: Request, pk: UUID) -> HttpResponse:
    planned = open_visit(request, pk)

    def do() -> None:
        left = services.leave(planned=planned, by=request.user)
        messages.success(request, f"Left at {formatting.time(left.left_at)}." + _due_sentence(left))

    return post_action(request, do, success_url=reverse("visits"), may_repeat=True)


@page(PageClass.PERSON_WORK)
@require_POST
def undo_arrival(request: Request, pk: UUID) -> HttpResponse:
    planned = open_visit(request, pk)

    def do() -> None:
        undone = services.undo_arrival(planned=planned, by=request.user)
        check = getattr(undone, "lone_working_check", None)
        messages.success(request, "We have removed your arrival." + _sentence_after_undoing(check))

    return post_action(request, do, success_url=reverse("visits"), may_repeat=True)


def _sentence_after_undoing(check: LoneWorkingCheck | None) -> str:
    """Return what the check does now; empty for a visit without one."""
    if check is None:
        return ""
    if check.is_accompanied:
        return " Lone-working check-in is off for this visit (two workers)."
    if check.is_over:
        return f" Your lone-working check is finished: {check.get_ended_how_display().lower()}."
    return f" Your check-in follows the planned times again: check in by {formatting.time(check.due_at)}."


def _due_sentence(planned: PlannedVisit) -> str:
    """Return by when the worker must check in; empty without a running check."""
    check: LoneWorkingCheck | None = getattr(planned, "lone_working_check", None)
    return f" Choose “I’m safe” by {formatting.time(check.due_at)}." if check and not check.is_over else ""


@page(PageClass.LIST)
@require_safe
def call_for_help(request: Request) -> HttpResponse:
    """Ask at which of today's visits the worker needs help, or where they are if they are at none."""
    require_permission(request.user, Permission.LOG_VISIT)
    today = clock.today()
    own = PlannedVisit.objects.visible_to(request.user).filter(worker__user=request.user, local_on=today)
    listed = own.upcoming().with_holds().with_safety_records().select_related("package__case__individual")
    listed = listed.order_by("starts_at", "pk")
    page_context = {
        "visits": add_own_visits(listed[:MOST_VISITS], request.user, today),
        "numbers": numbers_of_worker(request.user),
        "contracts": contracts_to_call(request.user),
    }
    return render(request, "visits/lone_working/call_for_help.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def alone(request: Request, pk: UUID) -> HttpResponse:
    planned = open_visit(request, pk)
    return post_action(
        request,
        lambda: services.mark_alone(planned=planned, by=request.user),
        success_url=reverse("visits"),
        success_message="Lone-working check-in is now ON for this visit.",
    )
