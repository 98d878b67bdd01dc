"""The questions about a person's support and their answers; asking, answering and withdrawing one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, Question
from casework.people.status import current_support
from casework.questions.about import find_record, kind_of
from casework.questions.forms import KEYWORKER, AnswerQuestionForm, QuestionForm, ToldQuestionForm
from casework.questions.rules import (
    NOT_THEIRS,
    NOT_WITHDRAWN,
    may_answer,
    may_withdraw,
    permission_to_withdraw,
    where_read,
    with_withdrawable,
)
from casework.recipients import keyworker_of
from contracts.posts import is_staff
from core import clock
from design.forms import ReasonForm

MOST_LISTED = 50


@page(PageClass.PERSON)
@require_safe
def person_questions(request: Request, pk: UUID) -> HttpResponse:
    """The questions about the person, the newest first, each with its answer; what is not answered is marked."""
    permissions = (Permission.ASK_QUESTION, Permission.WRITE_UPDATE)
    individual: Any = open_record(
        request, Individual.objects.with_permissions(request.user, *permissions), Permission.READ_PERSON, pk
    )
    questions = with_withdrawable(Question.objects.visible_to(request.user).of_person(individual), request.user)
    struck = Question.with_struck.visible_to(request.user).of_person(individual).filter(struck_at__isnull=False)
    rows = questions.select_related("asked_by", "asked_of", "answered_by", "recorded_by")[:MOST_LISTED]
    page_context = {
        "individual": individual,
        "questions": [(row, kind_of(row.about_kind), _about_href(row)) for row in rows],
        "withdrawn": struck.select_related("struck_by").order_by("-struck_at")[:MOST_LISTED],
        "may_ask": individual.may_ask_question,
        "may_answer": individual.may_write_update,
    }
    return render(request, "casework/questions/questions.html", page_context)


def _about_href(question: Question) -> str:
    kind = kind_of(question.about_kind)
    return kind.href(question.about_id) if kind and question.about_id else ""


@page(PageClass.PERSON_WORK)
def question_new(request: Request, pk: UUID) -> HttpResponse:
    """Ask a question, or record one that the Council asked. `?about=visit:…` names a record that it is about."""
    individual = open_record(request, Individual, Permission.ASK_QUESTION, pk)
    about = str(request.POST.get("about") or request.GET.get("about") or "")[:80]
    kind, record = find_record(request.user, about)
    if kind and record.package.case.individual.primary_id != individual.primary_id:
        raise Http404
    package = record.package if kind else current_support(individual, request.user).package
    is_told = is_staff(request.user) and (kind is None or not kind.worker)
    keyworker = keyworker_of(individual, clock.today())
    choices: dict[str, Any] = {"keyworker": keyworker} if is_told else {}

    def save(data: dict[str, Any]) -> Question:
        assert package is not None  # the form is closed
        is_keyworker = data.get("asked_by") == KEYWORKER
        return services.ask_question(
            package=package,
            words=data["words"],
            asked_by=(keyworker if is_keyworker else None) if is_told else request.user,
            asked_by_name=data["asked_by_name"] if is_told and not is_keyworker else "",
            about_kind=kind.key if kind else "",
            about_id=record.pk if record else None,
            asked_of=kind.worker_of(record) if kind else None,
            by=request.user,
        )

    return record_form(
        request,
        individual,
        ToldQuestionForm if is_told else QuestionForm,
        active_tab="overview",
        title=f"Ask about {kind.label}" if kind else "Record a question" if is_told else "New question",
        initial={"about": about if kind else ""},
        closed="" if package else "There is no support here to ask about.",
        save=save,
        success_message="Question sent.",
        back=kind.href(record.pk) if kind else reverse("person_questions", args=[pk]),
        **choices,
    )


@page(PageClass.PERSON_WORK)
def question_answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer a question, or change the answer."""
    question = open_record(request, Question.with_struck, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        question,
        AnswerQuestionForm,
        active_tab="overview",
        template="casework/questions/answer.html",
        context={"question": question, "kind": kind_of(question.about_kind), "about_href": _about_href(question)},
        title=_answer_title(question),
        initial={"answer": question.answer, "revision": question.revision},
        closed=question.why_closed or ("" if may_answer(request.user, question) else NOT_THEIRS),
        save=lambda data: services.answer_question(question=question, by=request.user, **data),
        success_message="Answer sent.",
        back=where_read(question),
    )


def _answer_title(question: Question) -> str:
    if question.struck_at:
        return "This question was withdrawn"
    return "Change the answer" if question.met_on else "Answer the question"


@page(PageClass.PERSON_WORK)
def question_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a question that was asked by mistake."""
    question = open_record(request, Question.with_struck, permission_to_withdraw(request.user, pk), pk)
    return record_form(
        request,
        question,
        ReasonForm,
        active_tab="overview",
        title="Withdraw the question",
        label="What was wrong",
        help_text="It needs no answer then. It stays on file.",
        submit_label="Withdraw",
        closed=question.why_closed or ("" if may_withdraw(request.user, question) else NOT_WITHDRAWN),
        save=lambda data: services.withdraw_question(question=question, by=request.user, **data),
        success_message="Withdrawn.",
        back=where_read(question),
    )
