"""What every page of a plan begins with: the row, opened, and the form on the person's record."""

from django.urls import reverse

from accounts.enums import Permission
from casework.access.records import opened
from casework.models import SupportPackage
from design.form_view import form_page
from plans.models import GoalWording, SupportPlan

PERSON = "package__case__individual"
RELATED = ("package__case__individual", "package__case__contract")


def plan_to_write(request, pk) -> SupportPlan:
    """The plan, for whoever writes it."""
    return opened(request, SupportPlan.objects, Permission.WRITE_PLAN, pk=pk, person=PERSON, related=RELATED)


def goal_to_write(request, pk) -> GoalWording:
    """The goal as a version says it, for whoever writes the plan."""
    related = ("line", *(f"plan__{path}" for path in RELATED))
    return opened(request, GoalWording.objects, Permission.WRITE_PLAN, pk=pk, person=f"plan__{PERSON}", related=related)


def package_to_write(request, pk) -> SupportPackage:
    """The package, for whoever writes its plan."""
    related = ("case__individual", "case__contract")
    return opened(
        request, SupportPackage.objects, Permission.WRITE_PLAN, pk=pk, person="case__individual", related=related
    )


def plan_page(individual_id, fragment: str = "") -> str:
    """The address of the person's plan, at one of its parts."""
    return reverse("person_plan", args=[individual_id]) + (f"#{fragment}" if fragment else "")


def person_form(request, individual, form_class, *, here: str = "plan", back: str = "", **arguments):
    """A form on the person's record. It leads to `back`, or the plan, when `done` says nothing else."""
    address = back or plan_page(individual.pk)
    context = {"individual": individual, "here": here, **arguments.pop("context", {})}
    given = {"template": "casework/person_form.html", "done": address, **arguments}
    return form_page(request, form_class, context=context, back=address, **given)
