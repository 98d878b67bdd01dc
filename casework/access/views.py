"""Opening a record outside the caseload; who of the person's side signs in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.forms import (
    ADDED,
    SAVED_ELSEWHERE,
    SENT,
    AccessAnswerForm,
    AddedAnswerForm,
    OpenWithReasonForm,
    PortalAccountForm,
    RepresentativeForm,
    RepresentativeRelationForm,
)
from casework.access.portal_accounts import why_no_account, why_not_ended
from casework.access.questions import accesses_on
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import AccessQuestion, Individual, Representative
from casework.portal_lock.rules import NOT_ANSWERED, why_unreadable
from core import clock
from design import formatting
from design.form_view import form_page, post_action
from design.forms import ReasonForm

MOST_CHECKS = 20
MOST_ACCESSES = 100
MOST_FORMER = 20


@page(PageClass.STAFF_ONLY)
def ask_to_open(request: Request, pk: UUID) -> HttpResponse:
    """Open a record outside the caseload for an hour, with a reason that is recorded."""
    individual = get_object_or_404(Individual.objects.findable_by(request.user), pk=pk)
    return form_page(
        request,
        OpenWithReasonForm,
        title=f"Open {individual}'s record",
        template="casework/access/ask_to_open.html",
        keeps_draft=False,  # each access needs its own reason
        save=lambda data: services.open_with_reason(individual=individual, by=request.user, **data),
        success_url=reverse("person", args=[pk]),
        back=reverse("people"),
    )


@page(PageClass.PERSON_MANAGE)
@require_safe
def sharing(request: Request, pk: UUID) -> HttpResponse:
    """The person's account and their representatives."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    representatives = individual.representatives.on(clock.today()).select_related("user")
    former = Representative.with_struck.filter(individual=individual, until_on__lte=clock.today())
    checks = individual.identity_checks.select_related("user", "recorded_by")
    page_context = {
        "individual": individual,
        "representatives": representatives.order_by("from_on", "pk"),
        "former": former.select_related("user", "struck_by").order_by("-until_on", "pk")[:MOST_FORMER],
        "checks": checks[:MOST_CHECKS],
        "may_open": not why_no_account(individual),
    }
    return render(request, "casework/access/sharing.html", page_context)


@page(PageClass.PERSON_WORK)
@confirm_lately("open an account for the person")
def open_account(request: Request, pk: UUID) -> HttpResponse:
    """Give the person pages of their own: a worker beside them, or a manager."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    is_manager = can(request.user, Permission.EDIT_PERSON, individual)
    return record_form(
        request,
        individual,
        PortalAccountForm,
        active_tab="overview",
        title=f"Open an account for {individual.name_to_use}",
        closed=why_no_account(individual),
        save=lambda data: services.open_portal_account(individual=individual, by=request.user, **data),
        success_message="Account opened. We have sent them an invitation. It works for 7 days.",
        back=_sharing_address(individual) if is_manager else reverse("person_own_pages_together", args=[pk]),
    )


def _sharing_address(individual: Individual) -> str:
    return reverse("person_sharing", args=[individual.pk])


@page(PageClass.PERSON_MANAGE)
def end_account(request: Request, pk: UUID) -> HttpResponse:
    """Take the person's own pages away, for example because somebody else reads their email."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    return record_form(
        request,
        individual,
        ReasonForm,
        active_tab="overview",
        title=f"End the account of {individual.name_to_use}",
        label="Why does it end?",
        help_text="From now on nobody sees the record with it. Nothing the person wrote is lost.",
        submit_label="End the account",
        closed="" if individual.user else "This person has no account.",
        save=lambda data: services.end_portal_account(individual=individual, by=request.user, **data),
        success_message="Account ended.",
        back=_sharing_address(individual),
    )


@page(PageClass.PERSON_MANAGE)
@require_POST
def stop_text_codes(request: Request, pk: UUID) -> HttpResponse:
    """Send the person no more codes by text."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    return post_action(
        request,
        lambda: services.stop_text_codes(individual=individual, by=request.user),
        success_url=_sharing_address(individual),
        success_message="They get no more codes by text.",
    )


@page(PageClass.PERSON_MANAGE)
@confirm_lately("add a representative")
def add_representative(request: Request, pk: UUID) -> HttpResponse:
    """Record somebody whom the person chose to represent them."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    return record_form(
        request,
        individual,
        RepresentativeForm,
        active_tab="overview",
        title="Add a representative",
        save=lambda data: services.invite_representative(individual=individual, by=request.user, **data),
        success_message="Added. They see nothing until the person says what they may see.",
        back=_sharing_address(individual),
    )


@page(PageClass.PERSON_MANAGE)
def answer_access_question(request: Request, pk: UUID) -> HttpResponse:
    """Answer the person's question about who opened their record."""
    question = open_record(request, AccessQuestion, Permission.REVIEW_ACCESS, pk)
    is_of_own_record = can(request.user, Permission.READ_PERSON, question.individual)
    unreadable = why_unreadable(question.individual)
    if unreadable and not is_of_own_record:
        unreadable = "They read nothing on pages of their own now."
    rows = accesses_on(
        question.individual, day=question.opened_on, user_id=question.asked_about_id, link_id=question.link_id
    )
    return record_form(
        request,
        question,
        AccessAnswerForm,
        active_tab="access_log",
        title=f"Question: {question.who}, {formatting.day(question.opened_on)}",
        template=f"casework/access/{'answer' if is_of_own_record else 'answer_elsewhere'}.html",
        back="" if is_of_own_record else reverse("home"),
        context={"question": question, "accesses": rows[:MOST_ACCESSES]},
        closed="" if question.is_open else "This question is answered, or was withdrawn.",
        unreadable=unreadable,
        save=lambda data: services.answer_access_question(question=question, by=request.user, **data),
        success_message=SAVED_ELSEWHERE if unreadable else SENT,
    )


@page(PageClass.PERSON_MANAGE)
def add_to_access_answer(request: Request, pk: UUID) -> HttpResponse:
    """Add to the answer to a question about access, or correct it: what the person has read stays."""
    question = open_record(request, AccessQuestion, Permission.REVIEW_ACCESS, pk)
    return record_form(
        request,
        question,
        AddedAnswerForm,
        active_tab="access_log",
        title=f"Add to the answer: {question.who}, {formatting.day(question.opened_on)}",
        template="casework/add_to_answer.html",
        back=reverse("person_access_log", args=[question.individual_id])
        if can(request.user, Permission.READ_PERSON, question.individual)
        else reverse("home"),
        context={"question": question, "answer": question.answer},
        closed="" if question.answer else NOT_ANSWERED,
        unreadable=why_unreadable(question.individual),
        save=lambda data: services.add_to_access_answer(question=question, by=request.user, **data),
        success_message=ADDED,
    )


def _representative(request: Request, pk: UUID, representative_id: UUID) -> Representative:
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    rows = Representative.with_struck.filter(individual=individual).select_related("user", "individual")
    return get_object_or_404(rows, pk=representative_id)


@page(PageClass.PERSON_MANAGE)
def end_representative(request: Request, pk: UUID, representative_id: UUID) -> HttpResponse:
    """End somebody's representing, with the reason."""
    representative = _representative(request, pk, representative_id)
    return record_form(
        request,
        representative.individual,
        ReasonForm,
        active_tab="overview",
        title=f"End as representative: {representative.user.full_name}",
        label="Why does it end?",
        help_text="From now on they see nothing. If they never were a representative, mark it as entered in error.",
        submit_label="End as representative",
        closed=why_not_ended(representative),
        save=lambda data: services.end_representative(representative=representative, by=request.user, **data),
        success_message="Ended. They see nothing any more.",
        back=_sharing_address(representative.individual),
    )


@page(PageClass.PERSON_MANAGE)
def change_representative(request: Request, pk: UUID, representative_id: UUID) -> HttpResponse:
    """Correct who a representative is to the person."""
    representative = _representative(request, pk, representative_id)
    return record_form(
        request,
        representative.individual,
        RepresentativeRelationForm,
        active_tab="overview",
        title=f"Correct: {representative.user.full_name}",
        initial={"relation": representative.relation},
        closed=representative.why_closed,
        save=lambda data: services.change_representative(representative=representative, by=request.user, **data),
        success_message="Saved.",
        back=_sharing_address(representative.individual),
    )


@page(PageClass.PERSON_MANAGE)
def strike_representative(request: Request, pk: UUID, representative_id: UUID) -> HttpResponse:
    """Mark a representative as entered in error."""
    representative = _representative(request, pk, representative_id)
    return record_form(
        request,
        representative.individual,
        ReasonForm,
        active_tab="overview",
        title=f"Mark as entered in error: {representative.user.full_name}",
        label="What was wrong",
        help_text="They see nothing from now on, and no page of theirs names the person.",
        submit_label="Mark as entered in error",
        closed=representative.why_closed,
        save=lambda data: services.strike_representative(representative=representative, by=request.user, **data),
        success_message="Marked as entered in error.",
        back=_sharing_address(representative.individual),
    )
