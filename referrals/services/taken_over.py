"""What a referral says becomes part of the person's record when it is accepted."""

import datetime
from typing import Final, Literal, NamedTuple, Self

from django.db.models import QuerySet

from accounts.models import User
from casework import services as casework
from casework.access_needs.enums import NEED_REVIEW, CodedNeed, NeedKind, need_text
from casework.enums import ContactKind
from casework.models import (
    AccessNeed,
    ContactPoint,
    CouncilReference,
    GpRegistration,
    HospitalSpell,
    Individual,
    ProfileAnswer,
)
from casework.particulars.homes import current_home, record_first_address
from core import clock
from core.errors import Refused
from core.text import sentences
from core.verbs import verb
from referrals.enums import InterpreterNeed, ReferralPart
from referrals.models import Referral
from referrals.parts.profile import rows_of_profile
from referrals.services.people_close import (
    CARER_CONSENT,
    CARES_FOR,
    emergency_safety,
    record_carer,
    record_carer_status,
    record_emergency_contact,
)

AS_REFERRED: Final = "as referred"
WARNING_LENGTH = 300  # of the warning before a visit
CORRECTED = "Check before use: the referrer added something about contact details after sending the referral."
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
    """Return the risks to staff and what helps, as a warning before a visit, with what was added after sending.

    Without what helps where it is too long; still too long, acceptance asks to shorten it.
    """
    helps = f"What helps: {referral.staff_risk_help}" if referral.staff_risk_help else ""
    added = [addition.words for addition in referral.additions_about(ReferralPart.STAFF_RISK)]
    words = sentences(referral.staff_risk_words, helps, *added)
    return words if len(words) <= WARNING_LENGTH else sentences(referral.staff_risk_words, *added)


def records_from(referral: Referral) -> list[str]:
    """Return what else the person's record takes over from the referral, each in words."""
    consent = CARER_CONSENT.get(referral.may_contact_carer, "the person was not asked if we may talk with them")
    carer = f"Unpaid carer: {referral.carer_name} ({consent})" if referral.carer_name else ""
    code = INTERPRETERS.get(referral.interpreter)
    interpreter = f"Access need: {need_text(code, referral.interpreter_language)}" if code else ""
    needs = f"Access need: {referral.communication_needs}" if referral.communication_needs else ""
    profile = "; ".join(f"{label}: {text}" for label, text in rows_of_profile(referral.profile))
    about = f"Profile: {profile}" if profile else ""
    gp = f"GP: {referral.gp_surgery}" if referral.gp_surgery else ""
    emergency = _emergency_words(referral)
    cares_for = f"Cares for {CARES_FOR[referral.cares_for]}, unpaid" if referral.cares_for else ""
    own = (interpreter, needs, carer, cares_for, emergency, gp)
    return [words for words in (*own, _council_reference(referral), _corrected(referral), about) if words]


def _emergency_words(referral: Referral) -> str:
    if not referral.emergency_name:
        return ""
    safety = emergency_safety(referral).label
    return f"Emergency contact: {referral.emergency_name} ({safety[0].lower()}{safety[1:]})"


def _council_reference(referral: Referral) -> str:
    if not referral.council_reference:
        return ""
    words = f"Council’s reference: {referral.council_reference}"
    if _has_reference(referral).exists():
        return f"{words}. A record here has this reference already: is it the same person?"
    return words


def _has_reference(referral: Referral) -> QuerySet[CouncilReference]:
    """Return the row that says that somebody here has the Council's reference of the referral."""
    council_id, reference = referral.contract.council_id, referral.council_reference
    return CouncilReference.objects.filter(council=council_id, reference__iexact=reference)


def _corrected(referral: Referral) -> str:
    """Return what becomes of the contact details that were corrected after sending."""
    if not referral.additions_about(ReferralPart.CONTACT):
        return ""
    return "Contact details as sent, marked as not safe to use: something was added about them. Correct them afterwards"


@verb
def take_over(
    *, referral: Referral, individual: Individual | None, visit_warning: str | None, by: User | None
) -> Individual:
    """Return the person, with what the referral says of them; without `individual`, they are new to the service.

    Names, wishes, ways to reach them, access needs (R66), profile (R67), carer status, an emergency contact, the GP,
    the Council's reference (R68) and risks to staff. What was added about contact details after sending makes those
    that were sent unsafe, until somebody corrects them.
    `visit_warning` is what the manager made of the risks; None leaves them as the referral says. Raises Refused where
    the warning is too long.
    """
    person = individual or _new_individual(referral, by)
    _take_over_particulars(referral, person, by)
    _record_needs(referral, person, by)
    record_carer_status(referral=referral, person=person, by=by)
    record_carer(referral=referral, person=person, by=by)
    record_emergency_contact(referral=referral, person=person, by=by)
    _record_gp(referral, person, by)
    _record_council_reference(referral, person, by)
    _record_profile(referral, person, by)
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
    return casework.record_admission(individual=individual, told_by=told_by, by=by, **stay._asdict())


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
    is_corrected = bool(referral.additions_about(ReferralPart.CONTACT))
    note = CORRECTED if is_corrected else referral.contact_note
    for kind, value, is_safe in contact_points:
        if value:
            point, is_new = ContactPoint.objects.get_or_create(
                individual=person,
                kind=kind,
                value=value,
                defaults={"is_safe": False if is_corrected else is_safe, "note": note, "recorded_by": by},
            )
            if is_corrected and not is_new and point.is_safe is not False:
                point.is_safe, point.note = False, note
                point.save(update_fields=["is_safe", "note"])


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


def _record_gp(referral: Referral, person: Individual, by: User | None) -> None:
    """Record the GP surgery from today, unless one is recorded."""
    records = Individual.objects.same_person(person)
    if not referral.gp_surgery or GpRegistration.objects.not_ended(clock.today()).filter(individual__in=records):
        return
    GpRegistration.objects.create(
        individual=person,
        surgery=referral.gp_surgery,
        telephone=referral.gp_telephone,
        from_on=clock.today(),
        recorded_by=by,
    )


def _record_council_reference(referral: Referral, person: Individual, by: User | None) -> None:
    """Record under which number the Council knows the person (R68), unless it is recorded, here or of somebody else."""
    council = referral.contract.council
    own = CouncilReference.objects.filter(individual__in=Individual.objects.same_person(person), council=council)
    if not referral.council_reference or own.exists() or _has_reference(referral).exists():
        return
    CouncilReference.objects.create(
        individual=person, council=council, reference=referral.council_reference, recorded_by=by
    )


def _record_profile(referral: Referral, person: Individual, by: User | None) -> None:
    """Record the answers about who the person is, except to questions that one of their records has asked (R67)."""
    records = Individual.objects.same_person(person)
    asked = set(ProfileAnswer.objects.filter(individual__in=records).values_list("question", flat=True))
    for question, answer in referral.profile.items():
        if question not in asked:
            casework.record_profile_answer(
                individual=person,
                question=question,
                how=f"From the referral {referral.reference}",
                asked_on=clock.day_of(referral.received_at or clock.now()),
                by=by,
                **answer,
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
