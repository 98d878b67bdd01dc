"""Changes of state. A table beside the states names the transitions; only `apply` makes them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from core import clock
from core.errors import NotPossible, Refused
from core.models import StateChange, Stateful
from core.models.record import lock_row
from core.models.state_change import StateChangeQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


@dataclass(frozen=True)
class Transition:
    """From any of `sources` to `target`; with `target` None the state stays as it is."""

    sources: frozenset[str]
    target: str | None
    needs_reason: bool = False


def transition(*sources: str, to: str | None = None, needs_reason: bool = False) -> Transition:
    """Return one row of a transition table."""
    return Transition(frozenset(sources), to, needs_reason)


def record_created(
    record: Stateful, *, by: "User | None", reason: str = "", about: Iterable[UUID] = (), verb: str = "begin"
) -> None:
    """Append the first state change of a record that was just created, to the state it was created in."""
    _append(record, verb, "", record.state, by=by, reason=reason, about=about)


def apply(
    record: Stateful, verb: str, *, by: "User | None", reason: str = "", about: Iterable[UUID] = (), **changes: Any
) -> None:
    """Lock `record`, check that its state allows `verb`, save the new state and `changes`, append the state change.

    `changes` are columns of the record; `about` are the ids of the other records it concerns, for walls. Raises
    NotPossible when the state does not allow it, with the present state and who brought it about; Refused when the
    transition needs a reason and there is none.
    """
    step = record.TRANSITIONS[verb]
    current = lock_row(record)
    if current.state not in step.sources:
        message = (
            f"This has changed since you opened it: it is now {_present_state(current)}. Your change was not saved."
        )
        raise NotPossible(message)
    if step.needs_reason and not reason.strip():
        raise Refused("Enter the reason.", field="reason")
    before = current.state
    record.state = step.target or before
    for name, value in changes.items():
        setattr(record, name, value)
    columns = ["state", *changes]
    record.save(update_fields=columns)
    _append(record, verb, before, record.state, by=by, reason=reason, about=about)


def history(record: Stateful, hidden: Collection[UUID] = ()) -> StateChangeQuerySet:
    """Return the state changes of a record, oldest first, without those that name a record of `hidden`."""
    return StateChange.objects.filter(record_id=record.pk).not_about(hidden).select_related("recorded_by")


def count(record: Stateful) -> int:
    """Return how many state changes the record has: with its id, a key for the latest of them."""
    return StateChange.objects.filter(record_id=record.pk).count()


def why_not(record: Stateful, verb: str) -> str:
    """Return why the record's state does not allow `verb`: the present state and who brought it about; "" if it does.

    For a page that opens a form; the service asks again under the lock.
    """
    return "" if can_make(record, verb) else f"This is {_present_state(record)}, so you cannot do that."


def can_make(record: Stateful, verb: str) -> bool:
    """Return whether the record's state allows `verb`; permissions are a separate question."""
    return record.state in record.TRANSITIONS[verb].sources


def _append(
    record: Stateful, verb: str, before: str, after: str, *, by: "User | None", reason: str, about: Iterable[UUID]
) -> None:
    StateChange.objects.create(
        record_kind=record._meta.label,
        record_id=record.pk,
        verb=verb,
        from_state=before,
        to_state=after,
        reason=reason,
        recorded_by=by,
        about_ids=[record.pk, *about],
    )


def _present_state(record: Stateful) -> str:
    """Return the state, who brought it about, and when: "“Acknowledged” (Priya Nair, 30 Nov 2026 13:32)"."""
    changes = StateChange.objects.filter(record_id=record.pk).select_related("recorded_by")
    latest = changes.order_by("-recorded_at").first()
    label = f"“{record.state_choice.label}”"
    if latest is None:
        return label
    return f"{label} ({latest.author}, {latest.recorded_at.astimezone(clock.LONDON):%-d %b %Y %H:%M})"
