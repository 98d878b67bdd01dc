"""Reminders before an update is due, and what happens when it is late."""

import datetime
from collections.abc import Iterable
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from casework.models import Allocation
from core import clock, sweeps
from core.sql import DaysBetween, FirstFrom
from core.verbs import verb
from reviews.acknowledgement import messages_of
from reviews.models import UPDATE_TEXT_FIELDS, KeyworkerUpdate
from reviews.updates import notifications

WEEK = datetime.timedelta(days=7)


def remind_of_updates(*, on: datetime.date) -> int:
    """Remind of each update on the terms' days before it is due; once it is late, tell the managers (a sweep).

    Return how many got a message. A sweep that runs late sends only the newest reminder.
    """
    return sweeps.each(updates_to_remind_of(on), lambda pk: remind_of_update(pk, on))


def updates_to_remind_of(on: datetime.date) -> Iterable[UUID]:
    """Return the ids of the updates of which somebody is reminded on `on`."""
    return chain(*(rows.values_list("pk", flat=True) for rows in (_to_remind(on), _to_escalate(on))))


def remind_of_update(update_id: UUID, on: datetime.date) -> bool:
    """Remind of one update on `on`; return True if a message was queued."""
    is_reminded = _remind(update_id=update_id, on=on, by=None)
    return _escalate(update_id=update_id, on=on, by=None) or is_reminded


def _to_remind(on: datetime.date) -> QuerySet[Any]:
    """Return the updates that have reached a day of the terms whose reminder was not sent, as `reached`."""
    waiting: QuerySet[Any] = KeyworkerUpdate.objects.not_sent().filter(due_on__gte=on)
    days_left = DaysBetween(F("due_on"), Value(on))
    waiting = waiting.annotate(reached=FirstFrom(F("terms__update_reminder_days"), days_left)).exclude(reached=None)
    return waiting.filter(~Exists(messages_of("update-reminder", "reached"))).order_by("due_on", "pk")


def _to_escalate(on: datetime.date) -> QuerySet[Any]:
    late = KeyworkerUpdate.objects.not_sent().late(on).filter(package__ended_on=None)
    return late.filter(~Exists(messages_of("update-late"))).order_by("due_on", "pk")


@verb
def _remind(*, update_id: UUID, on: datetime.date, by: User | None) -> bool:
    update = _locked(update_id)
    reached = _to_remind(on).filter(pk=update_id).values_list("reached", flat=True).first()
    return reached is not None and notifications.notify_update_reminder(update, reached, on)


@verb
def _escalate(*, update_id: UUID, on: datetime.date, by: User | None) -> bool:
    update = _locked(update_id)
    return _to_escalate(on).filter(pk=update_id).exists() and notifications.notify_update_late(update, on)


def _locked(update_id: UUID) -> KeyworkerUpdate:
    rows = KeyworkerUpdate.objects.select_related("package__case__individual", "package__case__contract")
    update: KeyworkerUpdate = rows.get_locked(update_id)
    return update


def late(rows: Any) -> QuerySet[Any]:
    """Return the updates of `rows` that were due before today and are not sent, as `_with_progress`."""
    return _with_progress(rows.not_sent().filter(due_on__lt=clock.today()))


def due_this_week(rows: Any) -> QuerySet[Any]:
    """Return the updates of `rows` that are due from today until in a week and not sent, as `_with_progress`."""
    today = clock.today()
    return _with_progress(rows.not_sent().filter(due_on__gte=today, due_on__lte=today + WEEK))


def _with_progress(rows: Any) -> QuerySet[Any]:
    """Order by due day, and add `lead_name` and `parts`: how many of the four texts are written."""
    today = clock.today()
    leads = Allocation.objects.leads().on(today).filter(package=OuterRef("package")).order_by("from_on", "pk")
    texts = [name for name in UPDATE_TEXT_FIELDS if name != "person_says"]
    parts: Any = Value(0)
    for name in texts:
        parts = parts + Case(When(~Q(**{name: ""}), then=Value(1)), default=Value(0), output_field=IntegerField())
    annotated: QuerySet[Any] = rows.annotate(
        lead_name=Coalesce(Subquery(leads.values("worker__user__full_name")[:1]), Value("")), parts=parts
    )
    return annotated.order_by("due_on", "pk")
