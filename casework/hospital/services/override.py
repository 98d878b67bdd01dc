"""Record the keyworker's decision on a hold (T5.4)."""

import datetime
from typing import NotRequired, TypedDict, Unpack

from accounts.models import User
from casework.enums import AgreementAnswer, Destination, EndReason, OverrideEffect
from casework.hospital import hold_calculation
from casework.hospital.hold_calculation import HoldCalculation, HoldPeriod, HospitalStay
from casework.hospital.models import AUTHORITY_MISSING, LAST_DAY_MISSING, STAY_STRUCK
from casework.hospital.policies import may_record_override
from casework.models import Hold, HospitalSpell, Override, SupportPackage
from casework.packages.services.ending import end_package
from core import clock
from core.errors import Refused
from core.verbs import verb

NOT_EXTENDABLE = "This contract does not allow a longer hold, even with the Council's written authority."
NOT_MANAGER = "Only a manager or the keyworker can record that support ends or that the hold is extended."
RELEASING = (OverrideEffect.CONTINUE, OverrideEffect.RESUME)
HeldPackages = list[tuple[SupportPackage, HoldPeriod]]


class OverrideColumns(TypedDict):
    """The columns of an override that its caller gives.

    `said_by` is the user who decided for the Council, or None with `said_by_name`. `until_on` (exclusive) is for
    CONTINUE, after which the hold applies again, and for EXTEND.
    """

    effect: str
    from_on: datetime.date
    until_on: NotRequired[datetime.date | None]
    said_by: User | None
    said_by_name: NotRequired[str]
    said_on: datetime.date
    authority: str
    reason: str
    evidence: NotRequired[str]


@verb
def override(*, spell: HospitalSpell, by: User | None, **columns: Unpack[OverrideColumns]) -> Override:
    """Record that support continues, resumes or ends, or that the hold is extended, from `from_on`.

    It counts from that day, however late it is recorded (case 5). END ends every open package with a hold period for
    this stay. Raises Refused for END and EXTEND by somebody who is no manager or keyworker, for a struck spell, for
    days outside the stay or the hold, and for EXTEND where the terms do not allow it.
    """
    if by is not None and not may_record_override(by, columns["effect"], spell.individual):
        raise Refused(NOT_MANAGER, field="effect")
    individual = hold_calculation.lock(spell.individual)
    spell = HospitalSpell.objects.get_locked(spell.pk)
    calculation = HoldCalculation(individual)
    stay = calculation.stay_with(spell)
    if stay is None:
        raise Refused(STAY_STRUCK)
    held_packages = _held_packages(calculation, stay)
    decision = Override(spell=spell, recorded_by=by, **columns)
    _refuse_days(stay, decision)
    if decision.effect == OverrideEffect.EXTEND:
        _refuse_extension(calculation, held_packages, decision)
    elif held_packages and decision.effect in RELEASING:
        last_period = max((period for _, period in held_packages), key=lambda period: period.last_held_on)
        _refuse_after_hold(last_period, decision)
    decision.save(force_insert=True)
    hold_calculation.recompute(individual)
    if decision.effect == OverrideEffect.END:
        for package, _ in held_packages:
            _end_package(package, decision, by)
    return decision


@verb
def withdraw_override(*, decision: Override, reason: str, by: User) -> Override:
    """Withdraw a decision that was recorded by mistake, and recompute the holds: it stays on file, and counts no more.

    Raises Refused for those who may not record such a decision, while support has ended by it, and where the hold that
    comes back is over already: support would end by itself. NotPossible when it is withdrawn already.
    """
    individual = decision.spell.individual
    if not may_record_override(by, decision.effect, individual):
        raise Refused("Only a manager or the keyworker can withdraw this decision.")
    individual = hold_calculation.lock(individual)
    decision = Override.with_struck.select_related("spell").get_locked(decision.pk)
    packages = HoldCalculation(individual).packages()
    if any(_has_ended_by(package, decision) for package in packages):
        raise Refused("Support has ended by this decision. Undo the end of support first.")
    decision.strike(by=by, reason=reason)
    hold_calculation.recompute(individual)
    expired = Hold.objects.filter(package__in=packages).expired(clock.today()).first()
    if expired:
        raise Refused(
            f"Without this decision support would have ended on {expired.ends_on:%-d %B %Y}. Record what was really "
            "decided first."
        )
    return decision


def _has_ended_by(package: SupportPackage, decision: Override) -> bool:
    is_end = decision.effect == OverrideEffect.END and package.end_reason == EndReason.KEYWORKER
    return is_end and package.ended_on == max(decision.from_on, package.starts_on)


def _end_package(package: SupportPackage, decision: Override, by: User | None) -> None:
    end_package(
        package=package,
        ended_on=max(decision.from_on, package.starts_on),
        reason=EndReason.KEYWORKER,
        note=decision.reason,
        destination=Destination.HOSPITAL,
        council_agreed=AgreementAnswer.YES,
        council_agreed_by=str(decision.said_by or decision.said_by_name),
        council_agreed_on=decision.said_on,
        by=by,
    )


def _refuse_days(stay: HospitalStay, decision: Override) -> None:
    if decision.said_on > clock.today():
        raise Refused("The date of the decision cannot be in the future.", field="said_on")
    if decision.from_on < stay.admitted_on:
        raise Refused(f"The stay began on {stay.admitted_on:%-d %B %Y}.", field="from_on")
    if decision.until_on is not None and decision.effect not in (OverrideEffect.CONTINUE, OverrideEffect.EXTEND):
        raise Refused("Only enter an end if support continues for a while or the hold is extended.", field="until_on")


def _refuse_after_hold(period: HoldPeriod, decision: Override) -> None:
    """Refuse support from a day after the hold, and an end after which no held day is left."""
    if decision.from_on > period.ends_on:
        raise Refused(
            f"The last day of the hold is {period.last_held_on:%-d %B %Y}, and support ends the day after. "
            "Only the contract's terms can allow a longer hold.",
            field="from_on",
        )
    if decision.until_on is not None and decision.until_on > period.last_held_on:
        raise Refused(
            f"The hold cannot apply again after {period.last_held_on:%-d %B %Y}. "
            "Leave the date blank if support continues.",
            field="until_on",
        )


def _refuse_extension(calculation: HoldCalculation, held_packages: HeldPackages, decision: Override) -> None:
    if decision.until_on is None:
        raise Refused(LAST_DAY_MISSING, field="until_on")
    if not decision.evidence.strip():
        raise Refused(AUTHORITY_MISSING, field="evidence")
    extendable = _extendable(calculation, held_packages)
    if not extendable:
        raise Refused(NOT_EXTENDABLE, field="effect")
    if decision.until_on <= max(period.ends_on for period in extendable):
        raise Refused("The hold already lasts that long.", field="until_on")


def _held_packages(calculation: HoldCalculation, stay: HospitalStay) -> HeldPackages:
    """Return the open packages with a hold period for the stay."""
    packages = calculation.packages().open()
    return [(package, period) for package in packages if (period := calculation.period(package, stay))]


def _extendable(calculation: HoldCalculation, held_packages: HeldPackages) -> list[HoldPeriod]:
    """Return the hold periods that the terms let the Council extend."""
    extendable = []
    for package, period in held_packages:
        terms = calculation.terms_of(package.case.contract_id)(period.admitted_on)
        if terms and terms.is_extendable:
            extendable.append(period)
    return extendable


def effects_not_offered(spell: HospitalSpell, user: User) -> dict[OverrideEffect, str]:
    """Return the decisions on the hold of this stay that `user` cannot record, each with why not."""
    reasons = {
        effect: NOT_MANAGER for effect in OverrideEffect if not may_record_override(user, effect, spell.individual)
    }
    calculation = HoldCalculation(spell.individual)
    stay = calculation.stay_with(spell)
    if stay is None or not _extendable(calculation, _held_packages(calculation, stay)):
        reasons[OverrideEffect.EXTEND] = NOT_EXTENDABLE
    return reasons
