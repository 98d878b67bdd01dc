"""Arranging a review, and telling who asked for it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.people.safety_facts import facts_of
from core import clock, transitions
from reviews import services
from reviews.models import Review
from reviews.package_reviews import notifications
from reviews.package_reviews.forms import ArrangeReviewForm, DateKnownForm

FIELDS = ("proposals", "meeting_kind", "meeting_place", "wishes", "invited", "revision")


@page(PageClass.PERSON_WORK)
def arrange_review(request: Request, pk: UUID) -> HttpResponse:
    """Suggest days, invite people, agree a day, or move it."""
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    agreed = review.meets_at.astimezone(clock.LONDON) if review.meets_at else None
    day_and_time = {"meets_on": agreed.date(), "meets_time": agreed.time()} if agreed else {}

    def save(data: dict[str, Any]) -> Review:
        day, time = data.pop("meets_on"), data.pop("meets_time")
        meets_at = clock.parse_local_time(day, time, field="meets_time", repeated="first") if day else None
        asks = not data.pop("all_the_same", False)
        return services.arrange_review(
            review=review, meets_at=meets_at, asks_about_clashes=asks, by=request.user, **data
        )

    return record_form(
        request,
        review,
        ArrangeReviewForm,
        has_date=agreed is not None,
        representatives=notifications.representatives_to_invite(review),
        active_tab="reviews",
        title="Change the date or the place" if agreed else "Arrange the review",
        template="reviews/package_reviews/arrange.html",
        context={"review": review, "needs": facts_of(review.package.case.individual).access_needs},
        initial={
            **{name: getattr(review, name) for name in FIELDS},
            "representatives": list(review.invited_representatives.values_list("pk", flat=True)),
            **day_and_time,
        },
        closed=transitions.why_not(review, "arrange"),
        save=save,
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def record_answer(request: Request, pk: UUID) -> HttpResponse:
    """Record that who asked for the review knows its date."""
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    closed = transitions.why_not(review, "answer")
    if not closed and review.meets_at is None:
        closed = "Arrange the review first: it has no date yet."
    return record_form(
        request,
        review,
        DateKnownForm,
        active_tab="reviews",
        title="Record that they know the date",
        initial={"answered_on": review.answered_on or clock.today(), "answered_how": review.answered_how},
        closed=closed,
        save=lambda data: services.answer_review_request(review=review, by=request.user, **data),
        success_message="Saved.",
    )
