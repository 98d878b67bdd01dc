"""The pages on which a sent update or a recorded review is corrected or withdrawn."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from core import transitions
from reviews import corrections
from reviews.forms import CorrectReviewForm, CorrectUpdateForm, WithdrawReviewForm
from reviews.models import REVIEW_COLUMNS, UPDATE_TEXT_FIELDS, KeyworkerUpdate, Review


@page(PageClass.PERSON_WORK)
def correct_update(request: Request, pk: UUID) -> HttpResponse:
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return record_form(
        request,
        row,
        CorrectUpdateForm,
        active_tab="reviews",
        title="Correct the keyworker update",
        initial={"revision": row.revision, **{name: getattr(row, name) for name in UPDATE_TEXT_FIELDS}},
        closed=transitions.why_not(row, "correct"),
        save=lambda data: corrections.correct_update(update=row, by=request.user, **data),
        success_message="Corrected. The keyworker gets a message.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def correct_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        CorrectReviewForm,
        active_tab="reviews",
        title="Correct the review",
        initial={"revision": review.revision, **{name: getattr(review, name) for name in REVIEW_COLUMNS}},
        closed=transitions.why_not(review, "correct"),
        save=lambda data: corrections.correct_review(review=review, by=request.user, **data),
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
        save=lambda data: corrections.withdraw_review(review=review, by=request.user, **data),
        success_message="Withdrawn. The review is due again.",
    )
