from visits.models.calendar import CalendarFeed
from visits.models.contact import ContactEntry
from visits.models.downtime import DowntimePack, PackPassphrase, PackTeam, PackUse
from visits.models.engagement import EngagementDuty
from visits.models.escalation import Escalation, EscalationStep
from visits.models.phone import PhoneDevice, PhoneEntry
from visits.models.planned import PlannedVisit
from visits.models.rota import VisitRule
from visits.models.same_day import SameDayRequest
from visits.models.telling import Telling, TellingPart
from visits.models.visit import GoalWork, Visit, VisitEdition
from visits.models.watch import LoneWatch

__all__ = [
    "CalendarFeed",
    "ContactEntry",
    "DowntimePack",
    "EngagementDuty",
    "Escalation",
    "EscalationStep",
    "GoalWork",
    "LoneWatch",
    "PackPassphrase",
    "PackTeam",
    "PackUse",
    "PhoneDevice",
    "PhoneEntry",
    "PlannedVisit",
    "SameDayRequest",
    "Telling",
    "TellingPart",
    "Visit",
    "VisitEdition",
    "VisitRule",
]
