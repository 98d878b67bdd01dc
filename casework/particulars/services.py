"""Addresses, GP, circumstances and the Council's references of a person, and the check of an NHS number."""

import datetime
from typing import Any, TypedDict, TypeVar, Unpack

import pghistory
from django.db.models import Q

from accounts.models import User
from casework.models import Address, Circumstance, CouncilReference, GpRegistration, Individual
from casework.notifications import notify_own_change
from casework.particulars.enums import ABOUT_CARERS
from contracts.models import Council
from core import clock
from core.errors import NotPossible, Refused
from core.models import change_row, strike_row
from core.verbs import verb

NOT_VERIFIED = "The NHS number is not verified."
NO_NUMBER = "Enter the NHS number first, then say how it was checked."
DatedRow = TypeVar("DatedRow", Address, GpRegistration, Circumstance)


class AddressColumns(TypedDict):
    kind: str
    lines: str
    area: str
    postcode: str
    is_start_known: bool
    note: str
    from_on: datetime.date
    until_on: datetime.date | None


class GpColumns(TypedDict):
    surgery: str
    doctor: str
    telephone: str
    address: str
    practice_code: str
    from_on: datetime.date
    until_on: datetime.date | None


class CircumstanceColumns(TypedDict):
    answer: str
    note: str
    from_on: datetime.date
    until_on: datetime.date | None


def _begin(individual: Individual, before: Any, row: DatedRow) -> DatedRow:
    """Save `row`, after ending the row in `before` that has no end and began earlier. The person is locked."""
    Individual.objects.get_locked(individual.pk)
    before.filter(until_on=None, from_on__lt=row.from_on).update(until_on=row.from_on)
    row.save(force_insert=True)
    return row


def _withdraw(row: DatedRow, same: Q, *, reason: str, by: User) -> DatedRow:
    """Withdraw the row: the one of `same` that ended when it began continues, as if nothing had changed."""
    model = type(row)
    Individual.objects.get_locked(row.individual_id)
    row = model.with_struck.get_locked(row.pk)
    from_on, until_on = row.from_on, row.until_on
    row.strike(by=by, reason=reason)
    model.objects.filter(same, individual=row.individual_id, until_on=from_on).update(until_on=until_on)
    return row


@verb
def record_address(*, individual: Individual, by: User | None, **columns: Unpack[AddressColumns]) -> Address:
    """Record where the person lives, stays for now or gets post, from a day, which may be in the future.

    The address of the same kind that has no end ends when this one begins.
    Raises Refused where another one is recorded for some of these days.
    """
    before = individual.addresses.filter(kind=columns["kind"])
    address = _begin(individual, before, Address(individual=individual, recorded_by=by, **columns))
    notify_own_change(individual, by=by)
    return address


@verb
def change_address(*, address: Address, by: User, **columns: Unpack[AddressColumns]) -> Address:
    """Correct an address, or end it with a last day. History has the row as it was.

    Raises NotPossible for one that was withdrawn, and Refused for days of another address of its kind.
    """
    address = change_row(address, columns)
    notify_own_change(address.individual, by=by)
    return address


@verb
def withdraw_address(*, address: Address, reason: str, by: User) -> Address:
    """Withdraw an address that was recorded by mistake: the one before it continues.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    address = _withdraw(address, Q(kind=address.kind), reason=reason, by=by)
    notify_own_change(address.individual, by=by)
    return address


@verb
def record_gp(*, individual: Individual, by: User, **columns: Unpack[GpColumns]) -> GpRegistration:
    """Record the person's GP surgery from a day. The one before ends then.

    Raises Refused for a code that no practice can have, and where another GP is recorded for some of these days.
    """
    row = GpRegistration(individual=individual, recorded_by=by, **columns)
    return _begin(individual, individual.gp_registrations, row)


@verb
def change_gp(*, gp: GpRegistration, by: User, **columns: Unpack[GpColumns]) -> GpRegistration:
    """Correct the GP surgery, or end it with a last day. Raises as `record_gp`, and NotPossible if it is withdrawn."""
    return change_row(gp, columns)


@verb
def withdraw_gp(*, gp: GpRegistration, reason: str, by: User) -> GpRegistration:
    """Withdraw a GP that was recorded by mistake: the one before continues. Raises as `withdraw_address`."""
    return _withdraw(gp, Q(), reason=reason, by=by)


@verb
def record_circumstance(
    *, individual: Individual, question: str, by: User, **columns: Unpack[CircumstanceColumns]
) -> Circumstance:
    """Record the person's answer to a question of the Council's data from a day. The answer before ends then.

    Raises Refused for an answer of another question, and where an answer is recorded for some of these days.
    """
    row = Circumstance(individual=individual, question=question, recorded_by=by, **columns)
    return _begin(individual, individual.circumstances.filter(question=question), row)


@verb
def answer_about_carers(*, individual: Individual, question: str, answer: str, by: User) -> Circumstance:
    """Record what the person answers on their own pages, from today on. An answer that began today is corrected.

    Raises Refused for a question that is not about carers, and for an answer of another question.
    """
    if question not in ABOUT_CARERS:
        raise Refused("This is changed by staff. Write to us if it is wrong.")
    Individual.objects.get_locked(individual.pk)
    today, rows = clock.today(), individual.circumstances.filter(question=question)
    current = rows.on(today).first()
    if current is not None and current.from_on == today:
        row = change_row(current, {"answer": answer})
    else:
        later = rows.filter(from_on__gt=today).order_by("from_on").values_list("from_on", flat=True).first()
        rows.on(today).update(until_on=today)
        days = {"from_on": today, "until_on": later}
        row = Circumstance(individual=individual, question=question, answer=answer, recorded_by=by, **days)
        row.save(force_insert=True)
    notify_own_change(individual, by=by)
    return row


@verb
def change_circumstance(
    *, circumstance: Circumstance, by: User, **columns: Unpack[CircumstanceColumns]
) -> Circumstance:
    """Correct an answer, or end it with a last day. Raises as `record_circumstance`, and NotPossible if withdrawn."""
    return change_row(circumstance, columns)


@verb
def withdraw_circumstance(*, circumstance: Circumstance, reason: str, by: User) -> Circumstance:
    """Withdraw an answer that was recorded by mistake: the one before continues. Raises as `withdraw_address`."""
    return _withdraw(circumstance, Q(question=circumstance.question), reason=reason, by=by)


@verb
def record_council_reference(*, individual: Individual, council: Council, reference: str, by: User) -> CouncilReference:
    """Record under which number a council knows the person.

    Raises Refused if another record has the number, or the person has one of this council already.
    """
    return CouncilReference.objects.create(
        individual=individual, council=council, reference=reference.strip(), recorded_by=by
    )


@verb
def change_council_reference(*, council_reference: CouncilReference, reference: str, by: User) -> CouncilReference:
    """Correct the number. Raises NotPossible if it was withdrawn, and Refused if another record has the number."""
    return change_row(council_reference, {"reference": reference.strip()})


@verb
def withdraw_council_reference(*, council_reference: CouncilReference, reason: str, by: User) -> CouncilReference:
    """Withdraw a number that is not the person's. Raises as `withdraw_address`."""
    return strike_row(council_reference, by=by, reason=reason)


@verb
def verify_nhs_number(
    *, individual: Individual, revision: int, checked_on: datetime.date, how: str, by: User
) -> Individual:
    """Record that the NHS number was checked, when and how. A number that is changed is no longer verified.

    Raises Refused without a number, for a day ahead, and where another record of the person has another verified
    number: two people were merged then. Raises Conflict when somebody saved the record since `revision`.
    """
    individual.check_revision(revision)
    individual.refresh_from_db(fields=["nhs_number"])
    if individual.nhs_number is None:
        raise Refused(NO_NUMBER)
    if checked_on > clock.today():
        raise Refused("The day of the check cannot be in the future.", field="checked_on")
    others = Individual.objects.same_person(individual).exclude(pk=individual.pk)
    if others.with_other_verified_number(individual.nhs_number).exists():
        raise Refused("Another record of this person has a different verified NHS number. Undo the merge first.")
    individual.nhs_verified_on, individual.nhs_verified_by, individual.nhs_verified_how = checked_on, by, how
    individual.save(update_fields=["revision", "nhs_verified_on", "nhs_verified_by", "nhs_verified_how"])
    return individual


@verb
def withdraw_nhs_check(*, individual: Individual, reason: str, by: User) -> Individual:
    """Take back that the NHS number was checked; history has the reason.

    Raises NotPossible if it is not verified, and Refused without a reason.
    """
    individual = Individual.objects.get_locked(individual.pk)
    if not individual.is_nhs_verified:
        raise NotPossible(NOT_VERIFIED)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    individual.nhs_verified_on, individual.nhs_verified_by, individual.nhs_verified_how = None, None, ""
    individual.revision += 1
    with pghistory.context(reason=reason.strip()):
        individual.save(update_fields=["revision", "nhs_verified_on", "nhs_verified_by", "nhs_verified_how"])
    return individual
