from visits.models.calendar import CalendarFeed
from visits.models.contact import ContactEntry
from visits.models.engagement import EngagementDuty
from visits.models.planned import PlannedVisit
from visits.models.rota import VisitRule
from visits.models.visit import GoalWork, Visit, VisitEdition

__all__ = [
    "CalendarFeed",
    "ContactEntry",
    "EngagementDuty",
    "GoalWork",
    "PlannedVisit",
    "Visit",
    "VisitEdition",
    "VisitRule",
]
