"""When a package is held: derived from hospital spells, overrides and the contract's terms (T5.4).

Days are calendar days. The day of admission is not counted: admitted on 1 February 2027 and held 28 days, the last
held day is 1 March and support ends on 2 March.
"""

import datetime
from dataclasses import dataclass, field

from casework.enums import OverrideEffect
from casework.models import HospitalSpell, Individual, SupportPackage, Suspension
from contracts.models import Terms

DAY = datetime.timedelta(days=1)


@dataclass
class Stay:
    """Spells that touch or overlap are one stay with one clock, that of the first admission."""

    spell: HospitalSpell
    admitted_on: datetime.date
    discharged_on: datetime.date | None
    overrides: list = field(default_factory=list)


def stays(spells) -> list[Stay]:
    """The spells (ordered by admission) joined into stays."""
    joined: list[Stay] = []
    for spell in spells:
        last = joined[-1] if joined else None
        if last and (last.discharged_on is None or spell.admitted_on <= last.discharged_on):
            ends = (last.discharged_on, spell.discharged_on)
            last.discharged_on = None if None in ends else max(ends)
            last.overrides += spell.overrides.all()
        else:
            joined.append(Stay(spell, spell.admitted_on, spell.discharged_on, list(spell.overrides.all())))
    return joined


def hold(stay: Stay, *, starts_on, ended_on, hold_days: int | None) -> dict | None:
    """The columns of the suspension that `stay` makes in a package, or None when it makes none.

    `hold_days` None: the contract says nothing of hospital, so nothing is held.
    """
    if hold_days is None:
        return None
    from_on = max(stay.admitted_on, starts_on)
    ends = [stay.discharged_on, ended_on]
    ends += [o.from_on for o in stay.overrides if o.effect in (OverrideEffect.CONTINUE, OverrideEffect.RESUME)]
    until_on = min((day for day in ends if day is not None), default=None)
    if until_on is not None and until_on <= from_on:
        return None
    return {
        "spell_id": stay.spell.pk,
        "from_on": from_on,
        "until_on": until_on,
        "admitted_on": stay.admitted_on,
        "last_held_on": stay.admitted_on + datetime.timedelta(days=hold_days),
    }


def recompute(individual: Individual) -> None:
    """Write the suspensions of every package of `individual` anew where they differ. The caller holds the lock."""
    spells = individual.hospital_spells.standing().order_by("admitted_on", "recorded_at").prefetch_related("overrides")
    all_stays = stays(spells)
    for package in SupportPackage.objects.filter(case__individual=individual).select_related("case"):
        wanted = []
        for stay in all_stays:
            terms = Terms.objects.filter(contract=package.case.contract_id, from_on__lte=stay.admitted_on)
            hold_days = terms.order_by("-from_on").values_list("hold_days", flat=True).first()
            held = hold(stay, starts_on=package.starts_on, ended_on=package.ended_on, hold_days=hold_days)
            if held:
                wanted.append(held)
        columns = ("spell_id", "from_on", "until_on", "admitted_on", "last_held_on")
        if list(package.suspensions.order_by("from_on").values(*columns)) != wanted:
            package.suspensions.all().clear()
            Suspension.objects.bulk_create(Suspension(package=package, **held) for held in wanted)
