"""Which parts a referral has, which answers its contract's terms require in each, and which are missing."""

from contracts.models import Contract, Terms
from core import clock
from referrals.enums import Agreement, InterpreterNeed, ReferralPart, StaffRisk, YesNo
from referrals.models import Referral

ALWAYS = {
    ReferralPart.RECEIPT: ("came_by",),
    ReferralPart.REQUEST: ("source", "planned_start_on"),
    ReferralPart.PERSON: ("full_name",),
    ReferralPart.AGREEMENT: ("knows_of_referral", "agreement"),
    ReferralPart.SUPPORT: ("needs",),
    ReferralPart.HEALTH: ("in_hospital",),
    ReferralPart.COMMUNICATION: ("interpreter",),
    ReferralPart.CARER: ("has_carer", "is_carer"),
    ReferralPart.STAFF_RISK: ("staff_risk",),
}


# What an answer requires of others: the answer, one of its values, and the columns that must follow.
FOLLOWING: dict[ReferralPart, list[tuple[str, object, tuple[str, ...]]]] = {
    ReferralPart.CONTACT: [
        ("telephone_is_safe", True, ("telephone",)),
        ("text_is_safe", True, ("telephone",)),
        ("email_is_safe", True, ("email",)),
    ],
    ReferralPart.AGREEMENT: [("agreement", Agreement.BEST_INTEREST, ("best_interest_by", "agreement_words"))],
    ReferralPart.HEALTH: [("in_hospital", YesNo.YES, ("hospital", "hospital_kind"))],
    ReferralPart.COMMUNICATION: [("interpreter", InterpreterNeed.LANGUAGE, ("interpreter_language",))],
    ReferralPart.CARER: [
        ("has_carer", YesNo.YES, ("carer_name",)),
        ("is_carer", YesNo.YES, ("cares_for",)),
    ],
    ReferralPart.STAFF_RISK: [("staff_risk", StaffRisk.YES, ("staff_risk_words",))],
}
# Answers that are given together or not at all; the first ones are required, once one of all is given.
TOGETHER: dict[ReferralPart, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ReferralPart.CONTACT: (("emergency_name", "emergency_kind", "emergency_telephone"), ("emergency_safety",)),
    ReferralPart.HEALTH: (("gp_surgery",), ("gp_telephone",)),
}
EMPTY: tuple[object, ...] = (None, "", [])


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

    What one answer requires of another, such as the hospital of somebody in hospital, is in `FOLLOWING`, and a rule of
    the database.
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


def missing_answers(referral: Referral, part: ReferralPart, terms: Terms) -> list[str]:
    """Return the columns of the part that must be answered before the referral is sent, and are not."""
    names = [*required_answers(part, referral.contract, terms), *_following(referral, part)]
    missing = [name for name in names if getattr(referral, "strand_id" if name == "strand" else name) in EMPTY]
    if part == ReferralPart.PERSON and not referral.is_birth_given:
        missing.append("date_of_birth")
    return list(dict.fromkeys(missing))


def _following(referral: Referral, part: ReferralPart) -> list[str]:
    """Return the columns of the part that its other answers require."""
    rules = FOLLOWING.get(part, [])
    names = [name for answer, value, following in rules if getattr(referral, answer) == value for name in following]
    first, others = TOGETHER.get(part, ((), ()))
    is_one_given = any(getattr(referral, name) not in EMPTY for name in (*first, *others))
    return [*names, *(first if is_one_given else ())]


def is_part_complete(referral: Referral, part: ReferralPart, terms: Terms) -> bool:
    """Return whether every required answer of the part is there."""
    return not missing_answers(referral, part, terms)


def missing_parts(referral: Referral, terms: Terms) -> list[ReferralPart]:
    """Return the parts with a required answer missing, in their order."""
    return [part for part in parts_of(referral, terms) if not is_part_complete(referral, part, terms)]
