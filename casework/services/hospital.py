"""Hospital stays, and what the keyworker says of them."""

import datetime

from casework import notifications, suspensions
from casework.enums import EndReason, OverrideEffect
from casework.models import (
    HospitalSpell,
    Individual,
    Override,
    SupportPackage,
)
from casework.services.ending import end_package
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def record_admission(
    *,
    individual: Individual,
    hospital: str,
    kind: str,
    admitted_on: datetime.date,
    by,
    discharged_on=None,
    told_by="",
) -> HospitalSpell:
    """The person was admitted to hospital: support is held from that day, if the contract's terms say so (T5.4)."""
    individual = Individual.objects.locked(individual.pk)
    if admitted_on > clock.today():
        raise Refused("The admission cannot be in the future.", field="admitted_on")
    if discharged_on is None and individual.hospital_spells.standing().filter(discharged_on=None).exists():
        raise Refused("There is a stay without a discharge already. Record the discharge there first.")
    spell = HospitalSpell.objects.create(
        individual=individual,
        hospital=hospital,
        kind=kind,
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        told_by=told_by,
        recorded_by=by,
    )
    suspensions.recompute(individual)
    for package in SupportPackage.objects.open().filter(case__individual=individual).select_related("case__contract"):
        held = package.suspensions.filter(spell=spell, until_on=None).first()
        if held:
            users = notifications.around(package, clock.today())
            notifications.held(package, users, last_held_on=held.last_held_on, by=by)
    return spell


@verb
def record_discharge(*, spell: HospitalSpell, discharged_on: datetime.date, by) -> HospitalSpell:
    """The person left hospital: support resumes on that day. An unknown date stays unknown."""
    individual = Individual.objects.locked(spell.individual_id)
    spell = HospitalSpell.objects.locked(spell.pk)
    if spell.struck_at is not None:
        raise Refused("This stay was struck through.")
    if spell.discharged_on is not None:
        raise Refused("The discharge is recorded already.", field="discharged_on")
    if discharged_on > clock.today():
        raise Refused("The discharge cannot be in the future.", field="discharged_on")
    spell.discharged_on = discharged_on
    spell.save(update_fields=["discharged_on"])
    suspensions.recompute(individual)
    return spell


@verb
def strike_admission(*, spell: HospitalSpell, reason: str, by) -> HospitalSpell:
    """A stay was entered by mistake: struck through, kept for audit; what follows from it is computed anew."""
    individual = Individual.objects.locked(spell.individual_id)
    spell = HospitalSpell.objects.locked(spell.pk)
    spell.struck_at, spell.struck_by, spell.struck_reason = clock.now(), by, reason
    spell.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    suspensions.recompute(individual)
    return spell


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
) -> Override:
    """The keyworker says otherwise: support goes on, resumes or ends, from the day it was said for (T5.4)."""
    individual = Individual.objects.locked(spell.individual_id)
    said = Override.objects.create(
        spell=spell,
        effect=effect,
        from_on=from_on,
        said_by=said_by,
        said_on=said_on,
        authority=authority,
        reason=reason,
        recorded_by=by,
    )
    suspensions.recompute(individual)
    if effect == OverrideEffect.END:
        for package in SupportPackage.objects.open().filter(suspensions__spell=spell):
            end_package(package=package, ended_on=from_on, reason=EndReason.KEYWORKER, note=reason, by=by)
    return said
