"""Planning a visit, moving one, cancelling one."""

import datetime
from collections.abc import Collection
from typing import Any, TypedDict
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from core import clock
from visits import services
from visits.lone_working.own_visits import check_while_there
from visits.models import PlannedVisit
from visits.rota.forms.planning import CancelVisitForm, MoveForm, PlanVisitForm
from workforce.models import Worker


class VisitTimes(TypedDict):
    """Start and end of a planned visit."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime


def workers_of(package: SupportPackage) -> dict[str, Worker]:
    """Return worker id → worker for those allocated to the package today or later."""
    allocations = package.allocations.from_day(clock.today()).select_related("worker__user")
    return {str(allocation.worker_id): allocation.worker for allocation in allocations.order_by("from_on", "pk")}


def excluded_activities(package: SupportPackage, day: datetime.date) -> Collection[str] | None:
    """Return the activities that the contract excludes on `day`."""
    return package.terms_on(day).excluded_activities


def instants(data: dict[str, Any]) -> VisitTimes:
    """Return start and end from the answers of the form. Raises Refused as `clock.parse_local_time` does."""
    times = clock.parse_local_times(
        data["day"], data["begins"], data["ends"], field="begins", repeated=data["repeated"]
    )
    return {"starts_at": times[0], "ends_at": times[1]}


def requested_day(request: Request) -> datetime.date | None:
    """Return the day in the query string, or None."""
    try:
        return datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


@page(PageClass.PERSON_WORK)
def plan_visit(request: Request, pk: UUID) -> HttpResponse:
    """Plan one visit."""
    package = open_record(request, SupportPackage, Permission.PLAN_VISIT, pk)
    workers = workers_of(package)

    def save(data: dict[str, Any]) -> PlannedVisit:
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
        initial={"day": requested_day(request)},
        workers=workers.values(),
        asks_outside=excluded_activities(package, clock.today()),
        save=save,
        success_message="Visit planned.",
    )


def _check_context(user: User, planned: PlannedVisit) -> dict[str, Any]:
    """Return the visit, its running check if its worker is there, and whether `user` may record what they said."""
    check = check_while_there(planned)
    may_confirm = check is not None and can(user, Permission.ANSWER_CALL, check)
    return {"planned": planned, "check": check, "may_confirm": may_confirm}


def _typed_times(planned: PlannedVisit) -> dict[str, Any]:
    """Return start and end as the form has them."""
    begins, ends = (instant.astimezone(clock.LONDON).time() for instant in (planned.starts_at, planned.ends_at))
    repeated = clock.repeated_answer(planned.starts_at, planned.ends_at)
    return {"begins": begins, "ends": ends, "repeated": repeated}


@page(PageClass.PERSON_WORK)
def move(request: Request, pk: UUID) -> HttpResponse:
    """Move one visit to other times or another worker. The page links to cancelling it."""
    planned = open_record(request, PlannedVisit, Permission.PLAN_VISIT, pk)
    workers = workers_of(planned.package)
    workers.setdefault(str(planned.worker_id), planned.worker)

    def save(data: dict[str, Any]) -> PlannedVisit:
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
        template="visits/rota/move.html",
        context=_check_context(request.user, planned),
        initial={
            "worker": str(planned.worker_id),
            "day": planned.local_on,
            **_typed_times(planned),
            "kind": planned.kind,
            "out_of_hours_reason": planned.out_of_hours_reason,
        },
        workers=workers.values(),
        save=save,
        success_message="Visit moved.",
        back=reverse("person_rota", args=[planned.package.case.individual_id]),
    )


@page(PageClass.PERSON_WORK)
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """Cancel one visit."""
    planned = open_record(request, PlannedVisit, Permission.PLAN_VISIT, pk)
    return record_form(
        request,
        planned,
        CancelVisitForm,
        active_tab="visits",
        title="Cancel this visit",
        template="visits/rota/cancel.html",
        context=_check_context(request.user, planned),
        save=lambda data: services.cancel_planned(planned=planned, by=request.user, **data),
        success_message="Visit cancelled.",
        back=reverse("person_rota", args=[planned.package.case.individual_id]),
    )
