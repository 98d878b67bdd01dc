"""Logging a visit, reading one, correcting it, striking it through."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import SupportPackage
from casework.people.safety_facts import facts_of
from casework.people.status import current_support
from contracts.enums import ExcludedActivity
from core import clock
from core.errors import Refused
from risk.assessments.assessment_view import to_sign_of
from visits import services
from visits.enums import Urgency, VisitOutcome
from visits.log import log_answers
from visits.log.forms.visit import CorrectForm, LogForm, ReasonForm
from visits.log.models.visit import WRITTEN
from visits.log.visit_briefing import last_next_step
from visits.models import Escalation, PlannedVisit, Visit
from workforce.models import Worker


@page(PageClass.PERSON_WORK)
def log(request, pk):
    """Log a visit that was not planned."""
    package = open_record(request, SupportPackage, Permission.LOG_VISIT, pk)
    return _log(request, package, None, {"day": clock.today()})


@page(PageClass.PERSON_WORK)
def log_planned(request, pk):
    """Log a visit that was planned: the day is filled in, the times are not."""
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    return _log(request, planned.package, planned, {"day": planned.local_on, "id": planned.pk})


def _log(request, package, planned, initial):
    """The log form; with `?paper=1` for what was written on paper."""
    individual = package.case.individual
    worker = Worker.objects.visible_to(request.user).filter(user=request.user).first()
    is_paper = request.GET.get("paper") == "1"
    # What came on paper is often entered by somebody else than who went.
    workers = [one for one in (planned.worker, worker) if one] if planned and is_paper else []
    workers = list(dict.fromkeys(workers))
    arguments = log_answers.log_form_arguments(package, request.user, initial["day"])

    def save(data):
        if worker is None and planned is None:
            raise Refused("Visits are logged by workers: you have no worker's record.")
        chosen = (one for one in workers if str(one.pk) == data.get("who_went"))
        who = next(chosen, worker or planned.worker)
        return log_answers.log_or_correct(data, package=package, planned=planned, worker=who, by=request.user)

    return record_form(
        request,
        package,
        LogForm,
        active_tab="visits",
        title=f"{individual.initials} {planned.starts_at.astimezone(clock.LONDON):%H:%M}"
        if planned
        else f"Log a visit: {individual.initials}",
        template="visits/log.html",
        context={
            "facts": facts_of(individual),
            "package": package,
            "planned": planned,
            "next_step": last_next_step(package),
            "to_sign": to_sign_of(request.user, individual, clock.today()),
            "is_paper": is_paper,
        },
        initial=initial,
        save=save,
        success_url=lambda logged: _after(request.user, logged),
        success_message="The visit is saved.",
        back=reverse("visits"),
        is_paper=is_paper,
        workers=workers,
        planned_times=_hours(planned) if planned else "",
        **arguments,
    )


def _after(user, logged) -> str:
    """Where a visit leads that was logged: to the call for help, if it asks somebody to act now."""
    calls = Escalation.objects.visible_to(user).running().filter(package=logged.package_id)
    escalation = calls.first() if logged.urgency == Urgency.NOW else None
    if escalation is not None:
        return reverse("escalation", args=[escalation.pk])
    return reverse("person_visits", args=[logged.package.case.individual_id])


def _hours(planned) -> str:
    """The planned times as the form takes them."""
    return " ".join(f"{at.astimezone(clock.LONDON):%H:%M}" for at in (planned.starts_at, planned.ends_at))


@page(PageClass.PERSON)
@require_safe
def visit(request, pk):
    """One visit, whole, and what it said before it was corrected."""
    found = open_record(request, Visit, Permission.READ_VISIT, pk)
    individual = found.package.case.individual
    page_context = {
        "individual": individual,
        "now": current_support(individual, request.user),
        "visit": found,
        "editions": list(found.editions.select_related("recorded_by")),
        "goal_work": list(found.goal_work.select_related("wording")),
        "may_correct": found.struck_at is None and can(request.user, Permission.LOG_VISIT, found.package),
    }
    return render(request, "visits/visit.html", page_context)


@page(PageClass.PERSON_WORK)
def correct(request, pk):
    """Correct an entry: its author freely at first, after that with a reason, and what it said is kept."""
    found = open_record(request, Visit, Permission.LOG_VISIT, pk)
    is_free = services.is_free_to_correct(found, request.user)
    day = clock.day_of(found.started_at)
    return record_form(
        request,
        found,
        CorrectForm,
        active_tab="visits",
        title="Correct this visit",
        template="visits/correct.html",
        context={"is_free": is_free},
        initial=_as_written(found),
        is_free=is_free,
        asks_outside=found.package.terms_on(day).excluded_activities,
        save=lambda data: log_answers.correct(data, visit=found, by=request.user),
        success_message="The correction is kept.",
        back=reverse("visit", args=[pk]),
    )


def _as_written(found) -> dict:
    """The entry as the form asks for it."""
    begins, ends = (instant.astimezone(clock.LONDON) for instant in (found.started_at, found.ended_at))
    is_met = found.happened == VisitOutcome.YES
    return {
        **{name: getattr(found, name) for name in WRITTEN},
        "did_happen": "yes" if is_met else "no",
        "why_not": "" if is_met else found.happened,
        "day": begins.date(),
        "started": begins.time(),
        "ended": ends.time(),
        "repeated": "second" if begins.fold else "first" if clock.is_repeated(begins.date(), begins.time()) else "",
        "revision": found.revision,
        **{ExcludedActivity(outside).field: True for outside in found.excluded_activities},
    }


@page(PageClass.PERSON_WORK)
def strike(request, pk):
    """Strike an entry through that was made by mistake."""
    found = open_record(request, Visit, Permission.LOG_VISIT, pk)
    return record_form(
        request,
        found,
        ReasonForm,
        active_tab="visits",
        title="Strike this entry through",
        template="visits/strike.html",
        context={"visit": found},
        save=lambda data: services.strike_visit(visit=found, by=request.user, **data),
        success_message="The entry is struck through.",
    )
