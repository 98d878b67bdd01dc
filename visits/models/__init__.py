from visits.models.contact import ContactEntry
from visits.models.downtime import DowntimePack, PackPassphrase, PackTeam, PackUse
from visits.models.engagement import EngagementDuty
from visits.models.planned import PlannedVisit
from visits.models.visit import GoalWork, Visit, VisitEdition

__all__ = [
    "ContactEntry",
    "DowntimePack",
    "EngagementDuty",
    "GoalWork",
    "PackPassphrase",
    "PackTeam",
    "PackUse",
    "PlannedVisit",
    "Visit",
    "VisitEdition",
]
