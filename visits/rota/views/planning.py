"""Planning a visit; moving one; one that does not take place."""

import datetime

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import SupportPackage
from core import clock
from visits import services
from visits.log.forms.visit import ReasonForm
from visits.models import PlannedVisit
from visits.rota.forms.planning import MoveForm, PlanVisitForm


def workers_of(package) -> dict:
    """Who can be planned: worker id → those who work with the person from today on."""
    allocations = package.allocations.from_day(clock.today()).select_related("worker__user")
    return {str(allocation.worker_id): allocation.worker for allocation in allocations.order_by("from_on", "pk")}


def outside_of(package, day: datetime.date):
    """What the terms of the package's contract say the service does not do."""
    return package.terms_on(day).excluded_activities


def instants(data) -> dict:
    """When the visit of the form begins and ends. Raises Refused for a time that the clocks leave out."""
    return {
        "starts_at": clock.parse_local_time(data["day"], data["begins"], field="begins"),
        "ends_at": clock.parse_local_time(data["day"], data["ends"], field="begins"),
    }


def day_asked(request) -> datetime.date | None:
    """The day in the address, where there is one."""
    try:
        return datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


@page(PageClass.PERSON_WORK)
def plan_visit(request, pk):
    package = open_record(request, SupportPackage, Permission.PLAN_VISIT, pk)
    workers = workers_of(package)

    def save(data):
        return services.plan_visit(
            package=package,
            worker=workers[data["worker"]],
            **instants(data),
            kind=data["kind"],
            out_of_hours_reason=data["out_of_hours_reason"],
            what_for=data["what_for"],
            outside=data["outside"],
            asks_about_clashes=not data["all_the_same"],
            by=request.user,
        )

    return record_form(
        request,
        package,
        PlanVisitForm,
        active_tab="visits",
        title="Plan a visit",
        initial={"day": day_asked(request)},
        workers=workers.values(),
        asks_outside=outside_of(package, clock.today()),
        save=save,
        success_message="The visit is planned.",
    )


@page(PageClass.PERSON_WORK)
def move(request, pk):
    """Other times or another worker for this one visit; the way to cancel it stands there."""
    planned = open_record(request, PlannedVisit, Permission.PLAN_VISIT, pk)
    workers = workers_of(planned.package)
    workers.setdefault(str(planned.worker_id), planned.worker)
    begins, ends = (instant.astimezone(clock.LONDON).time() for instant in (planned.starts_at, planned.ends_at))

    def save(data):
        return services.move_planned(
            planned=planned,
            worker=workers[data["worker"]],
            **instants(data),
            kind=data["kind"],
            out_of_hours_reason=data["out_of_hours_reason"],
            asks_about_clashes=not data["all_the_same"],
            reason=data["reason"],
            by=request.user,
        )

    return record_form(
        request,
        planned,
        MoveForm,
        active_tab="visits",
        title="Move a visit",
        template="visits/move.html",
        context={"planned": planned},
        initial={
            "worker": str(planned.worker_id),
            "day": planned.local_on,
            "begins": begins,
            "ends": ends,
            "kind": planned.kind,
            "out_of_hours_reason": planned.out_of_hours_reason,
        },
        workers=workers.values(),
        save=save,
        success_message="The visit is moved.",
        back=reverse("person_rota", args=[planned.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def cancel(request, pk):
    planned = open_record(request, PlannedVisit, Permission.PLAN_VISIT, pk)
    return record_form(
        request,
        planned,
        ReasonForm,
        active_tab="visits",
        title="This visit does not take place",
        save=lambda data: services.cancel_planned(planned=planned, by=request.user, **data),
        success_message="The visit is cancelled.",
        back=reverse("person_rota", args=[planned.package.case.individual_id]),
    )
