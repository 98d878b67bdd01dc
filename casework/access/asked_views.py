"""What a person asks staff about who opened their record: recorded for them, and withdrawn."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework import services
from casework.access.forms import RecordedQuestionForm
from casework.access.questions import ABOUT_THEMSELVES, access_on, question_due_on, who_answers
from casework.access.record_form import record_form
from casework.access.record_loader import accesses_of, open_record
from casework.models import AccessQuestion, Individual
from core import clock
from design import formatting
from design.form_view import post_action

SENT_TO_NOBODY = "Sent. An administrator first gives somebody the role."
RECORDED = Permission.LOG_VISIT  # who hears the person say it, as for consent


@page(PageClass.PERSON_WORK)
def record_question(request: Request, pk: UUID, day: str, opener_id: UUID) -> HttpResponse:
    """Record that the person asks why somebody opened their record on a day, as they can on their own pages."""
    individual = open_record(request, Individual, RECORDED, pk)
    readable = accesses_of(individual, reader=request.user).not_about(hidden_from(request.user))
    access = access_on(readable, day, opener_id)
    if access is None:
        raise Http404
    opened_on = clock.day_of(access.recorded_at)
    due = formatting.day(question_due_on(clock.today()))
    answerers = who_answers(individual, user_id=access.recorded_by_id)
    return record_form(
        request,
        individual,
        RecordedQuestionForm,
        active_tab="access_log",
        title=f"The person asks: why did {access.who} open the record?",
        template="casework/access/asked.html",
        context={"access": access, "due": due, "opened_on": opened_on, "answerers": answerers},
        closed=ABOUT_THEMSELVES if access.recorded_by == request.user else "",
        save=lambda data: services.ask_about_access(
            individual=individual,
            opened_on=opened_on,
            user=access.recorded_by,
            link=access.link,
            by=request.user,
            **data,
        ),
        success_message=f"Sent. A manager answers by {due}."
        if answerers.users
        else "Sent. An administrator finds who answers.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def withdraw_question(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a question that staff recorded, as the person said or because it was a mistake."""
    recorded = AccessQuestion.objects.recorded_by_staff()
    question = open_record(request, recorded, RECORDED, pk)
    return post_action(
        request,
        lambda: services.withdraw_access_question(question=question, by=request.user),
        success_url=reverse("person_access_log", args=[question.individual_id]),
        success_message="Withdrawn.",
    )
