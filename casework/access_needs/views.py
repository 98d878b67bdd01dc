"""A person's access needs and adjustments: recorded, changed, reviewed, withdrawn, and whether they may be shared."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.record_loader import open_record
from casework.access.row_pages import RowPages, Withdrawal, removal
from casework.access_needs.enums import NeedKind
from casework.access_needs.forms import (
    AccessNeedForm,
    NeedsReviewForm,
    NoAccessNeedsForm,
    SharingDecisionForm,
    code_field,
)
from casework.access_needs.services import NO_REVIEW_TO_UNDO, last_reviewed, why_not_withdrawn
from casework.models import AccessNeed, Individual, NoAccessNeeds, SharingDecision
from core import clock
from design.forms import ReasonForm

MOST_ANSWERS = 20  # of those who were asked and have no needs


def _need_values(need: AccessNeed) -> dict[str, Any]:
    return {
        "whose": str(need.relationship_id or ""),
        "kind": need.kind,
        code_field(NeedKind(need.kind)): need.code,
        "words": need.words,
        "review_on": need.review_on,
    }


def _people(individual: Individual, need: AccessNeed | NoAccessNeeds | None) -> dict[str, Any]:
    """Return whose need it may be: a new one of those who are close to the person today."""
    return {"people": individual.relationships.all() if need else individual.relationships.on(clock.today())}


NEEDS = RowPages(
    model=AccessNeed,
    back="person_access_needs",
    form=AccessNeedForm,
    form_arguments=_people,
    record=services.record_access_need,
    change=services.change_access_need,
    withdraw=services.withdraw_access_need,
    argument="need",
    values=_need_values,
    new_title="Add an access need",
    change_title="Change the access need",
    withdrawal=removal(
        "For example, it is no longer needed, or it was recorded by mistake.", title="Remove the need: {row}"
    ),
)


NO_NEEDS = RowPages(
    model=NoAccessNeeds,
    back="person_access_needs",
    form=NoAccessNeedsForm,
    form_arguments=_people,
    record=services.record_no_access_needs,
    change=services.change_no_access_needs,
    withdraw=services.withdraw_no_access_needs,
    argument="answer",
    values=lambda answer: {
        "whose": str(answer.relationship_id or ""),
        "asked_on": answer.asked_on,
        "how": answer.how,
    },
    new_title="Asked: no access needs",
    change_title="Change: {row}",
    new_message="Saved.",
    withdrawal=Withdrawal(
        title="Withdraw: {row}", help_text="If they have needs now, add the need: it counts before this."
    ),
)


def _open(request: Request, pk: UUID) -> Individual:
    """Return the person, with whom the user works. Raises Http404 or PermissionDenied."""
    return open_record(request, Individual, Permission.WRITE_PLAN, pk)


@page(PageClass.PERSON_WORK)
@require_safe
def access_needs(request: Request, pk: UUID) -> HttpResponse:
    """What the person and their carers need, when it is reviewed, and whether it may be shared."""
    individual = _open(request, pk)
    needs = list(individual.access_needs.select_related("relationship"))
    decisions = list(individual.sharing_decisions.latest_first().select_related("recorded_by"))
    struck: list[Any] = [
        row
        for model in (AccessNeed, NoAccessNeeds, SharingDecision)
        for row in model.with_struck.filter(individual=individual, struck_at__isnull=False).select_related("struck_by")
    ]
    page_context = {
        "individual": individual,
        "needs": needs,
        "review_on": min((need.review_on for need in needs), default=None),
        "today": clock.today(),
        "may_undo_review": bool(last_reviewed(individual)),
        "asked_none": list(individual.no_access_needs.select_related("relationship", "recorded_by")[:MOST_ANSWERS]),
        "decision": decisions[0] if decisions else None,
        "earlier": decisions[1:],
        "withdrawn": sorted(struck, key=lambda row: row.struck_at, reverse=True),
        "may_read_changes": can(request.user, Permission.WRITE_PLAN, individual),
    }
    return render(request, "casework/access_needs/access_needs.html", page_context)


@page(PageClass.PERSON_WORK)
def needs_review(request: Request, pk: UUID) -> HttpResponse:
    """Record that the needs were reviewed and none has changed."""
    individual = _open(request, pk)
    return NEEDS.form_page(
        request,
        individual,
        NeedsReviewForm,
        title="Review the access needs",
        template="casework/access_needs/review.html",
        context={"needs": individual.access_needs.select_related("relationship")},
        closed="" if individual.access_needs.exists() else "No access needs are recorded.",
        save=lambda data: services.confirm_access_needs(individual=individual, by=request.user, **data),
        success_message="Reviewed.",
    )


@page(PageClass.PERSON_WORK)
def needs_review_undo(request: Request, pk: UUID) -> HttpResponse:
    """Undo a review of the needs that was recorded by mistake."""
    individual = _open(request, pk)
    return NEEDS.form_page(
        request,
        individual,
        ReasonForm,
        title="Undo the review of the access needs",
        label="What was wrong",
        help_text="Each need is due for its review again on the day it had before.",
        submit_label="Undo the review",
        closed="" if last_reviewed(individual) else NO_REVIEW_TO_UNDO,
        save=lambda data: services.undo_needs_review(individual=individual, by=request.user, **data),
        success_message="Undone.",
    )


@page(PageClass.PERSON_WORK)
def sharing(request: Request, pk: UUID) -> HttpResponse:
    """Record whether other services may know of the needs."""
    individual = _open(request, pk)
    return NEEDS.form_page(
        request,
        individual,
        SharingDecisionForm,
        title="May other services know of these needs?",
        save=lambda data: services.record_sharing_decision(individual=individual, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def sharing_withdraw(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Withdraw a decision that was recorded by mistake."""
    individual = _open(request, pk)
    decision = get_object_or_404(SharingDecision.with_struck.filter(individual=individual), pk=decision_id)
    return NEEDS.form_page(
        request,
        individual,
        ReasonForm,
        title="Withdraw the decision about sharing",
        label="What was wrong",
        help_text="If the person changed their mind, record the new decision instead.",
        submit_label="Withdraw",
        closed=why_not_withdrawn(decision),
        save=lambda data: services.withdraw_sharing_decision(decision=decision, by=request.user, **data),
        success_message="Withdrawn. It stays on file.",
    )
