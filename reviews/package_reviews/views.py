"""Reviews on a person's record: the list, asking for one, writing it up, sharing and acknowledging it."""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from casework.questions.rules import questions_about
from casework.recipients import keyworker_of
from core import clock, transitions
from design.form_view import post_action
from design.forms import ReasonForm
from plans.support_plan.addresses import plan_url
from reviews import services
from reviews.acknowledgement import with_acknowledge_by, with_replacement
from reviews.agreed_steps.rules import open_steps
from reviews.models import KeyworkerUpdate, Review, StepNotNeeded
from reviews.package_reviews import notifications
from reviews.package_reviews.acknowledgement import REVIEWS
from reviews.package_reviews.called_off import with_reason
from reviews.package_reviews.copies.services import current_pdf
from reviews.package_reviews.corrections import why_not_struck
from reviews.package_reviews.enums import ReviewRequester, ReviewState
from reviews.package_reviews.forms import (
    AskForReviewForm,
    CorrectReviewForm,
    UrgencyForm,
    WithdrawReviewForm,
    WriteUpForm,
    columns_of,
    initial_of,
)
from reviews.package_reviews.goals import goals_to_review
from reviews.package_reviews.linked_views import links_of
from reviews.package_reviews.requests import (
    NOT_WITHDRAWN,
    may_be_withdrawn_by,
    may_withdraw_request,
    permission_to_withdraw,
    why_not_asked,
)

STRIKING_INFORMS = "Those who could read it get a message, without your reason."
MOST_STRUCK = 20  # of updates, and of reviews, that were entered in error


@page(PageClass.PERSON)
@require_safe
def person_reviews(request: Request, pk: UUID) -> HttpResponse:
    individual: Individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    support = current_support(individual, request.user)
    writes = can(request.user, Permission.WRITE_UPDATE, individual)
    permission = Permission.WRITE_UPDATE if writes else Permission.READ_UPDATE
    all_updates = KeyworkerUpdate.objects.allowing(request.user, permission).filter(
        package__case__individual=individual
    )
    may_ask = support.package is not None and can(request.user, Permission.ASK_FOR_REVIEW, support.package)
    writes_plan = support.package is not None and can(request.user, Permission.WRITE_PLAN, support.package)
    reviews = _with_open_steps(_reviews_of(individual, request), request)
    page_context = {
        "individual": individual,
        "support": support,
        "updates": all_updates.select_related("acknowledged_by", "acknowledged_link").order_by("-due_on"),
        "reviews": reviews,
        "struck": _struck_of(individual, request),
        "has_keyworker": _has_keyworker(reviews, individual),
        "may_conduct": can(request.user, Permission.CONDUCT_REVIEW, individual),
        "may_manage": can(request.user, Permission.ALLOCATE, individual),
        "may_acknowledge": can(request.user, Permission.ACKNOWLEDGE_UPDATE, individual),
        "plan_package_id": support.package.pk if support.package is not None and writes_plan else None,
        "may_ask": may_ask and support.package is not None and not why_not_asked(support.package),
    }
    return render(request, "reviews/package_reviews/person_reviews.html", page_context)


def _struck_of(individual: Individual, request: Request) -> list[tuple[str, Any]]:
    """Return the updates and reviews of a person that were marked as entered in error, each after the name of its page:
    for those who record them.
    """
    kinds = (("update", KeyworkerUpdate, Permission.WRITE_UPDATE), ("review", Review, Permission.CONDUCT_REVIEW))
    return [
        (page_name, row)
        for page_name, model, permission in kinds
        for row in model.with_struck.allowing(request.user, permission)
        .filter(package__case__individual=individual, struck_at__isnull=False)
        .select_related("struck_by")
        .order_by("-struck_at", "pk")[:MOST_STRUCK]
    ]


@page(PageClass.PERSON)
@require_safe
def review(request: Request, pk: UUID) -> HttpResponse:
    """One review, with the questions about it. One that was entered in error is for those who record reviews."""
    rows = Review.objects.visible_to(request.user)
    try:
        open_record(request, Review, Permission.READ_PERSON, pk)
    except Http404:
        rows = Review.with_struck.allowing(request.user, Permission.CONDUCT_REVIEW)
        open_record(request, rows, Permission.CONDUCT_REVIEW, pk)
    opened: Review = _as_shown(rows, request).get(pk=pk)
    _with_open_steps([opened], request)
    is_shared = opened.state == ReviewState.SHARED and opened.struck_at is None
    individual = opened.package.case.individual
    support = current_support(individual, request.user)
    writes_plan = support.package is not None and can(request.user, Permission.WRITE_PLAN, support.package)
    page_context = {
        "individual": individual,
        "review": opened,
        "has_keyworker": _has_keyworker([opened], individual),
        "may_conduct": can(request.user, Permission.CONDUCT_REVIEW, opened),
        "may_manage": can(request.user, Permission.ALLOCATE, opened),
        "may_acknowledge": can(request.user, Permission.ACKNOWLEDGE_UPDATE, opened),
        "plan_package_id": support.package.pk if support.package is not None and writes_plan else None,
        "questions": questions_about(opened, request.user),
        "may_ask": can(request.user, Permission.ASK_QUESTION, opened),
        "asked_about": f"?about=package-review:{pk}",
        "links": links_of(opened, request.user),
        "is_shared": is_shared,
        "pdf": current_pdf(opened) if is_shared else None,
    }
    return render(request, "reviews/package_reviews/review.html", page_context)


def _reviews_of(individual: Individual, request: Request) -> Any:
    """Return the reviews of a person, the last due first, each with `shows_outcome`."""
    reviews = Review.objects.visible_to(request.user).filter(package__case__individual=individual)
    return _as_shown(reviews, request)


def _as_shown(reviews: Any, request: Request) -> Any:
    """Add to reviews what their card shows, with `acknowledge_by`, and which replaces which."""
    readable = reviews.outcome_readable_by(request.user).filter(pk=OuterRef("pk"))
    dropped = StepNotNeeded.objects.visible_to(request.user).select_related("recorded_by")
    return (
        with_reason(with_replacement(REVIEWS, with_acknowledge_by(REVIEWS, reviews, clock.today())))
        .annotate(
            shows_outcome=Exists(readable),
            may_withdraw=may_be_withdrawn_by(request.user),
            is_by_reader=Q(asked_by=ReviewRequester.KEYWORKER, recorded_by=request.user),
        )
        .with_goals()
        .select_related("plan", "package", "terms", "reply_answered_by", "struck_by")
        .prefetch_related(
            "versions__recorded_by", "invited_representatives__user", Prefetch("steps_not_needed", dropped)
        )
        .order_by("-due_on", "-recorded_at", "pk")
    )


def _with_open_steps(reviews: Iterable[Any], request: Request) -> list[Any]:
    """Return the reviews, each with `open_steps`: what it agreed and nobody has done yet."""
    rows = list(reviews)
    steps = open_steps(rows, request.user, clock.today())
    for row in rows:
        row.open_steps = steps.get(row.pk, [])
    return rows


@page(PageClass.PERSON_WORK)
def ask_for_review(request: Request, pk: UUID) -> HttpResponse:
    """Record that somebody asks for a review; a keyworker asks for one."""
    package: SupportPackage = open_record(request, SupportPackage, Permission.ASK_FOR_REVIEW, pk)
    records = can(request.user, Permission.CONDUCT_REVIEW, package)
    own: dict[str, Any] = (
        {} if records else {"asked_by": ReviewRequester.KEYWORKER, "requester_name": request.user.full_name}
    )
    return record_form(
        request,
        package,
        AskForReviewForm if records else UrgencyForm,
        active_tab="reviews",
        title="Request a review",
        initial={"asked_on": clock.today()} if records else {},
        closed=why_not_asked(package),
        save=lambda data: services.ask_for_review(package=package, by=request.user, **own, **data),
        success_message="Review requested."
        if records
        else "Review requested. We will tell you the date when it is arranged.",
    )


@page(PageClass.PERSON_WORK)
def withdraw_request(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a request for a review: the keyworker who asked, whoever recorded it, or a manager."""
    review: Review = open_record(request, Review, permission_to_withdraw(request.user, pk), pk)
    return record_form(
        request,
        review,
        ReasonForm,
        active_tab="reviews",
        title="Withdraw the request for a review",
        label="Why it is not needed",
        help_text="The review is then not due any more. The request stays on file. Whoever asked reads this, and so "
        "does the person if there was a date.",
        submit_label="Withdraw",
        closed="" if may_withdraw_request(request.user, review) else NOT_WITHDRAWN,
        save=lambda data: services.withdraw_review_request(review=review, by=request.user, **data),
        success_message="Withdrawn. The review is not needed.",
    )


@page(PageClass.PERSON_WORK)
def conduct_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    goals = goals_to_review(review)
    return record_form(
        request,
        review,
        WriteUpForm,
        goals=goals,
        minutes_now=_minutes_now(review, request.user),
        invited=review.everybody_invited,
        active_tab="reviews",
        title="Record the review",
        template="reviews/package_reviews/conduct.html",
        context={"review": review},
        initial={"conducted_on": _day_it_took_place(review)},
        closed=transitions.why_not(review, "conduct"),
        save=lambda data: services.conduct_review(review=review, by=request.user, **columns_of(data, goals)),
        success_url=reverse("review", args=[pk]),
        success_message=f"Review recorded. Now share the outcome with {_reader_of(review)}.",
    )


def _day_it_took_place(review: Review) -> datetime.date | None:
    """Return the day arranged, today without one; None for a day to come: it did not take place then."""
    day = clock.day_of(review.meets_at) if review.meets_at else clock.today()
    return day if day <= clock.today() else None


def _minutes_now(review: Review, user: User) -> int | None:
    """Return the minutes of support that are commissioned a week today; None without any."""
    rows: Any = (
        SupportPackage.objects.visible_to(user).filter(pk=review.package_id).with_strand_and_minutes(clock.today())
    )
    minutes: int | None = rows.values_list("minutes_a_week", flat=True).first()
    return minutes


@page(PageClass.PERSON_WORK)
@require_POST
def share_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return post_action(
        request,
        lambda: services.share_review(review=review, by=request.user),
        success_url=reverse("person_reviews", args=[review.package.case.individual_id]),
        success_message=f"Outcome shared with {_reader_of(review)}.",
    )


def _reader_of(review: Review) -> str:
    """Return with whom the outcome is shared. The person reads it in any case."""
    return "the keyworker" if notifications.is_for_keyworker(review) else "the person"


def _has_keyworker(reviews: Iterable[Review], individual: Individual) -> bool:
    """Return whether the person has a keyworker; asked only where the terms of one of `reviews` ask for none."""
    is_open = any(not review.terms.asks_keyworker for review in reviews)
    return is_open and keyworker_of(individual, clock.today()) is not None


@page(PageClass.PERSON_WORK)
@require_POST
def start_plan(request: Request, pk: UUID) -> HttpResponse:
    """Start a new version of the plan, as agreed at the review."""
    review: Review = open_record(request, Review, Permission.WRITE_PLAN, pk)
    back = reverse("person_reviews", args=[review.package.case.individual_id])
    return post_action(
        request,
        lambda: services.start_plan_from_review(review=review, by=request.user),
        success_url=lambda plan: plan_url(plan) if plan else back,
        success_message="Draft started. The review names it.",
    )


@page(PageClass.PERSON_WORK)
def correct_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    goals = goals_to_review(review)
    return record_form(
        request,
        review,
        CorrectReviewForm,
        goals=goals,
        active_tab="reviews",
        title="Correct the review",
        initial=initial_of(review),
        closed=transitions.why_not(review, "correct"),
        save=lambda data: services.correct_review(review=review, by=request.user, **columns_of(data, goals)),
        success_message="Review corrected.",
    )


@page(PageClass.PERSON_WORK)
def withdraw_review(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw what was recorded of a review that did not take place."""
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        WithdrawReviewForm,
        active_tab="reviews",
        title="Withdraw this record of a review",
        label="What was wrong",
        help_text="The review is due again. What was recorded stays on file.",
        submit_label="Withdraw",
        closed=transitions.why_not(review, "withdraw"),
        save=lambda data: services.withdraw_review(review=review, by=request.user, **data),
        success_message="Withdrawn. The review is due again.",
    )


@page(PageClass.PERSON_WORK)
def strike_review(request: Request, pk: UUID) -> HttpResponse:
    """Mark a shared review that is about somebody else as entered in error."""
    review: Review = open_record(request, Review.with_struck, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        ReasonForm,
        active_tab="reviews",
        title="Mark this review as entered in error",
        label="What was wrong",
        help_text="For example, it is about somebody else. Then it is not counted, nor are the ratings given in it. "
        f"{STRIKING_INFORMS} The review is due again. To change what it says, correct it instead.",
        submit_label="Mark as entered in error",
        closed=why_not_struck(review),
        save=lambda data: services.strike_review(review=review, by=request.user, **data),
        success_message="Marked as entered in error. Those who could read it get a message.",
    )
