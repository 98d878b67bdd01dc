from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.pages import PageClass, page
from casework.access import opened
from casework.models import Individual, SupportPackage
from casework.standing import current
from core import clock
from design.pages import act, form_page
from plans import services
from plans.enums import PlanState
from plans.forms import (
    AgreementForm,
    ChangeGoalForm,
    CloseGoalForm,
    CommentForm,
    GoalForm,
    PlanForm,
    ReasonForm,
)
from plans.models import Goal, SupportPlan
from plans.reading import conversation, read

PERSON = "package__case__individual"
RELATED = ("package__case__individual", "package__case__contract")


@page(PageClass.PERSON)
@require_safe
def person_plan(request, pk):
    """The plan in force, the one being written, and the versions before."""
    individual = opened(request, Individual.objects, Permission.READ_PERSON, pk=pk)
    now = current(individual, request.user)
    plans = SupportPlan.objects.visible_to(request.user).filter(package=now.package)
    may_write = SupportPackage.objects.allowing(request.user, Permission.WRITE_PLAN).filter(pk=_pk(now.package))
    writes = may_write.exists()
    if not writes:
        plans = plans.shown_to_person()
    plans = list(plans.select_related("package__case__contract", "package__case__individual"))
    chosen = next((plan for plan in plans if str(plan.version) == request.GET.get("version")), None)
    shown = chosen or (plans[0] if plans else None)
    page_context = {
        "individual": individual,
        "now": now,
        "plans": plans,
        "shown": read(shown) if shown else None,
        "general": conversation(read(shown).general_comments, request.user) if shown else [],
        "writes": writes,
        "is_draft": bool(shown) and shown.state == PlanState.DRAFT,
        "is_offered": bool(shown) and shown.state == PlanState.OFFERED,
        "may_begin": writes and now.package.ended_on is None and not any(_is_open(plan) for plan in plans),
    }
    return render(request, "plans/person_plan.html", page_context)


def _pk(row):
    return row.pk if row else None


def _is_open(plan: SupportPlan) -> bool:
    return plan.state in (PlanState.DRAFT, PlanState.OFFERED)


def _plan(request, pk) -> SupportPlan:
    return opened(request, SupportPlan.objects, Permission.WRITE_PLAN, pk=pk, person=PERSON, related=RELATED)


def _page_of(plan: SupportPlan) -> str:
    return reverse("person_plan", args=[plan.package.case.individual_id])


def _plan_form(request, plan, form_class, **arguments):
    return form_page(
        request,
        form_class,
        template="casework/person_form.html",
        context={"individual": plan.package.case.individual, "here": "plan"},
        done=_page_of(plan),
        back=_page_of(plan),
        **arguments,
    )


@page(PageClass.PERSON_WORK)
@require_POST
def start(request, pk):
    package = opened(
        request,
        SupportPackage.objects,
        Permission.WRITE_PLAN,
        pk=pk,
        person="case__individual",
        related=("case__individual",),
    )
    return act(
        request,
        lambda: services.start(package=package, by=request.user),
        done=reverse("person_plan", args=[package.case.individual_id]),
        said="A plan is begun.",
    )


@page(PageClass.PERSON_WORK)
def write(request, pk):
    plan = _plan(request, pk)
    names = ("matters_to_me", "support_me_best", "took_part", "revision")
    return _plan_form(
        request,
        plan,
        PlanForm,
        title="Write the plan",
        key=f"plans.write:{pk}",
        initial={name: getattr(plan, name) for name in names},
        save=lambda data: services.write(plan=plan, by=request.user, **data),
        said="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_goal(request, pk):
    plan = _plan(request, pk)
    return _plan_form(
        request,
        plan,
        GoalForm,
        title="Add a goal",
        key=f"plans.goal:{pk}",
        package=plan.package,
        contract=plan.package.case.contract,
        save=lambda data: services.add_goal(plan=plan, by=request.user, **data),
        said="The goal is added.",
    )


def _goal(request, pk) -> Goal:
    return opened(
        request,
        Goal.objects,
        Permission.WRITE_PLAN,
        pk=pk,
        person=f"plan__{PERSON}",
        related=tuple(f"plan__{path}" for path in RELATED),
    )


@page(PageClass.PERSON_WORK)
def change_goal(request, pk):
    goal = _goal(request, pk)
    initial = {
        "words": goal.words,
        "life_domain": goal.life_domain_id,
        "outcomes": list(goal.outcomes.values_list("pk", flat=True)),
        "no_outcome_reason": goal.no_outcome_reason,
        "target_on": goal.target_on,
        "steps": "\n".join(goal.steps.standing().values_list("text", flat=True)),
        "revision": goal.revision,
    }
    return _plan_form(
        request,
        goal.plan,
        ChangeGoalForm,
        title="Change the goal",
        key=f"plans.goal:{pk}",
        initial=initial,
        package=goal.plan.package,
        contract=goal.plan.package.case.contract,
        save=lambda data: services.change_goal(goal=goal, by=request.user, **data),
        said="The goal is saved.",
    )


@page(PageClass.PERSON_WORK)
def close_goal(request, pk):
    goal = _goal(request, pk)

    def save(data):
        if data["what"] == "achieve":
            return services.achieve(goal=goal, by=request.user)
        return services.let_go(goal=goal, reason=data["reason"], by=request.user)

    return _plan_form(request, goal.plan, CloseGoalForm, title="Close the goal", save=save, said="The goal is closed.")


@page(PageClass.PERSON_WORK)
@require_POST
def offer(request, pk):
    plan = _plan(request, pk)
    return act(
        request,
        lambda: services.offer(plan=plan, by=request.user),
        done=_page_of(plan),
        said="The plan is with the person to read.",
    )


@page(PageClass.PERSON_WORK)
def take_back(request, pk):
    plan = _plan(request, pk)
    return _plan_form(
        request,
        plan,
        ReasonForm,
        title="Take the plan back to change it",
        key=f"plans.take_back:{pk}",
        save=lambda data: services.take_back(plan=plan, by=request.user, **data),
        said="The plan can be changed again.",
    )


@page(PageClass.PERSON_WORK)
def record_agreement(request, pk):
    """The person agreed in person, by telephone or on paper."""
    plan = _plan(request, pk)
    return _plan_form(
        request,
        plan,
        AgreementForm,
        title="Record that the person agreed",
        initial={"agreed_on": clock.today()},
        save=lambda data: services.agree(plan=plan, by=request.user, **data),
        said="The plan is in force.",
    )


@page(PageClass.PERSON_WORK)
def comment(request, pk):
    """Answer in the conversation about the plan."""
    plan = _plan(request, pk)
    return _plan_form(
        request,
        plan,
        CommentForm,
        title="Answer about the plan",
        key=f"plans.comment:{pk}",
        save=lambda data: services.comment(plan=plan, words=data["words"], by=request.user),
        said="Your answer stands beside the plan.",
    )
