from visits.models.planned import PlannedVisit
from visits.models.visit import GoalWork, Visit

__all__ = ["GoalWork", "PlannedVisit", "Visit"]
