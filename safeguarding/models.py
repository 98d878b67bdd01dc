from safeguarding.concerns.models import Concern, ConcernNamedUser, ConcernSheet
from safeguarding.incidents.follow_up.models import Candour, IncidentAction, IncidentNotice, IncidentSheet
from safeguarding.incidents.models import Incident, IncidentInvolvedUser

__all__ = [
    "Candour",
    "Concern",
    "ConcernNamedUser",
    "ConcernSheet",
    "Incident",
    "IncidentAction",
    "IncidentInvolvedUser",
    "IncidentNotice",
    "IncidentSheet",
]
