from visits.models.contact import ContactEntry
from visits.models.engagement import EngagementDuty
from visits.models.planned import PlannedVisit
from visits.models.visit import GoalWork, Visit, VisitEdition

__all__ = ["ContactEntry", "EngagementDuty", "GoalWork", "PlannedVisit", "Visit", "VisitEdition"]
