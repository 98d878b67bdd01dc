from safeguarding.concerns.models import Concern, ConcernNamedUser, ConcernSheet
from safeguarding.incidents.models import Incident, IncidentInvolvedUser

__all__ = ["Concern", "ConcernNamedUser", "ConcernSheet", "Incident", "IncidentInvolvedUser"]
