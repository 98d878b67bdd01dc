"""Record and correct hospital stays: admission, wards, discharge, readmission."""

import datetime

import pghistory

from accounts.models import User
from casework import notifications
from casework.enums import Readmission, WardKind
from casework.hospital import hold_calculation
from casework.hospital.hold_calculation import HoldCalculation, HospitalStay
from casework.hospital.models import DISCHARGE_BEFORE_ADMISSION, RESTART_BEFORE_DISCHARGE, STAY_STRUCK
from casework.hospital.struck_stays import notify_stay_struck
from casework.hospital.wrong_endings import wrongly_ended
from casework.models import Hold, HospitalSpell, Individual, SupportPackage, WardStay
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb


@verb
def record_admission(
    *,
    individual: Individual,
    hospital: str,
    kind: str,
    admitted_on: datetime.date,
    by: User | None,
    discharged_on: datetime.date | None = None,
    told_by: str = "",
) -> HospitalSpell:
    """Record an admission to hospital. Support is held from that day if the contract's terms provide for it (T5.4).

    The keyworker is asked whether the hold continues when the person is readmitted before support had resumed.
    """
    individual = hold_calculation.lock(individual)
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
    _refuse_among_others(spell)
    spell.save(force_insert=True)
    _ask_about_long_stay(_update_holds(individual, by), spell, by)
    for package in SupportPackage.objects.open().filter(holds__spell=spell).select_related("case__contract"):
        hold = package.holds.filter(spell=spell, until_on=None).first()
        if hold and not hold.is_over:
            notifications.notify_held(package, last_held_on=hold.last_held_on, by=by)
    spell.refresh_from_db()
    return spell


@verb
def record_discharge(
    *, spell: HospitalSpell, discharged_on: datetime.date, by: User | None, resumed_on: datetime.date | None = None
) -> HospitalSpell:
    """Record that the person left hospital. The hold ends on that day.

    `resumed_on` is the first day of support after the stay; None while that is not known.
    """
    individual, spell = _lock_spell(spell)
    if spell.discharged_on is not None:
        raise Refused("The discharge is already recorded.", field="discharged_on")
    _refuse_days(individual, spell.admitted_on, discharged_on, resumed_on)
    spell.discharged_on, spell.resumed_on = discharged_on, resumed_on
    spell.save(update_fields=["discharged_on", "resumed_on"])
    notifications.settle_hold(Hold.objects.filter(spell=spell))
    _ask_about_long_stay(_update_holds(individual, by), spell, by)
    return spell


@verb
def record_resumption(*, spell: HospitalSpell, resumed_on: datetime.date, by: User | None) -> HospitalSpell:
    """Record the first day of support after the stay. A readmission from then on starts a new hold period."""
    individual, spell = _lock_spell(spell)
    if spell.discharged_on is None:
        raise Refused("Record the discharge first.")
    if spell.resumed_on is not None:
        raise Refused("The day support restarted is already recorded.", field="resumed_on")
    _refuse_days(individual, spell.admitted_on, spell.discharged_on, resumed_on)
    spell.resumed_on = resumed_on
    spell.save(update_fields=["resumed_on"])
    notifications.settle_outlasted(_update_holds(individual, by).packages(), spell)
    return spell


@verb
def correct_spell(
    *,
    spell: HospitalSpell,
    admitted_on: datetime.date,
    discharged_on: datetime.date | None,
    resumed_on: datetime.date | None,
    reason: str,
    by: User | None,
) -> HospitalSpell:
    """Correct the days of a stay and recompute the holds. History has the old days and the reason.

    Packages that have ended because of the old days remain ended until a manager undoes the end.
    """
    individual, spell = _lock_spell(spell)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    _refuse_days(individual, admitted_on, discharged_on, resumed_on)
    first_ward = spell.ward_stays.order_by("from_on").first()
    if first_ward and first_ward.from_on < admitted_on:
        raise Refused(f"A ward is recorded from {first_ward.from_on:%-d %B %Y}, before this date.", field="admitted_on")
    spell.admitted_on, spell.discharged_on, spell.resumed_on = admitted_on, discharged_on, resumed_on
    spell.corrected_at = clock.now()
    _refuse_among_others(spell)
    with pghistory.context(reason=reason.strip()):
        spell.save(update_fields=["admitted_on", "discharged_on", "resumed_on", "corrected_at"])
        calculation = _update_holds(individual, by)
        _ask_about_long_stay(calculation, spell, by)
    _ask_to_undo_endings(calculation, spell, by)
    return spell


@verb
def strike_admission(*, spell: HospitalSpell, reason: str, by: User | None) -> HospitalSpell:
    """Strike through a stay that was entered by mistake, and recompute the holds. Everybody concerned is notified.

    Support that has ended because of it remains ended until a manager undoes the end.
    """
    individual, spell = _lock_spell(spell)
    spell.strike(by=by, reason=reason)
    notifications.settle_hold(Hold.objects.filter(spell=spell))
    calculation = _update_holds(individual, by)
    notifications.settle_readmission(calculation.packages(), spell)
    notifications.settle_outlasted(calculation.packages(), spell)
    notify_stay_struck(spell, by=by)
    _ask_to_undo_endings(calculation, spell, by)
    return spell


@verb
def record_ward(
    *,
    spell: HospitalSpell,
    kind: str,
    name: str,
    from_on: datetime.date,
    by: User | None,
    until_on: datetime.date | None = None,
) -> WardStay:
    """Record a move to another ward or hospital, or Section 17 leave. The stay and its hold period do not change.

    `until_on` (exclusive) is the first day back from leave; the ward before it applies again from that day.
    """
    _, spell = _lock_spell(spell)
    if kind != WardKind.LEAVE and until_on is not None:
        raise Refused("Enter an end for leave only. A ward lasts until the next one.", field="until_on")
    if not spell.admitted_on <= from_on <= (spell.discharged_on or clock.today()) or from_on > clock.today():
        raise Refused("This date is outside the hospital stay.", field="from_on")
    if until_on is not None and spell.discharged_on is not None and until_on > spell.discharged_on:
        raise Refused("Leave cannot end after the discharge.", field="until_on")
    later = spell.ward_stays.filter(from_on__gte=from_on).first()
    if later:
        raise Refused(f"{later.name} is already recorded from {later.from_on:%-d %B %Y}.", field="from_on")
    before = spell.ward_stays.on(from_on).first()
    if before:
        WardStay.objects.filter(pk=before.pk).update(until_on=from_on)
    ward_stay = WardStay.objects.create(
        spell=spell, kind=kind, name=name, from_on=from_on, until_on=until_on, recorded_by=by
    )
    if before and until_on and (before.until_on is None or before.until_on > until_on):
        WardStay.objects.create(
            spell=spell, kind=before.kind, name=before.name, from_on=until_on, until_on=before.until_on, recorded_by=by
        )
    return ward_stay


@verb
def strike_ward(*, ward_stay: WardStay, reason: str, by: User) -> WardStay:
    """Strike through a ward or leave that was entered by mistake; the ward before it applies until its last day.

    Raises NotPossible for one that is struck through already, and Refused without a reason.
    """
    _, spell = _lock_spell(ward_stay.spell)
    until_on = ward_stay.until_on
    ward_stay = strike_row(ward_stay, by=by, reason=reason)
    before = spell.ward_stays.filter(until_on=ward_stay.from_on).first()
    if before is not None:
        before.until_on = until_on
        before.save(update_fields=["until_on"])
    return ward_stay


@verb
def answer_readmission(*, spell: HospitalSpell, is_same: bool, said_by: str, by: User | None) -> HospitalSpell:
    """Record whether a readmission continues the hold period before it (`is_same`) or starts a new one.

    Raises Refused when nothing was asked, and for `is_same` when by the readmission support had restarted, or the
    period before had ended.
    """
    individual, spell = _lock_spell(spell)
    if not spell.readmission:
        raise Refused("There is no decision to record for this stay.")
    if not said_by.strip():
        raise Refused("Enter who decided for the Council, and when.", field="said_by")
    calculation = HoldCalculation(individual)
    stay = calculation.stay_with(spell)
    if is_same and stay and stay.restarted_on:
        day = f"{stay.restarted_on:%-d %B %Y}"
        raise Refused(f"Support had restarted on {day}, so this stay has its own day count.", field="answer")
    if is_same and stay and stay.before:
        periods = [calculation.period(package, stay.before) for package in calculation.packages().open()]
        last = max((period.last_held_on for period in periods if period), default=None)
        if last is None or last < spell.admitted_on:
            raise Refused("The previous hold was over by then, so this stay has its own day count.", field="answer")
    spell.readmission = Readmission.SAME if is_same else Readmission.NEW
    spell.readmission_said_by = said_by.strip()
    spell.save(update_fields=["readmission", "readmission_said_by"])
    notifications.settle_readmission(calculation.packages(), spell)
    _update_holds(individual, by)
    return spell


@verb
def join_stays(*, individual: Individual, by: User | None) -> None:
    """Update the holds, and the questions about readmissions, after a merge of the person's records or its undoing."""
    _update_holds(individual, by)


def _lock_spell(spell: HospitalSpell) -> tuple[Individual, HospitalSpell]:
    """Return the person and the stay, both locked. Raises Refused for a stay that was struck through."""
    individual = hold_calculation.lock(spell.individual)
    spell = HospitalSpell.objects.get_locked(spell.pk)
    if spell.struck_at is not None:
        raise Refused(STAY_STRUCK)
    return individual, spell


def _refuse_days(
    individual: Individual,
    admitted_on: datetime.date,
    discharged_on: datetime.date | None = None,
    resumed_on: datetime.date | None = None,
) -> None:
    for day, field, label in (
        (admitted_on, "admitted_on", "The admission"),
        (discharged_on, "discharged_on", "The discharge"),
        (resumed_on, "resumed_on", "The day support restarted"),
    ):
        if day is not None and day > clock.today():
            raise Refused(f"{label} cannot be in the future.", field=field)
        if day is not None and individual.died_on and day > individual.died_on:
            raise Refused(f"The person died on {individual.died_on:%-d %B %Y}, before this date.", field=field)
    if discharged_on is not None and discharged_on < admitted_on:
        raise Refused(DISCHARGE_BEFORE_ADMISSION, field="discharged_on")
    if resumed_on is not None and (discharged_on is None or resumed_on < discharged_on):
        raise Refused(RESTART_BEFORE_DISCHARGE, field="resumed_on")


def _refuse_among_others(spell: HospitalSpell) -> None:
    """Refuse a stay without a discharge beside another one, or before one that is recorded already."""
    if spell.discharged_on is not None:
        return
    people = Individual.objects.same_person(spell.individual)
    others = HospitalSpell.objects.not_struck().filter(individual__in=people).exclude(pk=spell.pk)
    still_open = others.filter(discharged_on=None).first()
    if still_open:
        raise Refused(
            f"The stay from {still_open.admitted_on:%-d %B %Y} has no discharge yet. Record that discharge first."
        )
    later = others.filter(admitted_on__gte=spell.admitted_on).order_by("admitted_on").first()
    if later:
        raise Refused(
            f"A stay from {later.admitted_on:%-d %B %Y} to {later.discharged_on:%-d %B %Y} is already recorded. If "
            "this was an earlier stay, enter its date of discharge. If it was the same, correct the dates of that one.",
            field="discharged_on",
        )


def _ask_about_long_stay(calculation: HoldCalculation, spell: HospitalSpell, by: User | None) -> None:
    """Ask what follows where the stay of `spell` outlasted its hold and support had not restarted; once for each end.

    Where it did not outlast it, take the question back.
    """
    stay = calculation.stay_with(spell)
    for package in calculation.packages().open():
        ends_on = _outlasted_on(package, stay, calculation) if stay else None
        if stay and ends_on:
            notifications.notify_outlasted(package, stay.spell, ends_on, stay.discharged_on, by=by)
        else:
            notifications.settle_outlasted([package], spell)


def _ask_to_undo_endings(calculation: HoldCalculation, spell: HospitalSpell, by: User | None) -> None:
    """Ask managers to undo the end of support where `spell` was its cause and was none, or not in those days."""
    for package in wrongly_ended(calculation.packages()):
        notifications.notify_wrongly_ended(package, spell, by=by)


def _outlasted_on(package: SupportPackage, stay: HospitalStay, calculation: HoldCalculation) -> datetime.date | None:
    """Return the day on which support should have ended in the stay; None where it was given again, or ends by itself.

    A stay that is open and was recorded in time ends support by itself.
    """
    period = calculation.period(package, stay)
    if period is not None and stay.discharged_on is None:
        late = package.holds.recorded_late(clock.today()).filter(spell=stay.spell)
        return period.ends_on if late.exists() else None
    if period is None or stay.discharged_on is None or stay.resumed_on or stay.discharged_on <= period.ends_on:
        return None
    return period.ends_on if package.holds.filter(spell=stay.spell, until_on=period.ends_on).exists() else None


def _update_holds(individual: Individual, by: User | None) -> HoldCalculation:
    """Recompute the holds; ask the keyworker about readmissions that need it, and withdraw questions that do not."""
    calculation = hold_calculation.recompute(individual)
    for stay in calculation.stays:
        spell, packages = stay.spell, calculation.packages_to_ask_about(stay)
        if packages and not spell.readmission:
            _set_readmission(spell, Readmission.ASKED)
            for package in packages:
                _ask_about(package, stay, calculation, by)
        elif spell.readmission == Readmission.ASKED and not packages and stay.discharged_on is None:
            _set_readmission(spell, "")
            notifications.settle_readmission(calculation.packages(), spell)
    return calculation


def _ask_about(package: SupportPackage, stay: HospitalStay, calculation: HoldCalculation, by: User | None) -> None:
    """Ask about one of `packages_to_ask_about`, with the last held day of each answer."""
    assert stay.before is not None  # as packages_to_ask_about selects
    same, new = calculation.period(package, stay.before), calculation.period(package, stay)
    assert same is not None
    if_new = new.last_held_on if new else None
    notifications.notify_readmission(package, stay.spell, if_same=same.last_held_on, if_new=if_new, by=by)


def _set_readmission(spell: HospitalSpell, readmission: str) -> None:
    spell.readmission = readmission
    spell.save(update_fields=["readmission"])
