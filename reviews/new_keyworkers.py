"""A new keyworker hears of the updates and reviews that wait to be acknowledged and were sent before their time."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from casework.models import KeyworkerTerm
from casework.people.primary import about_same_person
from casework.recipients import has_keyworker, keyworker_or_cover
from core import sweeps
from core.models import Message
from core.verbs import verb
from reviews.acknowledgement import Acknowledged, newest_waiting
from reviews.chasing import KINDS

# How long ago a keyworker may have begun to hear of it: after a sweep that was off for weeks.
BEGAN_WITHIN = datetime.timedelta(weeks=4)


def notify_new_keyworkers(*, on: datetime.date) -> int:
    """Notify each new keyworker of the updates and reviews that wait, once (a sweep); return how many were queued."""
    return sum(sweeps.each(_unnotified(kind, on).values_list("pk", flat=True), _notifier(kind, on)) for kind in KINDS)


def _notifier(kind: Acknowledged, on: datetime.date) -> Callable[[UUID], int]:
    return lambda record_id: _notify_one(kind, record_id, on)


def _unnotified(kind: Acknowledged, on: datetime.date) -> QuerySet[Any]:
    """Return the rows that wait, were sent before today's keyworker began, and of which they got no message."""
    told = Message.objects.filter(
        about_ids__contains=[OuterRef(OuterRef("pk"))],
        to=OuterRef("user"),
        key__startswith=Concat(Value(f"{kind.new_reader}:"), Cast(OuterRef(OuterRef("pk")), CharField())),
    )
    began_later = Q(from_on__gt=OuterRef("sent_on")) | Q(recorded_at__gt=OuterRef(kind.first_sent))
    terms: Any = KeyworkerTerm.objects.on(on).filter(about_same_person("individual", "package__case__individual"))
    terms = terms.filter(began_later, ~Exists(told), from_on__gt=on - BEGAN_WITHIN)
    waiting = newest_waiting(kind, kind.model.objects.all(), on).filter(has_keyworker(on), Exists(terms))
    return waiting.order_by(F(kind.first_sent), "pk")


def _notify_one(kind: Acknowledged, record_id: UUID, on: datetime.date) -> bool:
    """Notify of one row, where somebody reads it on `on`; nothing is locked where nobody does."""
    record = kind.model.objects.select_related("package__case__individual", "package__case__contract").get(pk=record_id)
    return keyworker_or_cover(record.package, on) is not None and _notify(
        kind=kind, record_id=record_id, on=on, by=None
    )


@verb
def _notify(*, kind: Acknowledged, record_id: UUID, on: datetime.date, by: User | None) -> bool:
    rows = kind.model.objects.select_related("package__case__individual", "package__case__contract")
    record = rows.get_locked(record_id)
    return _unnotified(kind, on).filter(pk=record_id).exists() and kind.hand_on(record, on)
