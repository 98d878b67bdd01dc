"""What every page of a visit begins with: the row, opened."""

from accounts.enums import Permission
from casework.access.records import opened
from casework.models import SupportPackage
from visits.models import PlannedVisit, Visit

PERSON = "package__case__individual"
RELATED = ("package__case__individual", "package__case__contract")


def package_to(request, permission: Permission, pk) -> SupportPackage:
    """The package, for whoever may do this to it."""
    related = ("case__individual", "case__contract")
    return opened(request, SupportPackage.objects, permission, pk=pk, person="case__individual", related=related)


def planned_to(request, permission: Permission, pk) -> PlannedVisit:
    """The planned visit, for whoever may do this to it."""
    related = (*RELATED, "worker__user")
    return opened(request, PlannedVisit.objects, permission, pk=pk, person=PERSON, related=related)


def visit_to(request, permission: Permission, pk) -> Visit:
    """The visit that was logged, for whoever may do this to it."""
    related = (*RELATED, "worker__user")
    return opened(request, Visit.objects, permission, pk=pk, person=PERSON, related=related)
