"""Hospital stays: admitted, moved, discharged, put right."""

import datetime

import pghistory

from casework import notifications
from casework.enums import Readmission, WardKind
from casework.hospital import suspensions
from casework.models import HospitalSpell, Individual, SupportPackage, WardStay
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
    """The person was admitted to hospital: support is held from that day, if the contract's terms say so (T5.4).

    Back in hospital before support had resumed, the keyworker is asked whether the clock goes on.
    """
    individual = suspensions.lock(individual)
    _refuse_days(individual, admitted_on, discharged_on)
    spell = HospitalSpell(
        individual=individual,
        hospital=hospital,
        kind=kind,
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        told_by=told_by,
        recorded_by=by,
    )
    _refuse_second_open(spell)
    spell.save(force_insert=True)
    _settle(individual, by)
    for package in SupportPackage.objects.open().filter(suspensions__spell=spell).select_related("case__contract"):
        held = package.suspensions.filter(spell=spell, until_on=None).first()
        if held:
            notifications.notify_held(package, last_held_on=held.last_held_on, by=by)
    spell.refresh_from_db()
    return spell


@verb
def record_discharge(*, spell: HospitalSpell, discharged_on: datetime.date, by, resumed_on=None) -> HospitalSpell:
    """The person left hospital: the hold ends on that day. An unknown date stays unknown.

    `resumed_on` is the first day on which support went on after it; None while that is not known.
    """
    individual, spell = _locked(spell)
    if spell.discharged_on is not None:
        raise Refused("The discharge is recorded already.", field="discharged_on")
    _refuse_days(individual, spell.admitted_on, discharged_on, resumed_on)
    spell.discharged_on, spell.resumed_on = discharged_on, resumed_on
    spell.save(update_fields=["discharged_on", "resumed_on"])
    _settle(individual, by)
    return spell


@verb
def record_resumption(*, spell: HospitalSpell, resumed_on: datetime.date, by) -> HospitalSpell:
    """Support went on again after the stay; from then on a readmission has a clock of its own."""
    individual, spell = _locked(spell)
    if spell.discharged_on is None:
        raise Refused("Record the discharge first.")
    if spell.resumed_on is not None:
        raise Refused("It is recorded already when support went on again.", field="resumed_on")
    _refuse_days(individual, spell.admitted_on, spell.discharged_on, resumed_on)
    spell.resumed_on = resumed_on
    spell.save(update_fields=["resumed_on"])
    _settle(individual, by)
    return spell


@verb
def correct_stay(
    *,
    spell: HospitalSpell,
    admitted_on: datetime.date,
    discharged_on: datetime.date | None,
    resumed_on: datetime.date | None,
    reason: str,
    by,
) -> HospitalSpell:
    """The days of a stay were wrong: holds are computed anew; the old days and the reason stay in the history.

    Support that has ended meanwhile stays ended.
    """
    individual, spell = _locked(spell)
    if not reason.strip():
        raise Refused("Say what was wrong.", field="reason")
    _refuse_days(individual, admitted_on, discharged_on, resumed_on)
    first_ward = spell.ward_stays.order_by("from_on").first()
    if first_ward and first_ward.from_on < admitted_on:
        raise Refused(f"A ward is recorded from {first_ward.from_on:%-d %B %Y}, before that day.", field="admitted_on")
    spell.admitted_on, spell.discharged_on, spell.resumed_on = admitted_on, discharged_on, resumed_on
    _refuse_second_open(spell)
    with pghistory.context(reason=reason.strip()):
        spell.save(update_fields=["admitted_on", "discharged_on", "resumed_on"])
        _settle(individual, by)
    return spell


@verb
def strike_admission(*, spell: HospitalSpell, reason: str, by) -> HospitalSpell:
    """A stay was entered by mistake: struck through, kept for audit; what follows from it is computed anew."""
    individual, spell = _locked(spell)
    spell.strike(by=by, reason=reason)
    _settle(individual, by)
    return spell


@verb
def record_ward(
    *, spell: HospitalSpell, kind: str, name: str, from_on: datetime.date, by, until_on: datetime.date | None = None
) -> WardStay:
    """A move to another ward or hospital, or Section 17 leave: the same stay, the same clock.

    After leave that ends on `until_on` (the first day back) the ward before goes on.
    """
    _, spell = _locked(spell)
    if kind != WardKind.LEAVE and until_on is not None:
        raise Refused("A ward lasts until the next one. Give an end for leave only.", field="until_on")
    if not spell.admitted_on <= from_on <= (spell.discharged_on or clock.today()) or from_on > clock.today():
        raise Refused("The day lies outside the stay.", field="from_on")
    if until_on is not None and spell.discharged_on is not None and until_on > spell.discharged_on:
        raise Refused("The leave ends on or before the day of discharge.", field="until_on")
    later = spell.ward_stays.filter(from_on__gte=from_on).first()
    if later:
        raise Refused(f"{later.name} is recorded from {later.from_on:%-d %B %Y} already.", field="from_on")
    before = spell.ward_stays.on(from_on).first()
    if before:
        WardStay.objects.filter(pk=before.pk).update(until_on=from_on)
    made = WardStay.objects.create(
        spell=spell, kind=kind, name=name, from_on=from_on, until_on=until_on, recorded_by=by
    )
    if before and until_on and (before.until_on is None or before.until_on > until_on):
        WardStay.objects.create(
            spell=spell, kind=before.kind, name=before.name, from_on=until_on, until_on=before.until_on, recorded_by=by
        )
    return made


@verb
def answer_readmission(*, spell: HospitalSpell, is_same: bool, said_by: str, by) -> HospitalSpell:
    """The keyworker says whether a readmission goes on with the clock before (`is_same`) or has its own.

    Refused when nothing was asked, and when the clock before had run out by the readmission.
    """
    individual, spell = _locked(spell)
    if not spell.readmission:
        raise Refused("Nothing is to be answered for this stay.")
    if not said_by.strip():
        raise Refused("Say who decided it for the Council, and when.", field="said_by")
    reckoning = suspensions.HoldCalculation(individual)
    stay = reckoning.stay_with(spell)
    if is_same and stay and stay.before:
        clocks = [reckoning.clock(package, stay.before) for package in reckoning.packages().open()]
        last = max((held.last_held_on for held in clocks if held), default=None)
        if last is None or last < spell.admitted_on:
            raise Refused("The clock of the stay before had run out by then; this stay has its own.", field="answer")
    spell.readmission = Readmission.SAME if is_same else Readmission.NEW
    spell.readmission_said_by = said_by.strip()
    spell.save(update_fields=["readmission", "readmission_said_by"])
    _settle(individual, by)
    return spell


def _locked(spell: HospitalSpell) -> tuple[Individual, HospitalSpell]:
    """The person and the stay, both locked. Refused for a stay that was struck through."""
    individual = suspensions.lock(spell.individual)
    spell = HospitalSpell.objects.get_locked(spell.pk)
    if spell.struck_at is not None:
        raise Refused("This stay was struck through.")
    return individual, spell


def _refuse_days(individual: Individual, admitted_on, discharged_on=None, resumed_on=None) -> None:
    for day, field, words in (
        (admitted_on, "admitted_on", "The admission"),
        (discharged_on, "discharged_on", "The discharge"),
        (resumed_on, "resumed_on", "The day on which support went on"),
    ):
        if day is not None and day > clock.today():
            raise Refused(f"{words} cannot be in the future.", field=field)
        if day is not None and individual.died_on and day > individual.died_on:
            raise Refused(f"The person died on {individual.died_on:%-d %B %Y}, before that day.", field=field)
    if discharged_on is not None and discharged_on < admitted_on:
        raise Refused("The discharge is on or after the admission.", field="discharged_on")
    if resumed_on is not None and (discharged_on is None or resumed_on < discharged_on):
        raise Refused("Support goes on again on or after the day of discharge.", field="resumed_on")


def _refuse_second_open(spell: HospitalSpell) -> None:
    people = Individual.objects.same_person(spell.individual)
    others = HospitalSpell.objects.standing().filter(individual__in=people, discharged_on=None).exclude(pk=spell.pk)
    if spell.discharged_on is None and others.exists():
        raise Refused("There is a stay without a discharge already. Record the discharge there first.")


def _settle(individual: Individual, by) -> None:
    """Compute the holds anew, and ask what must be asked of readmissions; what no longer matters is asked no more."""
    reckoning = suspensions.recompute(individual)
    for stay in reckoning.stays:
        spell, packages = stay.spell, reckoning.asks(stay)
        if packages and not spell.readmission:
            _ask(spell, Readmission.ASKED)
            for package in packages:
                notifications.notify_readmission(package, spell, by=by)
        elif spell.readmission == Readmission.ASKED and not packages and stay.discharged_on is None:
            _ask(spell, "")


def _ask(spell: HospitalSpell, readmission: str) -> None:
    spell.readmission = readmission
    spell.save(update_fields=["readmission"])
