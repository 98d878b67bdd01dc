"""What a referral says becomes part of the person's record when it is accepted."""

import datetime
from typing import Final, Literal, NamedTuple, Self

from accounts.models import User
from casework.access_needs.enums import NEED_REVIEW, CodedNeed, NeedKind, need_text
from casework.enums import ContactKind, RelationshipKind
from casework.models import AccessNeed, ContactPoint, HospitalSpell, Individual, Relationship
from casework.particulars.homes import current_home, record_first_address
from casework.services import record_admission
from core import clock
from core.errors import Refused
from core.verbs import verb
from referrals.enums import InterpreterNeed
from referrals.models import Referral

AS_REFERRED: Final = "as referred"
WARNING_LENGTH = 300  # of the warning before a visit
INTERPRETERS: dict[str, CodedNeed] = {
    InterpreterNeed.LANGUAGE: CodedNeed.INTERPRETER,
    InterpreterNeed.SIGN: CodedNeed.SIGN_INTERPRETER,
}


class ReferredStay(NamedTuple):
    """A stay in hospital that has not ended when the referral is accepted."""

    hospital: str
    kind: str
    admitted_on: datetime.date

    @classmethod
    def in_referral(cls, referral: Referral) -> Self | None:
        """Return the stay that the referral tells of; None where the date of admission is not known."""
        if not referral.is_in_hospital or referral.admitted_on is None:
            return None
        return cls(referral.hospital, referral.hospital_kind, referral.admitted_on)


def warning_in(referral: Referral) -> str:
    """Return the risks to staff and what helps, as a warning before a visit; cut where it is too long for one."""
    if not referral.has_staff_risk:
        return ""
    helps = f" What helps: {referral.staff_risk_help}" if referral.staff_risk_help else ""
    words = f"{referral.staff_risk_words}{helps}"
    return words if len(words) <= WARNING_LENGTH else referral.staff_risk_words


def records_from(referral: Referral) -> list[str]:
    """Return what else the person's record takes over from the referral, each in words."""
    carer = f"Unpaid carer: {referral.carer_name}" if referral.carer_name else ""
    code = INTERPRETERS.get(referral.interpreter)
    interpreter = f"Access need: {need_text(code, referral.interpreter_language)}" if code else ""
    needs = f"Access need: {referral.communication_needs}" if referral.communication_needs else ""
    return [words for words in (interpreter, needs, carer) if words]


@verb
def take_over(
    *, referral: Referral, individual: Individual | None, visit_warning: str | None, by: User | None
) -> Individual:
    """Return the person, with what the referral says of them; without `individual`, they are new to the service.

    Names, wishes, ways to reach them, access needs (R66), an unpaid carer and risks to staff. `visit_warning` is what
    the manager made of the risks; None leaves them as the referral says. Raises Refused where the warning is too long.
    """
    person = individual or _new_individual(referral, by)
    _take_over_particulars(referral, person, by)
    _record_needs(referral, person, by)
    _record_carer(referral, person, by)
    _add_visit_warning(person, warning_in(referral) if visit_warning is None else visit_warning)
    return person


@verb
def record_stay(
    *, referral: Referral, individual: Individual, stay: ReferredStay | Literal["as referred"] | None, by: User | None
) -> HospitalSpell | None:
    """Record that the person is in hospital, unless a stay without a discharge is recorded already (T5.4)."""
    if stay == AS_REFERRED:
        stay = ReferredStay.in_referral(referral)
    records = Individual.objects.same_person(individual)
    unfinished = HospitalSpell.objects.not_struck().filter(individual__in=records, discharged_on=None)
    if stay is None or unfinished.exists():
        return None
    told_by = f"Referral {referral.reference}"
    return record_admission(individual=individual, told_by=told_by, by=by, **stay._asdict())


def _new_individual(referral: Referral, by: User | None) -> Individual:
    return Individual.objects.create(
        full_name=referral.full_name,
        known_as=referral.known_as,
        date_of_birth=referral.date_of_birth,
        born_about=referral.born_about,
        nhs_number=referral.nhs_number or None,
        recorded_by=by,
    )


def _take_over_particulars(referral: Referral, person: Individual, by: User | None) -> None:
    """Record the latest wishes, names not known yet, an address if none is known, and ways to contact the person."""
    known = {person.full_name, *person.former_names}
    new = [name for name in [referral.full_name, *referral.former_names] if name not in known]
    person.former_names = [*person.former_names, *dict.fromkeys(new)]
    person.worker_gender_wish = referral.worker_gender_wish or person.worker_gender_wish
    person.worker_language_wish = referral.worker_language_wish or person.worker_language_wish
    person.save(update_fields=["former_names", "worker_gender_wish", "worker_language_wish"])
    if current_home(person) is None:
        lines, area, postcode = referral.address, referral.area, referral.postcode
        record_first_address(person, lines=lines, area=area, postcode=postcode, by=by)
    contact_points = (
        (ContactKind.TELEPHONE, referral.telephone, referral.telephone_is_safe),
        (ContactKind.TEXT, referral.telephone, referral.text_is_safe),
        (ContactKind.EMAIL, referral.email, referral.email_is_safe),
    )
    for kind, value, is_safe in contact_points:
        if value:
            ContactPoint.objects.get_or_create(
                individual=person,
                kind=kind,
                value=value,
                defaults={"is_safe": is_safe, "note": referral.contact_note, "recorded_by": by},
            )


def _record_needs(referral: Referral, person: Individual, by: User | None) -> None:
    """Record the interpreter and the other needs as access needs, unless they are recorded already (R66)."""
    needs = [(NeedKind.SUPPORT, "", referral.communication_needs)] if referral.communication_needs else []
    if interpreter := INTERPRETERS.get(referral.interpreter):
        needs.append((NeedKind.PROFESSIONAL, interpreter, referral.interpreter_language))
    for kind, code, words in needs:
        AccessNeed.objects.get_or_create(
            individual=person,
            relationship=None,
            kind=kind,
            code=code,
            words=words,
            defaults={"review_on": clock.today() + NEED_REVIEW, "recorded_by": by},
        )


def _record_carer(referral: Referral, person: Individual, by: User | None) -> None:
    """Record the unpaid carer from today, unless a carer of this name is recorded already."""
    if not referral.carer_name:
        return
    carers = Relationship.objects.on(clock.today()).filter(kind=RelationshipKind.CARER)
    records = Individual.objects.same_person(person)
    if carers.filter(individual__in=records, name__iexact=referral.carer_name).exists():
        return
    may_contact = referral.get_may_contact_carer_display() or "not asked"
    Relationship.objects.create(
        individual=person,
        kind=RelationshipKind.CARER,
        name=referral.carer_name,
        telephone=referral.carer_telephone,
        note=f"From the referral. May we contact them? {may_contact}",
        from_on=clock.today(),
        recorded_by=by,
    )


def _add_visit_warning(person: Individual, words: str) -> None:
    """Add `words` to the warning that is read before a visit (T6.5), unless they are in it.

    Raises Refused where both are too long for one warning.
    """
    lines = [person.visit_warning] if person.visit_warning else []
    if not words or words in person.visit_warning:
        return
    warning = "\n".join([*lines, words])
    if len(warning) > WARNING_LENGTH:
        left = WARNING_LENGTH - len(person.visit_warning) - len(lines)
        raise Refused(
            f"Shorten the visit warning to {max(left, 0)} characters. The person’s record already has a warning.",
            field="visit_warning",
        )
    person.visit_warning = warning
    person.save(update_fields=["visit_warning"])
