from visits.downtime.models import DowntimePack, PackPassphrase, PackTeam, PackUse
from visits.log.models.contact import ContactEntry
from visits.log.models.engagement import EngagementAttempt, EngagementDuty
from visits.log.models.visit import GoalWork, Visit, VisitVersion
from visits.lone_working.models.alert import Alert, AlertVisit, CouncilResponse
from visits.lone_working.models.check import LoneWorkingCheck
from visits.lone_working.models.escalation import Escalation, EscalationStep
from visits.phone.models import PhoneDevice, PhoneEntry
from visits.rota.models.calendar import CalendarFeed
from visits.rota.models.planned_visit import PlannedVisit
from visits.rota.models.recurring import RecurringVisit
from visits.rota.models.request import VisitRequest
from visits.same_day.models import SameDayRequest

__all__ = [
    "Alert",
    "AlertVisit",
    "CalendarFeed",
    "ContactEntry",
    "CouncilResponse",
    "DowntimePack",
    "EngagementAttempt",
    "EngagementDuty",
    "Escalation",
    "EscalationStep",
    "GoalWork",
    "LoneWorkingCheck",
    "PackPassphrase",
    "PackTeam",
    "PackUse",
    "PhoneDevice",
    "PhoneEntry",
    "PlannedVisit",
    "RecurringVisit",
    "SameDayRequest",
    "Visit",
    "VisitRequest",
    "VisitVersion",
]
