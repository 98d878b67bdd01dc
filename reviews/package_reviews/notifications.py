"""Messages about reviews."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, Representative
from casework.recipients import (
    keyworker_of,
    keyworker_or_cover,
    managers_of,
    once,
    workers_of,
)
from core import clock, transitions
from core.messages import queue_message, settle
from reviews.models import Review
from reviews.package_reviews.enums import ReviewRequester

# How the keys of messages begin that ask for a date, and for a review that is overdue.
TO_ARRANGE, LATE = "review-to-arrange", "review-late"


def notify_review_to_arrange(review: Review, on: datetime.date) -> bool:
    """Ask the workers for the date of a review that is due soon; return True if a message was queued."""
    package, new_messages = review.package, []
    for user in workers_of(package, on):
        new_messages += queue_message(
            user,
            key=f"{TO_ARRANGE}:{review.pk}",
            subject=f"Review of {package.reference} due {review.due_on:%-d %B}",
            body="It has no date yet. Ask the person when it suits them, and agree a date.",
            path=reverse("review_arrange", args=[review.pk]),
            individual_id=package.case.individual_id,
            about=[review.pk],
        )
    return bool(new_messages)


def notify_review_late(review: Review, on: datetime.date) -> bool:
    """Tell managers and workers that the review is overdue; return True if a message was queued."""
    package, new_messages = review.package, []
    for user in once([*managers_of(package), *workers_of(package, on)]):
        new_messages += queue_message(
            user,
            key=f"{LATE}:{review.pk}",
            subject=f"Review of {package.reference} is overdue",
            body=f"It was due on {review.due_on:%-d %B} and is not recorded.",
            path=reverse("person_reviews", args=[package.case.individual_id]),
            individual_id=package.case.individual_id,
            about=[review.pk],
        )
    return bool(new_messages)


def notify_review_requested(review: Review, by: User | None) -> None:
    """Notify the workers that somebody asks for a review; without a worker, the managers."""
    package = review.package
    for user in workers_of(package, clock.today()):
        queue_message(
            user,
            key=f"review-requested:{review.pk}:{transitions.count(review)}",
            subject=f"A review was asked for: {package.reference}",
            body="Sign in to read why, and agree a date.",
            path=reverse("person_reviews", args=[package.case.individual_id]),
            individual_id=package.case.individual_id,
            about=[review.pk],
            by=by,
        )


def notify_request_withdrawn(review: Review, by: User) -> None:
    """Notify the workers that a review is not asked for any more; who asked for it, if somebody else withdrew the
    request; and everybody who had a date to come.
    """
    package = review.package
    for user in workers_of(package, clock.today()):
        if user.pk != by.pk:
            queue_message(
                user,
                key=f"review-withdrawn:{review.pk}",
                subject=f"A request for a review was withdrawn: {package.reference}",
                body="Sign in to read more. You do not have to arrange it.",
                path=reverse("person_reviews", args=[package.case.individual_id]),
                individual_id=package.case.individual_id,
                about=[review.pk],
                by=by,
            )
    page = reverse("review", args=[review.pk])
    rows = _who_meets(review, page) if _is_ahead(review) else _who_asked(review, page)
    _notify_called_off(review, rows, by)


def _is_ahead(review: Review) -> bool:
    return review.meets_at is not None and review.meets_at > clock.now()


def _who_asked(review: Review, keyworker_page: str) -> list[tuple[User, str, str]]:
    """Return who asked for the review on pages of their own, with their page and their subject line; maybe nobody."""
    rows: list[tuple[User | None, str, str]] = []
    if review.asked_by == ReviewRequester.PERSON:
        rows.append((review.package.case.individual.user, reverse("my_reviews"), "Your review"))
    elif review.asked_by == ReviewRequester.REPRESENTATIVE:
        rows.append((representative_who_asked(review), reverse("my_people_reviews"), "The review you asked for"))
    elif review.asked_by == ReviewRequester.KEYWORKER and review.recorded_by is not None:
        asker = review.recorded_by if can(review.recorded_by, Permission.ACKNOWLEDGE_UPDATE, review) else None
        rows.append((asker or _keyworker_who_reads(review), keyworker_page, _package_subject(review)))
    return [(user, path, subject) for user, path, subject in rows if user is not None]


def notify_review_called_off(review: Review, by: User | None) -> None:
    """Tell everybody who had the date of the review that it is called off: the person, the keyworker, the
    representatives, and the lead worker or whoever covers for them. Who called it off knows.
    """
    page = reverse("review", args=[review.pk])
    workers = [(user, page, _package_subject(review)) for user in workers_of(review.package, clock.today())]
    _notify_called_off(review, [*_who_meets(review, page), *workers], by)


def notify_review_expired(review: Review, by: User | None) -> None:
    """Tell everybody who had a date to come that there is no review any more: support ended, or another is agreed."""
    settle_when_over(review)
    if _is_ahead(review):
        notify_review_called_off(review, by)


def _notify_called_off(
    review: Review, rows: Iterable[tuple[User, str, str]], by: User | None, words: str = "it is called off"
) -> None:
    number = transitions.count(review)
    for user, path, subject in rows:
        if by is None or user.pk != by.pk:
            queue_message(
                user,
                key=f"review-called-off:{review.pk}:{number}",
                subject=f"{subject}: {words}",
                body="Sign in to read more.",
                path=path,
                individual_id=review.package.case.individual_id,
                about=[review.pk],
                by=by,
            )


def notify_not_invited(review: Review, users: Iterable[User], by: User) -> None:
    """Tell these representatives, who had the date of the review, that they are not invited any more; not those whom
    the person no longer lets ask for one.
    """
    former = {user.pk for user in users}
    allowed = [row.user for row in representatives_to_invite(review) if row.user_id in former] if former else []
    rows = [(user, reverse("my_people_reviews"), "The review you were invited to") for user in allowed]
    _notify_called_off(review, rows, by, "you are not invited any more")


def reaches_keyworker(review: Review) -> bool:
    """Return whether the person's keyworker of today, or their cover, gets messages about this review."""
    keyworker = keyworker_or_cover(review.package, clock.today())
    return keyworker is not None and can(keyworker, Review.READ, review)


def is_for_keyworker(review: Review) -> bool:
    """Return whether a keyworker reads the outcome: the terms ask for one, or the person has one."""
    if review.terms.asks_keyworker:
        return True
    return keyworker_of(review.package.case.individual, clock.today()) is not None


def representative_who_asked(review: Review) -> User | None:
    """Return the representative who asked for the review in their own pages and may still learn its date; or None."""
    asker = review.recorded_by
    if asker is None or not Review.objects.asked_by_representative(asker).filter(pk=review.pk).exists():
        return None
    return asker


def representatives_to_invite(review: Review) -> QuerySet[Representative]:
    """Return the representatives who may be invited: those whom the person lets ask for a review today."""
    consents = ConsentDecision.objects.in_force(ConsentPurpose.ASK_REVIEW)
    records = Individual.objects.same_person(review.package.case.individual)
    rows = Representative.objects.filter(individual__in=records, pk__in=consents.values("representative"))
    return rows.select_related("user").order_by("user__full_name", "pk")


def _guests(review: Review) -> list[tuple[User, str, str]]:
    """Return the representatives who asked for the review or are invited to it and may still learn its date, each with
    their page and its subject line.
    """
    invited = representatives_to_invite(review).filter(pk__in=review.invited_representatives.all())
    subjects = {row.user: "The review you are invited to" for row in invited}
    if asker := representative_who_asked(review):
        subjects[asker] = "The review you asked for"
    return [(user, reverse("my_people_reviews"), subject) for user, subject in subjects.items()]


def _who_meets(review: Review, keyworker_page: str) -> list[tuple[User, str, str]]:
    """Return the person, the keyworker and the representatives who asked or are invited, each with their page and its
    subject line.

    While the keyworker is away the cover hears of it; without a cover the keyworker, for when they are back.
    """
    rows = [(review.package.case.individual.user, reverse("my_reviews"), "Your review")]
    rows.append((_keyworker_who_reads(review), keyworker_page, _package_subject(review)))
    return [*((user, path, subject) for user, path, subject in rows if user is not None), *_guests(review)]


def _keyworker_who_reads(review: Review) -> User | None:
    today = clock.today()
    keyworker = keyworker_or_cover(review.package, today) or keyworker_of(review.package.case.individual, today)
    return keyworker if keyworker is not None and can(keyworker, Review.READ, review) else None


def notify_days_suggested(review: Review, by: User) -> None:
    """Ask the person, the keyworker and the representatives which of the days suggested suits them."""
    number, individual_id = transitions.count(review), review.package.case.individual_id
    for user, path, subject in _who_meets(review, reverse("review", args=[review.pk])):
        queue_message(
            user,
            key=f"review-suggested:{review.pk}:{number}",
            subject=f"{subject}: which day suits you?",
            body="We have suggested days. Sign in to read them and to answer.",
            path=path,
            individual_id=individual_id,
            about=[review.pk],
            by=by,
        )


def settle_questions_of_day(review: Review) -> None:
    """Mark the messages as read that ask for a day, or which of the suggested days suits."""
    settle(*(f"{kind}:{review.pk}" for kind in ("review-requested", "review-suggested", TO_ARRANGE)))


def settle_when_over(review: Review) -> None:
    """Mark the messages as read that ask for a day or for the review itself: it took place, or is not needed."""
    settle_questions_of_day(review)
    settle(f"{LATE}:{review.pk}")


def notify_review_arranged(review: Review, words: str, by: User) -> None:
    """Tell everybody who meets of the date, or what of it has changed (`words`): the person, the keyworker, the
    representatives, and the lead worker or whoever covers for them. Who arranged it knows.
    """
    page, subject = reverse("person_reviews", args=[review.package.case.individual_id]), _package_subject(review)
    workers = [user for user in workers_of(review.package, clock.today()) if user.pk != by.pk]
    rows = [*_who_meets(review, page), *((user, page, subject) for user in workers)]
    _notify_date(review, rows, words, by)


def notify_invited(review: Review, users: Iterable[User], by: User) -> None:
    """Tell these representatives, who are invited to a review that has a date, of the date."""
    invited = {user.pk for user in users}
    _notify_date(review, [row for row in _guests(review) if row[0].pk in invited], "there is a date", by)


def _notify_date(review: Review, rows: Iterable[tuple[User, str, str]], words: str, by: User) -> None:
    number = transitions.count(review)
    for user, path, subject in rows:
        queue_message(
            user,
            key=f"review-arranged:{review.pk}:{number}",
            subject=f"{subject}: {words}",
            body="Sign in to read it.",
            path=path,
            individual_id=review.package.case.individual_id,
            about=[review.pk],
            by=by,
        )


def _package_subject(review: Review) -> str:
    return f"Review {review.package.reference}"
