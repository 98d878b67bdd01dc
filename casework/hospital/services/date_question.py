"""Ask whether a date of admission is right before it is saved, where it would have consequences that nobody expects."""

import datetime
from copy import copy

from accounts.models import User
from casework.hospital.hold_calculation import DAY, HoldCalculation
from casework.models import HospitalSpell, Individual, SupportPackage
from casework.visit_facts import days_visited
from core import clock
from core.errors import Refused


def ask_about_dates(
    *,
    individual: Individual,
    spell: HospitalSpell | None,
    admitted_on: datetime.date,
    discharged_on: datetime.date | None,
    certain_of: datetime.date | None,
    user: User,
) -> None:
    """Raise Refused with a question, unless `user` is `certain_of` the date of admission already.

    Asked where the hold would already be over, where visits that took place are logged after the admission, where the
    admission was before support began or before a discharge that is recorded, and for a new stay after support ended.
    The question says what follows. `spell` is None for a new stay.
    """
    if certain_of == admitted_on or admitted_on > clock.today():
        return
    changed = copy(spell) if spell else HospitalSpell(individual=individual)
    changed.admitted_on, changed.discharged_on = admitted_on, discharged_on
    calculation = HoldCalculation(individual, unsaved=changed)
    reasons: dict[str, None] = {}
    packages = list(calculation.packages().visible_to(user).order_by("ended_on", "pk"))
    open_packages = [package for package in packages if package.is_open]
    for package in open_packages:
        reasons |= dict.fromkeys(_reasons_to_ask(package, changed, calculation))
    ended = [package for package in packages if package.ended_on]
    if spell is None and ended and not open_packages:
        reasons[_about_ended(ended[-1], changed, calculation)] = None
    reasons |= dict.fromkeys(_about_discharge(changed, calculation) + _about_visits(changed, spell, calculation, user))
    if reasons:
        question = f"Was it really {admitted_on:%-d %B %Y}?"
        raise Refused(f"{' '.join(reasons)} {question}", field="certain_of")


def _reasons_to_ask(package: SupportPackage, spell: HospitalSpell, calculation: HoldCalculation) -> list[str]:
    """Return what this date would mean for a package that is open, where somebody must confirm it."""
    stay = calculation.stay_with(spell)
    if spell.discharged_on is None and spell.admitted_on < package.starts_on:
        return [f"Support began on {package.starts_on:%-d %B %Y}, after this admission."]
    period = calculation.period(package, stay) if stay else None
    if stay is None or period is None:
        return []
    rows = [row for row in calculation.computed_holds(package) if row["spell_id"] == stay.spell.pk]
    until_on = rows[-1]["until_on"] if rows else period.admitted_on
    if until_on is None and period.last_held_on < clock.today():
        return [
            f"The hold counts from the day of admission, so it was over on {period.last_held_on:%-d %B %Y}. Support "
            "does not end by itself: the keyworker and the managers decide."
        ]
    if stay.discharged_on and until_on == period.ends_on and stay.discharged_on > period.ends_on:
        return [f"The hold would have been over on {period.last_held_on:%-d %B %Y}, before the discharge."]
    return []


def _about_ended(package: SupportPackage, spell: HospitalSpell, calculation: HoldCalculation) -> str:
    """Return what a stay that is recorded after the end of support means for it."""
    stay = calculation.stay_with(spell)
    rows = [row for row in calculation.computed_holds(package) if stay and row["spell_id"] == stay.spell.pk]
    effect = "Nothing is on hold for this stay."
    if rows and (until_on := rows[-1]["until_on"]):
        effect = f"It counts as on hold from {rows[0]['from_on']:%-d %B %Y} to {until_on - DAY:%-d %B %Y}."
    return f"Support has ended: its last day was {package.last_on:%-d %B %Y}. {effect} It stays ended."


def _about_discharge(spell: HospitalSpell, calculation: HoldCalculation) -> list[str]:
    """Return that a discharge after this admission is recorded already, where the stay has none itself."""
    stay = calculation.stay_with(spell)
    others = [other for other in stay.spells if other.pk != spell.pk] if stay else []
    days = [other.discharged_on for other in others if other.discharged_on and other.discharged_on > spell.admitted_on]
    if spell.discharged_on is not None or not days:
        return []
    return [f"A discharge on {max(days):%-d %B %Y} is already recorded, after this admission."]


def _about_visits(
    spell: HospitalSpell, before: HospitalSpell | None, calculation: HoldCalculation, user: User
) -> list[str]:
    """Return how many visits took place in the stay; none that were in it already, before it was corrected."""
    last = spell.discharged_on - DAY if spell.discharged_on else clock.today()
    days = days_visited(calculation.packages(), user, spell.admitted_on + DAY, last)
    if before is not None:
        days = [
            day
            for day in days
            if day <= before.admitted_on or (before.discharged_on is not None and day >= before.discharged_on)
        ]
    if not days:
        return []
    visits = f"{len(days)} visits are" if len(days) > 1 else "A visit is"
    return [f"{visits} logged after this admission, the last on {days[-1]:%-d %B %Y}."]
