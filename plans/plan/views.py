"""The support plan: reading it, writing it, offering it, and what the person answered."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_form import record_form
from casework.access.records import open_record, with_person
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock, documents, transitions
from design.form_view import post_action
from plans import services
from plans.enums import PdfKind, PlanState
from plans.exit.rules import asks_exit_plan
from plans.models import Achievement, GoalWording, Participant, PlanPdf, SupportPlan
from plans.plan.differences import compare_versions
from plans.plan.forms import AnswerForm, CommentForm, ParticipantForm, PlanForm, ReasonForm
from plans.plan.loaders import plan_page
from plans.plan.plan_view import conversation, load_plan_view
from plans.plan.sections import Section
from plans.transition.rules import asks_transition_plan

OPEN = (PlanState.DRAFT, PlanState.OFFERED)


def _versions(user, package) -> tuple[list[SupportPlan], bool]:
    """The plans of `package` that `user` may read, newest first, and whether they write them; no draft for others."""
    plans = SupportPlan.objects.visible_to(user).filter(package=package)
    writes = package is not None and can(user, Permission.WRITE_PLAN, package)
    if not writes:
        plans = plans.shown_to_person()
    return list(with_person(plans).select_related("scan")), writes


def _numbered(plans, number: str | None) -> SupportPlan | None:
    return next((plan for plan in plans if str(plan.version) == number), None)


@page(PageClass.PERSON)
@require_safe
def person_plan(request, pk):
    """The plan in force, the one being written, and the versions before."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    now = current_support(individual, request.user)
    plans, writes = _versions(request.user, now.package)
    shown = _numbered(plans, request.GET.get("version")) or (plans[0] if plans else None)
    reading = load_plan_view(shown) if shown else None
    page_context = {
        "individual": individual,
        "now": now,
        "plans": plans,
        "shown": reading,
        "general": conversation(reading.general_comments, request.user) if reading else [],
        "papers": list(shown.papers.select_related("document")[:9]) if shown else [],
        "paper_kinds": PdfKind,
        "writes": writes,
        "is_draft": bool(shown) and shown.state == PlanState.DRAFT,
        "is_offered": bool(shown) and shown.state == PlanState.OFFERED,
        "is_worked_on": bool(shown) and shown.state == PlanState.IN_FORCE,
        "works": writes and bool(shown) and shown.state == PlanState.IN_FORCE,
        "achieved": _achieved(request.user, now.package),
        "outcomes": list(now.package.agreed_outcomes.all()) if now.package else [],
        "may_talk": writes and bool(shown) and shown.state != PlanState.SUPERSEDED,
        "may_begin": writes and now.package.ended_on is None and not any(plan.state in OPEN for plan in plans),
        "before": _before(plans, shown),
        "asks_exit": now.package is not None and asks_exit_plan(now.package, clock.today()),
        "asks_transition": now.package is not None and asks_transition_plan(now.package),
    }
    return render(request, "plans/person_plan.html", page_context)


def _achieved(user, package) -> list[Achievement]:
    """What was achieved during the package, the latest first."""
    return list(Achievement.objects.visible_to(user).standing().filter(package=package).select_related("document"))


def _before(plans, shown) -> SupportPlan | None:
    """The version before the one shown, if it may be read."""
    return next((plan for plan in plans if shown and plan.version < shown.version), None)


@page(PageClass.PERSON)
@require_safe
def changes(request, pk):
    """What changed from one version to another, in words; without choice, from the last but one to the last."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    now = current_support(individual, request.user)
    plans, _writes = _versions(request.user, now.package)
    after = _numbered(plans, request.GET.get("to")) or (plans[0] if plans else None)
    before = _numbered(plans, request.GET.get("from")) or _before(plans, after)
    both = before is not None and after is not None
    page_context = {
        "individual": individual,
        "now": now,
        "plans": plans,
        "before": before,
        "after": after,
        "changes": compare_versions(load_plan_view(before), load_plan_view(after)) if both else [],
    }
    return render(request, "plans/changes.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def start(request, pk):
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.start(package=package, by=request.user),
        success_url=plan_page(package.case.individual_id),
        success_message="A plan is begun.",
    )


@page(PageClass.PERSON_WORK)
def write(request, pk):
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    names = (*Section.values, "own_words", "revision")
    return record_form(
        request,
        plan,
        PlanForm,
        active_tab="plan",
        title="Write the plan",
        initial={name: getattr(plan, name) for name in names},
        save=lambda data: services.write(plan=plan, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_participant(request, pk):
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ParticipantForm,
        active_tab="plan",
        title="Add who took part",
        save=lambda data: services.add_participant(plan=plan, by=request.user, **data),
        success_message="They are named with the plan.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def leave_out_participant(request, pk):
    participant = open_record(request, Participant, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.exclude_participant(participant=participant, by=request.user),
        success_url=plan_page(participant.plan.package.case.individual_id, "took-part"),
        success_message="They are no longer named with the plan.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def offer(request, pk):
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.offer(plan=plan, by=request.user),
        success_url=plan_page(plan.package.case.individual_id),
        success_message="The plan is with the person to read.",
    )


@page(PageClass.PERSON_WORK)
def take_back(request, pk):
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ReasonForm,
        active_tab="plan",
        title="Take the plan back to change it",
        save=lambda data: services.withdraw_offer(plan=plan, by=request.user, **data),
        success_message="The plan can be changed again.",
    )


@page(PageClass.PERSON_WORK)
def record_answer(request, pk):
    """The person answered on the worker's device, by word of mouth or on paper."""
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    goals = list(plan.goals.active().select_related("line"))

    def save(data):
        proof = {name: data[name] for name in ("statement", "signature", "scan")}
        proof |= {name: data[name] for name in ("how", "answered_on", "read_at")} | {"by": request.user}
        if data["what"] == AnswerForm.DECLINES:
            return services.decline(plan=plan, reason=data["words"], **proof)
        rated = {goal: data[f"rating_{goal.pk}"] for goal in goals if data[f"rating_{goal.pk}"] is not None}
        return services.agree(plan=plan, words=data["words"], ratings=rated, **proof)

    return record_form(
        request,
        plan,
        AnswerForm,
        active_tab="plan",
        title="What the person answered",
        initial={"answered_on": clock.today(), "read_at": transitions.count(plan)},
        goals=goals,
        save=save,
        success_message="The answer is recorded.",
    )


@page(PageClass.PERSON_WORK)
def comment(request, pk):
    """Answer in the conversation about the plan."""
    return _comment(
        request, open_record(request, SupportPlan, Permission.WRITE_PLAN, pk), title="Answer about the plan"
    )


@page(PageClass.PERSON_WORK)
def comment_section(request, pk, section):
    """Answer in the conversation about one part of the plan."""
    if section not in Section.values:
        raise Http404
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    title = f"Answer about “{Section(section).label}”"
    return _comment(request, plan, title=title, section=section)


@page(PageClass.PERSON_WORK)
def comment_goal(request, pk):
    """Answer in the conversation about a goal."""
    goal = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    return _comment(request, goal.plan, title=f"Answer about “{goal.words}”", goal=goal)


def _comment(request, plan: SupportPlan, *, title: str, section: str = "", goal: GoalWording | None = None):
    individual = plan.package.case.individual
    return record_form(
        request,
        individual,
        CommentForm,
        active_tab="plan",
        title=title,
        back=plan_page(individual.pk, section or (f"goal-{goal.pk}" if goal else "said")),
        save=lambda data: services.comment(plan=plan, words=data["words"], section=section, goal=goal, by=request.user),
        success_message="Your answer stands beside the plan.",
    )


@page(PageClass.PERSON)
@require_POST
def ask_for_paper(request, pk, kind):
    """Have the plan put on paper; a draft only for those who write it."""
    if kind not in PdfKind.values:
        raise Http404
    plan = _plan_to_read(request, pk)
    return post_action(
        request,
        lambda: services.request_pdf(plan=plan, kind=kind, by=request.user),
        success_url=plan_page(plan.package.case.individual_id, "paper"),
        success_message="The PDF is being made. It will stand under “On paper” in a moment.",
    )


def _plan_to_read(request, pk) -> SupportPlan:
    """A plan that the user may read: a draft only where they write it."""
    plan = open_record(request, SupportPlan.objects.select_related("scan"), Permission.READ_PERSON, pk)
    _refuse_draft(request, plan)
    return plan


def _refuse_draft(request, plan: SupportPlan) -> None:
    if plan.state == PlanState.DRAFT:
        get_allowed_or_404(SupportPlan.objects, request.user, Permission.WRITE_PLAN, pk=plan.pk)


@page(PageClass.PERSON)
@require_safe
def paper(request, pk):
    """A plan as PDF, as it was when it was made."""
    kept = open_record(request, PlanPdf, Permission.READ_PERSON, pk)
    _refuse_draft(request, kept.plan)
    if kept.document is None:
        raise Http404
    return documents.respond(kept.document)


@page(PageClass.PERSON)
@require_safe
def scan(request, pk):
    """The paper on which the person answered."""
    plan = _plan_to_read(request, pk)
    if plan.scan is None:
        raise Http404
    return documents.respond(plan.scan)
