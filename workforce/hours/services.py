"""A worker's contracted hours and their division between contracts, working pattern and ceiling."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from contracts.models import Contract
from core import clock
from core.dates import Period
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb
from workforce.hours.by_contract import hours_by_contract
from workforce.models import Ceiling, ContractedHours, ContractShare, HoursDivision, Worker, WorkingPattern

DAY = datetime.timedelta(days=1)
WHOLE = 100
Shares = Mapping[Contract, int]
WorkingTimes = tuple[datetime.time, datetime.time]


@verb
def change_contracted_hours(
    *, worker: Worker, from_on: datetime.date, minutes_a_week: int, by: User | None
) -> ContractedHours:
    """Change a worker's contracted hours from a day; earlier days keep theirs, and days of a later change theirs.

    Hours that begin on that day are corrected: history has what they were. Raises Refused for a day before the worker
    starts.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if from_on < worker.started_on:
        raise Refused(
            f"The worker starts on {worker.started_on:%-d %B %Y}. Enter that date or a later one.", field="from_on"
        )
    same = worker.contracted_hours.filter(from_on=from_on).first()
    if same is not None:
        same.minutes_a_week = minutes_a_week
        same.save(update_fields=["minutes_a_week"])
        return same
    following = worker.contracted_hours.filter(from_on__gt=from_on).order_by("from_on").first()
    _end_running(worker.contracted_hours, from_on)
    return ContractedHours.objects.create(
        worker=worker,
        from_on=from_on,
        until_on=following.from_on if following else None,
        minutes_a_week=minutes_a_week,
        recorded_by=by,
    )


@verb
def divide_hours(
    *,
    worker: Worker,
    from_on: datetime.date,
    shares: Shares,
    by: User | None,
    until_on: datetime.date | None = None,
) -> HoursDivision:
    """Divide a worker's contracted hours between contracts from a day until another (exclusive; None: no end).

    `shares` are whole percentages that add up to 100; a contract without a share has none of the hours. A division in
    force ends where this one begins. Raises Refused for a day before the worker starts, for shares that are not
    whole, for a contract that the worker does not work on or that does not run on the first day, and for days that a
    later division has.
    """
    worker = Worker.objects.get_locked(worker.pk)
    _refuse_shares(worker, from_on, shares)
    if worker.hours_divisions.filter(from_on=from_on).exists():
        raise Refused("The hours are already divided from that date. Correct that division instead.", field="from_on")
    following = worker.hours_divisions.filter(from_on__gt=from_on).order_by("from_on").first()
    if following and (until_on is None or until_on > following.from_on):
        raise Refused(
            f"The hours are already divided from {following.from_on:%-d %B %Y}. Enter a last day before it.",
            field="until_on",
        )
    _end_running(worker.hours_divisions, from_on)
    return _create_division(worker, from_on, until_on, shares, by)


@verb
def correct_division(
    *,
    division: HoursDivision,
    from_on: datetime.date,
    until_on: datetime.date | None,
    shares: Shares,
    reason: str,
    by: User,
) -> HoursDivision:
    """Replace a division that was recorded wrongly by the right one; the wrong one is on file with the reason.

    Raises Refused as `divide_hours`, and for days that another division has.
    """
    worker = Worker.objects.get_locked(division.worker_id)
    division = HoursDivision.with_struck.get_locked(division.pk)
    _refuse_shares(worker, from_on, shares)
    division.strike(by=by, reason=reason)
    return _create_division(worker, from_on, until_on, shares, by)


@verb
def end_division(*, division: HoursDivision, until_on: datetime.date, by: User | None) -> HoursDivision:
    """Set the first day without this division, past or future.

    Raises Refused for its first day or an earlier one: that would be a mistake to withdraw.
    """
    Worker.objects.get_locked(division.worker_id)
    division = HoursDivision.with_struck.get_locked(division.pk)
    if division.struck_at:
        raise NotPossible("This division is withdrawn.")
    if until_on <= division.from_on:
        raise Refused(
            f"This division begins on {division.from_on:%-d %B %Y}. End it later, or withdraw it.", field="until_on"
        )
    division.until_on = until_on
    division.save(update_fields=["until_on"])
    return division


@verb
def withdraw_division(*, division: HoursDivision, reason: str, by: User) -> HoursDivision:
    """Withdraw a division that was recorded by mistake: it counts on no day. The one before it stays ended."""
    Worker.objects.get_locked(division.worker_id)
    return strike_row(division, by=by, reason=reason)


def _refuse_shares(worker: Worker, from_on: datetime.date, shares: Shares) -> None:
    if from_on < worker.started_on:
        raise Refused(
            f"The worker starts on {worker.started_on:%-d %B %Y}. Enter that date or a later one.", field="from_on"
        )
    own_ids = set(worker.contracts.values_list("pk", flat=True))
    for contract, percent in shares.items():
        if percent and contract.pk not in own_ids:
            raise Refused(f"{worker} does not work on {contract}.")
        if percent and not contract.runs_on(from_on):
            raise Refused(f"{contract} does not run on {from_on:%-d %B %Y}: it runs {contract.days}. Enter 0 for it.")
    if sum(shares.values()) != WHOLE or min(shares.values()) < 0:
        raise Refused(f"The shares must add up to 100%. They add up to {sum(shares.values())}%.")


@verb
def divide_past_days(*, worker: Worker, left: Collection[Contract], by: User | None) -> list[HoursDivision]:
    """Record how the days before today counted that nobody divided and that had a part of a contract in `left`.

    The worker leaves these contracts: without a division the hours of those days would go to the others.
    """
    today = clock.today()
    if worker.started_on >= today:
        return []
    divided = list(worker.hours_divisions.values_list("from_on", "until_on"))
    parts: dict[Period, list[UUID]] = {}
    for row in hours_by_contract(Period(worker.started_on, today), [worker.pk]):
        if not any(
            from_on <= row.from_on and (until_on is None or until_on > row.from_on) for from_on, until_on in divided
        ):
            parts.setdefault(Period(row.from_on, row.until_on), []).append(row.contract_id)
    contracts = Contract.objects.in_bulk({contract_id for ids in parts.values() for contract_id in ids})
    left_ids = {contract.pk for contract in left}
    return [
        _create_division(worker, days.from_on, days.until_on, _equal_shares([contracts[pk] for pk in ids]), by)
        for days, ids in _joined(parts)
        if left_ids & set(ids)
    ]


def _joined(parts: Mapping[Period, list[UUID]]) -> list[tuple[Period, list[UUID]]]:
    """Return the stretches by day, those that follow each other with the same contracts as one."""
    joined: list[tuple[Period, list[UUID]]] = []
    for days, ids in sorted(parts.items(), key=lambda stretch: stretch[0].from_on):
        if joined and joined[-1][0].until_on == days.from_on and joined[-1][1] == ids:
            days = Period(joined.pop()[0].from_on, days.until_on)
        joined.append((days, ids))
    return joined


def _equal_shares(contracts: list[Contract]) -> Shares:
    """Return equal whole percentages that add up to 100; the last contracts have one more where they must."""
    part, rest = divmod(WHOLE, len(contracts))
    return {contract: part + (number >= len(contracts) - rest) for number, contract in enumerate(contracts)}


def _create_division(
    worker: Worker, from_on: datetime.date, until_on: datetime.date | None, shares: Shares, by: User | None
) -> HoursDivision:
    division = HoursDivision.objects.create(worker=worker, from_on=from_on, until_on=until_on, recorded_by=by)
    # In one statement: the database adds them up after each.
    ContractShare.objects.bulk_create(
        ContractShare(division=division, contract=contract, percent=percent, recorded_by=by)
        for contract, percent in shares.items()
    )
    return division


@verb
def set_working_pattern(
    *, worker: Worker, from_on: datetime.date, hours: Mapping[int, WorkingTimes], by: User | None
) -> list[WorkingPattern]:
    """Set a worker's hours from a day: weekday (0 Monday) → (starts, ends), London times (T4.13).

    Weekdays without times are not worked; earlier days keep their hours. Raises Refused when hours are set from that
    day or a later one.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if worker.patterns.filter(from_on__gt=from_on).exists():
        raise Refused("Working hours are already set from a later date. Enter a date after it.", field="from_on")
    if worker.patterns.filter(from_on=from_on).exists():
        raise Refused("Working hours are already set from that date.", field="from_on")
    _end_running(worker.patterns, from_on)
    return [
        WorkingPattern.objects.create(
            worker=worker, weekday=weekday, starts=starts, ends=ends, from_on=from_on, recorded_by=by
        )
        for weekday, (starts, ends) in sorted(hours.items())
    ]


@verb
def set_ceiling(
    *,
    worker: Worker,
    from_on: datetime.date,
    minutes_a_week: int,
    reason: str,
    by: User | None,
    until_on: datetime.date | None = None,
) -> Ceiling:
    """Set a limit to a worker's hours for a time, with the reason (C6). A ceiling in force ends where it begins."""
    worker = Worker.objects.get_locked(worker.pk)
    _end_running(worker.ceilings, from_on)
    return Ceiling.objects.create(
        worker=worker,
        from_on=from_on,
        until_on=until_on,
        minutes_a_week=minutes_a_week,
        reason=reason.strip(),
        recorded_by=by,
    )


@verb
def lift_ceiling(*, worker: Worker, until_on: datetime.date, by: User | None) -> Ceiling:
    """End the ceiling that is in force on the day before `until_on`, the first day without it.

    Raises Refused when there is none.
    """
    worker = Worker.objects.get_locked(worker.pk)
    ceiling = worker.ceilings.on(until_on - DAY).first()
    if ceiling is None:
        raise Refused("There is no cap to remove on that date.", field="until_on")
    ceiling.until_on = until_on
    ceiling.save(update_fields=["until_on"])
    return ceiling


def _end_running(rows: Any, day: datetime.date) -> None:
    """End on `day` those of a worker's dated rows that began before it."""
    rows.on(day).filter(from_on__lt=day).update(until_on=day)
