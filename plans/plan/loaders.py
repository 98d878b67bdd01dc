"""Where the pages of a plan lead back to."""

from django.urls import reverse


def plan_page(individual_id, fragment: str = "") -> str:
    """The address of the person's plan, at one of its parts."""
    return reverse("person_plan", args=[individual_id]) + (f"#{fragment}" if fragment else "")
