from accounts.rules import child_of
from casework.models import SupportPackage
from visits.models import PlannedVisit, Visit

child_of(PlannedVisit, "package", SupportPackage)
child_of(Visit, "package", SupportPackage)
