"""Comments on a plan by staff, and the page on which what the person wrote is answered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.crisis_texts import crisis_texts_of
from casework.people.safety_facts import facts_of
from core import clock
from plans import services
from plans.comments.answer_pages import answer_page_of
from plans.comments.conversations import conversation_of
from plans.comments.forms import AnswerCommentForm, CommentForm, RepresentativeAnswerForm
from plans.enums import UNSHARED_STATES
from plans.models import AnswerDuty, Comment, GoalWording, SupportPlan
from plans.support_plan.addresses import plan_url
from plans.support_plan.sections import PlanSection
from workforce.on_call.numbers import service_numbers


@page(PageClass.PERSON_WORK)
def comment(request: Request, pk: UUID) -> HttpResponse:
    """Comment on the plan as a whole."""
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return _comment(request, plan, title="Comment on the plan")


@page(PageClass.PERSON_WORK)
def comment_section(request: Request, pk: UUID, section: str) -> HttpResponse:
    """Comment on one section of the plan."""
    if section not in PlanSection.values:
        raise Http404
    plan = open_record(request, SupportPlan, Permission.WRITE_PLAN, pk)
    return _comment(request, plan, title=f"Comment on “{PlanSection(section).label}”", section=section)


@page(PageClass.PERSON_WORK)
def comment_goal(request: Request, pk: UUID) -> HttpResponse:
    """Comment on a goal."""
    wording = open_record(request, GoalWording, Permission.WRITE_PLAN, pk)
    return _comment(request, wording.plan, title=f"Comment on “{wording.words}”", wording=wording)


def _comment(
    request: Request, plan: SupportPlan, *, title: str, section: str = "", wording: GoalWording | None = None
) -> HttpResponse:
    return record_form(
        request,
        plan.package.case.individual,
        CommentForm,
        active_tab="plan",
        title=title,
        back=plan_url(plan, section or (f"goal-{wording.pk}" if wording else "comments")),
        initial={"read_at": clock.now().isoformat()},
        is_draft=plan.state in UNSHARED_STATES,
        save=lambda data: services.comment(plan=plan, section=section, wording=wording, by=request.user, **data),
        success_message="Comment added.",
    )


@page(PageClass.PERSON_ANSWER)
def answer_comment(request: Request, pk: UUID) -> HttpResponse:
    """Show what the person wrote, with everything said about the same, and answer it."""
    duty = open_record(request, AnswerDuty, Permission.ANSWER_COMMENT, pk)
    comments = Comment.objects.visible_to(request.user)
    row = comments.with_goal_words().select_related("author", "plan", "representative__user").get(pk=duty.comment_id)
    if address := answer_page_of(row):
        return redirect(address)
    individual = duty.comment.package.case.individual
    back = plan_url(row.plan, row.anchor) if row.plan else reverse("person_messages", args=[individual.pk])
    context = {
        "crisis_texts": crisis_texts_of(individual, request.user),
        "may_read_risk": can(request.user, Permission.READ_RISK, individual),
        "numbers": service_numbers(duty.comment.package.case.contract),
        "duty": duty,
        "comment": row,
        "comments": conversation_of(comments, row).comments,
        "facts": facts_of(individual),
        "back": back,
    }
    # Somebody else may have answered while this answer was typed: it is saved too.
    if duty.met_on and request.method != "POST":
        return render(request, "plans/comments/answered.html", {**context, "individual": individual})
    return record_form(
        request,
        individual,
        RepresentativeAnswerForm if row.representative else AnswerCommentForm,
        active_tab="plan" if row.plan else "messages",
        title="Answer a message",
        template="plans/comments/answer.html",
        context=context,
        save=lambda data: _save_answer(request, duty, row, data),
        success_message="Answer saved.",
        back=back,
    )


def _save_answer(request: Request, duty: AnswerDuty, row: Comment, data: dict[str, Any]) -> Comment | AnswerDuty:
    if row.representative_id or data["way"] == AnswerCommentForm.OTHERWISE:
        return services.answer_otherwise(duty=duty, how=data["words"], by=request.user)
    return services.reply(to=row, words=data["words"], by=request.user)
