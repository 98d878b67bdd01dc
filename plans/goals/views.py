"""Goals: written into a draft, worked on step by step, rated and closed."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from core import clock, documents, transitions
from core.request_bodies import MOST_FILES, takes_up_to
from design import formatting
from design.form_view import post_action
from design.forms import ReasonForm
from plans import services
from plans.enums import UNSHARED_STATES, GoalState, RatedBy
from plans.goals.forms import (
    AchievementForm,
    ChangeGoalForm,
    GoalForm,
    GoalOutcomeForm,
    RateForm,
    StepDoneForm,
)
from plans.models import Achievement, Goal, GoalRating, GoalWording, Step, SupportPlan
from plans.support_plan.addresses import plan_url
from plans.support_plan.services.drafts import why_closed

# The changes of a goal, in the order of the page: transition, service, label.
OUTCOMES = (
    ("achieve", services.achieve, "Achieved"),
    ("partly achieve", services.achieve_partly, "Partly achieved"),
    ("pause", services.pause, "Paused for now"),
    ("resume", services.resume, "Restarted after a pause"),
    ("change", services.replace_goal, "Replaced by another goal, in the next version"),
    ("abandon", services.abandon, "No longer wanted by the person"),
    ("reopen", services.reopen, "Reopened"),
)
RATING_HEADINGS = ("Date", "Rating", "Given by", "Recorded by")


def _changed_goals(user: User, package: SupportPackage) -> QuerySet[Goal]:
    """Return the goals of the package that have changed into another, with their latest words."""
    return Goal.objects.visible_to(user).filter(package=package, state=GoalState.CHANGED).with_latest_words()


@page(PageClass.PERSON_WORK)
def add_goal(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        GoalForm,
        active_tab="plan",
        title="Add a goal",
        back=plan_url(plan, "goals"),
        package=plan.package,
        contract=plan.package.case.contract,
        changed=_changed_goals(request.user, plan.package),
        closed=why_closed(plan.state),
        save=lambda data: services.add_goal(plan=plan, by=request.user, **data),
        success_message="Goal added.",
    )


@page(PageClass.PERSON_WORK)
def change_goal(request: Request, pk: UUID) -> HttpResponse:
    wording = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    columns = ("words", "why", "how_we_know", "target_on", "pace", "needs", "no_outcome_reason", "revision")
    initial = {name: getattr(wording, name) for name in columns}
    initial |= {"life_domain": wording.life_domain_id}
    for links in ("outcomes", "contract_outcomes"):
        initial[links] = list(getattr(wording, links).values_list("pk", flat=True))
    return record_form(
        request,
        wording,
        ChangeGoalForm,
        active_tab="plan",
        title="Change the goal",
        back=plan_url(wording.plan, f"goal-{wording.pk}"),
        initial=initial,
        package=wording.plan.package,
        contract=wording.plan.package.case.contract,
        steps=list(wording.steps.not_dropped().values("text", "responsible", "by_on")),
        closed=why_closed(wording.plan.state),
        save=lambda data: services.change_goal(wording=wording, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def take_out(request: Request, pk: UUID) -> HttpResponse:
    wording = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.take_out_goal(wording=wording, by=request.user),
        success_url=plan_url(wording.plan, "goals"),
        success_message="Goal removed from this draft.",
    )


@page(PageClass.PERSON_WORK)
def record_outcome(request: Request, pk: UUID) -> HttpResponse:
    """Record that a goal is achieved, paused, replaced, abandoned or reopened, with day and reason."""
    wording = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    # The page does not offer what the goal's state does not allow; the service refuses it if it is sent.
    choices = [
        (transition, label)
        for transition, _service, label in OUTCOMES
        if request.method == "POST" or transitions.can_make(wording.goal, transition)
    ]
    verbs = {transition: service for transition, service, _label in OUTCOMES}
    individual = wording.plan.package.case.individual
    return record_form(
        request,
        individual,
        GoalOutcomeForm,
        active_tab="plan",
        title=f"{GoalState(wording.goal.state).change_label} “{wording.words}”",
        back=plan_url(wording.plan, f"goal-{wording.pk}"),
        initial={"on": clock.today()},
        choices=choices,
        save=lambda data: verbs[data["outcome"]](
            wording=wording, reason=data["reason"], on=data["on"], by=request.user
        ),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def rate(request: Request, pk: UUID) -> HttpResponse:
    wording = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    individual = wording.plan.package.case.individual
    return record_form(
        request,
        individual,
        RateForm,
        active_tab="plan",
        title=f"Rate “{wording.words}”",
        back=plan_url(wording.plan, f"goal-{wording.pk}"),
        initial={"rated_on": clock.today(), "rated_by": RatedBy.PERSON},
        save=lambda data: services.rate(wording=wording, by=request.user, **data),
        success_message="Rating saved.",
    )


@page(PageClass.PERSON_WORK)
def tick_step(request: Request, pk: UUID) -> HttpResponse:
    """Record on which day a step was done."""
    step = open_record(request, Step, Permission.WRITE_PLAN, pk)
    individual = step.wording.plan.package.case.individual
    return record_form(
        request,
        individual,
        StepDoneForm,
        active_tab="plan",
        title=f"Step done: {step.text}",
        back=plan_url(step.wording.plan, f"goal-{step.wording_id}"),
        initial={"done_on": clock.today()},
        save=lambda data: services.tick_step(step=step, by=request.user, **data),
        success_message="Step marked as done.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def untick_step(request: Request, pk: UUID) -> HttpResponse:
    step = open_record(request, Step, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.untick_step(step=step, by=request.user),
        success_url=plan_url(step.wording.plan, f"goal-{step.wording_id}"),
        success_message="Step marked as not done.",
    )


@page(PageClass.PERSON)
@require_safe
def ratings(request: Request, pk: UUID) -> HttpResponse:
    """Show every rating of a goal in all versions, as a chart with its table, and who gave each."""
    wording = open_record(request, GoalWording.objects.select_related("life_domain"), Permission.READ_PERSON, pk)
    if wording.plan.state in UNSHARED_STATES and not can(request.user, Permission.WRITE_PLAN, wording.plan):
        raise Http404
    rows = list(
        GoalRating.objects.visible_to(request.user).filter(wording__goal=wording.goal_id).select_related("recorded_by")
    )
    counted = [rating for rating in rows if not rating.struck_at]
    may_strike = can(request.user, Permission.WRITE_PLAN, wording.plan)
    page_context = {
        "individual": wording.plan.package.case.individual,
        "wording": wording,
        "ratings": rows,
        "series": [("Rating", [rating.value for rating in counted])],
        "days": [formatting.short_day(rating.rated_on) for rating in counted],
        "headings": [*RATING_HEADINGS, "Actions|hidden"] if may_strike else RATING_HEADINGS,
        "may_strike": may_strike,
    }
    return render(request, "plans/goals/ratings.html", page_context)


@page(PageClass.PERSON_WORK)
def strike_rating(request: Request, pk: UUID) -> HttpResponse:
    """Mark a rating as entered in error."""
    rating = open_record(request, GoalRating, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        rating,
        ReasonForm,
        label="Why was it an error?",
        submit_label="Mark as entered in error",
        active_tab="plan",
        title=f"Mark as entered in error: {rating.with_day}",
        back=reverse("goal_ratings", args=[rating.wording_id]),
        save=lambda data: services.strike_rating(rating=rating, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@takes_up_to(MOST_FILES)
@page(PageClass.PERSON_WORK)
def add_achievement(request: Request, pk: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    individual = package.case.individual
    return record_form(
        request,
        individual,
        AchievementForm,
        active_tab="plan",
        title="Add an achievement",
        back=reverse("person_plan", args=[individual.pk]) + "#achieved",
        wordings=GoalWording.objects.visible_to(request.user).in_force().filter(plan__package=package),
        save=lambda data: services.record_achievement(package=package, by=request.user, **data),
        success_message="Achievement saved. It counts in the return.",
    )


@page(PageClass.PERSON_WORK)
def strike_achievement(request: Request, pk: UUID) -> HttpResponse:
    achievement = open_record(request, Achievement, Permission.WRITE_PLAN, pk)
    individual = achievement.package.case.individual
    return record_form(
        request,
        individual,
        ReasonForm,
        label="Why was it an error?",
        submit_label="Mark as entered in error",
        active_tab="plan",
        title=f"Mark as entered in error: {achievement.description}",
        back=reverse("person_plan", args=[individual.pk]) + "#achieved",
        closed=achievement.why_closed,
        save=lambda data: services.strike_achievement(achievement=achievement, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON)
@require_safe
def achievement_document(request: Request, pk: UUID) -> HttpResponseBase:
    """Send the copy that is the evidence of an achievement."""
    achievement = open_record(request, Achievement, Permission.READ_PERSON, pk)
    if achievement.document is None:
        raise Http404
    return documents.respond(achievement.document)
