from visits.models.contact import ContactEntry
from visits.models.engagement import EngagementDuty
from visits.models.phone import PhoneDevice, PhoneEntry
from visits.models.planned import PlannedVisit
from visits.models.visit import GoalWork, Visit, VisitEdition

__all__ = [
    "ContactEntry",
    "EngagementDuty",
    "GoalWork",
    "PhoneDevice",
    "PhoneEntry",
    "PlannedVisit",
    "Visit",
    "VisitEdition",
]
