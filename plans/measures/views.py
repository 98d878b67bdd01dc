"""Measures of wellbeing besides the goals: recorded as scores, compared in pairs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from design.form_view import post_action
from design.forms import ReasonForm
from plans import services
from plans.enums import MeasureKind
from plans.measures.forms import MeasureForm, ScoreForm, WellbeingForm
from plans.measures.pairs import SOURCE, pairs
from plans.models import MeasureScore
from plans.support_plan.plan_view import wants_ratings


@page(PageClass.PERSON)
@require_safe
def measures(request: Request, pk: UUID) -> HttpResponse:
    """Show every result, and what changed from the first to the last of each measure."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    rows = MeasureScore.objects.visible_to(request.user).not_struck().filter(individual=individual)
    scores = list(rows.select_related("recorded_by"))
    page_context = {
        "individual": individual,
        "pairs": pairs(scores),
        "scores": scores[::-1],
        "source": SOURCE,
        "may_write": can(request.user, Permission.WRITE_PLAN, individual),
        "wants_ratings": wants_ratings(individual),
    }
    return render(request, "plans/measures/measures.html", page_context)


def _form(
    request: Request, pk: UUID, form_class: type[MeasureForm], *, title: str, kind: str | None = None
) -> HttpResponse:
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)

    def save(data: dict[str, Any]) -> MeasureScore:
        columns = data if kind is None else {**data, "kind": kind}
        return services.take_measure(individual=individual, by=request.user, **columns)

    return record_form(
        request,
        individual,
        form_class,
        active_tab="plan",
        title=title,
        back=reverse("person_measures", args=[pk]),
        save=save,
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def ask_wellbeing(request: Request, pk: UUID) -> HttpResponse:
    """Ask the four questions of ONS4."""
    return _form(request, pk, WellbeingForm, title="Four questions about wellbeing", kind=MeasureKind.ONS4)


@page(PageClass.PERSON_WORK)
def add_score(request: Request, pk: UUID) -> HttpResponse:
    """Record the score of a licensed measure."""
    return _form(request, pk, ScoreForm, title="Add another outcome score")


@page(PageClass.PERSON_WORK)
def strike(request: Request, pk: UUID) -> HttpResponse:
    score = open_record(request, MeasureScore, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        score,
        ReasonForm,
        label="Why was it an error?",
        submit_label="Mark as entered in error",
        active_tab="plan",
        title=f"Mark as entered in error: {score}",
        back=reverse("person_measures", args=[score.individual_id]),
        save=lambda data: services.strike_measure(score=score, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def set_rating_preference(request: Request, pk: UUID) -> HttpResponse:
    """Record whether the person wants to see their ratings."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.set_rating_preference(
            individual=individual, wants_ratings=request.POST.get("wants") == "yes", by=request.user
        ),
        success_url=reverse("person_measures", args=[pk]),
        success_message="Saved.",
    )
