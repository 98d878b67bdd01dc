"""State is data: a table of transitions beside the states, applied here and nowhere else."""

from dataclasses import dataclass

from core import clock
from core.errors import NotPossible, Refused
from core.models import StateChange


@dataclass(frozen=True)
class Transition:
    """From any of `sources` (empty: at the making of the record) to `target`; `target` None keeps the state."""

    sources: frozenset
    target: str | None
    needs_reason: bool = False


def transition(*sources, to=None, needs_reason: bool = False) -> Transition:
    """A line of a transition table."""
    return Transition(frozenset(sources), to, needs_reason)


def record_created(record, *, by, reason: str = "", about=(), verb: str = "begin") -> None:
    """Append the first move of a record just made, in the state it was made in."""
    _append(record, verb, "", record.state, by=by, reason=reason, about=about)


def apply(record, verb: str, *, by, reason: str = "", about=(), **changes) -> None:
    """Lock `record`, check that `verb` fits its state, change state and `changes` in one update, append the move.

    The class has TRANSITIONS (verb → Transition) and a `state` column.
    Raises NotPossible, saying what it has become and through whom, when the state does not fit; Refused without a
    reason where one is asked for.
    """
    line = record.TRANSITIONS[verb]
    current = type(record)._default_manager.get_locked(record.pk)
    if current.state not in line.sources:
        raise NotPossible(_what_it_has_become(current))
    if line.needs_reason and not reason.strip():
        raise Refused("Give the reason.", field="reason")
    before = current.state
    record.state = line.target or before
    for name, value in changes.items():
        setattr(record, name, value)
    record.save(update_fields=["state", *changes])
    _append(record, verb, before, record.state, by=by, reason=reason, about=about)


def history(record, hidden=()):
    """The moves of a record, oldest first, without those about `hidden` records."""
    return StateChange.objects.filter(record_id=record.pk).not_about(hidden).select_related("recorded_by")


def count(record) -> int:
    """How many moves the record has made: with its key it names the event of this moment."""
    return StateChange.objects.filter(record_id=record.pk).count()


def can_make(record, verb: str) -> bool:
    """Whether the state lets `verb` be; rights are another question."""
    return record.state in record.TRANSITIONS[verb].sources


def _append(record, verb, before, after, *, by, reason, about):
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


def _what_it_has_become(record) -> str:
    last = (
        StateChange.objects.filter(record_id=record.pk).select_related("recorded_by").order_by("-recorded_at").first()
    )
    words = f"This has changed since you opened it: it is now “{record.get_state_display()}”"
    if last:
        who = last.recorded_by or "the clock"
        words += f" ({who}, {last.recorded_at.astimezone(clock.LONDON):%-d %b %Y %H:%M})"
    return words + ". Nothing was changed by you."
