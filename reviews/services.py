"""Updates to the keyworker and reviews: raised by sweeps, written, sent, acknowledged."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import IsNull

from accounts.models import CodeLink, User
from accounts.services import send_link
from casework.models import PackageQuerySet, SupportPackage
from casework.recipients import keyworker_of
from contracts.models import TermOn
from core import clock, messages, sweeps, transitions
from core.errors import NotPossible, Refused
from core.sql import DaysAfter, LondonDay
from core.verbs import verb
from reviews import notifications
from reviews.enums import ReviewRequester, UpdateState
from reviews.link_purposes import UPDATE_LINK
from reviews.models import UPDATE_TEXT_FIELDS, KeyworkerUpdate, Review

NOT_SENT = "Send the update first."


def _with_next_update(packages: PackageQuerySet, on: datetime.date) -> QuerySet[Any]:
    """Add `next_update_on` and `update_terms` to the packages whose terms have keyworker updates.

    The next is due `update_days` after the last one submitted, else after the last one before the cut-over, else after
    the first day of support; never before the cut-over (R63). The terms are those of the day on which that time began:
    a changed interval applies from the next update. Where those have no updates and the terms in force on `on` do, the
    time begins with these. Those due up to `last_raised_on`, the terms' days ahead, are raised (T4.9), but none on the
    day on which its time begins: sent that day, the next would be due on the same day. A contract that does not run on
    `on` has no next update.
    """
    cut_over_on, terms = "case__contract__cut_over_on", "case__contract__terms"
    submitted = KeyworkerUpdate.objects.filter(package=OuterRef("pk"), submitted_at__isnull=False)
    last = submitted.order_by("-submitted_at").annotate(day=LondonDay("submitted_at")).values("day")[:1]
    base = Coalesce(Subquery(last), "last_update_on", "starts_on")
    began_on, today = Greatest(base, F(cut_over_on)), Greatest(Value(on), F(cut_over_on))
    has_begun = IsNull(TermOn("update_days", "case__contract", began_on), False)
    in_force = TermOn("id", "case__contract", Case(When(has_begun, then=began_on), default=today))
    had_no_updates = IsNull(TermOn("id", "case__contract", began_on), False) & ~Q(has_begun)
    counted_from = Case(When(had_no_updates, then=Greatest(base, F(f"{terms}__from_on"))), default=base)
    days_ahead = Least(F(f"{terms}__update_ahead_days"), F(f"{terms}__update_days") - 1)
    return (
        packages.in_running_contract(on)
        .filter(**{terms: in_force, f"{terms}__update_days__isnull": False})
        .annotate(next_update_on=Greatest(DaysAfter(counted_from, F(f"{terms}__update_days")), F(cut_over_on)))
        .annotate(update_terms=F(f"{terms}__pk"), last_raised_on=DaysAfter(Value(on), days_ahead))
    )


def next_update_due_on(package: SupportPackage, on: datetime.date) -> datetime.date | None:
    """Return the day of the next update by the terms in force on `on`; None where they have no such rule (T4.9)."""
    rows = _with_next_update(SupportPackage.objects.filter(pk=package.pk), on)
    return rows.values_list("next_update_on", flat=True).first()


def raise_updates(*, on: datetime.date) -> int:
    """Raise each update that is due within the terms' days ahead of `on` (a sweep); return the number raised."""
    return sweeps.each(
        _due_for_update(on).values_list("pk", flat=True), lambda pk: _raise_update(package_id=pk, on=on, by=None)
    )


def _due_for_update(on: datetime.date) -> QuerySet[Any]:
    """Return the packages for which an update must be raised on `on`."""
    outstanding = KeyworkerUpdate.objects.filter(state=UpdateState.DUE)
    packages = SupportPackage.objects.on(on).filter(ended_on=None).exclude(pk__in=outstanding.values("package"))
    return (
        _with_next_update(packages, on).filter(next_update_on__lte=F("last_raised_on")).order_by("next_update_on", "pk")
    )


@verb
def _raise_update(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    due = _due_for_update(on).filter(pk=package_id).first()
    if due is None:
        return False
    update, is_new = KeyworkerUpdate.objects.get_or_create(
        package=package, due_on=due.next_update_on, defaults={"terms_id": due.update_terms, "recorded_by": by}
    )
    if is_new:
        transitions.record_created(update, verb="raise", by=by, about=[package.case.individual_id])
        notifications.notify_update_raised(update, on)
    return is_new


@verb
def write_update(
    *,
    update: KeyworkerUpdate,
    revision: int,
    how_it_is: str,
    progress: str,
    what_changed: str,
    next_weeks: str,
    by: User | None,
) -> KeyworkerUpdate:
    """Save the texts of an update that is not sent yet. Raises Conflict when somebody saved it since `revision`."""
    update.check_revision(revision)
    if update.state != UpdateState.DUE:
        raise Refused("This update has already been sent.")
    update.how_it_is, update.progress = how_it_is, progress
    update.what_changed, update.next_weeks = what_changed, next_weeks
    update.save(update_fields=["revision", *UPDATE_TEXT_FIELDS])
    return update


@verb
def submit_update(*, update: KeyworkerUpdate, by: User | None) -> KeyworkerUpdate:
    """Send the update to today's keyworker; the next is due `update_days` after today (T4.9)."""
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(update.package_id)
    if not (update.how_it_is.strip() and update.progress.strip()):
        raise Refused("Enter how things are and the progress with goals before you send the update.")
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
    messages.settle(f"update-raised:{update.pk}")
    notifications.notify_update_sent(update, by)
    return update


@verb
def acknowledge_update(
    *, update: KeyworkerUpdate, by: User | None, answer: str = "", link: CodeLink | None = None
) -> KeyworkerUpdate:
    """Record that the keyworker has read the update, with their answer, if any. By a `link` there is no user."""
    transitions.apply(
        update,
        "acknowledge",
        by=by,
        reason=str(link or ""),
        about=[update.package.case.individual_id],
        acknowledged_at=clock.now(),
        acknowledged_by=by,
        acknowledged_link=link,
        answer=answer,
    )
    if link is None:  # whoever reads it by a link reads it for themselves, not for the keyworker
        messages.settle(f"update-sent:{update.pk}")
    notifications.notify_update_acknowledged(update, by)
    return update


@verb
def send_update_link(*, update: KeyworkerUpdate, name: str, email: str, last_on: datetime.date, by: User) -> CodeLink:
    """Let somebody at the Council without an account read a sent update, until the end of the day `last_on`.

    Raises Refused for an address that is not the Council's (`Council.has_address`), and as `send_link`.
    """
    if update.submitted_at is None:
        raise NotPossible(NOT_SENT)
    if not update.package.case.contract.council.has_address(email):
        raise Refused("This is not an email address of the Council.", field="email")
    return send_link(purpose=UPDATE_LINK, record_id=update.pk, name=name, email=email, last_on=last_on, by=by)


def raise_first_reviews(*, on: datetime.date) -> int:
    """Raise the first review of each package, for the day agreed at acceptance (T3.5); return the number raised.

    None is raised on a day on which the contract does not run. One agreed for a day before the cut-over is raised for
    the cut-over, unless a review took place before (R63).
    """
    reviewed_before = Q(first_review_on__lt=F("case__contract__cut_over_on"), last_review_on__isnull=False)
    packages = (
        SupportPackage.objects.on(on)
        .in_running_contract(on)
        .exclude(first_review_on=None)
        .exclude(reviewed_before)
        .exclude(pk__in=Review.objects.filter(asked_by=ReviewRequester.CONTRACT).values("package"))
    )
    return sweeps.each(packages.values_list("pk", flat=True), lambda pk: _raise_first_review(package_id=pk, by=None))


@verb
def _raise_first_review(*, package_id: UUID, by: User | None) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    if Review.objects.filter(package=package, asked_by=ReviewRequester.CONTRACT).exists():
        return False
    assert package.first_review_on is not None  # as the sweep selects
    due_on = package.case.contract.not_before_cut_over(package.first_review_on)
    _begin_review(package, due_on, ReviewRequester.CONTRACT, by)
    return True


@verb
def ask_for_review(*, package: SupportPackage, due_on: datetime.date, asked_by: str, by: User | None) -> Review:
    """Record that the person, their carer, the keyworker or the provider (`asked_by`) asks for a review (T4.7).

    Raises NotPossible on a day on which the contract does not run; a review that was asked for before continues.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    contract = package.case.contract
    if not contract.runs_on(clock.today()):
        raise NotPossible(f"You cannot ask for a review today: the contract runs {contract.days}.")
    return _begin_review(package, due_on, asked_by, by)


def _begin_review(package: SupportPackage, due_on: datetime.date, asked_by: str, by: User | None) -> Review:
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
def conduct_review(
    *, review: Review, conducted_on: datetime.date, outcome: str, participants: str, by: User | None
) -> Review:
    """Record that the review took place on `conducted_on`, which is not in the future."""
    if conducted_on > clock.today():
        raise Refused("The date of the review cannot be in the future.", field="conducted_on")
    transitions.apply(
        review,
        "conduct",
        by=by,
        about=[review.package.case.individual_id],
        conducted_on=conducted_on,
        outcome=outcome,
        participants=participants,
        met_on=conducted_on,
    )
    return review


@verb
def share_review(*, review: Review, by: User | None) -> Review:
    """Share the outcome with the keyworker and record the time (T4.8)."""
    transitions.apply(review, "share", by=by, about=[review.package.case.individual_id], shared_at=clock.now())
    notifications.notify_review_shared(review, by)
    return review
