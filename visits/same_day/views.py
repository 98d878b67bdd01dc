"""Responses on the same day, with the minutes between (T4.15)."""

import datetime
from statistics import median

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.records import opened
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page
from visits import services
from visits.loaders import PERSON, RELATED, package_to
from visits.models import SameDayRequest, Visit
from visits.same_day.forms import AnswerForm, AssessForm, RequestForm, VisitedForm

SHOWN = 200
DAYS_BACK = 91


def _request(request, permission, pk) -> SameDayRequest:
    related = (*RELATED, "assessed_by", "visit__worker__user")
    return opened(request, SameDayRequest.objects, permission, pk=pk, person=PERSON, related=related)


@page(PageClass.LIST)
@require_safe
def same_day(request):
    """What was asked for in the last quarter of a year, with the minutes between, and the middle of them."""
    require_permission(request.user, Permission.LOG_VISIT)
    from_at = clock.instant_on(clock.today() - datetime.timedelta(days=DAYS_BACK), datetime.time(0))
    rows = list(
        SameDayRequest.objects.visible_to(request.user)
        .filter(requested_at__gte=from_at)
        .select_related("package__case__individual", "visit")
        .order_by("-requested_at")[:SHOWN]
    )
    columns = (
        ("to the assessment", "minutes_to_assess"),
        ("to the answer", "minutes_to_answer"),
        ("to the visit", "minutes_to_visit"),
    )
    page_context = {"rows": rows, "medians": [(words, _middle(rows, name)) for words, name in columns]}
    return render(request, "visits/same_day.html", page_context)


def _middle(rows, name: str) -> int | None:
    """The median of the minutes that are known, in whole minutes."""
    known = [minutes for row in rows if (minutes := getattr(row, name)) is not None]
    return round(median(known)) if known else None


@page(PageClass.PERSON)
@require_safe
def same_day_one(request, pk):
    shown = _request(request, Permission.READ_VISIT, pk)
    page_context = {
        "asked": shown,
        "individual": shown.package.case.individual,
        "works": can(request.user, Permission.LOG_VISIT, shown),
    }
    return render(request, "visits/same_day_one.html", page_context)


def _form(request, individual, form_class, **arguments):
    context = {"individual": individual, "here": "visits"}
    return form_page(request, form_class, template="casework/person_form.html", context=context, **arguments)


@page(PageClass.PERSON_WORK)
def same_day_new(request, pk):
    package = package_to(request, Permission.LOG_VISIT, pk)
    now = clock.now().astimezone(clock.LONDON)

    def save(data):
        requested_at = clock.parse_local_time(data.pop("day"), data.pop("time"), field="time")
        return services.request_same_day(package=package, requested_at=requested_at, by=request.user, **data)

    return _form(
        request,
        package.case.individual,
        RequestForm,
        title="A response on the same day",
        key=f"visits.same_day:{pk}",
        initial={"day": now.date(), "time": now.time().replace(second=0, microsecond=0)},
        save=save,
        done=lambda asked: reverse("same_day_one", args=[asked.pk]),
        said="The request is saved. Assess the risk now.",
        back=reverse("person_visits", args=[package.case.individual_id]),
    )


def _step(request, asked, form_class, **arguments):
    """A form about one request, with the way back to it."""
    back = reverse("same_day_one", args=[asked.pk])
    return _form(request, asked.package.case.individual, form_class, done=back, back=back, **arguments)


@page(PageClass.PERSON_WORK)
def same_day_assess(request, pk):
    asked = _request(request, Permission.LOG_VISIT, pk)
    return _step(
        request,
        asked,
        AssessForm,
        title="Assess the risk",
        key=f"visits.same_day_assess:{pk}",
        save=lambda data: services.assess_same_day(request=asked, by=request.user, **data),
        said="The assessment is saved. Answer now.",
    )


@page(PageClass.PERSON_WORK)
def same_day_answer(request, pk):
    asked = _request(request, Permission.LOG_VISIT, pk)

    def save(data):
        if data["comes"] == "no":
            return services.refuse_same_day(request=asked, reason=data["reason"], by=request.user)
        comes_at = clock.parse_local_time(data["day"], data["time"], field="time")
        return services.promise_same_day(request=asked, comes_at=comes_at, by=request.user)

    return _step(
        request,
        asked,
        AnswerForm,
        title="Answer the request",
        key=f"visits.same_day_answer:{pk}",
        initial={"day": clock.today()},
        save=save,
        said="The answer is saved.",
    )


@page(PageClass.PERSON_WORK)
def same_day_visited(request, pk):
    asked = _request(request, Permission.LOG_VISIT, pk)
    since = Visit.objects.visible_to(request.user).happened().filter(package=asked.package_id)
    return _step(
        request,
        asked,
        VisitedForm,
        title="The visit that was made",
        visits=since.filter(started_at__gte=asked.requested_at).order_by("started_at"),
        save=lambda data: services.link_same_day_visit(request=asked, by=request.user, **data),
        said="The visit is kept with the request.",
    )
