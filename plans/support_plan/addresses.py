"""The address that the pages of a plan lead back to."""

from uuid import UUID

from django.urls import reverse


def plan_url(individual_id: UUID, fragment: str = "") -> str:
    """Return the address of the person's plan, at one of its parts."""
    return reverse("person_plan", args=[individual_id]) + (f"#{fragment}" if fragment else "")
