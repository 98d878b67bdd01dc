"""No room now: the referral waits in its place, or is declined; either cites the room of that day (T5.5, T5.6)."""

import datetime

from contracts.models import Terms
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from referrals import notifications
from referrals.capacity_snapshot import freeze, refuse_while_there_is_room
from referrals.models import CapacityFigures, Referral


@verb
def put_on_waiting_list(
    *,
    referral: Referral,
    reason: str,
    by,
    band: int | None = None,
    band_agreed_with: str = "",
    expected_on: datetime.date | None = None,
) -> Referral:
    """It waits for room, in the place agreed with the Council; the day's figures are kept with it.

    `band` counts from 1 in the terms' bands: asked where the terms have bands, refused where they have none.
    Under terms that leave no ground but capacity, refused while a worker has room for it.
    """
    terms = _ready_for(referral, "wait", by)
    place = _place(terms, band, band_agreed_with, expected_on)
    _freeze_capacity(referral=referral, terms=terms, by=by)
    transitions.apply(referral, "wait", by=by, reason=reason, **place)
    notifications.notify_moved(referral, "There is no room at the moment; the referral waits.", by)
    return referral


@verb
def change_place(
    *,
    referral: Referral,
    reason: str,
    by,
    band: int | None = None,
    band_agreed_with: str = "",
    expected_on: datetime.date | None = None,
) -> Referral:
    """Another place, or another expected day, for a referral that waits; refused as when it was put on the list."""
    place = _place(_ready_for(referral, "change place", by), band, band_agreed_with, expected_on)
    transitions.apply(referral, "change place", by=by, reason=reason, **place)
    notifications.notify_moved(
        referral, "Its place on the waiting list, or the day support is expected, has changed.", by
    )
    return referral


@verb
def decline(*, referral: Referral, reason: str, by) -> Referral:
    """Decline for want of capacity, citing the figures of the day.

    Under terms that leave no other ground, refused while a worker has room for it.
    """
    _freeze_capacity(referral=referral, terms=_ready_for(referral, "decline", by), by=by)
    transitions.apply(referral, "decline", by=by, reason=reason, decided_at=clock.now())
    notifications.notify_moved(referral, "The referral is declined; the reason stands with it.", by)
    return referral


def _ready_for(referral: Referral, line: str, by) -> Terms:
    """Lock the referral, turn away what its state does not allow, and give the terms of today."""
    if not transitions.can_make(Referral.objects.get_locked(referral.pk), line):
        transitions.apply(referral, line, by=by)
    return referral.contract.terms_on(clock.today())


def _place(terms: Terms, band, agreed_with: str, expected_on) -> dict:
    bands = terms.priority_bands
    if bands is None and band is not None:
        raise Refused("This contract has no priorities for its waiting list.", field="band")
    if bands is not None and band is None:
        raise Refused("Choose the priority agreed with the Council.", field="band")
    if bands is not None and not 1 <= band <= len(bands):
        raise Refused("The contract has no such priority.", field="band")
    if band is not None and not agreed_with.strip():
        raise Refused("Say who of the Council agreed to this priority.", field="band_agreed_with")
    if expected_on is not None and expected_on < clock.today():
        raise Refused("Support is expected today or later.", field="expected_on")
    return {"band": band, "band_agreed_with": agreed_with.strip(), "expected_on": expected_on}


def _freeze_capacity(*, referral: Referral, terms: Terms, by) -> CapacityFigures:
    """Keep today's room with the referral. Refused where the terms allow capacity only and there is room."""
    wanted = referral.wanted_minutes or 0
    kept, found = freeze(contract=referral.contract, referral=referral, wanted=wanted, by=by)
    refuse_while_there_is_room(terms, found)
    return kept
