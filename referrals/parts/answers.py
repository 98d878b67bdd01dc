"""The answers of a referral as label and text, part by part."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field

from casework.enums import CareActOutcome
from contracts.models import Terms
from design import formatting
from referrals.enums import ReferralPart
from referrals.models import Referral
from referrals.parts.forms import PART_FORMS
from referrals.parts.profile import rows_of_profile
from referrals.parts.required import parts_of

LABELS = {
    "source": "Referred by",
    "strand": "Kind of support",
    "planned_start_on": "Planned start date",
    "known_as": "Name to use",
    "nhs_number": "NHS number",
    "area": "Town or area",
    "has_mental_health_services": "Receives mental health services",
    "care_act_outcomes": "Outcomes they are unable to achieve",
    "has_significant_impact": "Significant impact on their wellbeing",
    "outcomes": "Outcomes requested",
    "wanted_domains": "Wants support with",
    "expected_end_on": "Expected last day of support",
    "contact_note": "Be aware when contacting them",
    "lives_in_area": "Lives in the area",
}
# Shown with another answer.
SHOWN_ELSEWHERE = {
    *("revision", "repeated", "received_time", "referrer_words", "born_about", "birth_is_unknown"),
    *("telephone_is_safe", "text_is_safe", "email_is_safe"),
}


@dataclass(frozen=True)
class PartAnswers:
    """One part with the answers that were given."""

    part: ReferralPart
    rows: list[tuple[str, str]]


def answers(referral: Referral, terms: Terms, *, with_profile: bool = True) -> list[PartAnswers]:
    """Return every part of the referral with its answers, in order.

    The profile is for who wrote it and who decides, not for others who read the referral (decision 48).
    """
    parts = [part for part in parts_of(referral, terms) if with_profile or part != ReferralPart.PROFILE]
    return [PartAnswers(part, list(rows_of(referral, part))) for part in parts]


def rows_of(referral: Referral, part: ReferralPart) -> Iterator[tuple[str, str]]:
    """Yield label and text of each answer of the part; nothing for what was not answered."""
    if part == ReferralPart.PROFILE:
        yield from rows_of_profile(referral.profile)
    for name in PART_FORMS[part].base_fields:
        if name not in SHOWN_ELSEWHERE:
            text = _text(referral, name)
            if text:
                yield label_of(name), text


def label_of(name: str) -> str:
    """Return the label of an answer by its column."""
    special = {"received_on": "Received", "referrer": "Referrer", "date_of_birth": "Date of birth"}
    special |= {"telephone": "Phone number", "email": "Email"}
    text = LABELS.get(name) or special.get(name) or str(_column(name).verbose_name)
    return text[:1].upper() + text[1:]


def _column(name: str) -> Field:
    field = Referral._meta.get_field(name)
    assert isinstance(field, Field)  # the forms have columns only, beside the special labels
    return field


def _text(referral: Referral, name: str) -> str:
    match name:
        case "received_on":
            return formatting.when(referral.reached_us_at) if referral.reached_us_at else ""
        case "referrer":
            return referral.who_refers
        case "date_of_birth":
            return referral.born if referral.is_birth_given or not referral.is_draft else ""
        case "telephone":
            return _safe_telephone(referral)
        case "email":
            return f"{referral.email}, {_safety_text('use', referral.email_is_safe)}" if referral.email else ""
        case "wanted_domains":
            return "\n".join(domain.name for domain in referral.wanted_domains.all())
        case "care_act_outcomes":
            return "\n".join(str(CareActOutcome(value).label) for value in referral.care_act_outcomes)
    value = getattr(referral, name)
    return _value_text(referral, name, value) if value else ""


def _safe_telephone(referral: Referral) -> str:
    if not referral.telephone:
        return ""
    if referral.telephone_is_safe == referral.text_is_safe:
        return f"{referral.telephone}, {_safety_text('call and text', referral.text_is_safe)}"
    call, text = _safety_text("call", referral.telephone_is_safe), _safety_text("text", referral.text_is_safe)
    return f"{referral.telephone}, {call}, {text}"


def _safety_text(use: str, is_safe: bool | None) -> str:
    if is_safe is None:
        return f"not known if it is safe to {use}"
    return f"safe to {use}" if is_safe else f"not safe to {use}"


def _value_text(referral: Referral, name: str, value: Any) -> str:
    if value is True:
        return "Yes"
    if name == "wanted_minutes":
        return formatting.hours(value)
    if name == "expected_end_on":
        value -= datetime.timedelta(days=1)
    if isinstance(value, list):
        return "\n".join(value)
    if _column(name).choices:
        return str(getattr(referral, f"get_{name}_display")())
    return f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value)
