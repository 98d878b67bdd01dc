"""Updates to the keyworker and reviews: raised by the clock, written, sent, acknowledged."""

import datetime

from django.db.models import F, Max, Q

from casework.models import SupportPackage
from casework.notifications import keyworker_of
from contracts.models import Terms
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from reviews import notifications
from reviews.enums import ReviewRequester, UpdateState
from reviews.models import TEXTS, KeyworkerUpdate, Review


def next_update_due_on(package: SupportPackage, terms: Terms) -> datetime.date | None:
    """The day of the next update: `update_days` after the last one submitted, else after the last one before the
    cut-over, else after the first day of support; never before the cut-over (R63).

    None where the terms have no such rule (T4.9).
    """
    if terms.update_days is None:
        return None
    last = KeyworkerUpdate.objects.filter(package=package).aggregate(last=Max("submitted_at"))["last"]
    base = clock.day_of(last) if last else package.last_update_on or package.starts_on
    return package.case.contract.not_before_cut_over(base + datetime.timedelta(days=terms.update_days))


def raise_updates(*, on: datetime.date) -> int:
    """The sweep: raise each update that falls due within the terms' days ahead of `on`; how many were raised."""
    packages = SupportPackage.objects.on(on).exclude(
        pk__in=KeyworkerUpdate.objects.filter(state=UpdateState.DUE).values("package")
    )
    asked = packages.filter(case__contract__in=Terms.objects.exclude(update_days=None).values("contract"))
    return sum(_raise_update(package_id=pk, on=on, by=None) for pk in asked.values_list("pk", flat=True))


@verb
def _raise_update(*, package_id, on: datetime.date, by) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    terms = package.terms_on(package.case.contract.not_before_cut_over(on))
    due_on = next_update_due_on(package, terms)
    if due_on is None or due_on > on + datetime.timedelta(days=terms.update_ahead_days) or package.ended_on:
        return False
    update, is_new = KeyworkerUpdate.objects.get_or_create(
        package=package, due_on=due_on, defaults={"terms": terms, "recorded_by": by}
    )
    if is_new:
        transitions.record_created(update, verb="raise", by=by, about=[package.case.individual_id])
        notifications.notify_update_raised(update, on)
    return is_new


@verb
def write_update(*, update: KeyworkerUpdate, revision: int, by, **texts) -> KeyworkerUpdate:
    """Keep what was written so far. Raises Conflict when somebody saved it since `revision`."""
    update.check_revision(revision)
    if update.state != UpdateState.DUE:
        raise Refused("This update was sent already.")
    for name in TEXTS:
        setattr(update, name, texts[name])
    update.save(update_fields=["revision", *TEXTS])
    return update


@verb
def submit_update(*, update: KeyworkerUpdate, by) -> KeyworkerUpdate:
    """Send the update to whoever is the keyworker today; the next is due so many days after today (T4.9)."""
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(update.package_id)
    if not all(getattr(update, name).strip() for name in ("how_it_is", "progress")):
        raise Refused("Write how things are and the progress with goals before sending.")
    now = clock.now()
    transitions.apply(
        update,
        "submit",
        by=by,
        about=[package.case.individual_id],
        submitted_at=now,
        submitted_by=by,
        met_on=clock.day_of(now),
        recipient=keyworker_of(package.case.individual, clock.today()),
    )
    notifications.notify_update_sent(update, by)
    return update


@verb
def acknowledge_update(*, update: KeyworkerUpdate, by, answer: str = "") -> KeyworkerUpdate:
    """The keyworker has read it, and may answer."""
    transitions.apply(
        update,
        "acknowledge",
        by=by,
        about=[update.package.case.individual_id],
        acknowledged_at=clock.now(),
        acknowledged_by=by,
        answer=answer,
    )
    notifications.notify_update_acknowledged(update, by)
    return update


def raise_first_reviews(*, on: datetime.date) -> int:
    """The sweep: the first review of each package, on the day agreed at acceptance (T3.5); how many were raised.

    One whose day lay before the cut-over is raised for that day, unless a review was held before (R63).
    """
    held_before = Q(first_review_on__lt=F("case__contract__cut_over_on"), last_review_on__isnull=False)
    wanted = (
        SupportPackage.objects.on(on)
        .exclude(first_review_on=None)
        .exclude(held_before)
        .exclude(pk__in=Review.objects.filter(asked_by=ReviewRequester.CONTRACT).values("package"))
    )
    return sum(_raise_first_review(package_id=pk, by=None) for pk in wanted.values_list("pk", flat=True))


@verb
def _raise_first_review(*, package_id, by) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    if Review.objects.filter(package=package, asked_by=ReviewRequester.CONTRACT).exists():
        return False
    due_on = package.case.contract.not_before_cut_over(package.first_review_on)
    _begin_review(package, due_on, ReviewRequester.CONTRACT, by)
    return True


@verb
def ask_for_review(*, package: SupportPackage, due_on: datetime.date, asked_by: str, by) -> Review:
    """The person, their carer, the keyworker or the provider asks for a review by a day (T4.7)."""
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    return _begin_review(package, due_on, asked_by, by)


def _begin_review(package, due_on, asked_by, by) -> Review:
    review = Review.objects.create(
        package=package,
        terms=package.terms_on(package.starts_on),
        due_on=due_on,
        asked_by=asked_by,
        recorded_by=by,
    )
    transitions.record_created(review, verb="raise", by=by, about=[package.case.individual_id])
    return review


@verb
def conduct_review(*, review: Review, held_on: datetime.date, outcome: str, who_took_part: str, by) -> Review:
    """The review took place."""
    if held_on > clock.today():
        raise Refused("The day of the review cannot be in the future.", field="held_on")
    transitions.apply(
        review,
        "hold",
        by=by,
        about=[review.package.case.individual_id],
        held_on=held_on,
        outcome=outcome,
        who_took_part=who_took_part,
        met_on=held_on,
    )
    return review


@verb
def share_review(*, review: Review, by) -> Review:
    """The outcome goes to the keyworker; the time of sharing is kept (T4.8)."""
    transitions.apply(review, "share", by=by, about=[review.package.case.individual_id], shared_at=clock.now())
    notifications.notify_review_shared(review, by)
    return review
