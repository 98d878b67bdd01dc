"""Who has opened the person's record, by person and day; and asking about it."""

import datetime
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.access.days import AccessDay, access_days, described
from casework.access.questions import access_on, question_due_on, who_answers
from casework.access.record_loader import accesses_of
from casework.models import AccessQuestion, Individual
from core import clock
from core.messages import mark_opened
from design import formatting
from design.form_view import form_page, post_action
from design.message_tags import WROTE_TO_US
from portal.forms import AskAboutAccessForm
from portal.page_phrases import phrases_of
from portal.shared import councils_of
from portal.views.loaders import my_record

DAYS_A_PAGE = 25


@page(PageClass.PORTAL)
@require_safe
def my_access_log(request: Request) -> HttpResponse:
    """Who has opened the person's record; accesses about safeguarding are left out, and the person's own."""
    person = my_record(request)
    mark_opened(request.user, request.path)
    days = Paginator(access_days(person), DAYS_A_PAGE).get_page(request.GET.get("page"))
    page_context = {
        "councils": councils_of(person),
        "rows": _with_questions(person, described(person, days.object_list)),
        "newer": f"?page={days.previous_page_number()}" if days.has_previous() else "",
        "older": f"?page={days.next_page_number()}" if days.has_next() else "",
    }
    return render(request, "portal/access_log/access_log.html", page_context)


def _with_questions(person: Individual, days: list[AccessDay]) -> list[dict[str, Any]]:
    """Return each day with its words, and what the person asked about it, the oldest question first."""
    asked = AccessQuestion.objects.from_person(person).filter(opened_on__in={day.on for day in days}, expired_on=None)
    questions: dict[tuple[UUID | None, datetime.date], list[AccessQuestion]] = defaultdict(list)
    for row in asked.order_by("recorded_at", "pk"):
        questions[row.asked_about_id or row.link_id, row.opened_on].append(row)
    return [_row(day, [] if day.is_by_phone else questions[day.asked_id, day.on]) for day in days]


def _row(day: AccessDay, questions: list[AccessQuestion]) -> dict[str, Any]:
    is_asked = any(question.is_open for question in questions)
    return {
        "day": day,
        "pages": phrases_of(day.pages),
        "questions": questions,
        "may_ask": day.asked_id is not None and not day.is_by_phone and not is_asked,
    }


@page(PageClass.PORTAL)
def ask_about_access(request: Request, day: str, pk: UUID) -> HttpResponse:
    """Ask a manager why somebody opened the record on a day."""
    person = my_record(request)
    access = access_on(accesses_of(person), day, pk)
    if access is None:
        raise Http404
    opened_on = clock.day_of(access.recorded_at)
    due = formatting.day(question_due_on(clock.today()))
    answerers = who_answers(person, user_id=access.recorded_by_id)
    return form_page(
        request,
        AskAboutAccessForm,
        title="Ask about this",
        tab="My information",
        template="portal/access_log/ask.html",
        base="portal/base.html",
        context={"access": access, "due": due, "opened_on": opened_on, "answerers": answerers},
        save=lambda data: casework.ask_about_access(
            individual=person,
            opened_on=opened_on,
            user=access.recorded_by,
            link=access.link,
            by=request.user,
            **data,
        ),
        success_url=reverse("my_access_log"),
        success_message=f"Sent. A manager answers by {due}. You read the answer here."
        if answerers.users
        else "Sent. We first find someone who can answer. You read the answer here.",
        success_tags=WROTE_TO_US,
        back=reverse("my_access_log"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw_question(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    question: AccessQuestion = get_object_or_404(AccessQuestion.objects.from_person(person), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_access_question(question=question, by=request.user),
        success_url=reverse("my_access_log"),
        success_message="Withdrawn.",
    )
