"""The pages of an escalation: call for help, who to ring next, the outcome of each call."""

import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_loader import open_record
from casework.hospital.current_stay import current_stay
from casework.models import SupportPackage
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page, post_action
from visits import services
from visits.log.briefing import load_call_briefing
from visits.lone_working import on_call_lists
from visits.lone_working.enums import CallOutcome, EscalationCause, EscalationContact
from visits.lone_working.forms import EndCallForm, RingForm
from visits.lone_working.on_call_lists import changes_of_call, contacts_of_call
from visits.lone_working.own_visits import contracts_to_call, hidden_visit
from visits.lone_working.recipients import ContactOption, contact_options, may_be_in_danger, next_option
from visits.models import Escalation, EscalationStep, LoneWorkingCheck, PlannedVisit, Visit
from workforce.on_call.numbers import hours_note, numbers_to_ring
from workforce.on_call.rota import on_call_now

# In the address of the form about a call: the one who called for help.
WORKER = "worker"


def _call(
    request: Request, package: SupportPackage, *, planned: PlannedVisit | None = None, visit: Visit | None = None
) -> HttpResponse:
    """Call for help, and go to the page that says who to ring."""
    return post_action(
        request,
        lambda: services.begin_escalation(
            package=package, cause=EscalationCause.PRESSED, planned=planned, visit=visit, by=request.user
        ),
        success_url=lambda escalation: reverse("escalation", args=[escalation.pk]) if escalation else reverse("visits"),
        success_message="Your call for help has been sent. Ring now: the number is below.",
        may_repeat=True,
    )


@page(PageClass.PERSON_WORK)
@require_POST
def call_from_planned(request: Request, pk: UUID) -> HttpResponse:
    hidden = hidden_visit(request.user, pk)
    if hidden is not None:
        return _call_without_record(request, hidden)
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return _call(request, planned.package, planned=planned)


@page(PageClass.LIST)
@require_POST
def call_without_visit(request: Request, pk: UUID) -> HttpResponse:
    """Call for help from no visit, in a contract in which the user logs visits."""
    contract = next((each for each in contracts_to_call(request.user) if each.pk == pk), None)
    if contract is None:
        raise Http404
    return post_action(
        request,
        lambda: services.call_without_visit(contract=contract, place=request.POST.get("place", ""), by=request.user),
        success_url=lambda call: reverse("escalation", args=[call.pk]) if call else reverse("home"),
        success_message="Your call for help has been sent. Ring now: the number is below.",
        may_repeat=True,
    )


def _call_without_record(request: Request, planned: PlannedVisit) -> HttpResponse:
    """Call for help without showing anything of the record that a wall hides."""
    to_ring = numbers_to_ring(planned.package.case.contract, without=request.user)
    numbers = " or ".join(f"{each.name}, {each.with_note}" for each in to_ring)
    return post_action(
        request,
        lambda: services.begin_escalation(
            package=planned.package, cause=EscalationCause.PRESSED, planned=planned, by=request.user
        ),
        success_url=reverse("visits"),
        success_message=f"Your call for help has been sent. In danger? Ring 999. Ring now: {numbers or '999'}.",
        may_repeat=True,
    )


@page(PageClass.PERSON_WORK)
@require_POST
def call_from_visit(request: Request, pk: UUID) -> HttpResponse:
    visit = open_record(request, Visit, Permission.LOG_VISIT, pk)
    return _call(request, visit.package, visit=visit)


@page(PageClass.PERSON)
@require_safe
def escalation(request: Request, pk: UUID) -> HttpResponse:
    """Show its reader what to do next in large words, then what they must know, and below it every step with its time.

    Whoever answers reads the worker's number, what was seen and what helps the person; the worker reads whom to ring.
    """
    record = open_record(request, Escalation, Permission.READ_VISIT, pk)
    options = contact_options(record)
    is_open, is_running = record.is_open, record.is_running
    may_answer = can(request.user, Permission.ANSWER_CALL, record)
    # Whoever answers rings the worker; the worker rings whoever is next.
    is_other = record.caller_id not in (None, request.user.pk)
    rings_caller = is_open and may_answer and is_other
    next_to_ring = next_option(options) if is_open else None
    steps = list(record.steps.select_related("user", "recorded_by"))
    checks = list(record.lone_working_checks.running().select_related("planned__worker__user"))
    page_context = {
        "may_be_there": _may_be_there(record, steps, checks, request.user),
        "is_caller": record.caller_id == request.user.pk,
        "escalation": record,
        **_about_person(record, request.user),
        "steps": steps,
        "next": next_to_ring,
        "options": _others_to_ring(record, options, request.user),
        "is_running": is_running,
        "checks": checks,
        "may_answer": is_open and may_answer and request.user.pk not in may_be_in_danger(record, steps),
        "rings_caller": rings_caller,
        "deals_with_it": is_other and record.is_answered and record.answered_by_id == request.user.pk,
        "first_to_ring": WORKER if rings_caller or next_to_ring is None else next_to_ring.place,
        "may_confirm_safe": may_answer,
        "may_work": is_running and can(request.user, Permission.LOG_VISIT, record),
    }
    return render(request, "visits/lone_working/escalation.html", page_context)


def _about_person(escalation: Escalation, user: User) -> dict[str, Any]:
    """Return what the page shows of the person; nothing for a call that is about no person."""
    package = escalation.package
    if package is None:
        return {"individual": None, "briefing": None, "changes": [], "contacts": []}
    return {
        "individual": package.case.individual,
        "briefing": load_call_briefing(package, user),
        "stay": current_stay(package.case.individual, user),
        "changes": changes_of_call(escalation, user),
        "contacts": contacts_of_call(escalation, user) if escalation.is_running else [],
    }


def _may_be_there(
    escalation: Escalation, steps: list[EscalationStep], checks: list[LoneWorkingCheck], user: User
) -> bool:
    """Return whether `user` may be at the visit: they called, called again, or have not checked in as safe."""
    joined = {step.user_id for step in steps if step.outcome == CallOutcome.JOINED}
    workers = {check.planned.worker.user_id for check in checks}
    return user.pk in {escalation.caller_id, *joined, *workers}


def _others_to_ring(escalation: Escalation, options: list[ContactOption], user: User) -> list[ContactOption]:
    """Return whom else to ring: not `user`, and not who deals with the call, whose number is at the top."""
    known = {user.telephone, escalation.answered_by.telephone if escalation.answered_by else ""}
    return [option for option in options if option.number not in known]


@page(PageClass.PERSON_WORK)
@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    record = open_record(request, Escalation, Permission.ANSWER_CALL, pk)
    return post_action(
        request,
        lambda: services.answer_escalation(escalation=record, by=request.user),
        success_url=reverse("escalation", args=[pk]),
        success_message="You have accepted this call. No one else will be alerted.",
    )


@page(PageClass.PERSON_WORK)
def ring(request: Request, pk: UUID) -> HttpResponse:
    """Record that somebody was rung; `to` in the address is their place in the order, "worker" (the caller) or 999."""
    record = open_record(request, Escalation, Permission.LOG_VISIT, pk)
    return form_page(
        request,
        RingForm,
        title="Record the result of your call",
        initial=_ring_initial(record, request.GET.get("to", "")),
        save=lambda data: _ring(record, data, request.user),
        success_url=reverse("escalation", args=[pk]),
        success_message="Call recorded.",
        back=reverse("escalation", args=[pk]),
    )


def _ring_initial(escalation: Escalation, place: str) -> dict[str, str | datetime.time]:
    now = clock.now().astimezone(clock.LONDON).time().replace(second=0, microsecond=0)
    initial: dict[str, str | datetime.time] = {"began": now, "repeated": clock.repeated_answer(clock.now())}
    options = contact_options(escalation)
    option = next((option for option in options if str(option.place) == place), None)
    if option is not None:
        initial |= {"contact": option.contact, "name": option.name, "number": option.number}
    elif place == WORKER and escalation.caller is not None:
        worker = {"name": escalation.caller.full_name, "number": escalation.caller.telephone}
        initial |= {"contact": EscalationContact.WORKER, **worker}
    elif place == "999":
        initial |= {"contact": EscalationContact.EMERGENCY, "number": "999"}
    return initial


def _ring(escalation: Escalation, data: dict[str, Any], by: User) -> EscalationStep:
    began_at = _latest(data.pop("began"), field="began", repeated=data.pop("repeated"))
    return services.record_ringing(escalation=escalation, began_at=began_at, by=by, **data)


def _latest(time: datetime.time, *, field: str, repeated: str = "") -> datetime.datetime:
    """Return the latest past instant at which it was `time` in London. Raises Refused as `clock.parse_local_time` does.

    Before the second of two times that the clocks show, only the first can be meant.
    """
    day, now = clock.today(), clock.now()
    if clock.is_repeated(day, time) and clock.instant_on(day, time, is_second=True) > now:
        repeated = "first"
    instant = clock.parse_local_time(day, time, field=field, repeated=repeated)
    if instant <= now:
        return instant
    return clock.parse_local_time(day - datetime.timedelta(days=1), time, field=field, repeated=repeated)


@page(PageClass.PERSON_WORK)
def close(request: Request, pk: UUID) -> HttpResponse:
    record = open_record(request, Escalation, Permission.LOG_VISIT, pk)
    return form_page(
        request,
        EndCallForm,
        title="End this call: record what happened",
        save=lambda data: services.close_escalation(escalation=record, by=request.user, **data),
        success_url=reverse("escalation", args=[pk]),
        success_message="Closed.",
        back=reverse("escalation", args=[pk]),
    )


@page(PageClass.LIST)
@require_safe
def escalations(request: Request) -> HttpResponse:
    """List, for those who answer: running escalations, the lone visits not checked in yet, and who is on call."""
    user = request.user
    require_permission(user, Permission.ANSWER_CALL)
    contracts = (
        Contract.objects.visible_to(user).running(clock.today()).select_related("council").prefetch_related("terms")
    )
    page_context = {
        "escalations": on_call_lists.running_escalations(user)[: on_call_lists.LIST_LENGTH],
        "checks": on_call_lists.checks_for(user)[: on_call_lists.LIST_LENGTH],
        "never_checked": on_call_lists.never_checked_for(user, on_call_lists.LIST_LENGTH),
        "check_in_off": on_call_lists.check_in_off_for(user)[: on_call_lists.LIST_LENGTH],
        "on_call": [(contract, on_call_now(contract), hours_note(contract)) for contract in contracts],
        "now": clock.now(),
    }
    return render(request, "visits/lone_working/escalations.html", page_context)
