"""Who has opened the person's record, by person and day; and asking about it."""

import datetime
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
from casework.access.questions import accesses_on, question_due_on
from casework.models import AccessQuestion, Individual, RecordAccess
from core import clock
from design import formatting
from design.form_view import form_page, post_action
from portal.forms import QuestionForm
from portal.page_phrases import phrase_of
from portal.views.loaders import my_record

DAYS_A_PAGE = 25


@page(PageClass.PORTAL)
@require_safe
def my_access_log(request: Request) -> HttpResponse:
    """Who has opened the person's record; accesses about safeguarding are left out, and the person's own."""
    person = my_record(request)
    days = Paginator(access_days(person), DAYS_A_PAGE).get_page(request.GET.get("page"))
    page_context = {
        "rows": _with_questions(person, described(person, days.object_list)),
        "newer": f"?page={days.previous_page_number()}" if days.has_previous() else "",
        "older": f"?page={days.next_page_number()}" if days.has_next() else "",
    }
    return render(request, "portal/access_log/access_log.html", page_context)


def _with_questions(person: Individual, days: list[AccessDay]) -> list[dict[str, Any]]:
    """Return each day with its words, and what the person asked about it."""
    asked = person.access_questions.filter(opened_on__in={day.on for day in days}, expired_on=None)
    questions = {(row.asked_about_id or row.link_id, row.opened_on): row for row in asked}
    return [
        {
            "day": day,
            "pages": phrase_of(day.pages),
            "question": questions.get((day.asked_id, day.on)) if not day.is_by_phone else None,
            "may_ask": day.asked_id is not None and not day.is_by_phone,
        }
        for day in days
    ]


def _opened(person: Individual, day: str, pk: UUID) -> RecordAccess:
    """Return an entry of the log of one day, of this user or link. Raises Http404 for others."""
    try:
        opened_on = datetime.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    for columns in ({"user_id": pk, "link_id": None}, {"user_id": None, "link_id": pk}):
        access: RecordAccess | None = accesses_on(person, day=opened_on, **columns).first()
        if access is not None:
            return access
    raise Http404


@page(PageClass.PORTAL)
def ask_about_access(request: Request, day: str, pk: UUID) -> HttpResponse:
    """Ask a manager why somebody opened the record on a day."""
    person = my_record(request)
    access = _opened(person, day, pk)
    opened_on = clock.day_of(access.recorded_at)
    due = formatting.day(question_due_on(clock.today()))
    return form_page(
        request,
        QuestionForm,
        title="Ask about this",
        template="portal/access_log/ask.html",
        base="portal/base.html",
        context={"access": access, "due": due, "opened_on": opened_on},
        save=lambda data: casework.ask_about_access(
            individual=person,
            opened_on=opened_on,
            user=access.recorded_by,
            link=access.link,
            by=request.user,
            **data,
        ),
        success_url=reverse("my_access_log"),
        success_message=f"Sent. A manager answers by {due}. You read the answer here.",
        back=reverse("my_access_log"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw_question(request: Request, pk: UUID) -> HttpResponse:
    person = my_record(request)
    question: AccessQuestion = get_object_or_404(person.access_questions.all(), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_access_question(question=question, by=request.user),
        success_url=reverse("my_access_log"),
        success_message="Withdrawn.",
    )
