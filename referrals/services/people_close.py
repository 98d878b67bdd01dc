"""Who is close to the person, as the referral says: an unpaid carer, and who is contacted in an emergency."""

from django.db.models import Max

from accounts.models import User
from casework import services as casework
from casework.consent.enums import ConsentAnswer, ConsentPurpose
from casework.enums import RelationshipKind
from casework.models import Circumstance, ConsentDecision, Individual, Relationship
from casework.particulars.enums import CarerAnswer, CircumstanceQuestion, ContactSafety, NoAnswer
from core import clock
from core.verbs import verb
from referrals.enums import CaresFor, ReferralPart, YesNo
from referrals.models import Referral

CARER_CONSENT: dict[str, str] = {
    YesNo.YES: "the person agrees that we talk with them",
    YesNo.NO: "the person does not want us to talk with them",
}
CARER_ANSWERS: dict[str, str] = {
    YesNo.YES: CarerAnswer.YES,
    YesNo.NO: CarerAnswer.NO,
    YesNo.NOT_KNOWN: NoAnswer.NOT_KNOWN,
}
CARES_FOR: dict[str, str] = {
    CaresFor.ADULT: "an adult",
    CaresFor.CHILD: "a child",
    CaresFor.BOTH: "an adult and a child",
}
MOST_EMERGENCY_CONTACTS = 9


@verb
def record_carer_status(*, referral: Referral, person: Individual, by: User | None) -> None:
    """Record from today whether they have an unpaid carer, and whether they care for somebody, an adult or a child.

    Each unless one of their records has an answer.
    """
    cares_for = f"Cares for {CARES_FOR[referral.cares_for]}. " if referral.cares_for else ""
    _record_circumstance(CircumstanceQuestion.HAS_CARER, referral.has_carer, "", referral, person, by)
    _record_circumstance(CircumstanceQuestion.IS_CARER, referral.is_carer, cares_for, referral, person, by)


def _record_circumstance(
    question: CircumstanceQuestion, answer: str, note: str, referral: Referral, person: Individual, by: User | None
) -> None:
    answers = Circumstance.objects.not_ended(clock.today()).filter(question=question)
    if not answer or answers.filter(individual__in=Individual.objects.same_person(person)).exists():
        return
    Circumstance.objects.create(
        individual=person,
        question=question,
        answer=CARER_ANSWERS[answer],
        from_on=clock.today(),
        note=f"{note}From the referral {referral.reference}",
        recorded_by=by,
    )


@verb
def record_carer(*, referral: Referral, person: Individual, by: User | None) -> None:
    """Record the unpaid carer from today, unless one of this name is recorded already, and what the person decided.

    Consent to talk with them is an entry like any other (R49). There is none where the person was not asked.
    """
    if not referral.carer_name:
        return
    carers = Relationship.objects.on(clock.today()).filter(kind=RelationshipKind.CARER)
    records = Individual.objects.same_person(person)
    carer = carers.filter(individual__in=records, name__iexact=referral.carer_name).order_by("from_on", "pk").first()
    carer = carer or Relationship.objects.create(
        individual=person,
        kind=RelationshipKind.CARER,
        name=referral.carer_name,
        telephone=referral.carer_telephone,
        note="From the referral.",
        from_on=clock.today(),
        recorded_by=by,
    )
    _record_consent(referral, carer, by)


def _record_consent(referral: Referral, carer: Relationship, by: User | None) -> None:
    """Record whether the person agrees that we talk with the carer, as of when the referral was sent.

    What they decided since counts before it. Nothing is recorded that would only repeat the decision before it, and no
    agreement where something was added about the carer after sending.
    """
    if referral.may_contact_carer not in CARER_CONSENT:
        return
    if referral.may_contact_carer == YesNo.YES and referral.additions_about(ReferralPart.CARER):
        return  # they may have changed their mind: ask
    decided_at = min(referral.received_at or clock.now(), clock.now())
    earlier = ConsentDecision.objects.for_party(carer).filter(purpose=ConsentPurpose.TALK, decided_at__lte=decided_at)
    last = earlier.first()
    had_agreed = last is not None and last.is_given
    agrees = referral.may_contact_carer == YesNo.YES
    if had_agreed == agrees and last is not None:
        return
    refusal = ConsentAnswer.WITHDRAWN if had_agreed else ConsentAnswer.REFUSED
    casework.record_consent(
        party=carer,
        purpose=ConsentPurpose.TALK,
        answer=ConsentAnswer.GIVEN if agrees else refusal,
        how=f"in the referral {referral.reference}",
        decided_at=decided_at,
        by=by,
    )


@verb
def record_emergency_contact(*, referral: Referral, person: Individual, by: User | None) -> None:
    """Record who is contacted in an emergency, last in the order; somebody of this name who is recorded becomes it.

    What the referral says of contacting them safely counts where nobody was asked before, and always where it says no.
    """
    if not referral.emergency_name:
        return
    records = Individual.objects.same_person(person)
    close = Relationship.objects.on(clock.today()).filter(individual__in=records)
    last = close.aggregate(last=Max("emergency_order"))["last"] or 0
    has_room = last < MOST_EMERGENCY_CONTACTS
    of_this_name = list(close.filter(name__iexact=referral.emergency_name).order_by("recorded_at", "pk"))
    for known in of_this_name:
        _take_over_safety(known, emergency_safety(referral))
    if of_this_name:
        known = of_this_name[0]
        if has_room and not any(row.is_emergency_contact for row in of_this_name):
            known.emergency_order = last + 1
        known.telephone = known.telephone or referral.emergency_telephone
        known.save(update_fields=["emergency_order", "telephone"])
        return
    if not has_room:
        return
    Relationship.objects.create(
        individual=person,
        kind=referral.emergency_kind,
        name=referral.emergency_name,
        telephone=referral.emergency_telephone,
        contact_safety=emergency_safety(referral),
        emergency_order=last + 1,
        note=f"From the referral {referral.reference}",
        from_on=clock.today(),
        recorded_by=by,
    )


def _take_over_safety(known: Relationship, safety: ContactSafety) -> None:
    if safety == ContactSafety.NO or known.contact_safety == ContactSafety.NOT_ASKED:
        known.contact_safety = safety
        known.save(update_fields=["contact_safety"])


def emergency_safety(referral: Referral) -> ContactSafety:
    """Return whether contacting them is safe; to be asked again where something was added about contact details, unless
    it is not safe.
    """
    referred = ContactSafety(referral.emergency_safety or ContactSafety.NOT_ASKED)
    is_corrected = bool(referral.additions_about(ReferralPart.CONTACT))
    return ContactSafety.NOT_ASKED if is_corrected and referred != ContactSafety.NO else referred
