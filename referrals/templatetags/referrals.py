"""Parts of a referral's page: its answers, part by part."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr

from referrals.parts.answers import PartAnswers

register = template.Library()


@register.inclusion_tag("referrals/_answers.html")
def part_answers(part: PartAnswers, change_url: str = "") -> dict[str, Any]:
    """The answers of one part under its heading; with `change_url`, each with a link that changes it."""
    rows = [(label, linebreaksbr(text), change_url) for label, text in part.rows]
    return {"part": part.part, "rows": rows, "change_url": change_url}
