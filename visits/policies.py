from accounts.rules import child_of
from casework.models import SupportPackage
from visits.models import ContactEntry, EngagementDuty, PlannedVisit, Visit, VisitRule

for model in (PlannedVisit, Visit, EngagementDuty, ContactEntry, VisitRule):
    child_of(model, "package", SupportPackage)
