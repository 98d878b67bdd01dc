"""Wellbeing beside the goals: asked, kept as scores, compared in pairs."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual
from design.form_view import post_action
from plans import services
from plans.enums import MeasureKind
from plans.goals.forms import StrikeForm
from plans.measures.forms import ScoreForm, WellbeingForm
from plans.measures.pairs import SOURCE, pairs
from plans.models import MeasureScore
from plans.plan.plan_view import wants_ratings


@page(PageClass.PERSON)
@require_safe
def measures(request, pk):
    """Every measure taken, and what changed from the first to the last of each."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    taken = MeasureScore.objects.visible_to(request.user).standing().filter(individual=individual)
    taken = list(taken.select_related("recorded_by"))
    page_context = {
        "individual": individual,
        "pairs": pairs(taken),
        "taken": taken[::-1],
        "source": SOURCE,
        "writes": can(request.user, Permission.WRITE_PLAN, individual),
        "wants_ratings": wants_ratings(individual),
    }
    return render(request, "plans/measures.html", page_context)


def _form(request, pk, form_class, **arguments):
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    back = reverse("person_measures", args=[pk])
    extra = arguments.pop("extra", {})

    def save(data):
        return services.take_measure(individual=individual, by=request.user, **extra, **data)

    return record_form(request, individual, form_class, active_tab="plan", back=back, save=save, **arguments)


@page(PageClass.PERSON_WORK)
def ask_wellbeing(request, pk):
    """The four questions of ONS4."""
    extra = {"kind": MeasureKind.ONS4}
    return _form(
        request, pk, WellbeingForm, title="Four questions about wellbeing", extra=extra, success_message="Kept."
    )


@page(PageClass.PERSON_WORK)
def add_score(request, pk):
    """The score of another measure."""
    return _form(request, pk, ScoreForm, title="A score of another measure", success_message="Kept.")


@page(PageClass.PERSON_WORK)
def strike(request, pk):
    score = open_record(request, MeasureScore, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        score,
        StrikeForm,
        active_tab="plan",
        title=f"Strike through: {score}",
        back=reverse("person_measures", args=[score.individual_id]),
        save=lambda data: services.strike_measure(score=score, by=request.user, **data),
        success_message="It is struck through.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def wish(request, pk):
    """The person told us whether they want to see their ratings."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.set_rating_preference(
            individual=individual, wants_ratings=request.POST.get("wants") == "yes", by=request.user
        ),
        success_url=reverse("person_measures", args=[pk]),
        success_message="It is kept.",
    )
