"""Calling for help: one press, whom to ring next, what came of it."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.records import open_record
from casework.people.safety_facts import facts_of
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page, post_action
from visits import services
from visits.lone_working import contact_order
from visits.lone_working.enums import EscalationCause, EscalationContact, EscalationState
from visits.lone_working.forms import DoneForm, RingForm
from visits.models import Escalation, PlannedVisit, Visit
from workforce.on_call.rota import on_call_now


def _call(request, package, **about):
    """Call, and go to the page that says whom to ring."""
    return post_action(
        request,
        lambda: services.call_for_help(package=package, cause=EscalationCause.PRESSED, by=request.user, **about),
        success_url=lambda escalation: reverse("escalation", args=[escalation.pk]) if escalation else reverse("visits"),
        success_message="The on-call senior is told. Ring now: the number is below.",
        may_repeat=True,
    )


@page(PageClass.PERSON_WORK)
@require_POST
def call_from_planned(request, pk):
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return _call(request, planned.package, planned=planned)


@page(PageClass.PERSON_WORK)
@require_POST
def call_from_visit(request, pk):
    visit = open_record(request, Visit, Permission.LOG_VISIT, pk)
    return _call(request, visit.package, visit=visit)


@page(PageClass.PERSON)
@require_safe
def escalation(request, pk):
    """What to do next in large words; below it every step with its time."""
    shown = open_record(request, Escalation, Permission.READ_VISIT, pk)
    found = contact_order.ways(shown)
    is_running = shown.state != EscalationState.CLOSED
    works = is_running and can(request.user, Permission.LOG_VISIT, shown)
    page_context = {
        "escalation": shown,
        "individual": shown.package.case.individual,
        "facts": facts_of(shown.package.case.individual),
        "steps": shown.steps.select_related("user", "recorded_by"),
        "next": contact_order.next_way(found) if contact_order.is_open(shown) else None,
        "ways": found,
        "is_running": is_running,
        "watches": shown.watches.running().select_related("planned__worker__user"),
        "may_answer": contact_order.is_open(shown) and can(request.user, Permission.ANSWER_CALL, shown),
        "may_watch": can(request.user, Permission.ANSWER_CALL, shown),
        "works": works,
    }
    return render(request, "visits/escalation.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def answer(request, pk):
    answered = open_record(request, Escalation, Permission.ANSWER_CALL, pk)
    return post_action(
        request,
        lambda: services.answer_call(escalation=answered, by=request.user),
        success_url=reverse("escalation", args=[pk]),
        success_message="You have it. Nobody else is called.",
    )


@page(PageClass.PERSON_WORK)
def ring(request, pk):
    """Write down that somebody was rung; `to` in the address is their place in the order."""
    rung = open_record(request, Escalation, Permission.LOG_VISIT, pk)
    place = request.GET.get("to", "")
    way = next((way for way in contact_order.ways(rung) if str(way.place) == place), None)
    initial = {"began": clock.now().astimezone(clock.LONDON).time().replace(second=0, microsecond=0)}
    if way is not None:
        initial |= {"whom": way.whom, "name": way.name, "number": way.number}
    elif place == "999":
        initial |= {"whom": EscalationContact.EMERGENCY, "number": "999"}
    return form_page(
        request,
        RingForm,
        title="What came of ringing",
        initial=initial,
        save=lambda data: _ring(rung, data, request.user),
        success_url=reverse("escalation", args=[pk]),
        success_message="It is written down.",
        back=reverse("escalation", args=[pk]),
    )


def _ring(escalation, data, by):
    began_at = contact_order.latest(data.pop("began"), field="began")
    return services.record_ringing(escalation=escalation, began_at=began_at, by=by, **data)


@page(PageClass.PERSON_WORK)
def close(request, pk):
    closed = open_record(request, Escalation, Permission.LOG_VISIT, pk)
    return form_page(
        request,
        DoneForm,
        title="What was done",
        save=lambda data: services.close_escalation(escalation=closed, by=request.user, **data),
        success_url=reverse("escalation", args=[pk]),
        success_message="It is closed.",
        back=reverse("escalation", args=[pk]),
    )


@page(PageClass.LIST)
@require_safe
def calls(request):
    """For those who answer: calls for help that run, who is alone on a visit now, and who is on call."""
    user = request.user
    require_permission(user, Permission.ANSWER_CALL)
    contracts = Contract.objects.visible_to(user).running(clock.today()).select_related("council")
    page_context = {
        "escalations": contact_order.running_for(user)[: contact_order.SHOWN],
        "watches": contact_order.watches_for(user)[: contact_order.SHOWN],
        "on_call": [(contract, on_call_now(contract)) for contract in contracts],
        "now": clock.now(),
    }
    return render(request, "visits/calls.html", page_context)
