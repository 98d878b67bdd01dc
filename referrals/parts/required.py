"""Which parts a referral has, which answers its contract's terms require in each, and which are missing."""

from contracts.models import Contract, Terms
from core import clock
from referrals.enums import ReferralPart
from referrals.models import Referral

ALWAYS = {
    ReferralPart.RECEIPT: ("came_by",),
    ReferralPart.REQUEST: ("source", "planned_start_on"),
    ReferralPart.PERSON: ("full_name",),
    ReferralPart.AGREEMENT: ("knows_of_referral", "agreement"),
    ReferralPart.SUPPORT: ("needs",),
    ReferralPart.HEALTH: ("in_hospital",),
    ReferralPart.COMMUNICATION: ("interpreter",),
    ReferralPart.CARER: ("has_carer",),
    ReferralPart.STAFF_RISK: ("staff_risk",),
}


def parts_of(referral: Referral, terms: Terms) -> list[ReferralPart]:
    """Return the parts of the referral in their order: only what its contract asks and what fits how it came."""
    left_out = set()
    if not referral.was_entered_on_behalf:
        left_out.add(ReferralPart.RECEIPT)
    if not (terms.asks_residence or terms.asks_mental_health_services or terms.asks_eligible_needs):
        left_out.add(ReferralPart.ELIGIBILITY)
    return [part for part in ReferralPart if part not in left_out]


def required_answers(part: ReferralPart, contract: Contract, terms: Terms) -> list[str]:
    """Return the columns of the part without which the referral cannot be sent (T1.2, T5.2).

    What one answer requires of another, such as the hospital of somebody in hospital, is a rule of the database.
    """
    names = list(ALWAYS.get(part, ()))
    match part:
        case ReferralPart.REQUEST if contract.strands.offered(clock.today()).exists():
            names.append("strand")
        case ReferralPart.PERSON if terms.tests_age:
            names.append("date_of_birth")
        case ReferralPart.ELIGIBILITY:
            names += ["lives_in_area"] if terms.asks_residence else []
            names += ["has_mental_health_services"] if terms.asks_mental_health_services else []
            names += ["has_significant_impact"] if terms.asks_eligible_needs else []
        case ReferralPart.SUPPORT:
            names += ["outcomes"] if terms.asks_council_support_plan else []
            names += ["agreed_end_point"] if terms.asks_exit_plan else []
    return names


def is_part_complete(referral: Referral, part: ReferralPart, terms: Terms) -> bool:
    """Return whether every required answer of the part is there."""
    if part == ReferralPart.PERSON and not referral.is_birth_given:
        return False
    return all(getattr(referral, name) not in (None, "", []) for name in _columns(part, referral, terms))


def _columns(part: ReferralPart, referral: Referral, terms: Terms) -> list[str]:
    names = required_answers(part, referral.contract, terms)
    return ["strand_id" if name == "strand" else name for name in names]


def missing_parts(referral: Referral, terms: Terms) -> list[ReferralPart]:
    """Return the parts with a required answer missing, in their order."""
    return [part for part in parts_of(referral, terms) if not is_part_complete(referral, part, terms)]
