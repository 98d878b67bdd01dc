"""Messages about updates and reviews."""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.notifications import keyworker_of, lead_of
from contracts.posts import users_with
from core import clock
from core.messages import queue_message
from reviews.models import KeyworkerUpdate, Review


def notify_update_sent(update: KeyworkerUpdate, by: User | None) -> None:
    """Tell the keyworker that an update was sent; without a keyworker, tell the managers that nobody receives it."""
    case = update.package.case
    recipients: Iterable[User] = [update.recipient] if update.recipient else []
    subject, body = f"Update on {update.package.reference}", "Sign in to read and acknowledge it."
    if not update.recipient:
        recipients = users_with(case.contract, Permission.ALLOCATE)
        subject = f"No keyworker to receive the update on {update.package.reference}"
        body = "This person has no current keyworker. Ask the Council's team who it is."
    for user in recipients:
        queue_message(
            user,
            key=f"update-sent:{update.pk}",
            subject=subject,
            body=body,
            path=reverse("update", args=[update.pk]),
            individual_id=case.individual_id,
            about=[update.pk],
            by=by,
        )


def notify_update_acknowledged(update: KeyworkerUpdate, by: User | None) -> None:
    """Tell the sender that the update was acknowledged, and whether there is an answer."""
    if update.submitted_by is None:
        return
    queue_message(
        update.submitted_by,
        key=f"update-acknowledged:{update.pk}",
        subject=f"Update on {update.package.reference} acknowledged",
        body="The keyworker has read it and replied." if update.answer else "The keyworker has read it.",
        path=reverse("update", args=[update.pk]),
        individual_id=update.package.case.individual_id,
        about=[update.pk],
        by=by,
    )


def notify_update_raised(update: KeyworkerUpdate, on: datetime.date) -> None:
    """Tell the lead worker that an update is due soon; without a lead worker, tell the managers."""
    case = update.package.case
    lead = lead_of(update.package, on)
    for user in [lead.user] if lead else users_with(case.contract, Permission.ALLOCATE):
        queue_message(
            user,
            key=f"update-raised:{update.pk}",
            subject=f"Keyworker update on {update.package.reference} due {update.due_on:%-d %B}",
            body="We have drafted this from your visits. Check it, edit it and send it.",
            path=reverse("update", args=[update.pk]),
            individual_id=case.individual_id,
            about=[update.pk],
        )


def notify_review_shared(review: Review, by: User | None) -> None:
    """Tell the keyworker the outcome of the review (T4.8)."""
    individual = review.package.case.individual
    keyworker = keyworker_of(individual, clock.today())
    if keyworker:
        queue_message(
            keyworker,
            key=f"review-shared:{review.pk}",
            subject=f"Review outcome: {review.package.reference}",
            body="Sign in to read it.",
            path=reverse("person_reviews", args=[individual.pk]),
            individual_id=individual.pk,
            about=[review.pk],
            by=by,
        )
