"""What was done about missed visits: after three in a row, after one, and corrected."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from design.forms import ReasonForm
from visits import services
from visits.enums import NOT_KNOWN_YET
from visits.log.briefing import numbers_to_ask
from visits.log.forms.contact import CorrectFollowUpForm, EngagementForm
from visits.log.models.engagement import EngagementAttemptQuerySet
from visits.log.seen_since import seen_at
from visits.log.services.engagement import (
    DONE_ALREADY,
    may_correct_follow_up,
    permission_to_correct,
    permission_to_strike,
    why_no_follow_up,
)
from visits.models import EngagementAttempt, EngagementDuty, Visit

MOST_EARLIER = 5
FIELDS = ("tried", "worked", "done", "words", "revision")


def _earlier(request: Request, individual: Individual, duty: EngagementDuty | None = None) -> Any:
    """Return what was done before about missed visits of the person, the latest first."""
    rows = EngagementDuty.objects.visible_to(request.user).done_for(individual).select_related("met_by")
    return (rows.exclude(pk=duty.pk) if duty else rows)[:MOST_EARLIER]


def _attempts(request: Request, duty: EngagementDuty) -> EngagementAttemptQuerySet:
    """Return what was tried while it was not known how the person is, the first on top."""
    attempts: EngagementAttemptQuerySet = EngagementAttempt.objects.visible_to(request.user).not_struck()
    return attempts.filter(duty=duty).select_related("recorded_by")


def _record(duty: EngagementDuty, user: User, data: dict[str, Any]) -> EngagementDuty | EngagementAttempt:
    """Record an attempt while it is not known how the person is, and what was done once it is."""
    if data["done"] in NOT_KNOWN_YET:
        return services.try_again(duty=duty, by=user, **data)
    return services.settle_engagement(duty=duty, by=user, **data)


@page(PageClass.PERSON_WORK)
def engagement(request: Request, pk: UUID) -> HttpResponse:
    """Record what was done about three missed visits in a row; read what was recorded."""
    duty = open_record(request, EngagementDuty, Permission.PLAN_VISIT, pk)
    individual = duty.package.case.individual
    missed_visits = Visit.objects.visible_to(request.user).not_struck().filter(package=duty.package)
    title = "a missed visit" if duty.is_single else "three missed visits in a row"
    context = {
        "individual": individual,
        "duty": duty,
        "title": f"{individual.name_to_use}: {title}",
        "missed": missed_visits.order_by("-started_at")[:MOST_EARLIER],
        "earlier": _earlier(request, individual, duty),
        "attempts": _attempts(request, duty),
        "seen_at": seen_at(duty),
        "numbers": numbers_to_ask(duty.package),
        "may_strike_all": can(request.user, Permission.ALLOCATE, duty.package),
        "may_correct": may_correct_follow_up(request.user, duty),
    }
    if duty.met_on and request.method != "POST":
        return render(request, "visits/log/follow_up.html", context)
    return record_form(
        request,
        individual,
        EngagementForm,
        active_tab="visits",
        title=context["title"],
        template="visits/log/engagement.html",
        context=context,
        closed=DONE_ALREADY if duty.met_on or duty.expired_on else "",
        save=lambda data: _record(duty, request.user, data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def visit_follow_up(request: Request, pk: UUID) -> HttpResponse:
    """Record what was done about one missed visit."""
    visit = open_record(request, Visit, Permission.PLAN_VISIT, pk)
    individual = visit.package.case.individual
    return record_form(
        request,
        visit,
        EngagementForm,
        active_tab="visits",
        title=f"{individual.name_to_use}: a missed visit",
        template="visits/log/engagement.html",
        context={
            "missed": [visit],
            "earlier": _earlier(request, individual),
            "numbers": numbers_to_ask(visit.package),
        },
        closed=why_no_follow_up(visit),
        save=lambda data: services.follow_up_visit(visit=visit, by=request.user, **data),
        success_message="Saved.",
        back=reverse("visit", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def correct_follow_up(request: Request, pk: UUID) -> HttpResponse:
    """Correct what was recorded about missed visits."""
    duty = open_record(request, EngagementDuty, permission_to_correct(request.user, pk), pk)
    return record_form(
        request,
        duty,
        CorrectFollowUpForm,
        active_tab="visits",
        title="Correct what was recorded",
        initial={name: getattr(duty, name) for name in FIELDS},
        closed="" if duty.met_on else "Record first what was done.",
        save=lambda data: services.correct_follow_up(duty=duty, by=request.user, **data),
        success_message="Corrected.",
        back=reverse("engagement", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def strike_attempt(request: Request, pk: UUID) -> HttpResponse:
    """Mark an attempt to reach somebody who misses visits as entered in error."""
    attempt = open_record(request, EngagementAttempt, permission_to_strike(request.user, pk), pk)
    return record_form(
        request,
        attempt,
        ReasonForm,
        active_tab="visits",
        title="Mark as entered in error",
        label="Why is this entry wrong?",
        help_text="It stays on file but is not counted.",
        submit_label="Mark as entered in error",
        save=lambda data: services.strike_attempt(attempt=attempt, by=request.user, **data),
        success_message="Marked as entered in error.",
        back=reverse("engagement", args=[attempt.duty_id]),
    )
