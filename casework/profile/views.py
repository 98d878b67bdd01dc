"""A person's profile: what was asked and answered; who needs to know; how many answers there are (R67)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, NeedToKnow, ProfileAnswer
from casework.profile.coverage import coverage_of
from casework.profile.enums import LISTS, RESTRICTED
from casework.profile.forms import ProfileAnswerForm
from casework.profile.overview import initial_of, profile_rows, question_named, questions_for
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.forms import PlainForm, ReasonForm


@page(PageClass.PERSON_WORK)
@require_safe
def profile(request: Request, pk: UUID) -> HttpResponse:
    """Every question that the user may read, with the answer, and who withdrew which."""
    individual = open_record(request, Individual, Permission.READ_PROFILE, pk)
    answers = ProfileAnswer.objects.visible_to(request.user).filter(individual=individual)
    rows = profile_rows(questions_for(request.user, individual), answers)
    may_decide = can(request.user, Permission.EDIT_PERSON, individual)
    needs = (
        {need.question: need for need in individual.needs_to_know.select_related("recorded_by")} if may_decide else {}
    )
    for row in rows:
        row.need_to_know = needs.get(row.question)
    struck = ProfileAnswer.with_struck.visible_to(request.user).filter(individual=individual, struck_at__isnull=False)
    page_context = {
        "individual": individual,
        "rows": rows,
        "may_write": can(request.user, Permission.WRITE_PLAN, individual),
        "may_decide": may_decide,
        "withdrawn": struck.select_related("struck_by").order_by("-struck_at"),
    }
    return render(request, "casework/profile/profile.html", page_context)


def _form(request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's profile."""
    back = reverse("person_profile", args=[individual.pk])
    return record_form(request, individual, form_class, active_tab="overview", back=back, **arguments)


@page(PageClass.PERSON_WORK)
def answer(request: Request, pk: UUID, question: str) -> HttpResponse:
    """Record what came of asking a question."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    asked = question_named(question)
    if asked not in questions_for(request.user, individual):
        raise Http404
    newest = ProfileAnswer.objects.visible_to(request.user).filter(individual=individual, question=asked).first()
    return _form(
        request,
        individual,
        ProfileAnswerForm,
        title=str(asked.label),
        template="casework/profile/answer.html",
        context={"why": LISTS[asked].why},
        initial=initial_of(newest, asked),
        question=asked,
        save=lambda data: services.record_profile_answer(
            individual=individual, question=asked, by=request.user, **data
        ),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def answer_withdraw(request: Request, pk: UUID, answer_id: UUID) -> HttpResponse:
    """Withdraw an answer that was recorded by mistake."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    answers = ProfileAnswer.with_struck.visible_to(request.user).filter(individual=individual)
    answer = get_object_or_404(answers, pk=answer_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title=f"Withdraw the answer: {answer.get_question_display()}",
        label="What was wrong",
        help_text="If the answer is another now, record it instead.",
        submit_label="Withdraw",
        closed=answer.why_closed,
        save=lambda data: services.withdraw_profile_answer(answer=answer, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
    )


@page(PageClass.PERSON_MANAGE)
def let_know(request: Request, pk: UUID, question: str) -> HttpResponse:
    """Let the workers of the person read the answer to a restricted question."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    asked = question_named(question)
    if asked not in RESTRICTED:
        raise Http404
    return _form(
        request,
        individual,
        ReasonForm,
        title=f"{asked.label}: let the workers know",
        label="Why they need to know",
        help_text="Everybody who works with the person can then read the answer, until you end it.",
        submit_label="Let them know",
        save=lambda data: services.let_workers_know(individual=individual, question=asked, by=request.user, **data),
        success_message="Saved. The workers can read it.",
    )


@page(PageClass.PERSON_MANAGE)
def end_let_know(request: Request, pk: UUID, need_id: UUID) -> HttpResponse:
    """End that the workers may read it."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    need = get_object_or_404(NeedToKnow.with_struck.filter(individual=individual), pk=need_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title=f"{need.get_question_display()}: workers no longer see it",
        label="Why they no longer need to know",
        submit_label="End it",
        closed=need.why_closed,
        save=lambda data: services.end_need_to_know(need=need, by=request.user, **data),
        success_message="Saved. The workers can no longer read it.",
    )


@page(PageClass.LIST)
@require_safe
def coverage(request: Request) -> HttpResponse:
    """How many people supported today have answered each question, by contract; small numbers are not shown."""
    require_permission(request.user, Permission.EDIT_PERSON)
    contracts = Contract.objects.allowing(request.user, Permission.EDIT_PERSON).order_by("name", "pk")
    parts = [coverage_of(contract, request.user, clock.today()) for contract in contracts]
    numbers = ("Answered|number", "Prefers not to say|number", "Not known|number", "Not asked|number")
    page_context = {"parts": parts, "headings": ["Question", *numbers, "Answers"]}
    return render(request, "casework/profile/coverage.html", page_context)
