"""Goals: written into a draft, worked on step by step, rated, and what became of them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.records import opened
from core import clock, documents, transitions
from design.form_view import post_action
from plans import services
from plans.enums import GoalState, PlanState, RatedBy
from plans.goals.forms import AchievementForm, BecomeForm, ChangeGoalForm, DoneForm, GoalForm, RateForm, StrikeForm
from plans.models import Achievement, Goal, GoalRating, GoalWording, Step
from plans.plan.loaders import PERSON, RELATED, goal_to_write, package_to_write, person_form, plan_page, plan_to_write

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
    plan = plan_to_write(request, pk)
    return person_form(
        request,
        plan.package.case.individual,
        GoalForm,
        title="Add a goal",
        key=f"plans.goal:{pk}",
        package=plan.package,
        contract=plan.package.case.contract,
        changed=_changed(request.user, plan.package),
        save=lambda data: services.add_goal(plan=plan, by=request.user, **data),
        said="The goal is added.",
    )


@page(PageClass.PERSON_WORK)
def change_goal(request, pk):
    goal = goal_to_write(request, pk)
    columns = ("words", "why", "how_we_know", "target_on", "pace", "needs", "no_outcome_reason", "revision")
    initial = {name: getattr(goal, name) for name in columns}
    initial |= {"life_domain": goal.life_domain_id, "outcomes": list(goal.outcomes.values_list("pk", flat=True))}
    return person_form(
        request,
        goal.plan.package.case.individual,
        ChangeGoalForm,
        title="Change the goal",
        key=f"plans.goal:{pk}",
        initial=initial,
        package=goal.plan.package,
        contract=goal.plan.package.case.contract,
        steps=list(goal.steps.standing().values("text", "who", "by_on")),
        save=lambda data: services.change_goal(goal=goal, by=request.user, **data),
        said="The goal is saved.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def take_out(request, pk):
    goal = goal_to_write(request, pk)
    return post_action(
        request,
        lambda: services.take_out_goal(goal=goal, by=request.user),
        done=plan_page(goal.plan.package.case.individual_id, "goals"),
        said="The goal is out of this draft.",
    )


@page(PageClass.PERSON_WORK)
def become(request, pk):
    """What became of a goal: achieved, paused, changed, let go, with day and reason."""
    goal = goal_to_write(request, pk)
    # What its state does not allow is not offered; sent all the same, it is refused in words.
    offered = [line for line in BECOMES if request.method == "POST" or transitions.can_make(goal.line, line[0])]
    verbs = {verb: do for verb, do, _words in BECOMES}
    individual = goal.plan.package.case.individual
    return person_form(
        request,
        individual,
        BecomeForm,
        title=f"What became of “{goal.words}”",
        key=f"plans.become:{pk}",
        back=plan_page(individual.pk, f"goal-{goal.pk}"),
        initial={"on": clock.today()},
        choices=[(verb, words) for verb, _do, words in offered],
        save=lambda data: verbs[data["what"]](goal=goal, reason=data["reason"], on=data["on"], by=request.user),
        said="What became of the goal is recorded.",
    )


@page(PageClass.PERSON_WORK)
def rate(request, pk):
    goal = goal_to_write(request, pk)
    individual = goal.plan.package.case.individual
    return person_form(
        request,
        individual,
        RateForm,
        title=f"Rate “{goal.words}”",
        back=plan_page(individual.pk, f"goal-{goal.pk}"),
        initial={"rated_on": clock.today(), "rated_by": RatedBy.PERSON},
        save=lambda data: services.rate(goal=goal, by=request.user, **data),
        said="The rating is saved.",
    )


def _step(request, pk) -> Step:
    related = tuple(f"goal__plan__{path}" for path in RELATED)
    return opened(request, Step.objects, Permission.WRITE_PLAN, pk=pk, person=f"goal__plan__{PERSON}", related=related)


@page(PageClass.PERSON_WORK)
def step_done(request, pk):
    """A step was taken, on which day."""
    step = _step(request, pk)
    individual = step.goal.plan.package.case.individual
    return person_form(
        request,
        individual,
        DoneForm,
        title=f"Step taken: {step.text}",
        back=plan_page(individual.pk, f"goal-{step.goal_id}"),
        initial={"done_on": clock.today()},
        save=lambda data: services.tick_step(step=step, by=request.user, **data),
        said="The step is taken.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def step_not_done(request, pk):
    step = _step(request, pk)
    return post_action(
        request,
        lambda: services.untick_step(step=step, by=request.user),
        done=plan_page(step.goal.plan.package.case.individual_id, f"goal-{step.goal_id}"),
        said="The step is open again.",
    )


@page(PageClass.PERSON)
@require_safe
def ratings(request, pk):
    """Every rating of a goal through the versions, as a chart with its table, and whose each was."""
    related = ("line", "life_domain", *(f"plan__{path}" for path in RELATED))
    goal = opened(
        request, GoalWording.objects, Permission.READ_PERSON, pk=pk, person=f"plan__{PERSON}", related=related
    )
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
    related = tuple(f"goal__plan__{path}" for path in RELATED)
    rating = opened(
        request, GoalRating.objects, Permission.WRITE_PLAN, pk=pk, person=f"goal__plan__{PERSON}", related=related
    )
    return person_form(
        request,
        rating.goal.plan.package.case.individual,
        StrikeForm,
        title=f"Strike through: {rating}, {rating.rated_on:%-d %B %Y}",
        back=reverse("goal_ratings", args=[rating.goal_id]),
        save=lambda data: services.strike_rating(rating=rating, by=request.user, **data),
        said="It is struck through.",
    )


@page(PageClass.PERSON_WORK)
def add_achievement(request, pk):
    package = package_to_write(request, pk)
    individual = package.case.individual
    return person_form(
        request,
        individual,
        AchievementForm,
        title="Something achieved",
        key=f"plans.achievement:{pk}",
        back=plan_page(individual.pk, "achieved"),
        goals=GoalWording.objects.visible_to(request.user).in_force().filter(plan__package=package),
        save=lambda data: services.record_achievement(package=package, by=request.user, **data),
        said="It is kept, and counts in the return.",
    )


def _achievement(request, pk, permission) -> Achievement:
    related = (PERSON, "document")
    return opened(request, Achievement.objects, permission, pk=pk, person=PERSON, related=related)


@page(PageClass.PERSON_WORK)
def strike_achievement(request, pk):
    achievement = _achievement(request, pk, Permission.WRITE_PLAN)
    individual = achievement.package.case.individual
    return person_form(
        request,
        individual,
        StrikeForm,
        title=f"Strike through: {achievement.what}",
        back=plan_page(individual.pk, "achieved"),
        save=lambda data: services.strike_achievement(achievement=achievement, by=request.user, **data),
        said="It is struck through.",
    )


@page(PageClass.PERSON)
@require_safe
def achievement_document(request, pk):
    """The copy kept as evidence."""
    achievement = _achievement(request, pk, Permission.READ_PERSON)
    if achievement.document is None:
        raise Http404
    return documents.respond(achievement.document)
