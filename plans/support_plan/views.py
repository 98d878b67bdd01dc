"""The support plan: reading it, writing it, offering it, and recording what the person answered."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_form import record_form
from casework.access.record_loader import open_record, with_person
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock, documents, transitions
from core.request_bodies import MOST_FILES, takes_up_to
from design.form_view import post_action
from design.forms import ReasonForm
from plans import services
from plans.comments.conversations import waiting_for
from plans.enums import UNSHARED_STATES, PlanState
from plans.exit.rules import asks_exit_plan
from plans.models import Achievement, Participant, PlanPdf, SupportPlan
from plans.support_plan.addresses import plan_url
from plans.support_plan.differences import compare_versions
from plans.support_plan.forms import ParticipantForm, PlanAnswerForm, PlanForm
from plans.support_plan.pdf import kinds_for
from plans.support_plan.plan_view import load_plan_view
from plans.support_plan.rules import draft_begun_before_agreement, why_no_change_of_mind
from plans.support_plan.sections import WRITTEN
from plans.support_plan.services.drafts import why_closed, why_no_answer
from plans.transition.rules import asks_transition_plan

UNANSWERED = (PlanState.DRAFT, PlanState.OFFERED)
# The newest PDFs that the page lists.
MOST_PDFS = 9


def _versions(user: User, package: SupportPackage | None) -> tuple[list[SupportPlan], bool]:
    """Return the plans of `package` that `user` may read, newest first, and True if they write them.

    Drafts are only for those who write them.
    """
    plans = SupportPlan.objects.visible_to(user).filter(package=package)
    may_write = package is not None and can(user, Permission.WRITE_PLAN, package)
    if not may_write:
        plans = plans.not_draft()
    return list(with_person(plans).select_related("scan")), may_write


def _by_number(plans: Iterable[SupportPlan], number: str | None) -> SupportPlan | None:
    return next((plan for plan in plans if str(plan.version) == number), None)


@page(PageClass.PERSON)
@require_safe
def person_plan(request: Request, pk: UUID) -> HttpResponse:
    """Show one version, the one in force unless another is asked for, and the list of versions."""
    with_header = Individual.objects.with_header(request.user)
    individual = open_record(request, with_header, Permission.READ_PERSON, pk)
    support = current_support(individual, request.user)
    package = support.package
    plans, may_write = _versions(request.user, package)
    plan = _by_number(plans, request.GET.get("version")) or _first_to_show(plans)
    page_context = {
        "individual": individual,
        "support": support,
        "plans": plans,
        "may_write": may_write,
        "waiting_messages": waiting_for(request.user, individual),
        "may_begin": may_write and _may_begin(package, plans),
        "other_current": [other for other in plans if other != plan and other.is_current],
        "before": _before(plans, plan),
        "in_use": next((other for other in plans if other.state == PlanState.IN_FORCE and other != plan), None),
        "overtaken_draft": draft_begun_before_agreement(plans) if may_write else None,
        "achievements": _achievements(request.user, package),
        "outcomes": list(package.agreed_outcomes.all()) if package else [],
        "asks_exit": package is not None and asks_exit_plan(package, clock.today()),
        "asks_transition": package is not None and asks_transition_plan(package),
        "reads_comments": individual.may_read_visit,
        "reads_risk": individual.may_read_risk,
        **_plan_context(plan, may_write, request.user),
    }
    return render(request, "plans/support_plan/person_plan.html", page_context)


def _first_to_show(plans: list[SupportPlan]) -> SupportPlan | None:
    """Return the plan in force, which no draft hides; without one, the newest version that is not dropped."""
    in_force = next((plan for plan in plans if plan.state == PlanState.IN_FORCE), None)
    return in_force or next((plan for plan in plans if plan.state != PlanState.DROPPED), plans[0] if plans else None)


def _may_begin(package: SupportPackage | None, plans: Iterable[SupportPlan]) -> bool:
    return package is not None and package.ended_on is None and not any(plan.state in UNANSWERED for plan in plans)


def _plan_context(plan: SupportPlan | None, may_write: bool, user: User) -> dict[str, Any]:
    """Return what the page shows of one version; empty values without one."""
    plan_view = load_plan_view(plan, with_draft_comments=may_write, reader=user) if plan else None
    state = plan.state if plan else ""
    kinds = kinds_for(user, plan.package.case.individual) if plan else []
    return {
        "plan_view": plan_view,
        "pdfs": list(plan.pdfs.filter(kind__in=kinds).select_related("document")[:MOST_PDFS]) if plan else [],
        "pdf_kinds": kinds,
        "is_draft": state == PlanState.DRAFT,
        "is_unshared": state in UNSHARED_STATES,
        "is_offered": state == PlanState.OFFERED,
        "is_in_force": state == PlanState.IN_FORCE,
        "may_work": may_write and state == PlanState.IN_FORCE,
        "may_name_participants": may_write and state in UNANSWERED,
        "may_comment": may_write and plan is not None,
        "may_change_mind": may_write and plan is not None and plan.is_declined and not why_no_change_of_mind(plan),
    }


def _achievements(user: User, package: SupportPackage | None) -> list[Achievement]:
    """Return what was achieved during the package, the latest first."""
    return list(Achievement.objects.visible_to(user).not_struck().filter(package=package).select_related("document"))


def _before(plans: Iterable[SupportPlan], plan: SupportPlan | None) -> SupportPlan | None:
    """Return the newest of `plans` that is older than `plan`, and no draft that was not used."""
    older = (row for row in plans if plan and row.version < plan.version)
    return next((row for row in older if row.state != PlanState.DROPPED), None)


@page(PageClass.PERSON)
@require_safe
def changes(request: Request, pk: UUID) -> HttpResponse:
    """Show what changed between two versions; by default from the last but one to the last."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    package = current_support(individual, request.user).package
    plans, _may_write = _versions(request.user, package)
    after = _by_number(plans, request.GET.get("to")) or (plans[0] if plans else None)
    before = _by_number(plans, request.GET.get("from")) or _before(plans, after)
    page_context = {
        "individual": individual,
        "earlier": [plan for plan in plans if after and plan.version < after.version and plan != before],
        "before": before,
        "after": after,
        "changes": compare_versions(load_plan_view(before), load_plan_view(after)) if before and after else [],
    }
    return render(request, "plans/support_plan/changes.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.start(package=package, by=request.user),
        success_url=lambda plan: plan_url(plan) if plan else reverse("person_plan", args=[package.case.individual_id]),
        success_message="Draft started.",
    )


@page(PageClass.PERSON_WORK)
def write(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    names = (*(section.value for section in WRITTEN), "own_words", "revision")
    return record_form(
        request,
        plan,
        PlanForm,
        active_tab="plan",
        title="Edit the plan",
        back=plan_url(plan),
        initial={name: getattr(plan, name) for name in names},
        closed=why_closed(plan.state),
        save=lambda data: services.write(plan=plan, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def add_participant(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ParticipantForm,
        active_tab="plan",
        title="Add someone who took part",
        back=plan_url(plan),
        closed=why_closed(plan.state, PlanState.OFFERED),
        save=lambda data: services.add_participant(plan=plan, by=request.user, **data),
        success_message="Added to the plan.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def exclude_participant(request: Request, pk: UUID) -> HttpResponse:
    participant = open_record(request, Participant, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.exclude_participant(participant=participant, by=request.user),
        success_url=plan_url(participant.plan, "took-part"),
        success_message="Removed from the plan.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def offer(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.offer(plan=plan, by=request.user),
        success_url=plan_url(plan),
        success_message=_shared(plan),
    )


def _shared(plan: SupportPlan) -> str:
    """Return what to do now that the plan is with the person."""
    if plan.package.case.individual.user_id is None:
        return (
            "Ready for the person. They have no pages of their own: go through it with them, then record their answer."
        )
    return "Shared with the person."


@page(PageClass.PERSON_WORK)
def withdraw_offer(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ReasonForm,
        active_tab="plan",
        title="Withdraw the plan to edit it",
        back=plan_url(plan),
        label="What needs to change?",
        submit_label="Withdraw the plan",
        closed=why_no_answer(plan),
        save=lambda data: services.withdraw_offer(plan=plan, by=request.user, **data),
        success_message="The plan is a draft again.",
    )


@page(PageClass.PERSON_WORK)
def drop_draft(request: Request, pk: UUID) -> HttpResponse:
    """Drop a draft that is not needed."""
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        plan,
        ReasonForm,
        active_tab="plan",
        title=f"Drop the draft of version {plan.version}",
        back=plan_url(plan),
        label="Why is it not needed?",
        help_text="It stays on file. You can read it under “Versions”, and start a new version at any time.",
        submit_label="Drop the draft",
        closed=transitions.why_not(plan, "drop"),
        save=lambda data: services.drop_draft(plan=plan, by=request.user, **data),
        success_url=reverse("person_plan", args=[plan.package.case.individual_id]),
        success_message="Draft dropped.",
    )


@takes_up_to(MOST_FILES)
@page(PageClass.PERSON_WORK)
def record_answer(request: Request, pk: UUID) -> HttpResponse:
    """Record an answer given on the worker's device, verbally or on paper."""
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    wordings = list(plan.goal_wordings.active().select_related("goal"))

    def save(data: dict[str, Any]) -> SupportPlan:
        answer = {name: data[name] for name in ("how", "answered_on", "read_at", "statement", "signature", "scan")}
        if data["answer"] == PlanAnswerForm.DECLINES:
            return services.decline(plan=plan, reason=data["words"], by=request.user, **answer)
        values = {wording: data[f"rating_{wording.pk}"] for wording in wordings}
        ratings = {wording: value for wording, value in values.items() if value is not None}
        return services.agree(plan=plan, words=data["words"], ratings=ratings, by=request.user, **answer)

    return record_form(
        request,
        plan,
        PlanAnswerForm,
        active_tab="plan",
        title="Record the person's answer",
        back=plan_url(plan),
        initial={"answered_on": clock.today(), "read_at": transitions.count(plan)},
        closed=why_no_change_of_mind(plan),
        wordings=wordings,
        save=save,
        success_message="Answer recorded.",
    )


@page(PageClass.PERSON)
@require_POST
def request_pdf(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """Request a PDF of the plan."""
    plan = _readable_plan(request, pk)
    if kind not in kinds_for(request.user, plan.package.case.individual):
        raise Http404
    return post_action(
        request,
        lambda: services.request_pdf(plan=plan, kind=kind, by=request.user),
        success_url=plan_url(plan, "pdf"),
        success_message="We are making the PDF. It will appear under “Print or download” in a moment.",
    )


def _readable_plan(request: Request, pk: UUID) -> SupportPlan:
    """Return a plan that the user may read: a draft only where they write it."""
    plan: SupportPlan = open_record(request, SupportPlan.objects.select_related("scan"), Permission.READ_PERSON, pk)
    _refuse_draft(request, plan)
    return plan


def _refuse_draft(request: Request, plan: SupportPlan) -> None:
    if plan.state in UNSHARED_STATES:
        get_allowed_or_404(SupportPlan.objects, request.user, Permission.WRITE_PLAN, pk=plan.pk)


@page(PageClass.PERSON)
@require_safe
def pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """Send the PDF of a plan."""
    plan_pdf = open_record(request, PlanPdf, Permission.READ_PERSON, pk)
    _refuse_draft(request, plan_pdf.plan)
    kinds = kinds_for(request.user, plan_pdf.plan.package.case.individual)
    if plan_pdf.document is None or plan_pdf.kind not in kinds:
        raise Http404
    return documents.respond(plan_pdf.document)


@page(PageClass.PERSON)
@require_safe
def scan(request: Request, pk: UUID) -> HttpResponseBase:
    """Send the scan of the paper on which the person answered."""
    plan = _readable_plan(request, pk)
    if plan.scan is None:
        raise Http404
    return documents.respond(plan.scan)
