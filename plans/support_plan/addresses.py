"""The address that the pages of a plan lead back to."""

from django.urls import reverse

from plans.models import SupportPlan


def plan_url(plan: SupportPlan, fragment: str = "") -> str:
    """Return the address of this version of the person's plan, at one of its parts."""
    address = reverse("person_plan", args=[plan.package.case.individual_id])
    return f"{address}?version={plan.version}" + (f"#{fragment}" if fragment else "")
