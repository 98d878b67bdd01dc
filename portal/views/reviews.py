"""The person's reviews: when the next one is, what was shared of the last ones, and asking for one."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from core import clock
from design.form_view import form_page, post_action
from design.message_tags import WROTE_TO_US
from plans.support_plan.plan_view import wants_ratings
from portal.forms import ReviewRequestForm
from portal.shared import own_reviews_to_come, package_to_review
from portal.views.loaders import get_own, my_record
from portal.who_reads import who_reads
from reviews import services
from reviews.agreed_steps.rules import steps_to_person
from reviews.models import Review
from reviews.package_reviews.called_off import is_called_off, with_reason
from reviews.package_reviews.enums import ReviewContact, ReviewRequester, ReviewState


def _to_read(request: Request) -> Any:
    """Return the reviews that the person may read: arranged, asked for by them or for them, shared, or called off."""
    asked = Q(asked_by=ReviewRequester.PERSON)
    asked |= Q(asked_by=ReviewRequester.REPRESENTATIVE, asked_how=ReviewContact.CASEWORK)
    arranged = Q(meets_at__isnull=False) | ~Q(proposals="") | ~Q(moved_reason="") | asked
    rows: Any = Review.objects.allowing(request.user, Permission.READ_OWN)
    to_come = Q(state=ReviewState.DUE) | is_called_off(request.user, clock.today())
    rows = with_reason(rows.filter(Q(state=ReviewState.SHARED) | to_come & arranged))
    rows = rows.prefetch_related("invited_representatives__user")
    return rows.with_goals().order_by("-due_on", "-recorded_at", "pk")


def _is_without_date(review: Review) -> tuple[bool, datetime.datetime | datetime.date]:
    """Return the key that sorts the dated reviews first, the nearest before the others."""
    return review.meets_at is None, review.meets_at or review.due_on


def _planned_on(request: Request) -> datetime.date | None:
    """Return by when the next review is planned, from today on."""
    due = Review.objects.allowing(request.user, Permission.READ_OWN).filter(state=ReviewState.DUE)
    return due.filter(due_on__gte=clock.today()).order_by("due_on").values_list("due_on", flat=True).first()


@page(PageClass.PORTAL)
@require_safe
def my_reviews(request: Request) -> HttpResponse:
    """The reviews to come, and what was shared of earlier ones."""
    person = my_record(request)
    reviews: list[Review] = list(_to_read(request))
    to_come = sorted((review for review in reviews if review.is_due), key=_is_without_date)
    shared = [review for review in reviews if review.shared_at]
    steps = steps_to_person(shared, clock.today())
    page_context = {
        "to_come": to_come,
        "planned_on": _planned_on(request),
        "called_off": [review for review in reviews if review.expired_on],
        "shared": [(review, steps[review.pk]) for review in shared],
        "may_ask": package_to_review(person) is not None,
        "shows_ratings": bool(wants_ratings(person)),
    }
    return render(request, "portal/reviews.html", page_context)


@page(PageClass.PORTAL)
def ask(request: Request) -> HttpResponse:
    """Ask for a review."""
    package = package_to_review(my_record(request))
    if package is None:
        return render(request, "portal/call_us.html", {"reason": "You cannot ask for a review here. Please call us."})
    reads = who_reads(package)
    return form_page(
        request,
        ReviewRequestForm,
        title="Ask for a review",
        tab="Dates",
        template="portal/review_ask.html",
        base="portal/base.html",
        context={"who_reads": reads, "arranged": own_reviews_to_come(request.user), "planned_on": _planned_on(request)},
        save=lambda data: services.ask_for_review(
            package=package, asked_by=ReviewRequester.PERSON, by=request.user, **data
        ),
        success_url=reverse("my_reviews"),
        success_message=f"{reads.sent_message} We will tell you the date.",
        success_tags=WROTE_TO_US,
        back=reverse("my_reviews"),
    )


@page(PageClass.PORTAL)
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take back what one asked for, while the review did not take place."""
    review = get_own(request, Review.objects.filter(asked_by=ReviewRequester.PERSON), Permission.READ_OWN, pk)
    return post_action(
        request,
        lambda: services.withdraw_review_request(review=review, by=request.user),
        success_url=reverse("my_reviews"),
        success_message="You do not want this review any more. We know.",
    )
