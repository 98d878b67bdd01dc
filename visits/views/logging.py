import datetime

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from accounts.rules import can
from casework.access import opened
from casework.models import Individual, SupportPackage
from casework.standing import current
from contracts.posts import only_holders
from core import clock
from core.errors import Refused
from design.pages import form_page
from plans.models import Goal
from plans.risk_reading import to_sign_of
from visits import services
from visits.enums import Happened
from visits.forms import LogForm, PlanVisitForm, ReasonForm
from visits.models import PlannedVisit, Visit
from workforce.models import Worker

DAYS_AHEAD = 7
LIST_LENGTH = 30


@page(PageClass.LIST)
@require_safe
def visits(request):
    """A worker's own visits of today and the next days; for those who lead, everybody's whom they may see."""
    only_holders(request.user, Permission.LOG_VISIT)
    today = clock.today()
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .filter(local_on__gte=today, local_on__lt=today + datetime.timedelta(days=DAYS_AHEAD))
        .within_support()
        .with_holds()
        .select_related("package__case__individual", "worker__user")
    )
    own = planned.filter(worker__user=request.user)
    shown = list((own if own.exists() else planned).order_by("starts_at")[:100])
    days: dict = {}
    for visit in shown:
        days.setdefault(visit.local_on, []).append(visit)
    return render(request, "visits/visits.html", {"days": days, "today": today})


@page(PageClass.PERSON)
@require_safe
def person_visits(request, pk):
    individual = opened(request, Individual.objects, Permission.READ_VISIT, pk=pk)
    now = current(individual, request.user)
    logged = (
        Visit.objects.visible_to(request.user)
        .filter(package__case__individual=individual)
        .select_related("worker__user")
        .prefetch_related("goal_work__goal")
    )
    planned = (
        PlannedVisit.objects.visible_to(request.user)
        .standing()
        .filter(package__case__individual=individual, local_on__gte=clock.today())
        .with_holds()
        .select_related("worker__user")
    )
    page_context = {
        "individual": individual,
        "now": now,
        "logged": logged[:LIST_LENGTH],
        "planned": planned[:LIST_LENGTH],
        "may_log": can(request.user, Permission.LOG_VISIT, individual) and now.package is not None,
        "may_raise": can(request.user, Permission.RAISE_CONCERN, individual),
    }
    return render(request, "visits/person_visits.html", page_context)


@page(PageClass.PERSON)
@require_safe
def sign(request, pk, visit_id):
    """What a visit noticed, for whoever was told: the sign and nothing else of the visit."""
    individual = opened(request, Individual.objects, Permission.READ_PERSON, pk=pk)
    signs = Visit.objects.signs_visible_to(request.user).filter(package__case__individual=individual)
    signs = signs.select_related("worker__user")
    return render(
        request,
        "visits/sign.html",
        {"individual": individual, "visit": get_object_or_404(signs, pk=visit_id)},
    )


def _package(request, pk, permission) -> SupportPackage:
    return opened(
        request,
        SupportPackage.objects,
        permission,
        pk=pk,
        person="case__individual",
        related=("case__individual", "case__contract"),
    )


@page(PageClass.PERSON_WORK)
def log(request, pk):
    """Log a visit that was not planned."""
    package = _package(request, pk, Permission.LOG_VISIT)
    return _log(request, package, None, {"day": clock.today()})


@page(PageClass.PERSON_WORK)
def log_planned(request, pk):
    """Log a visit that was planned: the day is filled in, the times are not."""
    planned = opened(
        request,
        PlannedVisit.objects,
        Permission.LOG_VISIT,
        pk=pk,
        person="package__case__individual",
        related=("package__case__individual", "package__case__contract", "worker"),
    )
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
            "next_step": services.last_next_step(package),
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
    try:
        started_at = clock.instant_on(data["day"], data["started"])
        ended_at = clock.instant_on(data["day"], data["ended"])
    except ValueError as error:
        raise Refused(str(error), field="started") from error
    if ended_at < started_at:
        ended_at += datetime.timedelta(days=1)
    rated = data.get("rated_goal")
    return services.log_visit(
        id=data["id"],
        package=package,
        planned=planned,
        worker=worker or planned.worker,
        started_at=started_at,
        ended_at=ended_at,
        happened=Happened.YES if data["did_happen"] == "yes" else data["why_not"],
        kind=data["kind"],
        support_kinds=data["support_kinds"],
        notes=data["notes"],
        next_step=data["next_step"],
        sign=data["sign"],
        sign_words=data["sign_words"],
        urgency=data["urgency"],
        hospital_reason=data["hospital_reason"],
        goals=data.get("goals") or (),
        ratings={rated: data["rating"]} if rated else {},
        rated_by=data.get("rated_by") or "person",
        by=by,
    )


@page(PageClass.PERSON_WORK)
def plan_visit(request, pk):
    package = _package(request, pk, Permission.PLAN_VISIT)
    individual = package.case.individual
    allocations = package.allocations.standing_on(clock.today()).select_related("worker__user")
    workers = {str(allocation.worker_id): allocation.worker for allocation in allocations}

    def save(data):
        try:
            begins = clock.instant_on(data["day"], data["begins"])
            ends = clock.instant_on(data["day"], data["ends"])
        except ValueError as error:
            raise Refused(str(error), field="begins") from error
        return services.plan_visit(
            package=package,
            worker=workers[data["worker"]],
            starts_at=begins,
            ends_at=ends,
            out_of_hours_reason=data["out_of_hours_reason"],
            by=request.user,
        )

    return form_page(
        request,
        PlanVisitForm,
        title="Plan a visit",
        template="casework/person_form.html",
        context={"individual": individual, "here": "visits"},
        workers=workers.values(),
        save=save,
        done=reverse("person_visits", args=[individual.pk]),
        said="The visit is planned.",
        back=reverse("person_visits", args=[individual.pk]),
    )


@page(PageClass.PERSON_WORK)
def strike(request, pk):
    """Strike an entry through that was made by mistake."""
    visit = opened(
        request,
        Visit.objects,
        Permission.LOG_VISIT,
        pk=pk,
        person="package__case__individual",
        related=("package__case__individual",),
    )
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
