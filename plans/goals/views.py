"""Goals: written into a draft, worked on step by step, rated, and what became of them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import SupportPackage
from core import clock, documents, transitions
from design.form_view import post_action
from plans import services
from plans.enums import GoalState, PlanState, RatedBy
from plans.goals.forms import AchievementForm, BecomeForm, ChangeGoalForm, DoneForm, GoalForm, RateForm, StrikeForm
from plans.models import Achievement, Goal, GoalRating, GoalWording, Step, SupportPlan
from plans.plan.loaders import plan_page

# What may become of a goal, in the order of the page: verb of its table, service, words.
BECOMES = (
    ("achieve", services.achieve, "Achieved"),
    ("partly achieve", services.achieve_partly, "Partly achieved"),
    ("pause", services.pause, "Paused: not now"),
    ("resume", services.resume, "Worked on again after a pause"),
    ("change", services.replace_goal, "Changed into another goal, which the next version will say"),
    ("let go", services.abandon, "Let go: the person no longer wants it"),
    ("take up again", services.reopen, "Taken up again"),
)


def _changed(user, package):
    """Goals of the package that have changed into another, with their last words."""
    return Goal.objects.visible_to(user).filter(package=package, state=GoalState.CHANGED).with_last_words()


@page(PageClass.PERSON_WORK)
def add_goal(request, pk):
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        GoalForm,
        active_tab="plan",
        title="Add a goal",
        package=plan.package,
        contract=plan.package.case.contract,
        changed=_changed(request.user, plan.package),
        save=lambda data: services.add_goal(plan=plan, by=request.user, **data),
        success_message="The goal is added.",
    )


@page(PageClass.PERSON_WORK)
def change_goal(request, pk):
    goal = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    columns = ("words", "why", "how_we_know", "target_on", "pace", "needs", "no_outcome_reason", "revision")
    initial = {name: getattr(goal, name) for name in columns}
    initial |= {"life_domain": goal.life_domain_id, "outcomes": list(goal.outcomes.values_list("pk", flat=True))}
    return record_form(
        request,
        goal,
        ChangeGoalForm,
        active_tab="plan",
        title="Change the goal",
        initial=initial,
        package=goal.plan.package,
        contract=goal.plan.package.case.contract,
        steps=list(goal.steps.standing().values("text", "who", "by_on")),
        save=lambda data: services.change_goal(goal=goal, by=request.user, **data),
        success_message="The goal is saved.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def take_out(request, pk):
    goal = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.take_out_goal(goal=goal, by=request.user),
        success_url=plan_page(goal.plan.package.case.individual_id, "goals"),
        success_message="The goal is out of this draft.",
    )


@page(PageClass.PERSON_WORK)
def become(request, pk):
    """What became of a goal: achieved, paused, changed, let go, with day and reason."""
    goal = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    # What its state does not allow is not offered; sent all the same, it is refused in words.
    offered = [line for line in BECOMES if request.method == "POST" or transitions.can_make(goal.line, line[0])]
    verbs = {verb: do for verb, do, _words in BECOMES}
    individual = goal.plan.package.case.individual
    return record_form(
        request,
        individual,
        BecomeForm,
        active_tab="plan",
        title=f"What became of “{goal.words}”",
        back=plan_page(individual.pk, f"goal-{goal.pk}"),
        initial={"on": clock.today()},
        choices=[(verb, words) for verb, _do, words in offered],
        save=lambda data: verbs[data["what"]](goal=goal, reason=data["reason"], on=data["on"], by=request.user),
        success_message="What became of the goal is recorded.",
    )


@page(PageClass.PERSON_WORK)
def rate(request, pk):
    goal = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    individual = goal.plan.package.case.individual
    return record_form(
        request,
        individual,
        RateForm,
        active_tab="plan",
        title=f"Rate “{goal.words}”",
        back=plan_page(individual.pk, f"goal-{goal.pk}"),
        initial={"rated_on": clock.today(), "rated_by": RatedBy.PERSON},
        save=lambda data: services.rate(goal=goal, by=request.user, **data),
        success_message="The rating is saved.",
    )


@page(PageClass.PERSON_WORK)
def step_done(request, pk):
    """A step was taken, on which day."""
    step = open_record(request, Step, Permission.WRITE_PLAN, pk)
    individual = step.goal.plan.package.case.individual
    return record_form(
        request,
        individual,
        DoneForm,
        active_tab="plan",
        title=f"Step taken: {step.text}",
        back=plan_page(individual.pk, f"goal-{step.goal_id}"),
        initial={"done_on": clock.today()},
        save=lambda data: services.tick_step(step=step, by=request.user, **data),
        success_message="The step is taken.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def step_not_done(request, pk):
    step = open_record(request, Step, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.untick_step(step=step, by=request.user),
        success_url=plan_page(step.goal.plan.package.case.individual_id, f"goal-{step.goal_id}"),
        success_message="The step is open again.",
    )


@page(PageClass.PERSON)
@require_safe
def ratings(request, pk):
    """Every rating of a goal through the versions, as a chart with its table, and whose each was."""
    goal = open_record(request, GoalWording.objects.select_related("life_domain"), Permission.READ_PERSON, pk)
    if goal.plan.state == PlanState.DRAFT and not can(request.user, Permission.WRITE_PLAN, goal.plan):
        raise Http404
    rows = list(
        GoalRating.objects.visible_to(request.user).filter(goal__line=goal.line_id).select_related("recorded_by")
    )
    page_context = {
        "individual": goal.plan.package.case.individual,
        "goal": goal,
        "ratings": rows,
        "values": [rating.value for rating in rows if not rating.struck_at],
        "may_strike": can(request.user, Permission.WRITE_PLAN, goal.plan),
    }
    return render(request, "plans/ratings.html", page_context)


@page(PageClass.PERSON_WORK)
def strike_rating(request, pk):
    """Strike a rating through that was given by mistake."""
    rating = open_record(request, GoalRating, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        rating,
        StrikeForm,
        active_tab="plan",
        title=f"Strike through: {rating}, {rating.rated_on:%-d %B %Y}",
        back=reverse("goal_ratings", args=[rating.goal_id]),
        save=lambda data: services.strike_rating(rating=rating, by=request.user, **data),
        success_message="It is struck through.",
    )


@page(PageClass.PERSON_WORK)
def add_achievement(request, pk):
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    individual = package.case.individual
    return record_form(
        request,
        individual,
        AchievementForm,
        active_tab="plan",
        title="Something achieved",
        back=plan_page(individual.pk, "achieved"),
        goals=GoalWording.objects.visible_to(request.user).in_force().filter(plan__package=package),
        save=lambda data: services.record_achievement(package=package, by=request.user, **data),
        success_message="It is kept, and counts in the return.",
    )


@page(PageClass.PERSON_WORK)
def strike_achievement(request, pk):
    achievement = open_record(request, Achievement, Permission.WRITE_PLAN, pk)
    individual = achievement.package.case.individual
    return record_form(
        request,
        individual,
        StrikeForm,
        active_tab="plan",
        title=f"Strike through: {achievement.what}",
        back=plan_page(individual.pk, "achieved"),
        save=lambda data: services.strike_achievement(achievement=achievement, by=request.user, **data),
        success_message="It is struck through.",
    )


@page(PageClass.PERSON)
@require_safe
def achievement_document(request, pk):
    """The copy kept as evidence."""
    achievement = open_record(request, Achievement, Permission.READ_PERSON, pk)
    if achievement.document is None:
        raise Http404
    return documents.respond(achievement.document)
