"""A shared review is acknowledged: by the keyworker, or as somebody at the Council reports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.recipients import keyworker_of
from core import clock, transitions
from reviews import services
from reviews.acknowledgement import NOT_REPORTED
from reviews.acknowledgement_pages import AcknowledgementPages
from reviews.models import Review
from reviews.package_reviews.acknowledgement import NO_REPLY
from reviews.package_reviews.enums import OWN_CONTACTS, RECORDED_CONTACTS
from reviews.package_reviews.forms import AcknowledgeReviewForm, AnswerReviewReplyForm
from reviews.second_reply import SENT, ask_instead


@page(PageClass.UPDATE_ANSWER)
def acknowledge_review(request: Request, pk: UUID) -> HttpResponse:
    """The keyworker acknowledges a shared review, with a reply if they want; a second one becomes a question."""
    review: Review = open_record(request, Review, Permission.ACKNOWLEDGE_UPDATE, pk)
    is_again = review.acknowledged_on is not None and bool(_why_not_recorded(review))

    def save(data: dict[str, Any]) -> object:
        if is_again:
            words, before = data["reply"], review.reply
            return ask_instead(record=review, kind="package-review", words=words, said_before=before, by=request.user)
        return services.acknowledge_review(review=review, by=request.user, **data)

    return record_form(
        request,
        review,
        AcknowledgeReviewForm,
        active_tab="reviews",
        title="Acknowledge the review",
        closed=_why_not_recorded(review),
        save=save,
        success_message=SENT if is_again else "Acknowledged. Thank you.",
        back=reverse("review", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def answer_reply(request: Request, pk: UUID) -> HttpResponse:
    """Answer what the Council replied to a shared review."""
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        AnswerReviewReplyForm,
        active_tab="reviews",
        title="Answer the reply",
        template="reviews/package_reviews/answer.html",
        context={"review": review},
        initial={"answer": review.reply_answer},
        closed="" if review.reply else NO_REPLY,
        save=lambda data: services.answer_review_reply(review=review, by=request.user, **data),
        success_message="Saved." if review.is_reported else "Sent to the keyworker.",
        back=reverse("review", args=[pk]),
    )


def _initial(review: Review) -> dict[str, Any]:
    keyworker = keyworker_of(review.package.case.individual, clock.today())
    return {
        "reader_name": review.acknowledged_by or (keyworker.full_name if keyworker else ""),
        "report_method": review.acknowledged_how,
        "reported_on": review.acknowledged_on or clock.today(),
        "answer": review.reply,
        "needs_answer": review.reply_needs_answer,
    }


def _why_not_recorded(review: Review) -> str:
    if review.acknowledged_how in OWN_CONTACTS:
        return f"{review.acknowledged_by} has acknowledged this review already."
    return transitions.why_not(review, "acknowledge")


def _why_not_withdrawn(review: Review) -> str:
    return "" if review.is_reported else NOT_REPORTED


ACKNOWLEDGEMENT_PAGES = AcknowledgementPages(
    model=Review,
    permission=Permission.CONDUCT_REVIEW,
    methods=RECORDED_CONTACTS,
    may_ask=True,
    detail_page="review",
    noun="review",
    argument="review",
    record=services.record_review_acknowledgement,
    withdraw=services.withdraw_review_acknowledgement,
    initial=_initial,
    why_not_recorded=_why_not_recorded,
    why_not_withdrawn=_why_not_withdrawn,
)
