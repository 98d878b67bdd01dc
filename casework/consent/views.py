"""What the person decided about sharing, what they object to, and what was shared to keep somebody safe: for staff."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.forms import ADDED, SAVED_ELSEWHERE, SENT
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.consent.enums import DecisionCapacity, RequiredAccess, purpose_of_slug, required_accesses
from casework.consent.forms import (
    AddedObjectionAnswerForm,
    ConsentForm,
    DisclosureForm,
    ObjectionAnswerForm,
    ObjectionForm,
    ShowingForm,
    StopAllForm,
)
from casework.consent.objections import answer_due_on
from casework.consent.objections import why_not_struck as why_objection_not_struck
from casework.consent.parties import choices_of, name_of, nothing_shared_with, party_or_404, purposes_of, shared_with
from casework.consent.services import why_not_struck
from casework.models import AccessObjection, ConsentDecision, Individual, SafetyDisclosure
from casework.portal_lock.rules import NOT_ANSWERED, why_unreadable
from core import clock
from design.form_view import post_action
from design.forms import PlainForm, ReasonForm

DECISIONS_A_PAGE = 25
RECORDED = Permission.LOG_VISIT  # who hears the person say it, the on-call senior too


@page(PageClass.PERSON)
@require_safe
def person_consent(request: Request, pk: UUID) -> HttpResponse:
    """With whom the person shares what, who sees the record because of their job, and every decision so far."""
    individual = open_record(request, Individual, Permission.READ_VISIT, pk)
    all_decisions = ConsentDecision.with_struck.from_person(individual).select_related(
        "representative__user", "representative__individual", "relationship__individual", "recorded_by", "struck_by"
    )
    objections = AccessObjection.with_struck.visible_to(request.user).from_person(individual)
    decisions = Paginator(all_decisions, DECISIONS_A_PAGE).get_page(request.GET.get("page"))
    page_context = {
        "individual": individual,
        "parties": choices_of(individual),
        "accesses": required_accesses(),
        "objections": objections.select_related("recorded_by", "answered_by", "struck_by", "individual"),
        "disclosures": SafetyDisclosure.with_struck.visible_to(request.user)
        .of_person(individual)
        .select_related("recorded_by", "seen_by", "struck_by"),
        "decisions": decisions,
        "newer": f"?page={decisions.previous_page_number()}#decisions" if decisions.has_previous() else "",
        "older": f"?page={decisions.next_page_number()}#decisions" if decisions.has_next() else "",
        "may_record": can(request.user, RECORDED, individual),
    }
    return render(request, "casework/consent/person_consent.html", page_context)


def _page_of(individual: Individual) -> str:
    return reverse("person_consent", args=[individual.pk])


def _form(request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """Return the page of a form that leads back to the person's consent."""
    return record_form(request, individual, form_class, active_tab="overview", back=_page_of(individual), **arguments)


@page(PageClass.PERSON_WORK)
def record_consent(request: Request, pk: UUID, party_id: UUID, purpose: str) -> HttpResponse:
    """Record what the person decided about one party and purpose, as they said it to staff."""
    individual = open_record(request, Individual, RECORDED, pk)
    party = party_or_404(individual, party_id)
    chosen = purpose_of_slug(purpose)
    if chosen is None or chosen not in purposes_of(party):
        raise Http404

    def save(data: dict[str, Any]) -> ConsentDecision:
        at = clock.parse_local_time(data.pop("day"), data.pop("time"), field="time", repeated=data.pop("repeated"))
        return services.record_consent(party=party, purpose=chosen, decided_at=at, by=request.user, **data)

    now = clock.now()
    return _form(
        request,
        individual,
        ConsentForm,
        title=f"{name_of(party)}: {chosen.label}",
        initial={
            "day": clock.day_of(now),
            "time": now.astimezone(clock.LONDON).time(),
            "capacity": DecisionCapacity.NOT_DOUBTED,
        },
        save=save,
        success_message="Saved. It counts from now on.",
    )


@page(PageClass.PERSON_WORK)
def stop_all_sharing(request: Request, pk: UUID, party_id: UUID) -> HttpResponse:
    """Record that the person stops sharing anything with somebody, as they said it to staff."""
    individual = open_record(request, Individual, RECORDED, pk)
    party = party_or_404(individual, party_id)
    shared = shared_with(individual, party)
    return _form(
        request,
        individual,
        StopAllForm,
        title=f"Stop sharing everything with {name_of(party)}",
        template="casework/consent/stop_all.html",
        context={"shared": shared},
        closed="" if shared else nothing_shared_with(party),
        save=lambda data: services.stop_all_sharing(individual=individual, party=party, by=request.user, **data),
        success_message="Saved. It counts from now on.",
    )


@page(PageClass.PERSON_WORK)
def strike_consent(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Strike through a decision that was recorded by mistake."""
    individual = open_record(request, Individual, RECORDED, pk)
    decision = get_object_or_404(ConsentDecision.with_struck.from_person(individual), pk=decision_id)
    return _form(
        request,
        individual,
        ReasonForm,
        title="Mark a decision as entered in error",
        label="What was wrong",
        help_text="The decision before it counts again. If the person changed their mind, record that instead.",
        submit_label="Mark as entered in error",
        closed=why_not_struck(decision),
        save=lambda data: services.strike_consent(decision=decision, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON_WORK)
def object_to_access(request: Request, pk: UUID, about: str) -> HttpResponse:
    """Record that the person objects to somebody seeing their record because of their job."""
    individual = open_record(request, Individual, RECORDED, pk)
    if about not in required_accesses():
        raise Http404
    return _form(
        request,
        individual,
        ObjectionForm,
        title=f"Objection: {RequiredAccess(about).label}",
        save=lambda data: services.object_to_access(individual=individual, about=about, by=request.user, **data),
        success_message=f"Saved. A manager answers by {answer_due_on(clock.today()):%-d %B %Y}.",
    )


@page(PageClass.PERSON_MANAGE)
def answer_objection(request: Request, pk: UUID) -> HttpResponse:
    """Answer an objection: upheld or not, with the reason."""
    objection = open_record(request, AccessObjection, Permission.REVIEW_ACCESS, pk)
    unreadable = why_unreadable(objection.individual)
    return _form(
        request,
        objection.individual,
        ObjectionAnswerForm,
        title=f"Objection: {objection.get_about_display()}",
        template="casework/consent/answer.html",
        context={"objection": objection},
        closed="" if objection.is_open else "This objection is answered, or was withdrawn.",
        unreadable=unreadable,
        save=lambda data: services.answer_objection(objection=objection, by=request.user, **data),
        success_message=SAVED_ELSEWHERE if unreadable else SENT,
    )


@page(PageClass.PERSON_MANAGE)
def add_to_objection_answer(request: Request, pk: UUID) -> HttpResponse:
    """Add to the answer to an objection, or correct it."""
    objection = open_record(request, AccessObjection, Permission.REVIEW_ACCESS, pk)
    return _form(
        request,
        objection.individual,
        AddedObjectionAnswerForm,
        title=f"Add to the answer: {objection.get_about_display()}",
        template="casework/add_to_answer.html",
        context={"question": objection, "answer": objection.answer},
        initial={"is_upheld": "yes" if objection.is_upheld else "no"},
        closed="" if objection.answer else NOT_ANSWERED,
        unreadable=why_unreadable(objection.individual),
        save=lambda data: services.add_to_objection_answer(objection=objection, by=request.user, **data),
        success_message=ADDED,
    )


@page(PageClass.PERSON_MANAGE)
@require_POST
def withdraw_objection(request: Request, pk: UUID) -> HttpResponse:
    """Take an objection back, as the person said to those who answer it."""
    objection = open_record(request, AccessObjection, Permission.REVIEW_ACCESS, pk)
    return post_action(
        request,
        lambda: services.withdraw_objection(objection=objection, by=request.user),
        success_url=_page_of(objection.individual),
        success_message="Withdrawn.",
    )


@page(PageClass.PERSON_MANAGE)
def strike_objection(request: Request, pk: UUID) -> HttpResponse:
    """Mark an objection that was recorded by mistake as entered in error."""
    objection = open_record(request, AccessObjection.with_struck, Permission.REVIEW_ACCESS, pk)
    return _form(
        request,
        objection.individual,
        ReasonForm,
        title="Mark the objection as entered in error",
        label="What was wrong",
        help_text="No one has to answer it then. If the person takes it back, record that instead.",
        submit_label="Mark as entered in error",
        closed=why_objection_not_struck(objection),
        save=lambda data: services.strike_objection(objection=objection, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON_WORK)
def record_disclosure(request: Request, pk: UUID) -> HttpResponse:
    """Record what was shared with somebody without consent, to keep somebody safe."""
    individual = open_record(request, Individual, RECORDED, pk)

    def save(data: dict[str, Any]) -> SafetyDisclosure:
        at = clock.parse_local_time(data.pop("day"), data.pop("time"), field="time", repeated=data.pop("repeated"))
        return services.record_disclosure(individual=individual, shared_at=at, by=request.user, **data)

    return _form(
        request,
        individual,
        DisclosureForm,
        title="Record what was shared to keep someone safe",
        initial={"day": clock.today()},
        save=save,
        success_message="Saved. A manager looks at it.",
    )


@page(PageClass.PERSON)
@require_safe
def disclosure(request: Request, pk: UUID) -> HttpResponse:
    """What was shared, and whether the person reads it."""
    row = open_record(request, SafetyDisclosure.with_struck, Permission.READ_VISIT, pk)
    page_context = {
        "individual": row.individual,
        "disclosure": row,
        "may_decide": row.struck_at is None and can(request.user, Permission.REVIEW_ACCESS, row),
        "may_strike": row.struck_at is None and can(request.user, RECORDED, row),
    }
    return render(request, "casework/consent/disclosure.html", page_context)


@page(PageClass.PERSON_MANAGE)
@require_POST
def see_disclosure(request: Request, pk: UUID) -> HttpResponse:
    row = open_record(request, SafetyDisclosure, Permission.REVIEW_ACCESS, pk)
    return post_action(
        request,
        lambda: services.see_disclosure(disclosure=row, by=request.user),
        success_url=reverse("disclosure", args=[pk]),
        success_message="Saved: you have seen this.",
    )


@page(PageClass.PERSON_MANAGE)
def decide_showing(request: Request, pk: UUID) -> HttpResponse:
    """Decide whether the person reads what was shared."""
    row = open_record(request, SafetyDisclosure, Permission.REVIEW_ACCESS, pk)
    return record_form(
        request,
        row,
        ShowingForm,
        active_tab="overview",
        title="May the person read what was shared?",
        initial={
            "may_read": "no" if row.is_hidden else "yes",
            "hidden_reason": row.hidden_reason,
            "hidden_until": row.hidden_until,
        },
        save=lambda data: services.decide_showing(disclosure=row, by=request.user, **data),
        success_message="Saved.",
        back=reverse("disclosure", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def strike_disclosure(request: Request, pk: UUID) -> HttpResponse:
    """Mark it as entered in error."""
    row = open_record(request, SafetyDisclosure.with_struck, RECORDED, pk)
    return record_form(
        request,
        row,
        ReasonForm,
        active_tab="overview",
        title="Mark as entered in error",
        label="What was wrong",
        help_text="A manager reads this.",
        submit_label="Mark as entered in error",
        closed=row.why_closed,
        save=lambda data: services.strike_disclosure(disclosure=row, by=request.user, **data),
        success_message="Marked as entered in error.",
        back=_page_of(row.individual),
    )
