"""The person's plan: read in plain words or easy to read, commented on, agreed or declined."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from core import clock, documents, transitions
from design.form_view import form_page, post_action
from design.forms import PlainForm
from design.message_tags import WROTE_TO_US
from plans import services as plans
from plans.enums import AnswerMethod, PdfKind, PlanState, RatedBy
from plans.models import GoalRating, PlanPdf, SupportPlan
from plans.support_plan.differences import Change, compare_versions, goal_changes, goals_gone, section_changes
from plans.support_plan.easy_read import to_easy_read
from plans.support_plan.plan_view import GoalView, PlanView, SectionView, load_plan_view, wants_ratings
from plans.support_plan.rules import why_no_change_of_mind
from plans.support_plan.sections import PlanSection
from portal.forms import REMOVED, AgreeForm, DeclineForm, OwnCommentForm, RatingForm
from portal.plan_changes import agreed_before, easy_changes, named_changes
from portal.views.loaders import (
    get_own,
    goal_to_answer,
    goal_to_write_about,
    my_plans,
    my_record,
    plan_to_answer,
    plan_to_write_about,
)
from portal.who_reads import who_reads

# The PDFs for the person; the full plan with its codes is for the service.
OWN_PDFS = (PdfKind.PLAIN, PdfKind.EASY_READ)
EASY = "easy"  # in the address: the next page is easy to read, too
FULL = "full"  # in the address: all of it, also for who chose easy read
NOT_AGREED = "Saved: you do not agree yet. Your worker talks with you about it."


def _of_newest_support(own_plans: list[SupportPlan]) -> list[SupportPlan]:
    """Return the versions of the newest support, the newest first; without earlier ones."""
    return [plan for plan in own_plans if plan.package_id == own_plans[0].package_id and plan.is_current]


def _current_plan(request: Request, own_plans: list[SupportPlan]) -> SupportPlan | None:
    """The version in the address, else the plan to agree, else the one in force, else the newest."""
    asked = [plan for plan in _of_newest_support(own_plans) if str(plan.version) == request.GET.get("version")]
    offered = [plan for plan in own_plans if plan.state == PlanState.OFFERED]
    in_force = [plan for plan in own_plans if plan.state == PlanState.IN_FORCE]
    return next(iter(asked + offered + in_force + own_plans), None)


@page(PageClass.PORTAL)
@require_safe
def my_plan(request: Request) -> HttpResponse:
    """The whole plan in plain words; in easy read for who chose that, unless the address asks for it in full."""
    if request.user.easy_read and FULL not in request.GET:
        return _easy_read(request)
    person = my_record(request)
    own_plans = list(my_plans(request))
    plan = _current_plan(request, own_plans)
    wants = wants_ratings(person)
    plan_view = load_plan_view(plan) if plan else None
    before = agreed_before(own_plans, plan)
    to_agree = plan is not None and plan.state == PlanState.OFFERED
    view_before = load_plan_view(before) if before and to_agree else None
    page_context = {
        "person": person,
        "plan_view": plan_view,
        "parts": _parts(plan_view, view_before) if plan_view else [],
        "goals": _goals(plan_view, view_before) if plan_view else [],
        "gone": goals_gone(view_before, plan_view) if plan_view and view_before else [],
        "named_changes": named_changes(view_before, plan_view),
        "version_query": f"?version={plan.version}" if plan else "",
        "to_agree": to_agree,
        "may_rate": plan is not None and plan.state == PlanState.IN_FORCE,
        "may_comment": plan is not None and plan.state in (PlanState.OFFERED, PlanState.IN_FORCE, PlanState.DECLINED),
        "is_declined": plan is not None and plan.is_declined,
        "may_change_mind": _may_change_mind(plan),
        "is_replaced": plan is not None and plan.state == PlanState.SUPERSEDED,
        "before": before,
        "other_plans": [other for other in _of_newest_support(own_plans) if other != plan],
        "wants_ratings": wants,
        "shows_ratings": bool(wants),
        "pdfs": list(plan.pdfs.filter(kind__in=OWN_PDFS).select_related("document")[:4]) if plan else [],
        "kinds": OWN_PDFS,
    }
    return render(request, "portal/plan.html", page_context)


def _may_change_mind(plan: SupportPlan | None) -> bool:
    """Return whether the person did not agree with the plan, and still can."""
    return plan is not None and plan.is_declined and not why_no_change_of_mind(plan)


def _parts(plan_view: PlanView, before: PlanView | None) -> list[tuple[SectionView, Change | None]]:
    """Return the sections that are written, were written before, or have comments, each with its change."""
    written = plan_view.written_or_commented
    changes = section_changes(before, plan_view) if before else {}
    return [
        (part, changes.get(part.section.value))
        for part in plan_view.sections
        if part in written or part.section.value in changes
    ]


def _goals(plan_view: PlanView, before: PlanView | None) -> list[tuple[GoalView, list[Change]]]:
    """Return the goals, each with what changed in it since the version before."""
    changes = goal_changes(before, plan_view) if before else {}
    return [(goal, changes.get(goal.wording.goal_id, [])) for goal in plan_view.goals]


@page(PageClass.PORTAL)
@require_safe
def easy_read(request: Request) -> HttpResponse:
    """The same plan in easy read: pictures, and one sentence on each line."""
    return _easy_read(request)


def _easy_read(request: Request) -> HttpResponse:
    person = my_record(request)
    own_plans = list(my_plans(request))
    plan = _current_plan(request, own_plans)
    plan_view = load_plan_view(plan) if plan else None
    to_agree = plan is not None and plan.state == PlanState.OFFERED
    before = agreed_before(own_plans, plan) if to_agree else None
    page_context = {
        "plan_view": plan_view,
        "before": before,
        "named_changes": easy_changes(load_plan_view(before) if before else None, plan_view),
        "easy_plan": to_easy_read(plan_view, shows_ratings=bool(wants_ratings(person))) if plan_view else None,
        "to_agree": to_agree,
        "may_change_mind": _may_change_mind(plan),
        "back": reverse("me") if request.user.easy_read else _address(plan) if plan else reverse("my_plan"),
        "full_page": _whole(plan) if plan else "",
    }
    return render(request, "portal/plan_easy_read.html", page_context)


@page(PageClass.PORTAL)
@require_safe
def my_changes(request: Request) -> HttpResponse:
    """The differences of the version in the address from the plan agreed before it, in words."""
    my_record(request)
    own_plans = list(my_plans(request))
    plan = _current_plan(request, own_plans)
    before = agreed_before(own_plans, plan)
    plan_view = load_plan_view(plan) if plan else None
    changes = []
    if plan_view and before:
        changes = compare_versions(load_plan_view(before), plan_view, to_person=True)
    page_context = {
        "changes": changes,
        "before": before,
        "plan_view": plan_view,
        "to_agree": plan is not None and plan.state == PlanState.OFFERED,
        "back": _address(plan) if plan else reverse("my_plan"),
    }
    return render(request, "portal/changes.html", page_context)


def _address(plan: SupportPlan, at: str = "") -> str:
    """The address of this version of the person's plan, at one of its parts."""
    return reverse("my_plan") + f"?version={plan.version}" + (f"#{at}" if at else "")


def _whole(plan: SupportPlan) -> str:
    """The address of this version in full, also for who chose easy read."""
    return f"{_address(plan)}&{FULL}=yes"


def _answer_form(
    request: Request, form_class: type[PlainForm], plan: SupportPlan, *, at: str = "", **arguments: Any
) -> HttpResponse:
    """A form about the plan that leads back to the part `at` of the plan's page."""
    address = reverse("my_messages") if plan.state == PlanState.DRAFT else _address(plan, at)
    return form_page(request, form_class, base="portal/base.html", success_url=address, back=address, **arguments)


def _writing_form(
    request: Request, form_class: type[PlainForm], plan: SupportPlan, *, success_message: str = "", **arguments: Any
) -> HttpResponse:
    """A form in which the person writes to us: the page says who reads it and when, again once it is sent.

    `success_message` is what it says instead where there was nothing to send.
    """
    reads = who_reads(plan.package)
    arguments.setdefault("template", "portal/comment.html")
    return _answer_form(
        request,
        form_class,
        plan,
        context={"who_reads": reads},
        success_message=success_message or reads.sent_message,
        success_tags=WROTE_TO_US,
        **arguments,
    )


def _comment_form(request: Request, plan: SupportPlan, *, about: str, at: str, **subject: Any) -> HttpResponse:
    """The form for a comment on the plan, on a section or on a goal of it (`subject`)."""
    return _writing_form(
        request,
        OwnCommentForm,
        plan,
        title=f"Add a comment about {about}",
        tab="Add a comment",
        at=at,
        save=lambda data: plans.comment(plan=plan, words=data["words"], by=request.user, **subject),
    )


@page(PageClass.PORTAL)
def comment(request: Request, pk: UUID) -> HttpResponse:
    return _comment_form(request, plan_to_write_about(request, pk), about="your plan", at="said")


@page(PageClass.PORTAL)
def comment_section(request: Request, pk: UUID, section: str) -> HttpResponse:
    if section not in PlanSection.values:
        raise Http404
    about = f"“{PlanSection(section).label}”"
    return _comment_form(request, plan_to_write_about(request, pk), about=about, at=section, section=section)


@page(PageClass.PORTAL)
def comment_goal(request: Request, pk: UUID) -> HttpResponse:
    wording = goal_to_write_about(request, pk)
    is_draft = wording.plan.state == PlanState.DRAFT  # taken back since: its words may be new
    about, at = "your goal" if is_draft else f"“{wording.words}”", f"goal-{wording.pk}"
    return _comment_form(request, wording.plan, about=about, at=at, wording=wording)


@page(PageClass.PORTAL)
def rate_goal(request: Request, pk: UUID) -> HttpResponse:
    """The person rates one of their goals, as of today."""
    wording = goal_to_answer(request, pk)
    return _answer_form(
        request,
        RatingForm,
        wording.plan,
        title=f"“{wording.words}”",
        tab="How it is going",
        template="portal/rate.html",
        at=f"goal-{wording.pk}",
        save=lambda data: plans.rate(
            wording=wording, value=data["value"], rated_on=clock.today(), rated_by=RatedBy.PERSON, by=request.user
        ),
        success_message="Thank you. Saved.",
    )


@page(PageClass.PORTAL)
@require_POST
def remove_rating(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a score that the person gave: the one before it counts again, or none."""
    rating = get_own(request, GoalRating.objects.given_by_person(), Permission.ANSWER_PLAN, pk)
    return post_action(
        request,
        lambda: plans.strike_rating(rating=rating, reason=REMOVED, by=request.user),
        success_url=_address(rating.wording.plan, f"goal-{rating.wording_id}"),
        success_message="Your score is removed.",
    )


def _changes_since(request: Request, plan: SupportPlan, is_easy: bool) -> dict[str, Any]:
    """Return what is named above the button: the plan agreed before, and what is new since."""
    before = agreed_before(my_plans(request), plan)
    if before is None:
        return {"before": None, "named_changes": []}
    views = load_plan_view(before), load_plan_view(plan)
    if is_easy:
        named = easy_changes(*views, page=f"{reverse('my_plan_easy_read')}?version={plan.version}")
    else:
        named = named_changes(*views, page=_whole(plan))
    return {"before": before, "named_changes": named}


def _is_easy(request: Request) -> bool:
    """Return whether the page must be easy to read: the person chose that, or comes from a page that is."""
    return request.user.easy_read or EASY in request.GET


@page(PageClass.PORTAL)
def agree(request: Request, pk: UUID) -> HttpResponse:
    """The person agrees, with or without a comment and ratings of the goals."""
    plan = plan_to_answer(request, pk)
    is_easy = _is_easy(request)
    wordings = [] if is_easy else list(plan.goal_wordings.active().select_related("goal"))

    def save(data: dict[str, Any]) -> SupportPlan:
        ratings = {
            wording: data[f"rating_{wording.pk}"] for wording in wordings if data[f"rating_{wording.pk}"] is not None
        }
        return plans.agree(
            plan=plan,
            how=AnswerMethod.PORTAL,
            words=data["words"],
            ratings=ratings,
            read_at=data["read_at"],
            by=request.user,
        )

    return form_page(
        request,
        AgreeForm,
        title="Yes to my plan" if is_easy else "Agree to my plan",
        tab="My plan",
        template="portal/agree_easy_read.html" if is_easy else "portal/agree.html",
        context={"who_reads": who_reads(plan.package), **_changes_since(request, plan, is_easy)},
        closed=why_no_change_of_mind(plan) if plan.is_declined else "",
        base="portal/base.html",
        initial={"read_at": transitions.count(plan)},
        wordings=wordings,
        save=save,
        success_url=reverse("me"),
        back=_address(plan),
        success_message="You agreed to your plan. Agreeing does not share it with anyone new.",
        success_tags=WROTE_TO_US,
    )


@page(PageClass.PORTAL)
def decline(request: Request, pk: UUID) -> HttpResponse:
    plan = plan_to_write_about(request, pk)
    is_easy = _is_easy(request)
    return _writing_form(
        request,
        DeclineForm,
        plan,
        template="portal/decline_easy_read.html" if is_easy else "portal/comment.html",
        title="Not yet" if is_easy else "I do not agree with this plan yet",
        tab="My plan",
        initial={"read_at": transitions.count(plan)},
        success_message="" if request.POST.get("reason", "").strip() else NOT_AGREED,
        save=lambda data: plans.decline(plan=plan, how=AnswerMethod.PORTAL, by=request.user, **data),
    )


@page(PageClass.PORTAL)
@require_POST
def set_rating_preference(request: Request) -> HttpResponse:
    """Record whether the person wants to see how their ratings change."""
    person = my_record(request)
    return post_action(
        request,
        lambda: plans.set_rating_preference(
            individual=person, wants_ratings=request.POST.get("wants") == "yes", by=request.user
        ),
        success_url=reverse("my_plan") + "#goals",
        success_message="Saved. You can change this at any time.",
    )


@page(PageClass.PORTAL)
@require_POST
def request_pdf(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """Request a PDF of the person's own plan."""
    if kind not in OWN_PDFS:
        raise Http404
    plan = plan_to_answer(request, pk)
    return post_action(
        request,
        lambda: plans.request_pdf(plan=plan, kind=kind, by=request.user),
        success_url=_address(plan, "pdf"),
        success_message="We are making it. Refresh this page in a moment.",
    )


@page(PageClass.PORTAL)
@require_safe
def own_pdf(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF of the person's own plan."""
    is_readable = Q(kind__in=OWN_PDFS, document__isnull=False) & ~Q(plan__state=PlanState.DRAFT)
    pdfs = PlanPdf.objects.filter(is_readable).select_related("document")
    return documents.respond(get_own(request, pdfs, Permission.READ_OWN, pk).document)
