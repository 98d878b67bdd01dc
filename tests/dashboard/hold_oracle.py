"""The four-week rule (T5.4) told a second time, day by day and from the rows alone: what `casework` says must agree.

It walks along the calendar and asks of each day whether support is held on it. Slow, and hard to get wrong.
"""

import datetime
from dataclasses import dataclass

from casework.models import HospitalSpell, Override, SupportPackage

DAY = datetime.timedelta(days=1)
Row = tuple[datetime.date, datetime.date | None, datetime.date, datetime.date]


@dataclass
class Stay:
    """The days without a gap on which somebody is an inpatient; the last is the day of discharge, None: not yet."""

    days: list[datetime.date]
    is_open: bool
    first: HospitalSpell
    words: list[Override]
    admitted_on: datetime.date | None = None  # where its clock began
    last_held_on: datetime.date | None = None

    @property
    def nights(self) -> list[datetime.date]:
        """The days that may be held: support resumes on the day of discharge."""
        return self.days if self.is_open else self.days[:-1]


def calendar(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


def stays_of(spells: list[HospitalSpell], words: list[Override], horizon: datetime.date) -> list[Stay]:
    """Spells that share a day are one stay, whatever the wards and the order in which they were recorded."""
    days_of = {spell: set(calendar(spell.admitted_on, spell.discharged_on or horizon)) for spell in spells}
    found: list[Stay] = []
    together: list[set[HospitalSpell]] = []
    for spell in spells:
        touching = [group for group in together if any(days_of[spell] & days_of[other] for other in group)]
        together = [group for group in together if group not in touching]
        together.append({spell}.union(*touching))
    for group in together:
        days = sorted(set().union(*(days_of[spell] for spell in group)))
        first = min(group, key=lambda spell: (spell.admitted_on, spell.recorded_at, spell.pk))
        said = [word for word in words if word.spell_id in {spell.pk for spell in group}]
        found.append(Stay(days, any(spell.discharged_on is None for spell in group), first, said))
    return sorted(found, key=lambda stay: stay.days[0])


def wind(stays: list[Stay], hold_days: int) -> None:
    """Give each stay its clock: its own, or by the keyworker's word that of the stay before while that still runs."""
    before = None
    for stay in stays:
        if before and stay.first.readmission == "same" and stay.days[0] <= before.last_held_on:
            stay.admitted_on, stay.last_held_on = before.admitted_on, before.last_held_on
        else:
            stay.admitted_on = stay.last_held_on = stay.days[0]
            for _ in range(hold_days):
                stay.last_held_on += DAY
        longer = sorted((w for w in stay.words if w.effect == "extend"), key=lambda w: (w.from_on, w.recorded_at))
        if longer:
            stay.last_held_on = max(stay.last_held_on, longer[-1].until_on - DAY)
        before = stay


def goes_on(stay: Stay, day: datetime.date) -> bool:
    """Whether the newest word for `day` says that support goes on although the stay lasts."""
    said = [word for word in stay.words if word.effect in ("continue", "resume")]
    said = [word for word in said if word.from_on <= day and word.from_on <= stay.last_held_on + DAY]
    if not said:
        return False
    newest = max(said, key=lambda word: (word.from_on, word.recorded_at))
    return newest.effect == "resume" or newest.until_on is None or day < newest.until_on


def held_rows(package: SupportPackage, stays: list[Stay], horizon: datetime.date) -> list[Row]:
    """(from, until exclusive, clock's admission, last held day) of every run of held days, by day."""
    rows: list[Row] = []
    for stay in stays:
        held = [
            day
            for day in stay.nights
            if package.starts_on <= day
            and (package.ended_on is None or day < package.ended_on)
            and not goes_on(stay, day)
        ]
        for run in runs(held):
            if run[0] <= stay.last_held_on:
                until_on = None if run[-1] == horizon else run[-1] + DAY
                rows.append((run[0], until_on, stay.admitted_on, stay.last_held_on))
    return sorted(rows)


def runs(days: list[datetime.date]) -> list[list[datetime.date]]:
    """The days in runs without a gap."""
    found: list[list[datetime.date]] = []
    for day in days:
        if found and found[-1][-1] + DAY == day:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def reckon(people, *, hold_days: int, horizon: datetime.date) -> dict:
    """The held rows of every package of one person, known under the records `people`; nothing recorded lies later
    than `horizon`."""
    spells = list(HospitalSpell.objects.filter(individual__in=people, struck_at=None))
    words = list(Override.objects.filter(spell__in=spells))
    stays = stays_of(spells, words, horizon)
    wind(stays, hold_days)
    packages = SupportPackage.objects.filter(case__individual__in=people)
    return {package.pk: held_rows(package, stays, horizon) for package in packages}
