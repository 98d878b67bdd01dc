"""First answers of a referral, from what is recorded already."""

from typing import Any

from casework.access_needs.enums import CodedNeed
from casework.enums import ContactKind, RelationshipKind
from casework.models import Individual, SupportPackage
from casework.particulars.enums import CircumstanceQuestion
from casework.particulars.homes import current_home
from casework.people.safety_facts import facts_of
from core import clock
from referrals.enums import InterpreterNeed, YesNo
from referrals.services import ReferralParticulars

INTERPRETERS = {
    CodedNeed.INTERPRETER: InterpreterNeed.LANGUAGE,
    CodedNeed.SIGN_INTERPRETER: InterpreterNeed.SIGN,
}


def start_fields(package: SupportPackage) -> dict[str, Any]:
    """Return the first values of the form that starts a referral from the ended `package` (T5.4)."""
    return {
        "full_name": package.case.individual.full_name,
        "strand": package.strands.order_by("-from_on").values_list("strand", flat=True).first(),
    }


def known_answers(package: SupportPackage) -> ReferralParticulars:
    """Return what the draft takes over from the person and the ended package that it returns from (T5.4)."""
    person = package.case.individual
    points = {point.kind: point for point in person.contact_points.order_by("recorded_at")}
    telephone = points.get(ContactKind.TELEPHONE) or points.get(ContactKind.TEXT)
    email = points.get(ContactKind.EMAIL)
    home = current_home(person)
    hours = package.weekly_hours.order_by("-from_on").first()
    return {
        "known_as": person.known_as,
        "former_names": person.former_names,
        "date_of_birth": person.date_of_birth,
        "born_about": person.born_about,
        "birth_is_unknown": person.date_of_birth is None and person.born_about is None,
        "nhs_number": person.nhs_number or "",
        "council_reference": _council_reference(package),
        "address": home.lines if home else "",
        "area": home.area if home else "",
        "postcode": home.postcode if home else "",
        "needs": package.needs,
        "outcomes": list(package.agreed_outcomes.values_list("text", flat=True)),
        "wanted_minutes": hours.minutes if hours else None,
        "wanted_domains": package.wanted_domains.all(),
        "telephone": telephone.value if telephone else "",
        "telephone_is_safe": points[ContactKind.TELEPHONE].is_safe if ContactKind.TELEPHONE in points else None,
        "text_is_safe": points[ContactKind.TEXT].is_safe if ContactKind.TEXT in points else None,
        "email": email.value if email else "",
        "email_is_safe": email.is_safe if email else None,
        "worker_gender_wish": person.worker_gender_wish,
        "worker_language_wish": person.worker_language_wish,
        **_interpreter(person),
        **_carer(person),
        **_is_carer(person),
        **_emergency_contact(person),
        **_gp(person),
    }


def _council_reference(package: SupportPackage) -> str:
    """Return the reference under which the council of the package knows the person."""
    council_id = package.case.contract.council_id
    references = package.case.individual.council_references.filter(council=council_id)
    return references.values_list("reference", flat=True).first() or ""


def _emergency_contact(person: Individual) -> ReferralParticulars:
    contacts = person.relationships.on(clock.today()).filter(emergency_order__isnull=False).exclude(telephone="")
    contact = contacts.order_by("emergency_order", "name").first()
    if contact is None:
        return {}
    return {
        "emergency_name": contact.name,
        "emergency_kind": contact.kind,
        "emergency_telephone": contact.telephone,
        "emergency_safety": contact.contact_safety,
    }


def _gp(person: Individual) -> ReferralParticulars:
    gp = person.gp_registrations.on(clock.today()).first()
    return {"gp_surgery": gp.surgery, "gp_telephone": gp.telephone} if gp else {}


def _interpreter(person: Individual) -> ReferralParticulars:
    """Return the interpreter that is recorded, if the Council may know of it.

    One for a language that nobody named must be asked about again.
    """
    if not facts_of(person).are_needs_shared:
        return {}
    need = person.access_needs.filter(relationship=None, code__in=INTERPRETERS).order_by("recorded_at").last()
    if need is None or (need.code == CodedNeed.INTERPRETER and not need.words):
        return {}
    return {"interpreter": INTERPRETERS[CodedNeed(need.code)], "interpreter_language": need.words[:60]}


def _carer(person: Individual) -> ReferralParticulars:
    carer = person.relationships.on(clock.today()).filter(kind=RelationshipKind.CARER).first()
    if carer is None:
        return {}
    return {"has_carer": YesNo.YES, "carer_name": carer.name, "carer_telephone": carer.telephone}


def _is_carer(person: Individual) -> ReferralParticulars:
    """Return whether they care for somebody, where the record says yes or no; for whom must be asked about again."""
    answers = person.circumstances.on(clock.today()).filter(question=CircumstanceQuestion.IS_CARER)
    known = answers.filter(answer__in=[YesNo.YES, YesNo.NO]).first()
    return {"is_carer": known.answer} if known else {}
