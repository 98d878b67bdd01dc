"""What is recorded about who the person is and what helps them: they see all of it, and correct it themselves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.models import ProfileAnswer
from casework.people.safety_facts import facts_of
from casework.profile.enums import LISTS, ProfileQuestion
from casework.profile.forms import OwnAnswerForm
from casework.profile.overview import initial_of, profile_rows, question_named
from core import clock
from design.form_view import form_page
from portal.views.loaders import my_record


@page(PageClass.PORTAL)
@require_safe
def my_profile(request: Request) -> HttpResponse:
    """Every question about the person with their answer and why it is asked, and their access needs."""
    person = my_record(request)
    answers = ProfileAnswer.objects.allowing(request.user, Permission.READ_OWN)
    page_context = {
        "rows": profile_rows(person, list(ProfileQuestion), answers),
        "needs": facts_of(person).own_needs,
    }
    return render(request, "portal/profile.html", page_context)


@page(PageClass.PORTAL)
def my_answer(request: Request, question: str) -> HttpResponse:
    """Answer one question, or say that one would rather not."""
    person = my_record(request)
    asked = question_named(question)
    answers = ProfileAnswer.objects.allowing(request.user, Permission.READ_OWN)
    newest = answers.filter(individual=person, question=asked).first()
    return form_page(
        request,
        OwnAnswerForm,
        title=str(asked.label),
        template="portal/profile_answer.html",
        base="portal/base.html",
        context={"why": LISTS[asked].why},
        initial=initial_of(newest, asked),
        question=asked,
        save=lambda data: casework.record_profile_answer(
            individual=person, question=asked, how="in the portal", asked_on=clock.today(), by=request.user, **data
        ),
        success_url=reverse("my_profile"),
        success_message="Saved.",
        back=reverse("my_profile"),
    )
