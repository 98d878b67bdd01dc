"""Logging a visit, and striking an entry through."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.pages import PageClass, page
from core import clock
from core.errors import Refused
from design.pages import form_page
from plans.models import Goal
from plans.risk_reading import to_sign_of
from visits import services
from visits.door import last_next_step
from visits.entering import as_visit
from visits.forms.log import LogForm, ReasonForm
from visits.views.opening import package_to, planned_to, visit_to
from workforce.models import Worker


@page(PageClass.PERSON_WORK)
def log(request, pk):
    """Log a visit that was not planned."""
    package = package_to(request, Permission.LOG_VISIT, pk)
    return _log(request, package, None, {"day": clock.today()})


@page(PageClass.PERSON_WORK)
def log_planned(request, pk):
    """Log a visit that was planned: the day is filled in, the times are not."""
    planned = planned_to(request, Permission.LOG_VISIT, pk)
    return _log(request, planned.package, planned, {"day": planned.local_on, "id": planned.pk})


def _log(request, package, planned, initial):
    individual = package.case.individual
    worker = Worker.objects.visible_to(request.user).filter(user=request.user).first()
    goals = Goal.objects.visible_to(request.user).in_force().active().filter(plan__package=package)
    return form_page(
        request,
        LogForm,
        title=f"{individual.initials} {planned.starts_at.astimezone(clock.LONDON):%H:%M}"
        if planned
        else f"Log a visit: {individual.initials}",
        template="visits/log.html",
        context={
            "individual": individual,
            "planned": planned,
            "next_step": last_next_step(package),
            "to_sign": to_sign_of(request.user, individual, clock.today()),
        },
        key=f"visits.log:{planned.pk if planned else package.pk}",
        initial=initial,
        goals=goals,
        save=lambda data: _save(request.user, package, planned, worker, data),
        done=reverse("person_visits", args=[individual.pk]),
        said="The visit is saved.",
        back=reverse("visits"),
    )


def _save(by, package, planned, worker, data):
    if worker is None and planned is None:
        raise Refused("Visits are logged by workers: you have no worker's record.")
    return services.log_visit(
        **as_visit(data), package=package, planned=planned, worker=worker or planned.worker, by=by
    )


@page(PageClass.PERSON_WORK)
def strike(request, pk):
    """Strike an entry through that was made by mistake."""
    visit = visit_to(request, Permission.LOG_VISIT, pk)
    individual = visit.package.case.individual
    return form_page(
        request,
        ReasonForm,
        title="Strike this entry through",
        template="casework/person_form.html",
        context={"individual": individual, "here": "visits"},
        save=lambda data: services.strike_visit(visit=visit, by=request.user, **data),
        done=reverse("person_visits", args=[individual.pk]),
        said="The entry is struck through.",
        back=reverse("person_visits", args=[individual.pk]),
    )
