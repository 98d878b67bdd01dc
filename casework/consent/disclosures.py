"""What was shared without the person's consent, to keep somebody safe: seen by a manager, and read by the person."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.consent.models import HIDDEN_UNTIL_MISSING, SafetyDisclosureQuerySet
from casework.consent.notifications import notify_disclosed, notify_disclosure_struck
from casework.models import Individual, SafetyDisclosure
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb


@verb
def record_disclosure(
    *,
    individual: Individual,
    shared_with: str,
    what: str,
    why: str,
    shared_at: datetime.datetime,
    by: User,
    hidden_reason: str = "",
    hidden_until: datetime.date | None = None,
) -> SafetyDisclosure:
    """Record that something was shared with somebody without consent, to keep somebody safe: to whom, what and why.

    A manager sees it: it is a duty until then, unless a manager records it. The person reads it, unless
    `hidden_reason` says why that is not safe; then somebody decides again on `hidden_until`. Raises Refused for an
    instant in the future, for missing words, and for a reason without a day after today.
    """
    if shared_at > clock.now():
        raise Refused("The date and time cannot be in the future.", field="time")
    _check_hidden(hidden_reason, hidden_until)
    is_seen = can(by, Permission.REVIEW_ACCESS, individual)
    disclosure = SafetyDisclosure.objects.create(
        individual=individual,
        shared_with=shared_with.strip(),
        what=what.strip(),
        why=why.strip(),
        shared_at=shared_at,
        seen_by=by if is_seen else None,
        seen_at=clock.now() if is_seen else None,
        hidden_reason=hidden_reason.strip(),
        hidden_until=hidden_until if hidden_reason.strip() else None,
        recorded_by=by,
    )
    notify_disclosed(disclosure, by)
    return disclosure


def _check_hidden(hidden_reason: str, hidden_until: datetime.date | None) -> None:
    """Raise Refused for a reason without a later day to decide again."""
    if not hidden_reason.strip():
        return
    if hidden_until is None:
        raise Refused(HIDDEN_UNTIL_MISSING, field="hidden_until")
    if hidden_until <= clock.today():
        raise Refused("The day to decide again must be after today.", field="hidden_until")


@verb
def see_disclosure(*, disclosure: SafetyDisclosure, by: User) -> SafetyDisclosure:
    """Record that a manager has read what was shared. Raises NotPossible if one has."""
    disclosure = SafetyDisclosure.objects.get_locked(disclosure.pk)
    if disclosure.seen_at is not None:
        raise NotPossible("A manager has seen this already.")
    disclosure.seen_by, disclosure.seen_at = by, clock.now()
    disclosure.save(update_fields=["seen_by", "seen_at"])
    return disclosure


@verb
def decide_showing(
    *, disclosure: SafetyDisclosure, hidden_reason: str, hidden_until: datetime.date | None, by: User
) -> SafetyDisclosure:
    """Decide whether the person reads what was shared: without a reason they do, from now on.

    Raises Refused for a reason without a day after today.
    """
    _check_hidden(hidden_reason, hidden_until)
    disclosure = SafetyDisclosure.objects.get_locked(disclosure.pk)
    disclosure.hidden_reason = hidden_reason.strip()
    disclosure.hidden_until = hidden_until if disclosure.hidden_reason else None
    disclosure.save(update_fields=["hidden_reason", "hidden_until"])
    notify_disclosed(disclosure, by)
    return disclosure


@verb
def strike_disclosure(*, disclosure: SafetyDisclosure, reason: str, by: User | None) -> SafetyDisclosure:
    """Strike through what was recorded by mistake. Managers learn of it, and the person where they could read it.

    Raises NotPossible if it is struck through already, and Refused without a reason.
    """
    disclosure = SafetyDisclosure.with_struck.get_locked(disclosure.pk)
    disclosure.strike(by=by, reason=reason)
    notify_disclosure_struck(disclosure, by)
    return disclosure


def disclosures_shown(individual: Individual) -> SafetyDisclosureQuerySet:
    """Return the disclosures that the person reads, under all of their records, and those that were a mistake."""
    rows: SafetyDisclosureQuerySet = SafetyDisclosure.with_struck.of_person(individual)
    return rows.shown_to_person().select_related("recorded_by")
