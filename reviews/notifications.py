"""Messages about updates and reviews."""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.recipients import council_recipients, keyworker_of, managers_of, once, workers_of
from core import clock
from core.messages import queue_message
from reviews.models import KeyworkerUpdate, Review

NO_KEYWORKER = "This person has no current keyworker at the Council. Once the Council has named one, they can read it."


def notify_update_sent(update: KeyworkerUpdate, by: User | None) -> None:
    """Tell the keyworker that an update was sent; without a keyworker, tell the Council's team and the managers."""
    package = update.package
    recipients: Iterable[User] = [update.recipient] if update.recipient else []
    subject, body = f"Update on {package.reference}", "Sign in to read and acknowledge it."
    if not update.recipient:
        recipients = once([*council_recipients(package, clock.today()), *managers_of(package)])
        subject = f"No keyworker to receive the update on {package.reference}"
        body = NO_KEYWORKER
    for user in recipients:
        queue_message(
            user,
            key=f"update-sent:{update.pk}",
            subject=subject,
            body=body,
            path=reverse("update", args=[update.pk]) if _can_read(user, update) else "",
            individual_id=package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def _can_read(user: User, update: KeyworkerUpdate) -> bool:
    return any(can(user, permission, update) for permission in (Permission.WRITE_UPDATE, Permission.READ_UPDATE))


def notify_update_acknowledged(update: KeyworkerUpdate, by: User | None) -> None:
    """Tell the sender that the update was acknowledged, and whether there is an answer."""
    if update.submitted_by is None:
        return
    reader = "The keyworker" if update.acknowledged_by_id else "Whoever you sent the link to"
    queue_message(
        update.submitted_by,
        key=f"update-acknowledged:{update.pk}",
        subject=f"Update on {update.package.reference} acknowledged",
        body=f"{reader} has read it and replied." if update.answer else f"{reader} has read it.",
        path=reverse("update", args=[update.pk]),
        individual_id=update.package.case.individual_id,
        about=[update.pk],
        by=by,
    )


def notify_update_raised(update: KeyworkerUpdate, on: datetime.date) -> None:
    """Tell the workers that an update is due soon; without a worker, tell the managers."""
    for user in workers_of(update.package, on):
        queue_message(
            user,
            key=f"update-raised:{update.pk}",
            subject=f"Keyworker update on {update.package.reference} due {update.due_on:%-d %B}",
            body="We have drafted this from your visits. Check it, edit it and send it.",
            path=reverse("update", args=[update.pk]),
            individual_id=update.package.case.individual_id,
            about=[update.pk],
        )


def notify_review_shared(review: Review, by: User | None) -> None:
    """Tell the keyworker the outcome of the review (T4.8); without one, tell the Council's team and the managers."""
    package = review.package
    keyworker = keyworker_of(package.case.individual, clock.today())
    subject, body = f"Review outcome: {package.reference}", "Sign in to read it."
    if keyworker is None:
        subject = f"No keyworker to receive the review outcome: {package.reference}"
        body = NO_KEYWORKER
    others = [*council_recipients(package, clock.today()), *managers_of(package)]
    for user in [keyworker] if keyworker else once(others):
        queue_message(
            user,
            key=f"review-shared:{review.pk}",
            subject=subject,
            body=body,
            path=reverse("person_reviews", args=[package.case.individual_id]) if can(user, Review.READ, review) else "",
            individual_id=package.case.individual_id,
            about=[review.pk],
            by=by,
        )


def notify_update_corrected(update: KeyworkerUpdate, number: int, by: User) -> None:
    """Notify those to whom an update was sent that it was corrected."""
    package = update.package
    recipients = [update.recipient] if update.recipient else council_recipients(package, clock.today())
    for user in recipients:
        queue_message(
            user,
            key=f"update-corrected:{update.pk}:{number}",
            subject=f"Update on {package.reference} corrected",
            body="Sign in to read what was wrong. The first version stays on file.",
            path=reverse("update", args=[update.pk]) if _can_read(user, update) else "",
            individual_id=package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def notify_review_corrected(review: Review, number: int, by: User) -> None:
    """Notify the Council that the outcome of a review, which was shared, was corrected."""
    package = review.package
    for user in council_recipients(package, clock.today()):
        queue_message(
            user,
            key=f"review-corrected:{review.pk}:{number}",
            subject=f"Review outcome corrected: {package.reference}",
            body="Sign in to read what was wrong. The first version stays on file.",
            path=reverse("person_reviews", args=[package.case.individual_id]) if can(user, Review.READ, review) else "",
            individual_id=package.case.individual_id,
            about=[review.pk],
            by=by,
        )
