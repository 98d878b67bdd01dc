"""Updates to the keyworker are raised by a sweep, each once, and dated when it is due (T4.9)."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.db.models.lookups import IsNull

from accounts.models import User
from casework.models import Hold, PackageQuerySet, SupportPackage
from contracts.models import TermOn
from core import sweeps, transitions
from core.sql import DaysAfter, DaysBetween, LondonDay
from core.verbs import verb
from reviews.models import KeyworkerUpdate
from reviews.updates import notifications


def _with_next_update(packages: PackageQuerySet, on: datetime.date) -> QuerySet[Any]:
    """Add `next_update_on` and `update_terms` to the packages whose terms have keyworker updates.

    The next is due `update_days` after the last one submitted, else after the last one before the cut-over, else after
    the first day of support; never before the cut-over (R63). The terms are those of the day on which that time began:
    a changed interval applies from the next update. Where those have no updates and the terms in force on `on` do, the
    time begins with these. Those due up to `last_raised_on`, the terms' days ahead, are raised (T4.9), but none on the
    day on which its time begins: sent that day, the next would be due on the same day. A contract that does not run on
    `on` has no next update. Days on hold before `on` count only where the terms do not leave them out.
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
    days = F(f"{terms}__update_days") + Case(
        When(**{f"{terms}__hold_pauses_updates": True}, then=Coalesce(Subquery(_held_days(on)), 0)), default=0
    )
    return (
        packages.in_running_contract(on)
        .filter(**{terms: in_force, f"{terms}__update_days__isnull": False})
        .annotate(counted_from=counted_from)
        .annotate(next_update_on=Greatest(DaysAfter(F("counted_from"), days), F(cut_over_on)))
        .annotate(update_terms=F(f"{terms}__pk"), last_raised_on=DaysAfter(Value(on), days_ahead))
    )


def _held_days(on: datetime.date) -> QuerySet[Any, Any]:
    """Return, for each package of the outer query, its days on hold from `counted_from` until `on` (exclusive)."""
    today = Value(on, output_field=DateField())
    ends = Least(Coalesce(F("until_on"), today), today)
    days = Greatest(DaysBetween(ends, Greatest(F("from_on"), OuterRef("counted_from"))), 0, output_field=IntegerField())
    holds: QuerySet[Any, Any] = Hold.objects.filter(package=OuterRef("pk")).order_by()
    return holds.annotate(days=days).values("package").annotate(total=Cast(Sum("days"), IntegerField())).values("total")


def next_updates(packages: PackageQuerySet, on: datetime.date) -> QuerySet[Any]:
    """Return those of `packages` that have a next update, with its day as `next_update_on`.

    It is the day of the update that was raised and is not sent, else the day that the terms in force on `on` give.
    """
    raised = KeyworkerUpdate.objects.not_sent().filter(package=OuterRef("pk")).values("due_on")[:1]
    rows = _with_next_update(packages.filter(ended_on=None), on)
    return rows.annotate(due_on=Coalesce(Subquery(raised), F("next_update_on")))


def next_update_due_on(package: SupportPackage, on: datetime.date) -> datetime.date | None:
    """Return the day of the next update by the terms in force on `on`; None where they have no such rule (T4.9)."""
    rows = _with_next_update(SupportPackage.objects.filter(pk=package.pk), on)
    return rows.values_list("next_update_on", flat=True).first()


def raise_updates(*, on: datetime.date) -> int:
    """Raise each update that is due within the terms' days ahead of `on` (a sweep); return the number raised."""
    return sweeps.each(packages_to_update(on), lambda pk: raise_update(pk, on))


def postpone_updates(*, on: datetime.date) -> int:
    """Postpone each raised update that is due later by now, because days on hold do not count (a sweep); return how
    many.
    """
    return sweeps.each(_paused(on).values_list("pk", flat=True), lambda pk: _postpone(package_id=pk, on=on, by=None))


def packages_to_update(on: datetime.date) -> QuerySet[Any, UUID]:
    """Return the ids of the packages for which an update must be raised on `on`."""
    return _due_for_update(on).values_list("pk", flat=True)


def raise_update(package_id: UUID, on: datetime.date) -> bool:
    """Raise the update of one package that is due within the terms' days ahead of `on`; return True if it was."""
    return _raise_update(package_id=package_id, on=on, by=None)


def _due_for_update(on: datetime.date) -> QuerySet[Any]:
    """Return the packages for which an update must be raised on `on`."""
    outstanding = KeyworkerUpdate.objects.not_sent()
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


def _paused(on: datetime.date) -> QuerySet[Any]:
    """Return the packages whose raised update is due later by now, because days on hold do not count (the terms)."""
    raised = KeyworkerUpdate.objects.not_sent().filter(package=OuterRef("pk"), terms__hold_pauses_updates=True)
    packages = SupportPackage.objects.filter(ended_on=None, holds__from_on__lt=on)
    rows = _with_next_update(packages.distinct(), on).annotate(raised_for=Subquery(raised.values("due_on")[:1]))
    return rows.filter(raised_for__lt=F("next_update_on")).order_by("pk")


@verb
def _postpone(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    package = SupportPackage.objects.select_related("case__contract").get_locked(package_id)
    due_on = _paused(on).filter(pk=package_id).values_list("next_update_on", flat=True).first()
    if due_on is None:
        return False
    update = KeyworkerUpdate.objects.not_sent().get(package=package)
    reason = f"Support was on hold: due on {due_on:%-d %B %Y} instead of {update.due_on:%-d %B %Y}"
    transitions.apply(update, "postpone", by=by, reason=reason, about=[package.case.individual_id], due_on=due_on)
    return True
