"""A referral's page."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_loader import log_comparison, open_record
from casework.models import Individual
from casework.people.matching import likely_people
from contracts.models import Terms
from contracts.posts import is_staff, permissions, users_with
from core import clock, transitions
from referrals import eligibility, readiness
from referrals.models import Referral, ReferralDocument
from referrals.parts.answers import answers
from referrals.parts.views import tasks
from referrals.same_day import numbers_to_ring
from referrals.views.loaders import additions_of, documents_of

DECIDERS_SHOWN = 2


@page(PageClass.REFERRAL)
@require_safe
def referral_page(request: Request, pk: UUID) -> HttpResponse:
    """A draft as a task list for who writes it; a sent referral with its tests, documents and history."""
    referral: Referral = open_record(request, Referral, Permission.READ_REFERRAL, pk)
    prefetch_related_objects([referral.contract], "terms")
    terms = eligibility.terms_for(referral, clock.today())
    own = can(request.user, Permission.MAKE_REFERRAL, referral)
    if referral.is_draft and own:
        return _draft_page(request, referral, terms)
    return render(request, "referrals/referral.html", _sent_context(request, referral, terms, own))


def _sent_context(request: Request, referral: Referral, terms: Terms, own: bool) -> dict[str, Any]:
    """Return what the page of a sent referral shows; `own`: to its referrer."""
    today = clock.today()
    may_decide = can(request.user, Permission.DECIDE_REFERRAL, referral)
    decides = may_decide and referral.is_to_decide
    additions = additions_of(referral, with_profile=own or may_decide)
    acts = own or (may_decide and referral.was_entered_on_behalf)
    return {
        "referral": referral,
        "status_text": readiness.status_text(referral, terms),
        "tests": eligibility.tests(referral, terms, today),
        "missing": eligibility.missing_documents(referral, terms),
        "blockers": readiness.acceptance_blockers(referral, terms) if decides else [],
        "answers": answers(referral, terms, with_profile=own or may_decide),
        "additions": additions,
        "may_read_additions": decides,
        "shows_withdrawal": True,
        "answer_due_on": readiness.awaited_answer_on(referral),
        "documents": documents_of(referral, request.user),
        "withdrawn": _withdrawn_documents(referral, request.user, may_decide),
        "may_withdraw_documents": may_decide or (own and referral.is_to_decide),
        "state_changes": transitions.history(referral, hidden_from(request.user)),
        "age": referral.age_at(clock.now()),
        "numbers": numbers_to_ring(referral.contract) if own and referral.is_same_day_to_decide else [],
        "deciders": [] if own or may_decide else _deciders(request, referral),
        "may_list": Permission.READ_REFERRAL in permissions(request.user),
        "may_decide": may_decide,
        "decides": decides,
        "own": own,
        "may_attach": (own or may_decide) and referral.is_to_decide,
        "may_withdraw": acts and transitions.can_make(referral, "withdraw"),
        "may_answer": acts and transitions.can_make(referral, "answer"),
        **(
            _decision_context(request, referral, terms, today)
            if may_decide
            else {"likely": [], "transition": None, "is_transition": False, "may_waive": False, "figures": None}
        ),
    }


def _draft_page(request: Request, referral: Referral, terms: Terms) -> HttpResponse:
    """The task list, which saves each part by itself."""
    attached = list(documents_of(referral, request.user))
    page_context = {
        "referral": referral,
        "tasks": tasks(referral, terms, attached),
        "documents": attached,
        "may_withdraw_documents": True,
        "withdrawn": [],
        "may_list": Permission.READ_REFERRAL in permissions(request.user),
    }
    return render(request, "referrals/draft.html", page_context)


def _withdrawn_documents(referral: Referral, user: User, may_decide: bool) -> list[ReferralDocument]:
    """Return the withdrawn documents: all for those who decide, for a referrer those they attached."""
    rows = ReferralDocument.with_struck.filter(referral=referral, struck_at__isnull=False)
    rows = rows.select_related("referral", "struck_by").order_by("struck_at")
    return list(rows if may_decide else rows.filter(recorded_by=user))


def _deciders(request: Request, referral: Referral) -> list[User]:
    """Return whom staff ring who read a same-day request but may not decide it: those who may, with their numbers."""
    if not referral.is_same_day_to_decide or not is_staff(request.user):
        return []
    deciders = users_with(referral.contract, Permission.DECIDE_REFERRAL).exclude(telephone="")
    return list(deciders[:DECIDERS_SHOWN])


def _decision_context(request: Request, referral: Referral, terms: Terms, today: datetime.date) -> dict[str, Any]:
    """What only those who decide see: who it may be, what may be waived, the time before the minimum age."""
    likely = []
    if referral.is_to_decide and not referral.returns_from_id:
        likely = likely_people(referral.matching_particulars, Individual.objects.findable_by(request.user))
        log_comparison(request, [person for person, _reason in likely])
    return {
        "likely": likely,
        "may_waive": bool(eligibility.unmet(referral, terms, today)),
        "is_transition": readiness.is_transition(referral, terms),
        "transition": referral.assessment,
        "sharings": referral.sharings.all(),
        "figures": referral.capacity.first(),
    }
