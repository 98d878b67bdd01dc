"""When a package is held: derived from hospital spells, what the keyworker said, and the contract's terms (T5.4).

Days are calendar days. The day of admission is not counted: admitted on 1 February 2027 and held 28 days, the last
held day is 1 March and support ends on 2 March.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from casework.enums import OverrideEffect, Readmission
from casework.models import HospitalSpell, Individual, SupportPackage, Suspension
from contracts.models import Terms

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class HoldTerms:
    """What the terms say of hospital: days held, the day of admission not counted; whether they may be more."""

    days: int
    extends: bool


@dataclass(frozen=True)
class HoldPeriod:
    """The days of a hold, whatever became of it: from the admission that counts to the last held day."""

    admitted_on: datetime.date
    last_held_on: datetime.date

    @property
    def ends_on(self) -> datetime.date:
        return self.last_held_on + DAY


@dataclass
class HospitalStay:
    """Spells that touch or overlap are one stay; `spell` is the first of them.

    `before` is the stay before it; `goes_on` whether the keyworker said that its clock goes on in this one.
    """

    spell: HospitalSpell
    admitted_on: datetime.date
    discharged_on: datetime.date | None
    spells: list = field(default_factory=list)
    overrides: list = field(default_factory=list)
    resumed_on: datetime.date | None = None
    before: "HospitalStay | None" = None

    @property
    def goes_on(self) -> bool:
        return self.before is not None and self.spell.readmission == Readmission.SAME

    def add(self, spell) -> None:
        """Join one more spell that begins while this stay lasts."""
        if self.discharged_on is not None and (
            spell.discharged_on is None or spell.discharged_on >= self.discharged_on
        ):
            self.discharged_on, self.resumed_on = spell.discharged_on, spell.resumed_on
        self.spells.append(spell)
        self.overrides += spell.overrides.all()


RuleOn = Callable[[datetime.date], HoldTerms | None]


def stays(spells: Iterable) -> list[HospitalStay]:
    """The spells (ordered by admission) joined into stays."""
    joined: list[HospitalStay] = []
    for spell in spells:
        last = joined[-1] if joined else None
        if last and (last.discharged_on is None or spell.admitted_on <= last.discharged_on):
            last.add(spell)
        else:
            overrides = list(spell.overrides.all())
            joined.append(
                HospitalStay(
                    spell, spell.admitted_on, spell.discharged_on, [spell], overrides, spell.resumed_on, before=last
                )
            )
    return joined


def hold_period(stay: HospitalStay, rule_on: RuleOn) -> HoldPeriod | None:
    """The clock of `stay`; None where the terms in force on the admission say nothing of hospital.

    A readmission that is the same stay goes on with the clock before, unless that had run out by then.
    """
    before = hold_period(stay.before, rule_on) if stay.goes_on and stay.before else None
    rule, clock = rule_on(stay.admitted_on), None
    if before and stay.before and stay.admitted_on <= before.last_held_on:
        rule, clock = rule_on(before.admitted_on), before
    elif rule:
        clock = HoldPeriod(stay.admitted_on, stay.admitted_on + rule.days * DAY)
    if rule is None or clock is None or not rule.extends:
        return clock
    extended = [said.until_on - DAY for said in _in_order(stay, OverrideEffect.EXTEND) if said.until_on]
    return HoldPeriod(clock.admitted_on, max(clock.last_held_on, extended[-1])) if extended else clock


def released_days(stay: HospitalStay, clock: HoldPeriod) -> list[tuple[datetime.date, datetime.date | None]]:
    """The days (from, until exclusive) on which support goes on although the stay lasts.

    The newest word counts from its day. A word for a day after the hold had run out releases nothing.
    """
    found: list[tuple[datetime.date, datetime.date | None]] = []
    for said in _in_order(stay, OverrideEffect.CONTINUE, OverrideEffect.RESUME):
        if said.from_on > clock.ends_on:
            continue
        found = [(begins, _first(ends, said.from_on)) for begins, ends in found if begins < said.from_on]
        found.append((said.from_on, said.until_on if said.effect == OverrideEffect.CONTINUE else None))
    return found


def suspension_rows(stay: HospitalStay, *, starts_on, ended_on, rule_on: RuleOn) -> list[dict]:
    """The columns of the suspensions that `stay` makes in a package, by day.

    No hold begins after its last held day: a clock that has run out holds nothing.
    """
    clock = hold_period(stay, rule_on)
    if clock is None:
        return []
    begins: datetime.date | None = max(stay.admitted_on, starts_on)
    over_on = _first(stay.discharged_on, ended_on)
    rows: list[tuple[datetime.date, datetime.date | None]] = []
    for from_on, until_on in released_days(stay, clock):
        if begins is None:
            break
        rows.append((begins, _first(from_on, over_on)))
        begins = max(begins, until_on) if until_on else None
    if begins is not None:
        rows.append((begins, over_on))
    return [
        {
            "spell_id": stay.spell.pk,
            "from_on": from_on,
            "until_on": until_on,
            "admitted_on": clock.admitted_on,
            "last_held_on": clock.last_held_on,
        }
        for from_on, until_on in rows
        if from_on <= clock.last_held_on and (until_on is None or from_on < until_on)
    ]


def _in_order(stay: HospitalStay, *effects: OverrideEffect) -> list:
    said = [said for said in stay.overrides if said.effect in effects]
    return sorted(said, key=lambda said: (said.from_on, said.recorded_at))


def _first(*days: datetime.date | None) -> datetime.date | None:
    return min((day for day in days if day is not None), default=None)


class HoldCalculation:
    """What follows from all stays of one person, whichever of their records they were written on."""

    def __init__(self, individual: Individual):
        self.person = Individual.objects.same_person(individual)
        spells = (
            HospitalSpell.objects.standing()
            .filter(individual__in=self.person)
            .order_by("admitted_on", "recorded_at", "pk")
            .prefetch_related("overrides__said_by", "overrides__recorded_by")
        )
        self.stays = stays(spells)
        self._terms: dict = {}

    def packages(self):
        """Every package of the person."""
        return SupportPackage.objects.filter(case__individual__in=self.person).select_related("case__contract")

    def rules(self, contract_id) -> RuleOn:
        """The rule of a contract on a day."""
        if contract_id not in self._terms:
            rows = Terms.objects.filter(contract=contract_id).select_related("contract").order_by("-from_on")
            self._terms[contract_id] = list(rows)

        def rule_on(day: datetime.date) -> HoldTerms | None:
            rows = self._terms[contract_id]
            first = rows[-1] if rows and rows[-1].contract.cut_over_on else None  # for what came over from before it
            terms = next((terms for terms in rows if terms.from_on <= day), first)
            return (
                HoldTerms(terms.hold_days, bool(terms.extends_hold)) if terms and terms.hold_days is not None else None
            )

        return rule_on

    def stay_with(self, spell: HospitalSpell) -> HospitalStay | None:
        """The stay that `spell` belongs to; None for one struck through."""
        return next((stay for stay in self.stays if any(one.pk == spell.pk for one in stay.spells)), None)

    def clock(self, package: SupportPackage, stay: HospitalStay) -> HoldPeriod | None:
        """The clock of `stay` in `package`, unless it had run out before support started there."""
        clock = hold_period(stay, self.rules(package.case.contract_id))
        return clock if clock and clock.last_held_on >= package.starts_on else None

    def holds(self, package: SupportPackage) -> list[dict]:
        """The columns of every suspension of `package`, by day."""
        if not self.stays:
            return []
        rule_on = self.rules(package.case.contract_id)
        return [
            row
            for stay in self.stays
            for row in suspension_rows(stay, starts_on=package.starts_on, ended_on=package.ended_on, rule_on=rule_on)
        ]

    def asks(self, stay: HospitalStay) -> list[SupportPackage]:
        """The open packages in which it matters whether `stay` goes on with the clock before.

        None when support had resumed by then, or when that clock had run out.
        """
        before = stay.before
        if before is None or before.discharged_on is None or stay.discharged_on is not None:
            return []
        if before.resumed_on is not None and before.resumed_on <= stay.admitted_on:
            return []
        found = []
        for package in self.packages().open():
            clock = self.clock(package, before)
            if clock is None or clock.last_held_on < stay.admitted_on:
                continue
            if not any(until_on is None for _from, until_on in released_days(before, clock)):
                found.append(package)
        return found


def lock(individual: Individual) -> Individual:
    """Lock every record of the person, and give back this one as it stands."""
    current = Individual.objects.get(pk=individual.pk)
    people = Individual.objects.same_person(current).order_by("pk").select_for_update(of=("self",), no_key=True)
    return next((person for person in people if person.pk == current.pk), current)


def recompute(individual: Individual) -> HoldCalculation:
    """Write the suspensions of every package of the person anew where they differ. The caller holds the lock."""
    reckoning = HoldCalculation(individual)
    columns = ("spell_id", "from_on", "until_on", "admitted_on", "last_held_on")
    for package in reckoning.packages():
        wanted = reckoning.holds(package)
        if list(package.suspensions.order_by("from_on").values(*columns)) != wanted:
            package.suspensions.all().clear()
            Suspension.objects.bulk_create(Suspension(package=package, **held) for held in wanted)
    return reckoning
