"""Explain in sentences, by day, why a package is or is not held, or ended, because of a hospital stay."""

import datetime

from casework.enums import EndReason, OverrideEffect, Readmission
from casework.hospital.hold_calculation import (
    HoldCalculation,
    HoldColumns,
    HoldPeriod,
    HospitalStay,
    computed_holds,
    overrides_in_order,
    released_days,
)
from casework.hospital.models import length_in_words
from casework.hospital.wrong_endings import WRONGLY_ENDED, is_wrongly_ended
from casework.models import HospitalSpell, Override, SupportPackage
from core import clock

EFFECTS = {
    OverrideEffect.CONTINUE: "support continues during the stay",
    OverrideEffect.RESUME: "support restarts",
    OverrideEffect.END: "support ends",
    OverrideEffect.EXTEND: "the hold is extended",
}
REMAINS_ENDED = "Support stays ended. The person needs a new referral to come back."


def explain(package: SupportPackage, calculation: HoldCalculation | None = None) -> list[str]:
    """Return sentences on what the person's stays mean for `package`; empty when no stay concerns it."""
    return [sentence for _heading, sentences in explain_stays(package, calculation) for sentence in sentences]


def explain_stays(package: SupportPackage, calculation: HoldCalculation | None = None) -> list[tuple[str, list[str]]]:
    """Return a heading and sentences for each stay, the first stay first.

    What no stay explains any more comes last, without a heading.
    """
    calculation = calculation or HoldCalculation(package.case.individual)
    stays = [stay for stay in calculation.stays if _concerns(stay, package)]
    parts = [(f"Stay from {_day(stay.admitted_on)}", _of_stay(stay, package, calculation)) for stay in stays]
    if package.end_reason == EndReason.HOLD_EXPIRED and is_wrongly_ended(package):
        parts.append(("", [f"The last day of support was {_day(package.last_on)}.", WRONGLY_ENDED]))
    return parts


def _concerns(stay: HospitalStay, package: SupportPackage) -> bool:
    is_before = stay.discharged_on is not None and stay.discharged_on < package.starts_on
    return not is_before and (package.ended_on is None or stay.admitted_on <= package.ended_on)


def _has_ended(period: HoldPeriod | None, package: SupportPackage) -> bool:
    """Return whether the package ended because this hold had expired."""
    is_end = period is not None and period.ends_on == package.ended_on
    return is_end and package.end_reason == EndReason.HOLD_EXPIRED


def _of_stay(stay: HospitalStay, package: SupportPackage, calculation: HoldCalculation) -> list[str]:
    terms_on = calculation.terms_of(package.case.contract_id)
    period = calculation.period(package, stay)
    rows = computed_holds(stay, starts_on=package.starts_on, ended_on=package.ended_on, terms_on=terms_on)
    sentences = _admission(stay)
    if terms_on(stay.admitted_on) is None:
        return [*sentences, "This contract has no terms on hospital stays, so support is not put on hold."]
    before = calculation.period(package, stay.before) if stay.before else None
    sentences += _readmission(stay, period, before)
    if period is None:
        sentences.append(
            f"Support started on {_day(package.starts_on)}, after the days of the hold, so it is not on hold."
        )
        return [*sentences, *_discharge(stay, package, None, rows)]
    days = (period.last_held_on - period.admitted_on).days
    sentences.append(
        f"Support can be on hold for {days} days, not counting the day of admission. The last day of the hold is "
        f"{_day(period.last_held_on)}."
    )
    for override in overrides_in_order(stay):
        sentences += _override(override, stay, period, package)
    sentences += _discharge(stay, package, period, rows)
    return sentences + _today(stay, package, period, rows)


def _admission(stay: HospitalStay) -> list[str]:
    sentences = [f"Admitted to {stay.spell.hospital} on {_day(stay.admitted_on)}."]
    if len(stay.spells) > 1:
        others = ", ".join(f"{spell.hospital} from {_day(spell.admitted_on)}" for spell in stay.spells[1:])
        sentences.append(
            f"Stays with no gap between them count as one, from the first admission. This includes {others}."
        )
    late = [spell for spell in stay.spells if _recorded_on(spell) > spell.admitted_on]
    for spell in late:
        sentences.append(
            f"The admission on {_day(spell.admitted_on)} was recorded late, on {_day(_recorded_on(spell))}."
        )
    return sentences


def _readmission(stay: HospitalStay, period: HoldPeriod | None, before: HoldPeriod | None) -> list[str]:
    spell = stay.spell
    match spell.readmission:
        case Readmission.ASKED if stay.discharged_on is None:
            sentences = [
                "Support had not restarted after the previous stay. The keyworker must decide whether the day count "
                "continues. Until then, this stay has its own day count."
            ]
            if before and period:
                sentences.append(
                    f"The decision is due by {_day(before.last_held_on)}. If the day count continues, that is the last "
                    f"day of the hold; otherwise {_day(period.last_held_on)} is."
                )
            return sentences
        case Readmission.SAME if period and period.admitted_on < stay.admitted_on:
            return [f"This is the same admission as before, so the day count continues ({spell.readmission_said_by})."]
        case Readmission.SAME if stay.restarted_on:
            return [
                f"Support had restarted on {_day(stay.restarted_on)}, before this admission, so this stay has its own "
                "day count."
            ]
        case Readmission.SAME:
            return ["The previous hold was over by then, so this stay has its own day count."]
        case Readmission.NEW:
            return [f"This is a new admission with its own day count ({spell.readmission_said_by})."]
    return []


def _override(override: Override, stay: HospitalStay, period: HoldPeriod, package: SupportPackage) -> list[str]:
    until = f" to {_day(override.last_on)}" if override.last_on else ""
    sentences = [
        f"{override.decided_by} decided on {_day(override.said_on)} ({override.authority}) that "
        f"{EFFECTS[OverrideEffect(override.effect)]} from {_day(override.from_on)}{until}."
    ]
    recorded_on = _recorded_on(override)
    releases = override.effect in (OverrideEffect.CONTINUE, OverrideEffect.RESUME)
    if recorded_on > override.from_on:
        recorded_by = f"by {override.recorded_by}" if override.recorded_by else "automatically"
        before = f"; until then the record showed support as on hold from {_day(override.from_on)}" if releases else ""
        sentences.append(f"This was recorded on {_day(recorded_on)} {recorded_by}{before}.")
    if package.ended_on and recorded_on >= package.ended_on and package.end_reason == EndReason.HOLD_EXPIRED:
        sentences.append(f"Support had ended by then. {REMAINS_ENDED}")
    elif releases and override.from_on > period.ends_on:
        sentences.append("The hold was over by that day, so this changes nothing.")
    elif override.until_on and override.until_on in [until_on for _from, until_on in released_days(stay, period)]:
        has_held_days = override.until_on <= period.last_held_on
        sentences.append(
            "After that the hold applies again." if has_held_days else "By then no days of the hold were left."
        )
    return sentences


def _discharge(
    stay: HospitalStay, package: SupportPackage, period: HoldPeriod | None, rows: list[HoldColumns]
) -> list[str]:
    ended_by_hold = _has_ended(period, package)
    if stay.discharged_on is None:
        return ["No discharge is recorded."] if package.ended_on is None else []
    sentences = [f"Discharged on {_day(stay.discharged_on)}."]
    if ended_by_hold and package.ended_on and stay.discharged_on < package.ended_on:
        sentences.append(
            f"This was recorded after support had ended: its last day was {_day(package.last_on)}. {REMAINS_ENDED}"
        )
    elif package.ended_on is None or stay.discharged_on < package.ended_on:
        if not rows:
            sentences.append("Support was not on hold.")
        if stay.resumed_on:
            sentences.append(f"Support restarted on {_day(stay.resumed_on)}.")
        elif period is not None and rows:
            sentences.append("The day support restarted is not recorded.")
        if period and rows and rows[-1]["until_on"] == period.ends_on and stay.discharged_on > period.ends_on:
            sentences.append(
                f"The stay was longer than the hold, but was only recorded afterwards. Support did not end on "
                f"{_day(period.ends_on)}. The keyworker and the managers decide what happens next."
            )
    return sentences


def _today(stay: HospitalStay, package: SupportPackage, period: HoldPeriod, rows: list[HoldColumns]) -> list[str]:
    today = clock.today()
    if package.ended_on is not None:
        if _has_ended(period, package) and (stay.discharged_on is None or stay.discharged_on >= package.ended_on):
            return [f"The hold was over. The last day of support was {_day(package.last_on)}."]
        if stay.discharged_on is None or stay.discharged_on >= package.ended_on:
            return [f"The last day of support was {_day(package.last_on)}: {package.get_end_reason_display().lower()}."]
        return []
    if stay.discharged_on is not None:
        return []
    if any(row["from_on"] <= today and (row["until_on"] is None or row["until_on"] > today) for row in rows):
        number, total = (today - period.admitted_on).days, (period.last_held_on - period.admitted_on).days
        if number > total:
            return _hold_over(package, period, total)
        return [
            f"Today is day {number} of {total}. If nothing changes, support ends on {_day(period.ends_on)}. The person "
            "would then need a new referral with a revised support plan."
        ]
    return ["Support is not on hold today."]


def _hold_over(package: SupportPackage, period: HoldPeriod, days: int) -> list[str]:
    """Return the sentences on an open stay whose hold is over, although support has not ended."""
    late = package.holds.recorded_late(clock.today()).first()
    sentences = [f"{length_in_words(days)} were over on {_day(period.last_held_on)}."]
    if late:
        sentences.append(
            f"This was only recorded on {_day(late.recorded_on)}, so support did not end. The keyworker and the "
            "managers decide what happens next, or the dates are corrected."
        )
    return sentences


def _recorded_on(record: HospitalSpell | Override) -> datetime.date:
    return clock.day_of(record.recorded_at)


def _day(day: datetime.date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "an unknown date"
