"""A second implementation of the four-week rule (T5.4), day by day from the rows. `casework` must agree with it.

It decides for each day of the calendar whether support is on hold. Slow, but simple.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from casework.models import HospitalSpell, Individual, Override, SupportPackage

DAY = datetime.timedelta(days=1)
Row = tuple[datetime.date, datetime.date | None, datetime.date, datetime.date]


@dataclass
class Stay:
    """Consecutive days in hospital. The last is the day of discharge, or the horizon for an open stay."""

    days: list[datetime.date]
    is_open: bool
    first: HospitalSpell
    overrides: list[Override]
    admitted_on: datetime.date | None = None  # of its hold period
    last_held_on: datetime.date | None = None

    @property
    def nights(self) -> list[datetime.date]:
        """The days that may be held: support resumes on the day of discharge."""
        return self.days if self.is_open else self.days[:-1]


def calendar(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


def join_spells(spells: list[HospitalSpell], overrides: list[Override], horizon: datetime.date) -> list[Stay]:
    """Join spells that share a day into stays."""
    days_of = {spell: set(calendar(spell.admitted_on, spell.discharged_on or horizon)) for spell in spells}
    groups: list[set[HospitalSpell]] = []
    for spell in spells:
        touching = [group for group in groups if any(days_of[spell] & days_of[other] for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append({spell}.union(*touching))
    stays = []
    for group in groups:
        days = sorted(set().union(*(days_of[spell] for spell in group)))
        first = min(group, key=lambda spell: (spell.admitted_on, spell.recorded_at, spell.pk))
        of_stay = [override for override in overrides if override.spell_id in {spell.pk for spell in group}]
        stays.append(Stay(days, any(spell.discharged_on is None for spell in group), first, of_stay))
    return sorted(stays, key=lambda stay: stay.days[0])


def set_hold_periods(stays: list[Stay], hold_days: int) -> None:
    """Give each stay its own hold period, or the one before if the keyworker said so and it still runs."""
    before = None
    for stay in stays:
        if before and stay.first.readmission == "same" and stay.days[0] <= before.last_held_on:
            stay.admitted_on, stay.last_held_on = before.admitted_on, before.last_held_on
        else:
            stay.admitted_on = stay.last_held_on = stay.days[0]
            for _ in range(hold_days):
                stay.last_held_on += DAY
        extensions = [override for override in stay.overrides if override.effect == "extend"]
        if extensions:
            newest = max(extensions, key=lambda override: (override.from_on, override.recorded_at))
            stay.last_held_on = max(stay.last_held_on, newest.until_on - DAY)
        before = stay


def is_released(stay: Stay, day: datetime.date) -> bool:
    """Return True if the newest override for `day` continues support during the stay."""
    releases = [
        override
        for override in stay.overrides
        if override.effect in ("continue", "resume")
        and override.from_on <= day
        and override.from_on <= stay.last_held_on + DAY
    ]
    if not releases:
        return False
    newest = max(releases, key=lambda override: (override.from_on, override.recorded_at))
    return newest.effect == "resume" or newest.until_on is None or day < newest.until_on


def list_held_runs(package: SupportPackage, stays: list[Stay], horizon: datetime.date) -> list[Row]:
    """Return (from, until exclusive, admission of the hold period, last held day) of every run of held days."""
    rows: list[Row] = []
    for stay in stays:
        held_days = [
            day
            for day in stay.nights
            if package.starts_on <= day
            and (package.ended_on is None or day < package.ended_on)
            and not is_released(stay, day)
        ]
        for run in split_into_runs(held_days):
            if run[0] <= stay.last_held_on:
                # Days that are over count to the last held day at most. Open ones wait for support to end.
                until_on = None if run[-1] == horizon else min(run[-1], stay.last_held_on) + DAY
                rows.append((run[0], until_on, stay.admitted_on, stay.last_held_on))
    return sorted(rows)


def split_into_runs(days: list[datetime.date]) -> list[list[datetime.date]]:
    """Split days into runs of consecutive days."""
    result: list[list[datetime.date]] = []
    for day in days:
        if result and result[-1][-1] + DAY == day:
            result[-1].append(day)
        else:
            result.append([day])
    return result


def expected_holds(people: Collection[Individual], *, hold_days: int, horizon: datetime.date) -> dict[UUID, list[Row]]:
    """Return package id → held rows of one person with the records `people`. No row begins after `horizon`."""
    spells = list(HospitalSpell.objects.filter(individual__in=people, struck_at=None))
    overrides = list(Override.objects.filter(spell__in=spells))
    stays = join_spells(spells, overrides, horizon)
    set_hold_periods(stays, hold_days)
    packages = SupportPackage.objects.filter(case__individual__in=people)
    return {package.pk: list_held_runs(package, stays, horizon) for package in packages}
