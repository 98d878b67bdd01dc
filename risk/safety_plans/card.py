"""The safety plan as a card for the person: small pages to keep in a pocket or on a phone."""

import datetime

from design import pdf
from risk.models import SafetyPlan


def render(plan: SafetyPlan, *, made_at: datetime.datetime) -> bytes:
    """Return the tagged PDF of A6 pages. Its title and file name say nothing of a crisis."""
    return pdf.render("risk/safety_plans/card.pdf.html", {"plan": plan}, title="My card", created_on=made_at)
