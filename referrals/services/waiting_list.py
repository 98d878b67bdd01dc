"""A referral waits in its place, or is declined for lack of capacity; either cites that day's capacity (T5.5, T5.6)."""

import datetime
from typing import TypedDict

from accounts.models import User
from contracts.models import Terms
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from referrals import notifications
from referrals.capacity_snapshot import freeze, refuse_if_capacity
from referrals.models import CapacityFigures, Referral


class Place(TypedDict):
    """A place on the waiting list, as columns of the referral."""

    band: int | None
    band_agreed_with: str
    expected_on: datetime.date | None


@verb
def put_on_waiting_list(
    *,
    referral: Referral,
    reason: str,
    by: User | None,
    band: int | None = None,
    band_agreed_with: str = "",
    expected_on: datetime.date | None = None,
) -> Referral:
    """Put the referral on the waiting list, in the place agreed with the Council; record the day's capacity with it.

    `band` counts from 1 in the terms' bands: required where the terms have bands, refused where they have none.
    Under terms that allow no ground but capacity, refused while a worker has enough free time.
    """
    terms = _lock_and_check(referral, "wait", by)
    place = _place(terms, band, band_agreed_with, expected_on)
    _freeze_capacity(referral=referral, terms=terms, by=by)
    transitions.apply(referral, "wait", by=by, reason=reason, **place)
    notifications.notify_referrer(referral, "On the waiting list: no capacity at the moment.", by)
    return referral


@verb
def change_place(
    *,
    referral: Referral,
    reason: str,
    by: User | None,
    band: int | None = None,
    band_agreed_with: str = "",
    expected_on: datetime.date | None = None,
) -> Referral:
    """Change the place or the expected day of a waiting referral; refused as `put_on_waiting_list` refuses."""
    place = _place(_lock_and_check(referral, "change place", by), band, band_agreed_with, expected_on)
    transitions.apply(referral, "change place", by=by, reason=reason, **place)
    notifications.notify_referrer(referral, "Its place on the waiting list or its expected start date has changed.", by)
    return referral


@verb
def decline(*, referral: Referral, reason: str, by: User | None) -> Referral:
    """Decline for lack of capacity, citing the figures of the day.

    Under terms that allow no other ground, refused while a worker has enough free time.
    """
    _freeze_capacity(referral=referral, terms=_lock_and_check(referral, "decline", by), by=by)
    transitions.apply(referral, "decline", by=by, reason=reason, decided_at=clock.now())
    notifications.notify_referrer(referral, "Declined: no capacity. Open the referral to see the reason.", by)
    return referral


def _lock_and_check(referral: Referral, line: str, by: User | None) -> Terms:
    """Lock the referral and return today's terms. Raises NotPossible when its state does not allow `line`."""
    if not transitions.can_make(Referral.objects.get_locked(referral.pk), line):
        transitions.apply(referral, line, by=by)
    return referral.contract.terms_on(clock.today())


def _place(terms: Terms, band: int | None, agreed_with: str, expected_on: datetime.date | None) -> Place:
    bands = terms.priority_bands
    if bands is None and band is not None:
        raise Refused("This contract has no waiting-list priorities.", field="band")
    if bands is not None:
        if band is None:
            raise Refused("Choose the priority agreed with the Council.", field="band")
        if not 1 <= band <= len(bands):
            raise Refused("Choose one of the contract's priorities.", field="band")
    if band is not None and not agreed_with.strip():
        raise Refused("Enter who at the Council agreed to this priority.", field="band_agreed_with")
    if expected_on is not None and expected_on < clock.today():
        raise Refused("The expected start date cannot be in the past.", field="expected_on")
    return {"band": band, "band_agreed_with": agreed_with.strip(), "expected_on": expected_on}


def _freeze_capacity(*, referral: Referral, terms: Terms, by: User | None) -> CapacityFigures:
    """Record today's capacity with the referral. Refused where the terms allow capacity only and there is enough."""
    minutes = referral.wanted_minutes or 0
    figures, snapshot = freeze(contract=referral.contract, referral=referral, wanted=minutes, by=by)
    refuse_if_capacity(terms, snapshot)
    return figures
