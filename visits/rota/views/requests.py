"""A request of the person about a visit: recorded by staff, and answered. A worker says that they are late."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.people.safety_facts import facts_of
from plans.comments.conversations import conversation_of, why_not_readable
from plans.models import Comment
from visits import services
from visits.models import PlannedVisit, VisitRequest
from visits.rota.forms.requests import AnswerRequestForm, AskedForm, LateForm
from visits.rota.request_rules import why_not_asked, why_not_late


@page(PageClass.PERSON_ANSWER)
def asked(request: Request, pk: UUID) -> HttpResponse:
    """Record that the person asked to move or cancel a visit."""
    planned = open_record(request, PlannedVisit, Permission.ANSWER_COMMENT, pk)
    individual = planned.package.case.individual
    return record_form(
        request,
        planned,
        AskedForm,
        active_tab="visits",
        title=f"What {individual.name_to_use} asks about this visit",
        closed=why_not_asked(planned),
        save=lambda data: services.ask_about_visit(planned=planned, by=request.user, **data),
        success_message="Saved. We have to answer it.",
        back=reverse("person_rota", args=[individual.pk]),
    )


def _context(user: User, planned: PlannedVisit, message: Comment) -> dict[str, Any]:
    """Return what the page of a request shows of the visit, and of the messages about it."""
    return {
        "planned": planned,
        "comments": conversation_of(Comment.objects.visible_to(user), message).comments,
        "may_plan": can(user, Permission.PLAN_VISIT, planned),
        "facts": facts_of(planned.package.case.individual),
        "not_readable": why_not_readable(message),
    }


@page(PageClass.PERSON_ANSWER)
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Show what the person asks about a visit, and answer it."""
    visit_request = open_record(
        request, VisitRequest.objects.select_related("planned__worker__user"), Permission.ANSWER_COMMENT, pk
    )
    planned, individual = visit_request.planned, visit_request.planned.package.case.individual
    comments = Comment.objects.visible_to(request.user).with_goal_words()
    message = get_object_or_404(comments, pk=visit_request.message_id)
    context = {"individual": individual, "visit_request": visit_request, **_context(request.user, planned, message)}
    if not visit_request.is_waiting and request.method != "POST":
        return render(request, "visits/rota/request_answered.html", context)

    def save(data: dict[str, Any]) -> VisitRequest:
        return services.answer_visit_request(
            visit_request=visit_request,
            outcome=data["outcome"],
            words=data["words"],
            is_answered_here=data["way"] == AnswerRequestForm.HERE,
            by=request.user,
        )

    return record_form(
        request,
        visit_request,
        AnswerRequestForm,
        active_tab="visits",
        title="Answer a request about a visit",
        template="visits/rota/request.html",
        context=context,
        save=save,
        success_message="Answer saved.",
        back=reverse("person_rota", args=[individual.pk]),
    )


@page(PageClass.PERSON_WORK)
def late(request: Request, pk: UUID) -> HttpResponse:
    """Say that one is running late for a visit."""
    planned = open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)
    individual = planned.package.case.individual
    reads = "They see it on their pages." if individual.user_id else "They have no pages of their own: ring them."
    return record_form(
        request,
        planned,
        LateForm,
        active_tab="visits",
        title="I am running late",
        template="visits/rota/late.html",
        context={"facts": facts_of(individual), "planned": planned},
        closed=why_not_late(planned),
        save=lambda data: services.tell_late(planned=planned, by=request.user, **data),
        success_message=f"Saved. {reads}",
        back=reverse("visit_briefing", args=[pk]),
    )
