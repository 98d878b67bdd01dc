from accounts.rules import child_of
from casework.models import SupportPackage
from visits import call_policies
from visits.models import ContactEntry, EngagementDuty, PlannedVisit, Visit

__all__ = ["call_policies"]  # its rules stand with these

for model in (PlannedVisit, Visit, EngagementDuty, ContactEntry):
    child_of(model, "package", SupportPackage)
