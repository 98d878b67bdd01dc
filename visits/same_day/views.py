"""Same-day requests, with the minutes between their steps (T4.15)."""

import datetime
from statistics import median
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.hospital.current_stay import current_stay
from casework.models import SupportPackage
from contracts.posts import require_permission
from core import clock
from design.forms import ReasonForm
from visits import services
from visits.log.briefing import numbers_of_person
from visits.models import SameDayRequest, Visit
from visits.same_day.forms import AssessForm, RequestForm, SameDayAnswerForm, VisitedForm

LIST_LENGTH = 200
DAYS_BACK = 91


@page(PageClass.LIST)
@require_safe
def same_day(request: Request) -> HttpResponse:
    """The requests of the last thirteen weeks, with the minutes between their steps and the medians."""
    require_permission(request.user, Permission.LOG_VISIT)
    from_at = clock.instant_on(clock.today() - datetime.timedelta(days=DAYS_BACK), datetime.time(0))
    rows = list(
        SameDayRequest.objects.visible_to(request.user)
        .filter(requested_at__gte=from_at)
        .select_related("package__case__individual", "visit")
        .order_by("-requested_at")[:LIST_LENGTH]
    )
    counted = [row for row in rows if not row.is_withdrawn]
    columns = (
        ("median time to assess the risk", "minutes_to_assess"),
        ("median time to answer", "minutes_to_answer"),
        ("median time to visit", "minutes_to_visit"),
    )
    page_context = {"rows": rows, "medians": [(label, _median(counted, name)) for label, name in columns]}
    return render(request, "visits/same_day/same_day.html", page_context)


def _median(rows: list[SameDayRequest], name: str) -> int | None:
    """Return the median of the known minutes in whole minutes, None if none are known."""
    known = [minutes for row in rows if (minutes := getattr(row, name)) is not None]
    return round(median(known)) if known else None


@page(PageClass.PERSON)
@require_safe
def same_day_request(request: Request, pk: UUID) -> HttpResponse:
    """One request, with what the user may do next."""
    same_day = open_record(request, SameDayRequest, Permission.READ_VISIT, pk)
    individual = same_day.package.case.individual
    works = can(request.user, Permission.LOG_VISIT, same_day)
    page_context = {
        "same_day": same_day,
        "individual": individual,
        "works": works,
        "numbers": numbers_of_person(individual) if works else [],
        "stay": current_stay(individual, request.user),
    }
    return render(request, "visits/same_day/request.html", page_context)


def _form_context(same_day: SameDayRequest) -> dict[str, Any]:
    """Return what every form about a request shows: the request, and whom to ring."""
    return {"same_day": same_day, "numbers": numbers_of_person(same_day.package.case.individual)}


@page(PageClass.PERSON_WORK)
def same_day_new(request: Request, pk: UUID) -> HttpResponse:
    """Record a request."""
    package = open_record(request, SupportPackage, Permission.LOG_VISIT, pk)
    now = clock.now().astimezone(clock.LONDON)

    def save(data: dict[str, Any]) -> SameDayRequest:
        requested_at = clock.parse_local_time(
            data.pop("day"), data.pop("time"), field="time", repeated=data.pop("repeated")
        )
        return services.request_same_day(package=package, requested_at=requested_at, by=request.user, **data)

    return record_form(
        request,
        package,
        RequestForm,
        active_tab="visits",
        title="Same-day request",
        initial={
            "day": now.date(),
            "time": now.time().replace(second=0, microsecond=0),
            "repeated": clock.repeated_answer(now),
        },
        save=save,
        success_url=lambda saved: reverse("same_day_request", args=[saved.pk]),
        success_message="Request saved. Assess the risk now.",
    )


@page(PageClass.PERSON_WORK)
def same_day_assess(request: Request, pk: UUID) -> HttpResponse:
    """Record the assessed risk."""
    same_day = open_record(request, SameDayRequest, Permission.LOG_VISIT, pk)
    return record_form(
        request,
        same_day,
        AssessForm,
        active_tab="visits",
        title="Assess the risk",
        template="visits/same_day/form.html",
        context=_form_context(same_day),
        save=lambda data: services.assess_same_day(request=same_day, by=request.user, **data),
        success_message="Assessment saved. Answer the request now.",
        back=reverse("same_day_request", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def same_day_answer(request: Request, pk: UUID) -> HttpResponse:
    """Record the answer: when a worker will visit, or why no one will."""
    same_day = open_record(request, SameDayRequest, Permission.LOG_VISIT, pk)

    def save(data: dict[str, Any]) -> SameDayRequest:
        if data["comes"] == "no":
            return services.refuse_same_day(request=same_day, reason=data["reason"], by=request.user)
        comes_at = clock.parse_local_time(data["day"], data["time"], field="time", repeated=data["repeated"])
        return services.promise_same_day(request=same_day, comes_at=comes_at, by=request.user)

    return record_form(
        request,
        same_day,
        SameDayAnswerForm,
        active_tab="visits",
        title="Answer the request",
        template="visits/same_day/form.html",
        context=_form_context(same_day),
        initial={"day": clock.today()},
        save=save,
        success_message="Answer saved.",
        back=reverse("same_day_request", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def same_day_visited(request: Request, pk: UUID) -> HttpResponse:
    """Record the visit made for the request."""
    same_day = open_record(request, SameDayRequest, Permission.LOG_VISIT, pk)
    visits = Visit.objects.visible_to(request.user).took_place().filter(package=same_day.package_id)
    return record_form(
        request,
        same_day,
        VisitedForm,
        active_tab="visits",
        title="Visit made",
        template="visits/same_day/form.html",
        context=_form_context(same_day),
        visits=visits.filter(started_at__gte=same_day.requested_at).order_by("started_at"),
        save=lambda data: services.link_same_day_visit(request=same_day, by=request.user, **data),
        success_message="Visit linked to the request.",
        back=reverse("same_day_request", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def same_day_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a request that was recorded by mistake."""
    same_day = open_record(request, SameDayRequest, Permission.LOG_VISIT, pk)
    return record_form(
        request,
        same_day,
        ReasonForm,
        active_tab="visits",
        title="Withdraw the request",
        template="visits/same_day/form.html",
        context=_form_context(same_day),
        label="What was wrong",
        help_text="Only for a request that was recorded by mistake. If no one visits, answer it instead.",
        submit_label="Withdraw",
        closed="This request is withdrawn." if same_day.is_withdrawn else "",
        save=lambda data: services.withdraw_same_day(request=same_day, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
        back=reverse("same_day_request", args=[pk]),
    )
