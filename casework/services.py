"""Cases, packages, allocations, hospital: what may happen to them."""

import datetime

from casework import notifications, suspensions
from casework.capacity import loads
from casework.enums import AllocationKind, ConsentPurpose, EndReason, GrantKind, OverrideEffect
from casework.models import (
    AccessGrant,
    AgreedOutcome,
    Allocation,
    Case,
    Consent,
    HospitalSpell,
    Individual,
    KeyworkerTerm,
    Override,
    Representative,
    SupportPackage,
    WeeklyHours,
)
from contracts.models import Contract
from core import clock, moves
from core.answers import may_leave, may_send
from core.errors import Refused
from core.models import Message
from core.verbs import verb
from workforce.models import Worker

DAY = datetime.timedelta(days=1)


@verb
def open_package(
    *,
    individual: Individual,
    contract: Contract,
    starts_on: datetime.date,
    minutes_a_week: int,
    by,
    outcomes=(),
    **more,
) -> SupportPackage:
    """Open a support package from `starts_on`, and the case if this is the person's first in the contract.

    Refused before the birthday the terms ask for (T1.3), or while another package of theirs is open there.
    """
    Individual.objects.locked(individual.pk)
    case, _ = Case.objects.get_or_create(
        individual=individual, contract=contract, defaults={"opened_on": starts_on, "recorded_by": by}
    )
    package = SupportPackage.objects.create(case=case, starts_on=starts_on, recorded_by=by, **more)
    WeeklyHours.objects.create(
        package=package, from_on=starts_on, minutes=minutes_a_week, agreed_by="Council", recorded_by=by
    )
    for position, text in enumerate(dict.fromkeys(outcomes)):
        AgreedOutcome.objects.create(package=package, text=text, position=position, recorded_by=by)
    moves.begin(package, verb="open", by=by, about=[individual.pk])
    suspensions.recompute(individual)
    return package


@verb
def change_hours(
    *, package: SupportPackage, from_on: datetime.date, minutes: int, reason: str, agreed_by: str, by
) -> WeeklyHours:
    """Step support up or down from a day; the hours until then stay as they were (T4.3)."""
    SupportPackage.objects.locked(package.pk)
    if not reason.strip():
        raise Refused("Say why the hours change.", field="reason")
    WeeklyHours.objects.filter(package=package, until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return WeeklyHours.objects.create(
        package=package, from_on=from_on, minutes=minutes, reason=reason, agreed_by=agreed_by, recorded_by=by
    )


@verb
def allocate(
    *, package: SupportPackage, worker: Worker, kind: str, from_on: datetime.date, by, until_on=None
) -> Allocation:
    """Give the package a worker from a day. Refused with every reason that stands against this worker that day.

    A lead worker takes on the package's hours; a new lead follows the one before without a gap.
    """
    worker = Worker.objects.locked(worker.pk)
    package = SupportPackage.objects.select_related("case").locked(package.pk)
    _refuse_ended(package)
    wanted = package.weekly_hours.on(from_on).values_list("minutes", flat=True).first() or 0
    if not worker.contracts.filter(pk=package.case.contract_id).exists():
        raise Refused("This worker does not work in this contract.", field="worker")
    load = loads(Worker.objects.filter(pk=worker.pk), from_on, wanted=wanted if kind == AllocationKind.LEAD else 0)[0]
    if load.obstacles:
        raise Refused(f"{worker} cannot be allocated. {'. '.join(load.obstacles)}.", field="worker")
    if kind == AllocationKind.LEAD:
        package.allocations.leads().filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return Allocation.objects.create(
        package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on, recorded_by=by
    )


@verb
def change_keyworker(*, individual: Individual, user, from_on: datetime.date, by) -> KeyworkerTerm:
    """Somebody of the Council is the person's keyworker from a day; the one before until then. Clocks go on."""
    Individual.objects.locked(individual.pk)
    individual.keyworker_terms.filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return KeyworkerTerm.objects.create(individual=individual, user=user, from_on=from_on, recorded_by=by)


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


@verb
def end_package(*, package: SupportPackage, ended_on: datetime.date, reason: str, by, note: str = "") -> SupportPackage:
    """End support: `ended_on` is the first day without it. Allocations and hours end with it."""
    individual = Individual.objects.locked(package.case.individual_id)
    package = SupportPackage.objects.locked(package.pk)
    moves.make(
        package,
        "end",
        by=by,
        reason=note,
        about=[individual.pk],
        ended_on=ended_on,
        end_reason=reason,
        end_note=note,
    )
    for rows in (package.allocations, package.weekly_hours):
        rows.filter(until_on=None, from_on__lt=ended_on).update(until_on=ended_on)
        rows.filter(until_on__gt=ended_on, from_on__lt=ended_on).update(until_on=ended_on)
    suspensions.recompute(individual)
    return package


def end_expired_suspensions(*, on: datetime.date) -> int:
    """The sweep of T5.4: end every package whose last held day lies before `on`; how many were ended.

    Each in a transaction of its own, looked at again under the lock, so two sweeps end it once.
    """
    expired = SupportPackage.objects.open().filter(
        suspensions__until_on=None, suspensions__last_held_on__lt=on, suspensions__isnull=False
    )
    return sum(_end_if_expired(package_id=pk, on=on, by=None) for pk in expired.values_list("pk", flat=True))


@verb
def _end_if_expired(*, package_id, on: datetime.date, by) -> bool:
    individual_id = SupportPackage.objects.values_list("case__individual", flat=True).get(pk=package_id)
    Individual.objects.locked(individual_id)
    package = SupportPackage.objects.select_related("case__contract", "case__individual").locked(package_id)
    held = package.suspensions.expired(on).first()
    if held is None:
        return False
    users = notifications.around(package, held.last_held_on)
    end_package(
        package=package,
        ended_on=held.ends_on,
        reason=EndReason.HOLD_EXPIRED,
        note=f"In hospital since {held.admitted_on:%-d %B %Y}; held until {held.last_held_on:%-d %B %Y}. "
        "A new referral with a revised support plan is needed.",
        by=by,
    )
    notifications.hold_expired(package, users)
    return True


@verb
def open_with_reason(*, individual: Individual, reason: str, by) -> AccessGrant:
    """Let a member of staff read a record outside their caseload for an hour, with the reason on record."""
    return _grant(individual, by, GrantKind.REASON, reason, datetime.timedelta(hours=1), by)


@verb
def grant_inspection(*, individual: Individual, user, reason: str, by) -> AccessGrant:
    """Let somebody whom the Council authorised read a record until the end of the day (T9.2)."""
    day_end = clock.instant_on(clock.today() + DAY, datetime.time(0))
    return _grant(individual, user, GrantKind.INSPECTION, reason, day_end - clock.now(), by)


def _grant(individual, user, kind, reason, length, by) -> AccessGrant:
    now = clock.now()
    return AccessGrant.objects.create(
        individual=individual,
        user=user,
        kind=kind,
        reason=reason.strip(),
        from_at=now,
        until_at=now + length,
        recorded_by=by,
    )


@verb
def name_representative(*, individual: Individual, user, relation: str, from_on: datetime.date, by) -> Representative:
    """The person names somebody to stand beside them; they see nothing until the person consents."""
    return Representative.objects.create(
        individual=individual, user=user, relation=relation, from_on=from_on, recorded_by=by
    )


@verb
def give_consent(*, representative: Representative, purpose: ConsentPurpose, how: str, by) -> Consent:
    """The person lets a representative see something, from now on."""
    return Consent.objects.create(
        representative=representative, purpose=purpose, given_at=clock.now(), given_how=how, recorded_by=by
    )


@verb
def withdraw_consent(*, consent: Consent, by) -> Consent:
    """The person takes a consent back: it stops at this moment, messages not yet sent included."""
    consent = Consent.objects.locked(consent.pk)
    if consent.withdrawn_at is not None:
        raise Refused("This consent was withdrawn already.")
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    return consent


def _refuse_ended(package: SupportPackage) -> None:
    if package.ended_on is not None:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")


@may_leave.answer
def against_a_caseload(worker: Worker) -> str | None:
    """A worker leaves when nobody is allocated to them any more, now or from a later day."""
    today = clock.today()
    given = Allocation.objects.filter(worker=worker).exclude(until_on__lte=today).exclude(package__ended_on__lte=today)
    people = given.order_by().values("package__case__individual").distinct().count()
    if not people:
        return None
    who = "One person is" if people == 1 else f"{people} people are"
    return f"{who} allocated to this worker. Allocate them to somebody else first."


@may_send.answer
def against_reminders_to_the_dead(message: Message) -> str | None:
    """Nothing about a person who has died goes to the person."""
    dead = Individual.objects.filter(pk__in=[message.individual_id], user=message.to, died_on__isnull=False)
    return "the person has died" if dead.exists() else None


@may_send.answer
def against_unsafe_channels(message: Message) -> str | None:
    """To the person, only what they said is safe to use; to a representative, only while consent stands."""
    if message.individual_id is None:
        return None
    individual = Individual.objects.filter(pk__in=[message.individual_id]).first()
    if individual and individual.user_id == message.to_id and message.channel != "in app":
        safe = individual.contact_points.filter(kind=message.channel, value=message.address, is_safe=True)
        return None if safe.exists() else "this way to reach the person is not marked as safe"
    beside = Representative.objects.filter(individual_id=message.individual_id, user=message.to)
    consents = Consent.objects.filter(representative__in=beside, withdrawn_at=None)
    if beside.exists() and not consents.exists():
        return "the person's consent was withdrawn"
    return None
