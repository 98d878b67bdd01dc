"""Parts of a referral's page: its particulars as label and text, and the task list of a draft."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.db.models import Field
from django.urls import reverse

from casework.enums import CareActOutcome
from design import formatting
from design.templatetags.design import task_list
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral, ReferralDocument

register = template.Library()
LABELS = {
    "source": "Referred by",
    "planned_start_on": "Planned start date",
    "known_as": "Name to use",
    "nhs_number": "NHS number",
    "area": "Town or area",
    "expected_end_on": "Expected last day of support",
    "contact_note": "Be aware when contacting them",
}
NAMES = (
    "source",
    "planned_start_on",
    "known_as",
    "former_names",
    "nhs_number",
    "address",
    "area",
    "postcode",
    "needs",
    "wanted_minutes",
    "agreed_end_point",
    "expected_end_on",
    "formal_review_on",
    "worker_gender_wish",
    "worker_language_wish",
    "contact_note",
    "communication_needs",
)


@register.inclusion_tag("referrals/_particulars.html")
def referral_particulars(referral: Referral) -> dict[str, Any]:
    """Everything in the referral, as sent."""
    rows = [("Name", referral.full_name), ("Date of birth", referral.born)]
    for name in NAMES:
        value = getattr(referral, name)
        if value:
            rows.append((_label(name), _value_text(referral, name, value)))
    if referral.outcomes:
        rows.append(("Outcomes requested", "\n".join(referral.outcomes)))
    if referral.care_act_outcomes:
        labels = [CareActOutcome(value).label for value in referral.care_act_outcomes]
        rows.append(("Care Act outcomes", "\n".join(labels)))
    domains = [domain.name for domain in referral.wanted_domains.all()]
    if domains:
        rows.append(("Wants support with", "\n".join(domains)))
    rows += list(_contact_points(referral))
    return {"particulars": rows}


def _field(name: str) -> Field:
    field = Referral._meta.get_field(name)
    assert isinstance(field, Field)  # NAMES has columns only
    return field


def _label(name: str) -> str:
    text = LABELS.get(name) or str(_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def _value_text(referral: Referral, name: str, value: Any) -> str:
    if name == "wanted_minutes":
        return formatting.hours(value)
    if name == "expected_end_on":
        value -= datetime.timedelta(days=1)
    if isinstance(value, list):
        return "\n".join(value)
    if _field(name).choices:
        return str(getattr(referral, f"get_{name}_display")())
    return f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value)


def _contact_points(referral: Referral) -> Iterator[tuple[str, str]]:
    if referral.telephone:
        safe = [word for word, yes in (("call", referral.telephone_is_safe), ("text", referral.text_is_safe)) if yes]
        yield (
            "Phone number",
            f"{referral.telephone}, {'safe to ' + ' and '.join(safe) if safe else 'not safe to use'}",
        )
    if referral.email:
        yield "Email", f"{referral.email}, {'safe to use' if referral.email_is_safe else 'not safe to use'}"


@register.inclusion_tag("components/task_list.html")
def referral_tasks(
    referral: Referral, missing: list[ReferralDocumentKind], documents: Iterable[ReferralDocument]
) -> dict[str, Any]:
    """What is left to do before a draft can be sent; `missing` documents are named, `documents` are attached."""
    done = ("Attached", "done") if documents else ("None needed", "plain")
    return task_list(
        [
            {
                "title": "The person and their needs",
                "href": reverse("referral_edit", args=[referral.pk]),
                "status": ("Filled in", "done"),
            },
            {
                "title": "The Council's documents",
                "href": reverse("referral_attach", args=[referral.pk]),
                "hint": "Still missing: " + ", ".join(str(kind.label) for kind in missing) if missing else "",
                "status": ("Missing", "soon") if missing else done,
            },
            {
                "title": "Check and send",
                "href": reverse("referral_send", args=[referral.pk]),
                "status": ("To do", "brand"),
            },
        ]
    )
