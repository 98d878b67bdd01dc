"""Who the person is, what helps them and when visits suit: they see all of it, and correct it themselves."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, Request, page
from casework import services as casework
from casework.particulars.own_details import own_answers, own_times
from casework.people.safety_facts import facts_of
from casework.profile.enums import LISTS, ProfileQuestion
from casework.profile.forms import OwnAnswerForm
from casework.profile.overview import initial_of, profile_rows, question_named
from casework.times.forms import OwnTimeForm
from core import clock
from design.form_view import form_page, post_action
from portal.forms import REMOVED
from portal.views.loaders import my_record

TIME_COLUMNS = ("kind", "weekdays", "begins", "ends", "reason", "words", "from_on", "until_on")


@page(PageClass.PORTAL)
@require_safe
def my_profile(request: Request) -> HttpResponse:
    """Every question about the person with their answer and why it is asked, and their access needs."""
    person = my_record(request)
    facts = facts_of(person)
    page_context = {
        "rows": profile_rows(list(ProfileQuestion), own_answers(person)),
        "needs": facts.own_needs,
        "no_needs_on": facts.no_needs_on,
    }
    return render(request, "portal/profile.html", page_context)


@page(PageClass.PORTAL)
def my_answer(request: Request, question: str) -> HttpResponse:
    """Answer one question, or say that one would rather not."""
    person = my_record(request)
    asked = question_named(question)
    newest = own_answers(person).filter(question=asked).first()
    return form_page(
        request,
        OwnAnswerForm,
        title=asked.to_person,
        tab="About me",
        template="portal/profile_answer.html",
        base="portal/base.html",
        context={"why": LISTS[asked].why, "asked": asked},
        initial=initial_of(newest, asked),
        question=asked,
        save=lambda data: casework.record_profile_answer(
            individual=person, question=asked, how="in the portal", asked_on=clock.today(), by=request.user, **data
        ),
        success_url=reverse("my_profile"),
        success_message="Saved.",
        back=reverse("my_profile"),
    )


@page(PageClass.PORTAL)
@require_POST
def my_answer_remove(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw an answer that the person gave: the one before it counts again, or none."""
    answer = get_object_or_404(own_answers(my_record(request)), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_profile_answer(answer=answer, reason=REMOVED, by=request.user),
        success_url=reverse("my_profile"),
        success_message="Removed.",
    )


@page(PageClass.PORTAL)
@require_safe
def my_times(request: Request) -> HttpResponse:
    """The times that suit the person and those that do not, from today on."""
    person = my_record(request)
    times = own_times(person).not_ended(clock.today())
    return render(request, "portal/times.html", {"times": times})


@page(PageClass.PORTAL)
def my_time_new(request: Request) -> HttpResponse:
    """Add a time that suits or does not."""
    person = my_record(request)
    return form_page(
        request,
        OwnTimeForm,
        title="A good or a bad time for visits",
        tab="Good and bad times",
        base="portal/base.html",
        save=lambda data: casework.record_time_preference(individual=person, by=request.user, **data),
        success_url=reverse("my_times"),
        success_message="Saved. Your workers see it when they plan visits.",
        back=reverse("my_times"),
    )


@page(PageClass.PORTAL)
def my_time(request: Request, pk: UUID) -> HttpResponse:
    """Correct a time, or say until when it holds."""
    preference = get_object_or_404(own_times(my_record(request), with_removed=True), pk=pk)
    return form_page(
        request,
        OwnTimeForm,
        title="Change a good or a bad time",
        base="portal/base.html",
        closed="You have already removed it." if preference.struck_at else "",
        initial={name: getattr(preference, name) for name in TIME_COLUMNS},
        save=lambda data: casework.change_time_preference(preference=preference, by=request.user, **data),
        success_url=reverse("my_times"),
        success_message="Saved. Your workers see it when they plan visits.",
        back=reverse("my_times"),
    )


@page(PageClass.PORTAL)
@require_POST
def my_time_remove(request: Request, pk: UUID) -> HttpResponse:
    """Remove a time that holds no longer."""
    preference = get_object_or_404(own_times(my_record(request)), pk=pk)
    return post_action(
        request,
        lambda: casework.withdraw_time_preference(preference=preference, reason=REMOVED, by=request.user),
        success_url=reverse("my_times"),
        success_message="Removed.",
    )
