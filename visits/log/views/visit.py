"""Logging a visit, reading one, correcting it, marking it as entered in error."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.hospital.current_stay import current_stay
from casework.models import Individual, SupportPackage
from casework.people.safety_facts import facts_of
from casework.questions.about import may_ask_about
from casework.questions.rules import questions_about
from contracts.enums import ExcludedActivity
from core import clock
from core.errors import Refused
from design.forms import ReasonForm
from risk.assessments.assessment_view import to_sign_of
from visits import services
from visits.enums import TimesFrom, Urgency, VisitOutcome
from visits.log import log_answers
from visits.log.briefing import last_next_step
from visits.log.forms.visit import FIELD_OF_COLUMN, CorrectForm, LogForm
from visits.log.models.visit import WRITTEN
from visits.log.seen_since import SEEN_AT
from visits.log.services.engagement import why_no_follow_up
from visits.models import EngagementDuty, Escalation, PlannedVisit, Visit
from workforce.models import Worker


@page(PageClass.PERSON_WORK)
def log(request: Request, pk: UUID) -> HttpResponse:
    """Log a visit that was not planned."""
    package = open_record(request, SupportPackage, Permission.LOG_VISIT, pk)
    return _log(request, package, None, {"day": clock.today()})


@page(PageClass.PERSON_WORK)
def log_planned(request: Request, pk: UUID) -> HttpResponse:
    """Log a planned visit. The day is filled in; the times are those of the arrival and the leaving, if recorded."""
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    initial = {"day": planned.local_on, "id": planned.pk, **_recorded_times(planned)}
    return _log(request, planned.package, planned, initial)


def _recorded_times(planned: PlannedVisit) -> dict[str, Any]:
    """Return the initial values of the times, from what the worker recorded at the door."""
    arrived, left = (at and at.astimezone(clock.LONDON) for at in (planned.arrived_at, planned.left_at))
    times: dict[str, Any] = {}
    if arrived:
        times |= {"day": arrived.date(), "started": arrived.time().replace(second=0, microsecond=0)}
        times["repeated"] = clock.repeated_answer(arrived)
    if left:
        times["ended"] = left.time().replace(second=0, microsecond=0)
    return {**times, "times_from": TimesFrom.TAPPED} if times else {}


def _log(
    request: Request, package: SupportPackage, planned: PlannedVisit | None, initial: dict[str, Any]
) -> HttpResponse:
    """Show and save the log form; with `?paper=1` for an entry written on paper."""
    individual = package.case.individual
    is_paper, may_be_there = request.GET.get("paper") == "1", _may_be_there(planned, request.user)
    own = Worker.objects.visible_to(request.user).filter(user=request.user).first()
    workers = _possible_workers(planned, own) if is_paper else []
    stay = current_stay(individual, request.user, initial["day"])

    def save(data: dict[str, Any]) -> Visit:
        worker = _worker_who_went(workers, data.get("who_went"), own or (planned.worker if planned else None))
        return log_answers.log_or_correct(data, package=package, planned=planned, worker=worker, by=request.user)

    return record_form(
        request,
        package,
        LogForm,
        active_tab="visits",
        title=_title(individual, planned),
        template="visits/log/log.html",
        context={
            **_of_visit(package, planned, request.user),
            "stay": stay,
            "may_be_there": may_be_there,
            "is_paper": is_paper,
        },
        initial=initial,
        save=save,
        success_url=lambda entry: _after(request.user, entry),
        success_message="Visit saved.",
        back=reverse("visits"),
        is_paper=is_paper,
        workers=workers,
        is_in_hospital=stay is not None,
        is_now=may_be_there and not is_paper,
        **_of_plan(planned),
        **log_answers.log_form_arguments(package, request.user, initial["day"]),
    )


def _of_visit(package: SupportPackage, planned: PlannedVisit | None, user: User) -> dict[str, Any]:
    """Return what the page says of the visit: what makes it safe, the last next step, and what `user` signs."""
    individual = package.case.individual
    return {
        "facts": facts_of(individual),
        "next_step": last_next_step(package),
        "to_sign": to_sign_of(user, individual, clock.today()),
        "planned": planned,
        "may_cancel": planned is not None and can(user, Permission.PLAN_VISIT, planned),
    }


def _of_plan(planned: PlannedVisit | None) -> dict[str, Any]:
    """Return what the form knows of the visit as it was planned."""
    return {"planned_times": _times_of(planned), "planned_kind": planned.kind} if planned else {}


def _may_be_there(planned: PlannedVisit | None, user: User) -> bool:
    """Return whether `user` may be at this visit: it is their own and of today, or began yesterday and lasts on.

    They may be at one that was not planned.
    """
    if planned is None:
        return True
    is_own = planned.worker.user_id == user.pk
    return is_own and planned.local_on <= clock.today() <= clock.day_of(planned.expected_end_at)


def _possible_workers(planned: PlannedVisit | None, own: Worker | None) -> list[Worker]:
    """Return who may have gone: a paper entry is often typed in by somebody else than the planned worker."""
    if planned is None:
        return []
    return [planned.worker, own] if own and own != planned.worker else [planned.worker]


def _worker_who_went(workers: list[Worker], answer: str | None, default: Worker | None) -> Worker:
    """Return the worker chosen in the form, `default` if the form did not ask. Raises Refused if that is nobody."""
    worker = next((worker for worker in workers if str(worker.pk) == answer), default)
    if worker is None:
        raise Refused("Only workers can log visits, and you have no worker record. Ask your manager.")
    return worker


def _title(individual: Individual, planned: PlannedVisit | None) -> str:
    if planned is None:
        return f"Log a visit: {individual.initials}"
    return f"Log a visit: {individual.initials}, {planned.starts_at.astimezone(clock.LONDON):%H:%M}"


def _after(user: User, entry: Visit) -> str:
    """Return the address after logging: the call for help if the visit asks somebody to act now.

    After a crisis it is the page of the visit, which offers the on-call senior in one press. After a missed visit it is
    the page on which to record how the person is, if `user` may.
    """
    calls = Escalation.objects.visible_to(user).running().filter(package=entry.package_id)
    escalation = calls.first() if entry.urgency == Urgency.NOW else None
    if escalation is not None:
        return reverse("escalation", args=[escalation.pk])
    if entry.is_about_crisis:
        return reverse("visit", args=[entry.pk])
    follow_up = _follow_up_of(user, entry) if entry.is_missed else ""
    return follow_up or reverse("person_visits", args=[entry.package.case.individual_id])


def _follow_up_of(user: User, entry: Visit) -> str:
    """Return the address to record what was done about a missed visit: for the duty that is due, else for the visit.

    "" where `user` may not, or there is nothing to record.
    """
    due = EngagementDuty.objects.allowing(user, Permission.PLAN_VISIT).outstanding().filter(package=entry.package_id)
    if duty := due.order_by("is_single", "due_on", "pk").first():
        return reverse("engagement", args=[duty.pk])
    may_record = not why_no_follow_up(entry) and can(user, Permission.PLAN_VISIT, entry.package)
    return reverse("visit_follow_up", args=[entry.pk]) if may_record else ""


def _times_of(planned: PlannedVisit) -> str:
    """Return the planned times as the form takes them, such as "10:00 11:00"."""
    return " ".join(f"{at.astimezone(clock.LONDON):%H:%M}" for at in (planned.starts_at, planned.ends_at))


@page(PageClass.PERSON)
@require_safe
def visit(request: Request, pk: UUID) -> HttpResponse:
    """One visit, with its versions before corrections."""
    entry = open_record(request, Visit, Permission.READ_VISIT, pk)
    individual = entry.package.case.individual
    may_correct = entry.struck_at is None and can(request.user, Permission.LOG_VISIT, entry.package)
    calls = Escalation.objects.visible_to(request.user).running().filter(package=entry.package_id)
    running_call = calls.first() if entry.offers_call else None
    page_context = {
        "individual": individual,
        "visit": entry,
        "asks_for_call": may_correct and entry.offers_call,
        "running_call": running_call,
        "is_its_call": running_call is not None and running_call.called_from(entry),
        "versions": list(entry.versions.select_related("recorded_by")),
        "goal_work": list(entry.goal_work.select_related("wording")),
        "may_correct": may_correct,
        "may_record_incident": entry.struck_at is None and can(request.user, Permission.RECORD_INCIDENT, entry.package),
        "follow_ups": EngagementDuty.objects.visible_to(request.user)
        .filter(visit=entry, is_single=True)
        .annotate(seen_at=SEEN_AT)
        .select_related("met_by"),
        "may_follow_up": can(request.user, Permission.PLAN_VISIT, entry.package),
        "questions": questions_about(entry, request.user),
        "may_ask": may_ask_about(request.user, "visit", entry),
        "asked_about": f"?about=visit:{entry.pk}",
    }
    return render(request, "visits/log/visit.html", page_context)


@page(PageClass.PERSON_WORK)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct an entry: its author without a reason at first, later with one. The earlier version is saved."""
    entry = open_record(request, Visit, Permission.LOG_VISIT, pk)
    is_free = services.is_free_to_correct(entry, request.user)
    day = clock.day_of(entry.started_at)
    return record_form(
        request,
        entry,
        CorrectForm,
        active_tab="visits",
        title="Correct this visit",
        template="visits/log/correct.html",
        context={"is_free": is_free},
        initial=_initial_of(entry),
        planned_kind=entry.planned.kind if entry.planned else entry.kind,
        is_free=is_free,
        **_needs_arguments(entry),
        asks_outside=entry.package.terms_on(day).excluded_activities,
        save=lambda data: log_answers.correct(data, visit=entry, by=request.user),
        success_message="Correction saved.",
        back=reverse("visit", args=[pk]),
    )


def _needs_arguments(entry: Visit) -> dict[str, Any]:
    """Return the needs that the form of a correction names; an answer stays although the need is gone."""
    needs = log_answers.needs_of(entry.package)
    answers = {"needs": entry.needs_met, "carer_needs": entry.carer_needs_met}
    return {name: needs[name] or (None if answer else []) for name, answer in answers.items()}


def _initial_of(entry: Visit) -> dict[str, Any]:
    """Return the entry as initial values of the form."""
    begins, ends = (instant.astimezone(clock.LONDON) for instant in (entry.started_at, entry.ended_at))
    took_place = entry.outcome == VisitOutcome.YES
    return {
        **{FIELD_OF_COLUMN.get(name, name): getattr(entry, name) for name in WRITTEN},
        "did_happen": "yes" if took_place else "no",
        "why_not": "" if took_place else entry.outcome,
        "day": begins.date(),
        "started": begins.time(),
        "ended": ends.time(),
        "crisis_urgency": entry.urgency if entry.is_about_crisis else "",
        "repeated": clock.repeated_answer(begins, ends),
        "revision": entry.revision,
        **{ExcludedActivity(outside).field: True for outside in entry.excluded_activities},
    }


@page(PageClass.PERSON_WORK)
def strike(request: Request, pk: UUID) -> HttpResponse:
    """Mark an entry as entered in error."""
    entry = open_record(request, Visit, Permission.LOG_VISIT, pk)
    return record_form(
        request,
        entry,
        ReasonForm,
        active_tab="visits",
        title="Mark as entered in error",
        template="visits/log/strike.html",
        context={"visit": entry},
        label="Why is this entry wrong?",
        submit_label="Mark as entered in error",
        save=lambda data: services.strike_visit(visit=entry, by=request.user, **data),
        success_message="Marked as entered in error.",
    )
