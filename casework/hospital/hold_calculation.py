"""Compute when a package is held: from hospital spells, the keyworker's overrides and the contract's terms (T5.4).

Days are calendar days. The day of admission is not counted: with admission on 1 February 2027 and 28 days, the last
held day is 1 March and support ends on 2 March.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypedDict
from uuid import UUID

from casework.enums import OverrideEffect, Readmission
from casework.models import Hold, HospitalSpell, Individual, Override, PackageQuerySet, SupportPackage
from contracts.models import Terms, TermsQuerySet

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class HoldTerms:
    """A contract's terms on hospital stays. The day of admission is not one of the `days`."""

    days: int
    is_extendable: bool


@dataclass(frozen=True)
class HoldPeriod:
    """The days of a hold, from the admission that it is counted from to the last held day.

    They are the same if support was released or ended before the last day.
    """

    admitted_on: datetime.date
    last_held_on: datetime.date

    @property
    def ends_on(self) -> datetime.date:
        """Return the day on which support ends if nothing changes."""
        return self.last_held_on + DAY


class HoldColumns(TypedDict):
    """The columns of one hold, without its package."""

    spell_id: UUID
    from_on: datetime.date
    until_on: datetime.date | None
    admitted_on: datetime.date
    last_held_on: datetime.date


@dataclass
class HospitalStay:
    """Spells that touch or overlap, as one stay. `spell` is the first of them, `before` the stay before it."""

    spell: HospitalSpell
    admitted_on: datetime.date
    discharged_on: datetime.date | None
    spells: list[HospitalSpell] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    resumed_on: datetime.date | None = None
    before: "HospitalStay | None" = None

    @property
    def continues_hold(self) -> bool:
        """Return whether the keyworker decided that the hold period of the stay before continues in this one.

        The decision does not count while support had restarted by this admission.
        """
        return self.before is not None and self.spell.readmission == Readmission.SAME and self.restarted_on is None

    @property
    def restarted_on(self) -> datetime.date | None:
        """Return the day on which support restarted after the stay before; None if it had not by this admission."""
        day = self.before.resumed_on if self.before else None
        return day if day is not None and day <= self.admitted_on else None

    def add(self, spell: HospitalSpell) -> None:
        """Join one more spell that begins before this stay ends."""
        if self.discharged_on is not None and (
            spell.discharged_on is None or spell.discharged_on >= self.discharged_on
        ):
            self.discharged_on, self.resumed_on = spell.discharged_on, spell.resumed_on
        self.spells.append(spell)
        self.overrides += spell.overrides.all()


TermsOn = Callable[[datetime.date], HoldTerms | None]
Days = tuple[datetime.date, datetime.date | None]  # from, until (exclusive; None: no end)


def join_spells(spells: Iterable[HospitalSpell]) -> list[HospitalStay]:
    """Return the stays that `spells` (ordered by admission) make."""
    stays: list[HospitalStay] = []
    for spell in spells:
        last = stays[-1] if stays else None
        if last and (last.discharged_on is None or spell.admitted_on <= last.discharged_on):
            last.add(spell)
        else:
            overrides = list(spell.overrides.all())
            stays.append(
                HospitalStay(
                    spell, spell.admitted_on, spell.discharged_on, [spell], overrides, spell.resumed_on, before=last
                )
            )
    return stays


def hold_period(stay: HospitalStay, terms_on: TermsOn) -> HoldPeriod | None:
    """Return the hold period of `stay`; None where the terms in force on the admission do not mention hospital.

    A readmission that is the same stay continues the period before, unless that had ended by then.
    """
    before = hold_period(stay.before, terms_on) if stay.continues_hold and stay.before else None
    terms, period = terms_on(stay.admitted_on), None
    if before and stay.before and stay.admitted_on <= before.last_held_on:
        terms, period = terms_on(before.admitted_on), before
    elif terms:
        period = HoldPeriod(stay.admitted_on, stay.admitted_on + terms.days * DAY)
    if terms is None or period is None or not terms.is_extendable:
        return period
    last_days = [
        override.until_on - DAY for override in overrides_in_order(stay, OverrideEffect.EXTEND) if override.until_on
    ]
    return HoldPeriod(period.admitted_on, max(period.last_held_on, last_days[-1])) if last_days else period


def released_days(stay: HospitalStay, period: HoldPeriod) -> list[Days]:
    """Return the days (from, until exclusive) of the stay on which support is given, by override.

    The newest override counts from its first day. One from a day after the hold had ended releases nothing.
    """
    rows: list[Days] = []
    for override in overrides_in_order(stay, OverrideEffect.CONTINUE, OverrideEffect.RESUME):
        if override.from_on > period.ends_on:
            continue
        rows = [
            (from_on, _earliest(until_on, override.from_on)) for from_on, until_on in rows if from_on < override.from_on
        ]
        rows.append((override.from_on, override.until_on if override.effect == OverrideEffect.CONTINUE else None))
    return rows


def computed_holds(
    stay: HospitalStay, *, starts_on: datetime.date, ended_on: datetime.date | None, terms_on: TermsOn
) -> list[HoldColumns]:
    """Return the holds that `stay` makes in a package with support from `starts_on` to `ended_on`, by day.

    None begins after the last held day. One that is over ends with that day at the latest: a long stay that was
    recorded after the discharge ended no support, and is held no longer for it.
    """
    period = hold_period(stay, terms_on)
    if period is None:
        return []
    begins: datetime.date | None = max(stay.admitted_on, starts_on)
    over_on = _earliest(stay.discharged_on, ended_on)
    if over_on is not None:
        over_on = min(over_on, period.ends_on)
    rows: list[Days] = []
    for from_on, until_on in released_days(stay, period):
        if begins is None:
            break
        rows.append((begins, _earliest(from_on, over_on)))
        begins = max(begins, until_on) if until_on else None
    if begins is not None:
        rows.append((begins, over_on))
    return [
        HoldColumns(
            spell_id=stay.spell.pk,
            from_on=from_on,
            until_on=until_on,
            admitted_on=period.admitted_on,
            last_held_on=period.last_held_on,
        )
        for from_on, until_on in rows
        if from_on <= period.last_held_on and (until_on is None or from_on < until_on)
    ]


def overrides_in_order(stay: HospitalStay, *effects: OverrideEffect) -> list[Override]:
    """Return the overrides of the stay (with `effects`, those only) by first day, then by time of recording."""
    overrides = [override for override in stay.overrides if not effects or override.effect in effects]
    return sorted(overrides, key=lambda override: (override.from_on, override.recorded_at))


def _earliest(*days: datetime.date | None) -> datetime.date | None:
    return min((day for day in days if day is not None), default=None)


class HoldCalculation:
    """The holds that follow from all stays of one person, on any of the person's records."""

    def __init__(self, individual: Individual, *, unsaved: HospitalSpell | None = None):
        """With `unsaved`, calculate as if that spell were saved, in place of its row."""
        self.person = Individual.objects.same_person(individual)
        spells: Iterable[HospitalSpell] = (
            HospitalSpell.objects.not_struck()
            .filter(individual__in=self.person)
            .order_by("admitted_on", "recorded_at", "pk")
            .prefetch_related("overrides__said_by", "overrides__recorded_by")
        )
        if unsaved is not None:
            others = [spell for spell in spells if spell.pk != unsaved.pk]
            spells = sorted([*others, unsaved], key=lambda spell: spell.admitted_on)
        self.stays = join_spells(spells)
        self._terms: dict[UUID, TermsQuerySet] = {}

    def packages(self) -> PackageQuerySet:
        """Return every package of the person."""
        return SupportPackage.objects.filter(case__individual__in=self.person).select_related("case__contract")

    def terms_of(self, contract_id: UUID) -> TermsOn:
        """Return the function from a day to the contract's hold terms of that day (None: no hold)."""
        if contract_id not in self._terms:
            self._terms[contract_id] = Terms.objects.filter(contract=contract_id).select_related("contract")

        def terms_on(day: datetime.date) -> HoldTerms | None:
            terms = self._terms[contract_id].on_day(day)
            if terms is None or terms.hold_days is None:
                return None
            return HoldTerms(terms.hold_days, bool(terms.extends_hold))

        return terms_on

    def stay_with(self, spell: HospitalSpell) -> HospitalStay | None:
        """Return the stay to which `spell` belongs; None for a spell that was struck through."""
        return next((stay for stay in self.stays if any(other.pk == spell.pk for other in stay.spells)), None)

    def period(self, package: SupportPackage, stay: HospitalStay) -> HoldPeriod | None:
        """Return the hold period of `stay` in `package`; None if it had ended before support started there."""
        period = hold_period(stay, self.terms_of(package.case.contract_id))
        return period if period and period.last_held_on >= package.starts_on else None

    def computed_holds(self, package: SupportPackage) -> list[HoldColumns]:
        """Return the columns of every hold of `package`, by day."""
        if not self.stays:
            return []
        terms_on = self.terms_of(package.case.contract_id)
        return [
            row
            for stay in self.stays
            for row in computed_holds(stay, starts_on=package.starts_on, ended_on=package.ended_on, terms_on=terms_on)
        ]

    def packages_to_ask_about(self, stay: HospitalStay) -> list[SupportPackage]:
        """Return the open packages for which the keyworker decides if `stay` continues the hold period before it.

        Empty when support had resumed before `stay`, or when that period had ended.
        """
        before = stay.before
        if before is None or before.discharged_on is None or stay.discharged_on is not None:
            return []
        if stay.restarted_on is not None:
            return []
        packages = []
        for package in self.packages().open():
            period = self.period(package, before)
            if period is None or period.last_held_on < stay.admitted_on:
                continue
            if not any(until_on is None for _from, until_on in released_days(before, period)):
                packages.append(package)
        return packages


def lock(individual: Individual) -> Individual:
    """Lock every record of the person and return the current row of `individual`."""
    current = Individual.objects.get(pk=individual.pk)
    people = Individual.objects.same_person(current).order_by("pk").select_for_update(of=("self",), no_key=True)
    return next((person for person in people if person.pk == current.pk), current)


def recompute(individual: Individual) -> HoldCalculation:
    """Replace the holds of each package of the person where they have changed (case 3). The caller holds the lock."""
    calculation = HoldCalculation(individual)
    columns = ("spell_id", "from_on", "until_on", "admitted_on", "last_held_on")
    for package in calculation.packages():
        rows = calculation.computed_holds(package)
        if list(package.holds.order_by("from_on").values(*columns)) != rows:
            package.holds.all().clear()
            Hold.objects.bulk_create(Hold(package=package, **row) for row in rows)
    return calculation
