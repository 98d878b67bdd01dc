"""The register of duties: each kind is declared once, in `duties.py` of the app that owns it, and read from here.

`core.apps` imports every app's `duties` module at start-up. What lists duties, and what closes them, asks `kinds()` and
knows none of their models.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse

from core import messages, sweeps, transitions
from core.models import Duty, Stateful
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def _outstanding(rows: Any, day: datetime.date) -> QuerySet[Any]:
    """Return the outstanding rows of a `Duty`; they do not depend on the day."""
    return rows.outstanding()


def _instant(path: str | Expression) -> Expression | F:
    """Return the instant at a path as a column; null where there is none."""
    if isinstance(path, str):
        return F(path) if path else Cast(Value(None), DateTimeField())
    return path


def _text(text: str | Expression) -> Expression:
    return Value(text, output_field=CharField()) if isinstance(text, str) else text


@dataclass(frozen=True, kw_only=True)
class DutyKind(ABC):
    """One kind of duty. All paths are field lookups from a row of `model`.

    `model` is a `Duty`, or for a derived kind any other: then `outstanding` filters its rows to those where something
    is due, annotates `due_on`, and nothing is ever closed. Its manager has `allowing`.
    """

    key: str
    label: str | Expression  # fixed, or an expression over the row
    short_label: str = ""  # of a label that is an expression: without anything of the row, for a calendar
    model: type[Any]
    permission: str  # who may do it; who may read it is the model's READ, or `reading`
    page: str  # the name of the address where it is done
    argument: str = "pk"  # the path to the id in that address
    due_on: str = "due_on"
    # The path to the instant it arose, or an expression: of those due on one day the earliest comes first.
    came_at: str | Expression = ""
    due_at: str = ""  # the path to the instant by which it is done, where there is one
    reading: str = ""  # who may read it, if not those who may read the model
    outstanding: Callable[[Any, datetime.date], QuerySet[Any]] = _outstanding
    about: tuple[str, ...] = ()  # the paths to the ids of the records that closing the duty concerns
    # Whether somebody may come to harm while it waits, or for which rows: once due, it comes before what can wait.
    is_danger: bool | Q = False
    # Whether what is due or overdue is among what is urgent on home pages, though nobody comes to harm.
    is_urgent: bool = False
    # Whether home pages list it from the day it arises, however late it is due: somebody may wait for the answer.
    shows_from_start: bool = False
    several: str = ""  # what many are called in one row: "visits not logged"
    action: str = "Open"  # the words of the link to it, among what is urgent
    note: str | Expression = ""  # a further line, fixed or an expression over the row
    without_record: str = "Not accepted yet"  # in place of a lead worker, where the duty is about nobody's record
    message: str = ""  # how the keys of the messages begin that ask for it; its own id follows
    expired: Callable[[Any, "User | None"], None] | None = None  # called with a row that was closed, in the same verb

    @abstractmethod
    def ended_by(self, on: datetime.date) -> Q:
        """Return the condition for rows whose subject had ended by `on` (inclusive)."""

    @property
    def is_derived(self) -> bool:
        """Whether there are no rows to close: the duty is gone as soon as its reason is."""
        return not issubclass(self.model, Duty)

    def rows(self, user: "User", day: datetime.date, *, is_reading: bool = False) -> QuerySet[Any]:
        """Return what is outstanding on `day` and `user` may do; with `is_reading`, what they may read."""
        permission = (self.reading or self.model.READ) if is_reading else self.permission
        return self.outstanding(self.model.objects.allowing(user, permission), day)

    def came_at_expression(self) -> Expression | F:
        """Return as a column when the duty arose; null where its kind does not say."""
        return _instant(self.came_at)

    def due_at_expression(self) -> Expression | F:
        """Return as a column the instant by which it is done; null where its kind has only a day."""
        return _instant(self.due_at)

    @property
    def fixed_label(self) -> str:
        """The label without anything of the row: no names, no times."""
        return self.label if isinstance(self.label, str) else self.short_label

    def label_expression(self) -> Expression:
        """Return the label as a column."""
        return _text(self.label)

    def note_expression(self) -> Expression:
        """Return the note as a column."""
        return _text(self.note)

    def danger_expression(self) -> Expression:
        """Return as a column whether the row is a danger."""
        if isinstance(self.is_danger, bool):
            return Value(self.is_danger, output_field=BooleanField())
        return ExpressionWrapper(self.is_danger, output_field=BooleanField())

    def href(self, argument: UUID) -> str:
        """Return the address where a row is done, by the value of its `argument`."""
        return reverse(self.page, args=[argument])

    def expire_ended(self, *, on: datetime.date) -> int:
        """Close the outstanding rows whose subject had ended by `on`; return how many. Each in its own transaction."""
        if self.is_derived:
            return 0
        duties = self.model.objects.outstanding().filter(self.ended_by(on)).order_by("due_on", "pk")
        ids = duties.values_list("pk", flat=True)
        return sweeps.each(ids, lambda pk: _expire(kind=self, duty_id=pk, on=on, by=None))


_kinds: dict[str, DutyKind] = {}


def register(kind: DutyKind) -> None:
    """Add a kind to the register. Raises ValueError when its key is taken, or it has no label without the row."""
    if kind.key in _kinds:
        raise ValueError(f"A duty with the key {kind.key!r} is registered already.")
    if not kind.fixed_label:
        raise ValueError(f"The duty {kind.key!r} needs a short label.")
    _kinds[kind.key] = kind


def kinds() -> list[DutyKind]:
    """Return every kind, in the order of registration."""
    return list(_kinds.values())


def kind_named(key: str) -> DutyKind:
    """Return the kind with this key."""
    return _kinds[key]


def expire_ended(*, on: datetime.date) -> int:
    """Close the duties of every kind whose subject had ended by `on`; return how many.

    A kind that fails does not stop the others. Raises ExceptionGroup at the end, naming those that failed.
    """
    expired_count, errors = 0, {}
    for kind in kinds():
        try:
            expired_count += kind.expire_ended(on=on)
        except Exception as error:
            errors[kind.key] = error
    if errors:
        raise ExceptionGroup(f"duties not closed: {', '.join(errors)}", list(errors.values()))
    return expired_count


@verb
def _expire(*, kind: DutyKind, duty_id: UUID, on: datetime.date, by: "User | None") -> bool:
    """Return True if the duty was outstanding under the lock and was closed now."""
    duty = kind.model.objects.get_locked(duty_id)
    if duty.met_on or duty.expired_on:
        return False
    same = [other for other in kinds() if other.model is kind.model]  # whichever of them closes it
    messages.settle(*(f"{other.message}:{duty_id}" for other in same if other.message))
    if not isinstance(duty, Stateful):
        duty.expire(on)
    else:
        about = kind.model.objects.values_list(*kind.about).get(pk=duty_id) if kind.about else ()
        transitions.apply(duty, "expire", by=by, about=about, expired_on=on)
    for other in same:
        if other.expired:
            other.expired(duty, by)
    return True


def reopen(*, kind: DutyKind, duty_id: UUID, reason: str, by: "User | None") -> bool:
    """Make a duty due again that was closed because its reason seemed to have ended. Call inside a verb.

    Return True if it was closed and nobody had done it.
    """
    duty = kind.model.objects.get_locked(duty_id)
    if duty.expired_on is None:
        return False
    if not isinstance(duty, Stateful):
        duty.reopen()
        return True
    about = kind.model.objects.values_list(*kind.about).get(pk=duty_id) if kind.about else ()
    transitions.apply(duty, "reopen", by=by, reason=reason, about=about, expired_on=None)
    return True
