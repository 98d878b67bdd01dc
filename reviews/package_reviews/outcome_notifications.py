"""Messages about the outcome of a review: shared, corrected, acknowledged, answered and struck through."""

import datetime
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.permissions import can
from accounts.services import send_link_news
from casework.notifications import notify_person
from casework.recipients import (
    council_recipients,
    council_team,
    keyworker_or_cover,
    managers_of,
    once,
    workers_of,
)
from core import clock, transitions
from core.messages import queue_message, settle
from reviews.council_links import account_of, links_that_were_read
from reviews.models import Review
from reviews.package_reviews.link_purposes import REVIEW_LINK
from reviews.package_reviews.notifications import is_for_keyworker
from reviews.updates.notifications import NO_KEYWORKER


def notify_review_shared(review: Review, by: User | None) -> None:
    """Tell the person that there is an outcome to read, and the keyworker, or the cover (T4.8); without either, tell
    the Council's team and the managers. Where the terms ask for no keyworker and there is none, it is for the person
    only.
    """
    _notify_person_of_outcome(review, "", by)
    package = review.package
    keyworker = keyworker_or_cover(package, clock.today())
    if keyworker is None and not is_for_keyworker(review):
        return
    subject, body = f"Review outcome: {package.reference}", "Sign in to read it."
    if keyworker is None:
        subject = f"No keyworker to receive the review outcome: {package.reference}"
        body = NO_KEYWORKER
    for user in [keyworker] if keyworker else once([*council_team(package), *managers_of(package)]):
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


def _notify_person_of_outcome(review: Review, version: str, by: User | None) -> None:
    """Tell the person, if they have pages of their own, that they can read the outcome; of a correction again."""
    individual = review.package.case.individual
    if individual.user is not None:
        queue_message(
            individual.user,
            key=f"review-to-read:{review.pk}{version}",
            subject="Your review: you can read it now" if not version else "Your review: something was corrected",
            body="Sign in to read it.",
            path=reverse("my_reviews"),
            individual_id=individual.pk,
            about=[review.pk],
            by=by,
        )


def notify_review_unread(review: Review, on: datetime.date) -> bool:
    """Remind the keyworker, or the cover, to acknowledge a shared review; return True if a message was queued."""
    keyworker = keyworker_or_cover(review.package, on)
    if keyworker is None:
        return False
    new_messages = queue_message(
        keyworker,
        key=f"review-unread:{review.pk}",
        subject=f"Review outcome {review.package.reference} is waiting for you",
        body="Sign in to read and acknowledge it.",
        path=reverse("review", args=[review.pk]),
        individual_id=review.package.case.individual_id,
        about=[review.pk],
    )
    return bool(new_messages)


def notify_review_passed_on(review: Review, on: datetime.date) -> bool:
    """Notify a new keyworker, or the cover, of an earlier review; return True if a message was queued."""
    keyworker = keyworker_or_cover(review.package, on)
    if keyworker is None:
        return False
    new_messages = queue_message(
        keyworker,
        key=f"review-passed-on:{review.pk}",
        subject=f"Review outcome {review.package.reference}, from before you were the keyworker",
        body="No one has acknowledged it. Sign in to read and acknowledge it.",
        path=reverse("review", args=[review.pk]),
        individual_id=review.package.case.individual_id,
        about=[review.pk],
    )
    return bool(new_messages)


def notify_review_reply(review: Review, by: User | None) -> None:
    """Notify the workers that the keyworker has read the outcome and replied, but not who recorded that.

    The reply is a duty to read until one of them has opened the review, or somebody has answered (`reviews.duties`).
    """
    package = review.package
    reader = "Whoever you sent the link to" if review.acknowledged_link_id else "The keyworker"
    reaction = (
        "has read it, replied and asks for an answer." if review.reply_needs_answer else "has read it and replied."
    )
    for user in workers_of(package, clock.today()):
        if user == by:
            continue
        queue_message(
            user,
            key=f"review-acknowledged:{review.pk}:{transitions.count(review)}",
            subject=f"Review outcome {package.reference} acknowledged",
            body=f"{reader} {reaction}",
            path=reverse("review", args=[review.pk]),
            individual_id=package.case.individual_id,
            about=[review.pk],
            by=by,
        )


def notify_review_reply_answered(review: Review, by: User) -> None:
    """Tell the keyworker, or the cover, that there is an answer to the reply; by email whoever replied by a link, and
    not who rang or wrote.
    """
    number = transitions.count(review)
    keyworker = None if review.is_reported else keyworker_or_cover(review.package, clock.today())
    if review.acknowledged_link is not None:
        link = _links_that_were_read(review).get(email=review.acknowledged_link.email)
        send_link_news(link=link, event=f"answered:{number}", news="There is an answer to your reply.", by=by)
        keyworker = _account_of(link, review)
    if keyworker is not None:
        queue_message(
            keyworker,
            key=f"review-answered:{review.pk}:{number}",
            subject=f"Answer to your reply on the review {review.package.reference}",
            body="Sign in to read it.",
            path=reverse("review", args=[review.pk]),
            individual_id=review.package.case.individual_id,
            about=[review.pk],
            by=by,
        )


def notify_review_corrected(review: Review, number: int, by: User) -> None:
    """Notify the Council and the person that the outcome of a review, which was shared, was corrected; and who read it
    by a link.
    """
    _notify_person_of_outcome(review, f":{number}", by)
    package = review.package
    recipients = council_recipients(package, clock.today())
    for link in _links_that_were_read(review):
        send_link_news(link=link, event=f"corrected:{number}", news="Something that you read was corrected.", by=by)
        recipients += [user for user in [_account_of(link, review)] if user is not None]
    for user in once(recipients):
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


def notify_review_struck(review: Review, by: User) -> None:
    """Notify the Council, who read it by a link and the person that what was shared was entered by mistake: no details.

    Nobody has to read or acknowledge it any more.
    """
    package = review.package
    kinds = ("review-shared", "review-corrected", "review-unread", "review-acknowledged")
    settle(*(f"{kind}:{review.pk}" for kind in kinds))
    may_read = partial(can, permission=Permission.READ_PERSON, record=package)
    recipients = council_recipients(package, clock.today())
    for link in _links_that_were_read(review):
        send_link_news(link=link, event="struck", news="Something that you read was shared by mistake.", by=by)
        recipients += list(User.objects.filter(email=link.email))
    for user in once(recipients):
        queue_message(
            user,
            key=f"review-struck:{review.pk}",
            subject=f"Review outcome withdrawn: {package.reference}",
            body="It was shared with you by mistake, and does not count. You do not need to acknowledge it.",
            path=reverse("person_reviews", args=[package.case.individual_id]) if may_read(user) else "",
            individual_id=package.case.individual_id,
            about=[review.pk],
            by=by,
        )
    notify_person(
        package.case.individual,
        key=f"review-struck-own:{review.pk}",
        by=by,
        page="my_reviews",
        subject="We withdrew what we shared of a review",
        body="It was shared with you by mistake. It does not count.",
    )


def _links_that_were_read(review: Review) -> QuerySet[CodeLink]:
    return links_that_were_read(REVIEW_LINK.key, review.pk, review.acknowledged_link_id)


def _account_of(link: CodeLink, review: Review) -> User | None:
    return account_of(link, lambda user: can(user, Review.READ, review))
