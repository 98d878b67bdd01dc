"""The keyworker says otherwise (T5.4)."""

import datetime

from casework.enums import AgreementAnswer, Destination, EndReason, OverrideEffect
from casework.hospital import suspensions
from casework.models import HospitalSpell, Override
from casework.packages.services.ending import end_package
from core import clock
from core.errors import Refused
from core.verbs import verb

RELEASING = (OverrideEffect.CONTINUE, OverrideEffect.RESUME)


@verb
def override(
    *,
    spell: HospitalSpell,
    effect: str,
    from_on: datetime.date,
    said_by,
    said_on: datetime.date,
    authority: str,
    reason: str,
    by,
    said_by_name: str = "",
    until_on: datetime.date | None = None,
    evidence: str = "",
) -> Override:
    """Support goes on, resumes or ends, or the hold is extended, from the day it was said for.

    `said_by` is the user who said it, or None with `said_by_name`. `until_on` (exclusive) is for going on, after
    which the hold applies again, and for extending. Extending is refused where the terms do not allow it.
    """
    individual = suspensions.lock(spell.individual)
    spell = HospitalSpell.objects.get_locked(spell.pk)
    reckoning = suspensions.HoldCalculation(individual)
    stay = reckoning.stay_with(spell)
    if stay is None:
        raise Refused("This stay was struck through.")
    held = [(package, held) for package in reckoning.packages().open() if (held := reckoning.clock(package, stay))]
    _refuse_days(stay, effect, from_on, until_on, said_on)
    if effect == OverrideEffect.EXTEND:
        _refuse_extending(reckoning, stay, held, until_on, evidence)
    elif held and effect in RELEASING:
        _refuse_after_the_hold(max((one for _, one in held), key=lambda one: one.last_held_on), from_on, until_on)
    said = Override.objects.create(
        spell=spell,
        effect=effect,
        from_on=from_on,
        until_on=until_on,
        said_by=said_by,
        said_by_name=said_by_name,
        said_on=said_on,
        authority=authority,
        reason=reason,
        evidence=evidence,
        recorded_by=by,
    )
    suspensions.recompute(individual)
    if effect == OverrideEffect.END:
        for package, _ in held:
            end_package(
                package=package,
                ended_on=max(from_on, package.starts_on),
                reason=EndReason.KEYWORKER,
                note=reason,
                destination=Destination.HOSPITAL,
                council_agreed=AgreementAnswer.YES,
                council_agreed_by=str(said_by or said_by_name),
                council_agreed_on=said_on,
                by=by,
            )
    return said


def _refuse_days(stay, effect, from_on, until_on, said_on) -> None:
    if said_on > clock.today():
        raise Refused("It cannot have been said in the future.", field="said_on")
    if from_on < stay.admitted_on:
        raise Refused(f"The stay began on {stay.admitted_on:%-d %B %Y}.", field="from_on")
    if until_on is not None and effect not in (OverrideEffect.CONTINUE, OverrideEffect.EXTEND):
        raise Refused("An end is given where support goes on for a while, or the hold is extended.", field="until_on")


def _refuse_after_the_hold(held: suspensions.HoldPeriod, from_on, until_on) -> None:
    """Going on begins while the package is held; a hold whose days have run out does not apply again."""
    if from_on > held.ends_on:
        raise Refused(
            f"The hold runs out: its last day is {held.last_held_on:%-d %B %Y}, and support ends the day after. "
            "A longer hold is a matter of the contract's terms.",
            field="from_on",
        )
    if until_on is not None and until_on > held.last_held_on:
        raise Refused(
            f"After {held.last_held_on:%-d %B %Y} nothing can be held again. Leave the end empty: support goes on.",
            field="until_on",
        )


def _refuse_extending(reckoning, stay, held, until_on, evidence) -> None:
    if until_on is None:
        raise Refused("Say until which day the hold goes on.", field="until_on")
    if not evidence.strip():
        raise Refused("Name the Council's written authority.", field="evidence")
    extended = []
    for package, one in held:
        rule = reckoning.rules(package.case.contract_id)(one.admitted_on)
        if rule and rule.extends:
            extended.append(one)
    if not extended:
        raise Refused(
            "The terms of this contract hold support for so many days and no longer: “a hold may go on past its days "
            "by the Council's written authority” is not among them.",
            field="effect",
        )
    if until_on <= max(one.ends_on for one in extended):
        raise Refused("The hold lasts as long as that already.", field="until_on")
