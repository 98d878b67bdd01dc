"""Whether the Council has read what was sent to it, an update or a review: reported to staff, or chased in vain."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from accounts.models import User
from casework.recipients import has_keyworker, keyworker_or_cover
from core import clock, sweeps
from core.errors import Refused
from core.models import Message
from core.sql import DaysAfter, LondonDay, LondonTime
from core.verbs import verb
from reviews.models import REPORT_MISSING

NOT_REPORTED = "The keyworker acknowledged this themselves, or nobody has yet."


@dataclass(frozen=True)
class Acknowledged:
    """A kind of record that the Council acknowledges, with what a query needs to find those that wait.

    `sent_at` returns when its present text was sent; `is_waiting` is that nobody has acknowledged it. `message` is how
    the key of the reminder begins. `new_reader` is how that of the message to a new keyworker does, which `hand_on`
    queues. `needs_reader` is where somebody at the Council has to read it.
    """

    model: type[Any]
    first_sent: str
    sent_at: Callable[[], Expression | F]
    is_waiting: Q
    message: str
    remind: Callable[[Any, datetime.date], bool]
    new_reader: str
    hand_on: Callable[[Any, datetime.date], bool]
    needs_reader: Q = Q()


def newest_waiting(kind: Acknowledged, rows: Any, day: datetime.date) -> QuerySet[Any]:
    """Return those of `rows` that nobody has acknowledged, with `sent_on`; none that a newer one has replaced.

    None of somebody who died or whose support had ended by `day`: the keyworker is not asked again then.
    """
    waiting: QuerySet[Any] = rows.filter(_waits(kind, day)).annotate(sent_on=LondonDay(kind.sent_at()))
    return waiting


def _waits(kind: Acknowledged, day: datetime.date) -> Q:
    newer = kind.model.objects.filter(
        **{"package": OuterRef("package"), f"{kind.first_sent}__gt": OuterRef(kind.first_sent)}
    )
    goes_on = Q(package__ended_on=None) | Q(package__ended_on__gt=day)
    return kind.is_waiting & ~Exists(newer) & Q(package__case__individual__died_on=None) & goes_on


def with_acknowledge_by(kind: Acknowledged, rows: Any, day: datetime.date) -> QuerySet[Any]:
    """Annotate `acknowledge_by`, the last day on which the keyworker acknowledges the row in time.

    None for what waits no longer, as `newest_waiting`, and where the terms have no `acknowledge_days`. `is_asked` is
    whether it waits.
    """
    last_on = DaysAfter(LondonDay(kind.sent_at()), F("terms__acknowledge_days"))
    column = Case(When(_waits(kind, day), then=last_on), output_field=DateField())
    is_asked = Case(When(_waits(kind, day), then=Value(True)), default=Value(False))
    dated: QuerySet[Any] = rows.annotate(acknowledge_by=column, is_asked=is_asked)
    return dated


def with_replacement(kind: Acknowledged, rows: Any) -> QuerySet[Any]:
    """Annotate `replaced_at`, when the newer record was sent that replaces one which nobody has acknowledged: the
    keyworker acknowledges the newest only. `replaces_earlier` is whether the record replaces such a one itself.
    """
    same = kind.model.objects.filter(package=OuterRef("package"))
    newer = same.filter(**{f"{kind.first_sent}__gt": OuterRef(kind.first_sent)}).order_by(f"-{kind.first_sent}")
    older = same.filter(kind.is_waiting, **{f"{kind.first_sent}__lt": OuterRef(kind.first_sent)})
    replaced_at = Case(When(kind.is_waiting, then=Subquery(newer.values(kind.first_sent)[:1])))
    annotated: QuerySet[Any] = rows.annotate(replaced_at=replaced_at, replaces_earlier=Exists(older))
    return annotated


def replaced_at(kind: Acknowledged, record: Any) -> datetime.datetime | None:
    """Return when the newer record was sent that replaces this one, as `with_replacement`."""
    rows = with_replacement(kind, kind.model.objects.filter(pk=record.pk))
    sent_at: datetime.datetime | None = rows.values_list("replaced_at", flat=True).first()
    return sent_at


def to_acknowledge(kind: Acknowledged, rows: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the rows that the keyworker has still to acknowledge, by the day in `acknowledge_by`."""
    return with_acknowledge_by(kind, rows, day).filter(_waits(kind, day), terms__acknowledge_days__isnull=False)


def acknowledge_by(kind: Acknowledged, record: Any) -> datetime.date | None:
    """Return the day by which the keyworker acknowledges this record, as `with_acknowledge_by`."""
    day: datetime.date | None = (
        to_acknowledge(kind, kind.model.objects.filter(pk=record.pk), clock.today())
        .values_list("acknowledge_by", flat=True)
        .first()
    )
    return day


def to_ask_about(kind: Acknowledged, rows: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the rows that a manager asks about, from `ask_on`: after twice the terms' `acknowledge_days`, and at once
    those of a person who has no keyworker by then (`has_reader`).
    """
    in_time: Any = DaysAfter(F("sent_on"), F("terms__acknowledge_days") * 2)
    ask_on = Case(When(kind.needs_reader & Q(has_reader=False), then=F("sent_on")), default=in_time)
    waiting = newest_waiting(kind, rows, day).annotate(has_reader=has_keyworker(day))
    return waiting.annotate(ask_on=ask_on).filter(ask_on__lte=day)


def chase(kind: Acknowledged, *, on: datetime.date) -> int:
    """Remind the keyworker of each row that waits since the terms' `acknowledge_days`, once; return how many."""
    return sweeps.each(ids_to_chase(kind, on), lambda pk: chase_one(kind, pk, on))


def ids_to_chase(kind: Acknowledged, on: datetime.date) -> QuerySet[Any, UUID]:
    """Return the ids of the rows of which the keyworker is reminded on `on`."""
    return _to_chase(kind, on).values_list("pk", flat=True)


def chase_one(kind: Acknowledged, record_id: UUID, on: datetime.date) -> bool:
    """Remind the keyworker of one row; return True if a message was queued. Nothing is locked where nobody reads it."""
    record = kind.model.objects.select_related("package__case__individual", "package__case__contract").get(pk=record_id)
    return keyworker_or_cover(record.package, on) is not None and _chase(kind=kind, record_id=record_id, on=on, by=None)


def _to_chase(kind: Acknowledged, on: datetime.date) -> QuerySet[Any]:
    waiting = newest_waiting(kind, kind.model.objects.filter(terms__acknowledge_days__isnull=False), on)
    waiting = waiting.annotate(chased_on=DaysAfter(F("sent_on"), F("terms__acknowledge_days")))
    return waiting.filter(~Exists(messages_of(kind.message)), chased_on__lte=on).order_by(kind.first_sent, "pk")


@verb
def _chase(*, kind: Acknowledged, record_id: UUID, on: datetime.date, by: User | None) -> bool:
    rows = kind.model.objects.select_related("package__case__individual", "package__case__contract")
    record = rows.get_locked(record_id)
    return _to_chase(kind, on).filter(pk=record_id).exists() and kind.remind(record, on)


def asked_note(kind: Acknowledged) -> Expression:
    """Return as a column when the row was sent and when its keyworker was reminded: "Sent Tue 3 Nov 09:10."."""
    asked_at = Subquery(messages_of(kind.message).order_by("-recorded_at").values("recorded_at")[:1])
    again = Case(
        When(Exists(messages_of(kind.message)), then=Concat(Value(" Asked again "), LondonTime(asked_at), Value("."))),
        default=Value(" Not asked again yet."),
        output_field=CharField(),
    )
    return Concat(Value("Sent "), LondonTime(kind.sent_at()), Value("."), again, output_field=CharField())


def messages_of(kind: str, *more: str) -> QuerySet[Message]:
    """Return the messages of a kind about each row of the outer query; `more` are further columns of the key."""
    parts = [part for name in ("pk", *more) for part in (Cast(OuterRef(name), CharField()), Value(":"))]
    prefix = Concat(Value(f"{kind}:"), *parts, output_field=CharField())
    return Message.objects.filter(about_ids__contains=[OuterRef("pk")]).filter(Q(key__startswith=prefix))


def check_report(
    *, reader_name: str, report_method: str, reported_on: datetime.date, answer: str, sent_on: datetime.date | None
) -> None:
    """Check what staff record of somebody at the Council who rang or wrote that they have read a record.

    Raises Refused for a day before it was sent or in the future, and without the name or what they said.
    """
    if not (reader_name.strip() and report_method):
        raise Refused(REPORT_MISSING, field="reader_name")
    if not answer.strip():
        raise Refused("Enter what they said.", field="answer")
    if sent_on and not sent_on <= reported_on <= clock.today():
        raise Refused("Enter a day from the day it was sent until today.", field="reported_on")
